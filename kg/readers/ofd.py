"""OFD to lines: the text objects of each page, set into visual lines, and what kg/readers/visual.py makes of them.

OFD (GB/T 33190) is the format in which Chinese offices archive what they issue: a zip file of XML, its text in pieces
with their place on the page in millimetres. Misses what stands in templates behind the pages: seals and letterheads.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.readers.lines import Conversion
from kg.readers.package import Package
from kg.readers.visual import GAP, SCANNED, Row, paragraphs
from kg.terms import OFD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from kg.knowledge.sites import Sites
    from kg.readers.raw import Raw

MOST_PAGES = 10_000

_MAIN = "OFD.xml"
_O = f"{{{OFD}}}"
_SAME = 0.5  # of a character's height: two pieces of text no further apart stand on one line


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text object: its words, its box, and the height of its characters."""

    text: str
    left: float
    top: float
    right: float
    size: float


def sniff(raw: Raw) -> bool:
    """Whether a package is OFD."""
    return _MAIN in raw.parts


def convert(raw: Raw, sites: Sites) -> Conversion:
    """Read all pages; ReadError where they hold no text, or a part is damaged."""
    package = Package(raw.path, raw.data)
    names = list(_pages(package))
    if len(names) > MOST_PAGES:
        raise ReadError(raw.path, f"has {len(names)} pages; the most that is read is {MOST_PAGES}, so split it")
    pages = [list(_rows(package.xml(name), number)) for number, name in enumerate(names, 1)]
    if sum(len(row.text) for page in pages for row in page) < SCANNED * max(1, len(pages)):
        raise ReadError(raw.path, "has no text layer; it is scanned, so run it through text recognition first")
    return Conversion("ofd", tuple(paragraphs(pages, sites)), placed=False)


def _pages(package: Package) -> Iterator[str]:
    """The names of the pages of all documents in the file, in their order."""
    for root in package.xml(_MAIN).iter(_O + "DocRoot"):
        main = _within("", root.text or "")
        for page in package.xml(main).iter(_O + "Page"):
            yield _within(posixpath.dirname(main), page.get("BaseLoc", ""))


def _within(folder: str, name: str) -> str:
    """The name of a part that another one in `folder` speaks of."""
    return posixpath.normpath(name[1:] if name.startswith("/") else posixpath.join(folder, name))


def _rows(page: Element, number: int) -> Iterator[Row]:
    """The visual lines of a page, from the top: pieces side by side are one, with a cell for each wide gap."""
    line: list[_Piece] = []
    for piece in sorted(_pieces(page), key=lambda piece: (piece.top, piece.left)):
        if line and piece.top - line[0].top > _SAME * max(piece.size, line[0].size):
            yield _row(line, number)
            line = []
        line.append(piece)
    if line:
        yield _row(line, number)


def _pieces(page: Element) -> Iterator[_Piece]:
    for item in page.iter(_O + "TextObject"):
        text = "".join(code.text or "" for code in item.iter(_O + "TextCode"))
        box = _numbers(item.get("Boundary", ""))
        size = next(iter(_numbers(item.get("Size", ""))), 0.0)
        if text.strip() and len(box) == 4:  # left, top, width, height
            first = next(iter(item.iter(_O + "TextCode")))
            down = next(iter(_numbers(first.get("Y", ""))), 0.0)
            yield _Piece(text, box[0], box[1] + down, box[0] + box[2], size or box[3])


def _numbers(text: str) -> tuple[float, ...]:
    try:
        return tuple(map(float, text.split()))
    except ValueError:
        return ()


def _row(line: Sequence[_Piece], page: int) -> Row:
    pieces = sorted(line, key=lambda piece: piece.left)
    size = max(piece.size for piece in pieces)
    cells, said = [pieces[0].text], pieces[0].text
    for before, piece in pairwise(pieces):
        gap = piece.left - before.right
        said += (" " if gap > _SAME * size else "") + piece.text
        if gap > GAP * size:
            cells.append(piece.text)
        else:
            cells[-1] += piece.text
    return Row(said, tuple(cells), page, pieces[0].left, max(piece.right for piece in pieces), size)
