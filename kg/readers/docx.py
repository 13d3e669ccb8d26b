"""Word documents to lines: paragraphs, headings, numbered and bulleted lists and tables in their order.

Own walk over the XML, since the numbers of lists are in no library's text. Footnotes and endnotes stand
as paragraphs behind the one that refers to them. Heads and feet are not read: accepted, they hold running titles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.readers.html_tables import Cell, rows_of, span
from kg.readers.lines import Conversion, Line, ended, settle
from kg.readers.numbering import Counter, W, lists_of
from kg.readers.package import Package
from kg.terms import OFFICE_LINKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from kg.knowledge.sites import Sites
    from kg.readers.raw import Raw

_MAIN = "word/document.xml"
_R = f"{{{OFFICE_LINKS}}}"
_HEADING = re.compile(r"heading ([1-9])|(title)", re.IGNORECASE)
_FALLBACK = "}Fallback"  # what an older program shows instead of a drawing: the same text once more
_SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-"}  # elements that stand for a character
_LONGEST_BOLD = 60  # code points of a paragraph that is bold as a whole and so a heading


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: the level of heading it is (0 for none), and the list it numbers by."""

    level: int = 0
    numbered: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines of a paragraph, split at its breaks, whether all of it is bold, its links, and what is set apart.

    A line is the pieces that it is written in. The links of a line are the length of each and the id of its address;
    set apart are boxes drawn in the paragraph and references to notes, in order.
    """

    parts: list[list[str]] = field(default_factory=lambda: [[]])
    weights: list[bool] = field(default_factory=list)
    links: defaultdict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    apart: list[Element] = field(default_factory=list)


def sniff(raw: Raw) -> bool:
    """Whether a package is a Word document."""
    return _MAIN in raw.parts


def convert(raw: Raw, sites: Sites) -> Conversion:
    """Read the body; ReadError where a part is damaged."""
    package = Package(raw.path, raw.data)
    body = package.xml(_MAIN).find(W + "body")
    counter = Counter(lists_of(package.xml("word/numbering.xml")), sites.dates)
    notes = {
        (f"{kind}Reference", note.get(W + "id", "")): note
        for kind in ("footnote", "endnote")
        for note in package.xml(f"word/{kind}s.xml").iter(W + kind)
    }
    walk = _Walk(_styles(package.xml("word/styles.xml")), counter, notes, package.addresses_of(_MAIN))
    if body is not None:
        walk.blocks(body)
    return Conversion("docx", tuple(walk.lines), placed=False)


class _Walk:
    """The lines so far, and the number of tables among them."""

    def __init__(
        self,
        styles: Mapping[str, _Style],
        counter: Counter,
        notes: Mapping[tuple[str, str], Element],
        addresses: Mapping[str, str],
    ) -> None:
        self.styles, self.counter, self.addresses = styles, counter, addresses
        self.notes = dict(notes)
        self.lines: list[Line] = []
        self.tables = 0

    def blocks(self, parent: Element) -> None:
        """Paragraphs and tables, also those inside content controls and insertions."""
        for child in parent:
            if child.tag == W + "p":
                self.paragraph(child)
            elif child.tag == W + "tbl":
                self.table(child)
            elif child.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "smartTag", W + "moveTo"}:
                self.blocks(child)

    def paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(W + "pPr")
        style = self.style(properties)
        label = self.counter.label(*style.numbered) if style.numbered else None
        text = _Text()
        _gather(paragraph, text)
        bold = bool(text.weights) and all(text.weights)
        for number, pieces in enumerate(text.parts):
            part = "".join(pieces)
            said = (label + ("" if label[-1] in "、.．）)" else " ") if label and not number else "") + part
            line = self.linked(Line(*settle([(said, 0)])), text.links[number])
            if not line.text:
                continue
            if style.level:
                line = replace(line, role="heading", level=style.level)
            elif label == "" and style.numbered:
                line = replace(line, role="item", level=style.numbered[1] + 1)
            elif bold and len(line.text) <= _LONGEST_BOLD and not ended(line.text):
                line = replace(line, role="heading")
            self.lines.append(line)
        for apart in text.apart:
            name = apart.tag.removeprefix(W), apart.get(W + "id", "")
            self.blocks(self.notes.pop(name, apart))  # each note once: it may refer to itself

    def linked(self, line: Line, links: Sequence[tuple[int, str]]) -> Line:
        """The same line with what it links to; a link within the document is none."""
        found = [(length, self.addresses[name]) for length, name in links if name in self.addresses]
        return replace(line, linked=sum(length for length, _ in found), href=found[0][1]) if found else line

    def style(self, properties: Element | None) -> _Style:
        """What a paragraph's style and its own properties say together."""
        if properties is None:
            return _Style()
        found = properties.find(W + "pStyle")
        style = self.styles.get("" if found is None else found.get(W + "val", ""), _Style())
        return _style(properties, style)

    def table(self, table: Element) -> None:
        rows = []
        begun = len(self.lines)
        for row in _children(table, "tr"):
            head = row.find(f"{W}trPr/{W}tblHeader") is not None
            rows.append([self.cell(cell, head=head) for cell in _children(row, "tc")])
        found = rows_of(rows, self.lines, self.tables + 1)
        if found is not None:
            self.tables += 1
            self.lines[begun:] = found

    def cell(self, cell: Element, *, head: bool) -> Cell:
        """A cell; one that a merged cell above goes on through is empty."""
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        columns = cell.find(f"{W}tcPr/{W}gridSpan")
        start = len(self.lines)
        if merged is None or merged.get(W + "val") == "restart":
            self.blocks(cell)
        width = 1 if columns is None else span(columns.get(W + "val", ""))
        return Cell(start, len(self.lines), width, head=head)


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The children of a name, also inside content controls."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml"}:
            yield from _children(child, name)


