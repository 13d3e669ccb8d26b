"""Slide decks to lines: slides in the order shown, with their titles, paragraphs by level, tables and notes.

A slide's number is the page of its lines. Misses the text of charts and of diagrams: accepted, because a picture made
of words gives no sentence to quote.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.readers.html_tables import Cell, rows_of, span
from kg.readers.lines import Conversion, Line, settle
from kg.readers.package import Package
from kg.terms import DRAWING, OFFICE_LINKS, SLIDES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from kg.knowledge.sites import Sites
    from kg.readers.raw import Raw

_MAIN = "ppt/presentation.xml"
_A, _P, _R = f"{{{DRAWING}}}", f"{{{SLIDES}}}", f"{{{OFFICE_LINKS}}}"
_TITLES = frozenset({"title", "ctrTitle"})
_RUNNING = frozenset({"sldNum", "dt", "ftr", "hdr"})
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")


def sniff(raw: Raw) -> bool:
    """Whether a package is a slide deck."""
    return _MAIN in raw.parts


def convert(raw: Raw, sites: Sites) -> Conversion:  # noqa: ARG001  # every reader takes the same
    """Read all slides and their notes; ReadError where a part is damaged."""
    package = Package(raw.path, raw.data)
    walk = _Walk(package)
    for number, slide in enumerate(_slides(package), 1):
        walk.slide(slide, number)
    return Conversion("pptx", tuple(walk.lines), placed=False)


def _slides(package: Package) -> Iterator[str]:
    """The names of the slides in the order of the show, hidden ones left out."""
    links = package.parts_of(_MAIN)
    for entry in package.xml(_MAIN).iter(_P + "sldId"):
        name = links.get(entry.get(_R + "id", ""), "")
        if _SLIDE.fullmatch(name) and package.xml(name).get("show", "1") not in {"0", "false"}:
            yield name


class _Walk:
    """The lines so far, and the number of tables among them."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.lines: list[Line] = []
        self.tables = 0

    def slide(self, name: str, number: int) -> None:
        begun = len(self.lines)
        tree = self.package.xml(name).find(f"{_P}cSld/{_P}spTree")
        if tree is not None:
            self.shapes(tree)
        notes = next((part for part in self.package.parts_of(name).values() if "notesSlide" in part), "")
        spoken = len(self.lines)
        for shape in self.package.xml(notes).iter(_P + "sp") if notes else ():
            if _kind(shape) == "body":
                self.text(shape, "")
        for place in range(begun, len(self.lines)):
            line = replace(self.lines[place], page=number)
            self.lines[place] = replace(line, note="notes") if place >= spoken else line

    def shapes(self, parent: Element) -> None:
        """The shapes of a slide in their order, groups from the inside."""
        for shape in parent:
            if shape.tag == _P + "sp":
                kind = _kind(shape)
                if kind not in _RUNNING:
                    self.text(shape, kind)
            elif shape.tag == _P + "grpSp":
                self.shapes(shape)
            elif shape.tag == _P + "graphicFrame":
                for table in shape.iter(_A + "tbl"):
                    self.table(table)

    def text(self, shape: Element, kind: str) -> None:
        """The paragraphs of a shape; those of a title are one heading."""
        lines = [line for body in shape.iter(_P + "txBody") for line in _paragraphs(body)]
        if kind in _TITLES and lines:
            whole = "\n".join(line.text for line in lines)
            lines = [Line(*settle([(whole, 0)]), role="heading", level=1)]
        self.lines.extend(lines)

    def table(self, table: Element) -> None:
        begun = len(self.lines)
        rows = []
        heads = table.find(_A + "tblPr")
        first = heads is not None and heads.get("firstRow", "0") in {"1", "true"}
        for number, row in enumerate(table.iter(_A + "tr")):
            rows.append([self.cell(cell, head=first and number == 0) for cell in row.iter(_A + "tc")])
        found = rows_of(rows, self.lines, self.tables + 1)
        if found is not None:
            self.tables += 1
            self.lines[begun:] = found

    def cell(self, cell: Element, *, head: bool) -> Cell:
        """A cell; those that a merged cell covers stand in the file as well, and are empty."""
        start = len(self.lines)
        if cell.get("hMerge") is None and cell.get("vMerge") is None:
            self.lines.extend(line for body in cell.iter(_A + "txBody") for line in _paragraphs(body))
        return Cell(start, len(self.lines), head=head)


def _kind(shape: Element) -> str:
    """The kind of placeholder that a shape is; "" for a shape of its own."""
    found = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    return "" if found is None else found.get("type", "body")


def _paragraphs(body: Element) -> Iterator[Line]:
    """The paragraphs of a text, each break beginning a line; deeper levels are items."""
    for paragraph in body.iter(_A + "p"):
        properties = paragraph.find(_A + "pPr")
        depth = span(properties.get("lvl", "0")) if properties is not None and properties.get("lvl", "0") != "0" else 0
        said = ""
        for part in paragraph:
            if part.tag == _A + "br":
                said += "\v"
            elif part.tag == _A + "r" or (part.tag == _A + "fld" and part.get("type") != "slidenum"):
                said += "".join(text.text or "" for text in part.iter(_A + "t"))
        for piece in said.split("\v"):
            line = Line(*settle([(piece, 0)]))
            if line.text:
                yield replace(line, role="item", level=depth) if depth else line
