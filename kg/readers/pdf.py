"""PDF to lines: paragraphs joined from the visual lines of the text layer, table rows, and running heads told apart.

The text comes with the place of each character on the page. A line goes on in the next where it is filled to the
right margin and the next is not indented, over a page break too. What stands at the head or the foot of most pages is
running, and so is a page's number. Misses text in columns side by side: they are read across where the file does so.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from kg.errors import ReadError
from kg.readers.lines import CELL, Conversion, Line, ended, merged, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.sites import Sites
    from kg.readers.raw import Raw

MOST_PAGES = 10_000

_MARK = b"%PDF-"
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[\s\-–—·.]*(?:[Pp]age\s*)?\d{1,5}(?:\s*(?:/|of)\s*\d{1,5})?[\s\-–—·.]*")
_EDGE = 3  # lines at the head and the foot of a page that may be running
_FEW_PAGES = 3  # from so many on repetition is told
_REPEATED = 0.5  # share of the pages
_GAP = 1.8  # characters' widths between two cells of a table
_HYPHEN = "\ufffe\x02"  # what stands for a hyphen at the end of a line
_SCANNED = 8  # characters a page; with fewer there is no text layer but a few marks


@dataclass(frozen=True, slots=True)
class _Row:
    """One visual line: its text, its cells, its box on the page in points, and what it is where it is running."""

    text: str
    cells: tuple[str, ...]
    page: int
    left: float
    right: float
    size: float
    running: str = ""


def sniff(raw: Raw) -> bool:
    """Whether a file is PDF; some have a few bytes before their mark."""
    return is_pdf(raw.data)


def is_pdf(data: bytes) -> bool:
    """Whether bytes are those of a PDF."""
    return _MARK in data[:1024]


def convert(raw: Raw, sites: Sites) -> Conversion:
    """Read the text layer; ReadError where there is none, or the file is encrypted or damaged."""
    try:
        document = pdfium.PdfDocument(raw.data)
    except pdfium.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        why = "is encrypted; save it without a password" if encrypted else f"is a damaged PDF ({error}); make it again"
        raise ReadError(raw.path, why) from None
    try:
        if len(document) > MOST_PAGES:
            raise ReadError(raw.path, f"has {len(document)} pages; the most that is read is {MOST_PAGES}, so split it")
        pages = [list(_rows(document, number)) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        raise ReadError(raw.path, f"is a damaged PDF ({error}); make it again") from None
    finally:
        document.close()
    if sum(len(row.text) for page in pages for row in page) < _SCANNED * max(1, len(pages)):
        raise ReadError(raw.path, "has no text layer; it is scanned, so run it through text recognition first")
    blank = [str(number) for number, page in enumerate(pages, 1) if not page]
    told = "pdf text layer" + (f", none on pages {', '.join(blank[:20])}" if blank else "")
    rows = [row for page in _with_running(pages) for row in page]
    return Conversion("pdf", tuple(_lines(rows, sites)), encoding=told, placed=False)


def _rows(document: pdfium.PdfDocument, number: int) -> Iterator[_Row]:
    """The visual lines of a page."""
    page = document[number]
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        # where the engine made characters up, places in the text are none on the page
        fits = textpage.count_chars() == len(text)
        at = 0
        for line in text.split("\r\n"):
            if line.strip():
                yield _row(line, at if fits else None, number + 1, textpage)
            at += len(line) + 2
    finally:
        textpage.close()
        page.close()


def _row(line: str, at: int | None, page: int, textpage: pdfium.PdfTextPage) -> _Row:
    """One visual line with its box. `at` is its place in the text of the page, None where places are not known."""
    areas = [] if at is None else _areas(textpage, at, len(line))
    if at is None or not areas:
        return _Row(line, (line,), page, 0.0, 0.0, 0.0)
    left, right = min(area[0] for area in areas), max(area[1] for area in areas)
    width = max(sum(area[1] - area[0] for area in areas) / len("".join(line.split())), 1.0)
    parted = any(after[0] - before[1] > _GAP * width for before, after in pairwise(areas))
    cells = _cells(line, at, width, textpage) if parted or "  " in line else (line,)
    return _Row(line, cells, page, left, right, width)


def _areas(textpage: pdfium.PdfTextPage, at: int, length: int) -> list[tuple[float, float]]:
    """Left and right of the pieces of a stretch of text that are set without a gap, in points."""
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    found = []
    for number in range(pdfium_c.FPDFText_CountRects(textpage, at, length)):
        pdfium_c.FPDFText_GetRect(textpage, number, left, top, right, bottom)
        found.append((left.value, right.value))
    return found


def _cells(line: str, at: int, width: float, textpage: pdfium.PdfTextPage) -> tuple[str, ...]:
    """The parts of a line between gaps wider than any between words."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    cells, begun, last = [], 0, None
    for number, char in enumerate(line):
        if char.isspace():
            continue
        pdfium_c.FPDFText_GetCharBox(textpage, at + number, left, right, bottom, top)
        if last is not None and left.value - last > _GAP * width:
            cells.append(line[begun:number].strip())
            begun = number
        last = right.value if last is None else max(last, right.value)
    return (*cells, line[begun:].strip())