def _gather(element: Element, text: _Text, *, bold: bool = False) -> None:
    """Gather the text below an element, without what is deleted, hidden or drawn."""
    for child in element:
        name = child.tag.removeprefix(W)
        if name == "t":
            text.parts[-1].append(child.text or "")
            text.weights.extend([bold] if (child.text or "").strip() else [])
        elif name in {"br", "cr"}:
            text.parts.append([])
        elif name in _SIGNS:
            text.parts[-1].append(_SIGNS[name])
        elif name in {"txbxContent", "footnoteReference", "endnoteReference"}:
            text.apart.append(child)
        elif name in {"del", "moveFrom", "rt", "pPr", "rPr"} or child.tag.endswith(_FALLBACK):
            continue
        elif name == "hyperlink":
            line, begun = len(text.parts) - 1, len(text.parts[-1])
            _gather(child, text, bold=bold)
            length = sum(map(len, text.parts[line][begun:]))
            text.links[line].append((length, child.get(_R + "id", "")))
        elif name == "r":
            properties = child.find(W + "rPr")
            if not _on(properties, "vanish"):
                _gather(child, text, bold=_on(properties, "b"))
        else:
            _gather(child, text, bold=bold)


def _on(properties: Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(W + name)
    return found is not None and found.get(W + "val", "1") not in {"0", "false", "off"}


def _styles(part: Element) -> Mapping[str, _Style]:
    """The paragraph styles by their id; what one does not say is said by the style it is based on."""
    elements = {style.get(W + "styleId", ""): style for style in part.iter(W + "style")}
    found: dict[str, _Style] = {}

    def resolve(name: str, above: frozenset[str]) -> _Style:
        if name in found:
            return found[name]
        style = elements.get(name)
        if style is None or name in above or len(above) > 50:
            return _Style()
        base = style.find(W + "basedOn")
        inherited = _Style() if base is None else resolve(base.get(W + "val", ""), above | {name})
        properties = style.find(W + "pPr")
        own = inherited if properties is None else _style(properties, inherited)
        named = style.find(W + "name")
        heading = _HEADING.fullmatch("" if named is None else named.get(W + "val", ""))
        if heading:
            own = replace(own, level=int(heading[1] or 1))
        found[name] = own
        return own

    for name in elements:
        resolve(name, frozenset())
    return found


def _style(properties: Element, inherited: _Style) -> _Style:
    """What paragraph properties say beyond what they inherit."""
    level, numbered = inherited.level, inherited.numbered
    outline = properties.find(W + "outlineLvl")
    if outline is not None and (said := outline.get(W + "val", "")).isdecimal():
        level = int(said) + 1 if int(said) < 9 else 0
    listed = properties.find(W + "numPr")
    if listed is not None:
        number, depth = listed.find(W + "numId"), listed.find(W + "ilvl")
        name = number.get(W + "val", "") if number is not None else (numbered[0] if numbered else "")
        place = depth.get(W + "val", "0") if depth is not None else "0"
        numbered = (name, int(place) if place.isdecimal() else 0) if name not in {"", "0"} else None
    return _Style(level, numbered)