def _with_running(pages: Sequence[Sequence[_Row]]) -> Iterator[list[_Row]]:
    """The same rows, those that are page numbers or repeated at the edge of most pages marked."""
    seen = Counter(key for page in pages for key in {_shape(row) for row in _edges(page)})
    often = {key for key, times in seen.items() if len(pages) >= _FEW_PAGES and times >= _REPEATED * len(pages)}
    for page in pages:
        edges = {id(row) for row in _edges(page)}
        outermost = {id(row) for row in (*page[:1], *page[-1:])} if len(page) > 1 else set()
        yield [
            replace(row, running="page number")
            if id(row) in outermost and _PAGE_NUMBER.fullmatch(row.text)
            else replace(row, running="running head")
            if id(row) in edges and _shape(row) in often
            else row
            for row in page
        ]


def _edges(page: Sequence[_Row]) -> list[_Row]:
    return [*page[:_EDGE], *page[_EDGE:][-_EDGE:]]


def _shape(row: _Row) -> str:
    """What a row says apart from its numbers."""
    return _DIGITS.sub("#", "".join(row.text.split()))


def _lines(rows: Sequence[_Row], sites: Sites) -> Iterator[Line]:
    """Paragraphs, table rows and running lines; a running line between two parts of a paragraph comes after it."""
    body = [row for row in rows if not row.running]
    right = _margin([row.right for row in body])
    left = _margin([-row.left for row in body], low=True)
    tables = _tables(body)
    waiting: list[_Row] = []
    gathered: list[_Row] = []
    for row in rows:
        if row.running:
            waiting.append(row)
            continue
        table = tables.get(id(row))
        if gathered and (table or not _goes_on(gathered[-1], row, (left, right), sites)):
            yield from _paragraph(gathered)
            yield from map(_running, waiting)
            gathered, waiting = [], []
        if table:
            yield from map(_running, waiting)
            waiting = []
            cells = [Line(*settle([(cell, 0)])) for cell in row.cells]
            yield replace(merged(cells, CELL), page=row.page, note=table)
        else:
            gathered.append(row)
    if gathered:
        yield from _paragraph(gathered)
    yield from map(_running, waiting)


def _margin(places: Sequence[float], *, low: bool = False) -> float:
    """The edge that most lines reach: of the rounded places the outermost that a tenth of the lines share."""
    counts = Counter(round(place / 4) * 4 for place in places)
    shared = [place for place, times in counts.items() if times * 10 >= len(places)]
    edge = max(shared or list(counts) or [0])
    return -float(edge) if low else float(edge)


def _goes_on(row: _Row, following: _Row, margins: tuple[float, float], sites: Sites) -> bool:
    """Whether a visual line is filled to the margin and the next goes on with it."""
    left, right = margins
    if not row.size or not following.size or row.right < right - 2.5 * row.size:
        return False
    if following.left > left + 1.2 * following.size and abs(following.left - row.left) > 2:
        return False
    if ended(row.text.rstrip()) and any(pattern.search(following.text.strip()) for _, pattern in sites.headings):
        return False
    return abs(row.size - following.size) <= 0.25 * max(row.size, following.size)


def _paragraph(rows: Sequence[_Row]) -> Iterator[Line]:
    """The visual lines of a paragraph as one line; a word divided at the end of a line is whole again."""
    fragments, at = [], 0
    for row in rows:
        said = row.text.rstrip()
        said = said[:-1] if said and said[-1] in _HYPHEN else said + "\n"
        fragments.append((said, at))
        at += len(said)
    line = Line(*settle(fragments))
    if line.text:
        yield replace(line, page=rows[0].page)


def _running(row: _Row) -> Line:
    return replace(Line(*settle([(row.text, 0)])), page=row.page, region=row.running)


def _tables(rows: Sequence[_Row]) -> dict[int, str]:
    """The rows that stand in tables, by identity: two or more lines, one below the other, with as many cells."""
    found: dict[int, str] = {}
    begun, number = 0, 0
    for place in range(1, len(rows) + 1):
        if place < len(rows) and len(rows[place].cells) == len(rows[begun].cells):
            continue
        if len(rows[begun].cells) > 1 and place - begun > 1:
            number += 1
            for step, row in enumerate(rows[begun:place], 1):
                found[id(row)] = f"table {number} row {step}"
        begun = place
    return found
