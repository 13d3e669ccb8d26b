"""Visual lines: the lines of set pages as paragraphs, table rows, and running heads told apart.

A line goes on in the next where it is filled to the right margin and the next is not indented, over a page break too.
What stands at the head or the foot of most pages is running, and so are a page's number and what a browser printed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.readers.columns import unrowed
from kg.readers.lines import CELL, Line, ended, full, merged, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.sites import Sites

GAP = 1.8  # characters' widths between two cells of a table
SCANNED = 8  # characters a page; with fewer there is no text layer but a few marks

_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uff60]")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[\s\-–—·.]*(?:[Pp]age\s*)?\d{1,5}(?:\s*(?:/|of)\s*\d{1,5})?[\s\-–—·.]*")
_COLUMN, _CROSSING = 0.3, 0.1  # parts of the lines that stand in a column, and that may run across both
_EDGE = 3  # lines at the head and the foot of a page that may be running
_FEW_PAGES = 3  # from so many on repetition is told
_REPEATED = 0.5  # share of the pages
_SHORT = 8  # characters, too few to tell the size of their type by
_HYPHEN = "\ufffe\x02"  # what stands for a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Row:
    """One visual line: its text, its cells, its box on the page, what it is where it is running, and its links.

    `linked` counts its code points that are links to elsewhere, `href` is where the first of them leads, `places` are
    where each cell begins and ends, where there are several.
    """

    text: str
    cells: tuple[str, ...]
    page: int
    left: float
    right: float
    size: float
    running: str = ""
    linked: int = 0
    href: str = ""
    places: tuple[tuple[float, float], ...] = ()


def paragraphs(pages: Sequence[Sequence[Row]], sites: Sites) -> Iterator[Line]:
    """The lines of a document, given as the visual lines of its pages."""
    return _lines([row for page in _with_running([unrowed(page) for page in pages], sites) for row in page], sites)


def printed_from(pages: Sequence[Sequence[Row]], sites: Sites) -> str:
    """The address that a browser printed at the edge of a page; "" where there is none."""
    told = (margin.search(row.text) for page in pages for row in _edges(page) for margin in sites.margins)
    return next((match["url"] for match in told if match and match.groupdict().get("url")), "")


def _with_running(pages: Sequence[Sequence[Row]], sites: Sites) -> Iterator[list[Row]]:
    """The same rows, those marked that a browser printed, that are page numbers or at the edge of most pages."""
    seen = Counter(key for page in pages for key in {_shape(row) for row in _edges(page)})
    often = {key for key, times in seen.items() if len(pages) >= _FEW_PAGES and times >= _REPEATED * len(pages)}
    for page in pages:
        edges = {id(row) for row in _edges(page)}
        outermost = {id(row) for row in (*page[:1], *page[-1:])} if len(page) > 1 else set()
        yield [
            replace(row, running="page number")
            if id(row) in outermost and _PAGE_NUMBER.fullmatch(row.text)
            else replace(row, running="running head")
            if id(row) in edges and (_shape(row) in often or any(one.search(row.text) for one in sites.margins))
            else row
            for row in page
        ]


def _edges(page: Sequence[Row]) -> list[Row]:
    return [*page[:_EDGE], *page[_EDGE:][-_EDGE:]]


def _shape(row: Row) -> str:
    """What a row says apart from its numbers."""
    return _DIGITS.sub("#", "".join(row.text.split()))


def _lines(rows: Sequence[Row], sites: Sites) -> Iterator[Line]:
    """Paragraphs, table rows and running lines; a running line between two parts of a paragraph comes after it."""
    body = [row for row in rows if not row.running]
    gutter = _gutter(body)
    columns = [[row for row in body if (row.left >= gutter) is second] for second in (False, True)]
    margins = [(_margin([-r.left for r in rows], low=True), _margin([r.right for r in rows])) for rows in columns]
    tables = _tables(body)
    waiting: list[Row] = []
    gathered: list[Row] = []
    for row in rows:
        if row.running:
            waiting.append(row)
            continue
        table = tables.get(id(row))
        if gathered and (
            table
            or not _goes_on(
                gathered[-1],
                row,
                (margins[row.left >= gutter][0], margins[gathered[-1].left >= gutter][1]),
                sites,
            )
        ):
            yield from _paragraph(gathered)
            yield from map(_running, waiting)
            gathered, waiting = [], []
        if table:
            yield from map(_running, waiting)
            waiting = []
            cells = [Line(*settle([(cell, 0)])) for cell in row.cells]
            yield replace(merged(cells, CELL), page=row.page, note=table, linked=row.linked, href=row.href)
        else:
            gathered.append(row)
    if gathered:
        yield from _paragraph(gathered)
    yield from map(_running, waiting)


def _gutter(rows: Sequence[Row]) -> float:
    """Where the second of two columns begins: a place that few lines cross and many stand on either side of."""
    counts = Counter(round(row.left / 4) * 4 for row in rows)
    for place in sorted(place for place, times in counts.items() if times * 10 >= len(rows)):
        before = sum(row.right < place - 2 for row in rows)
        behind = sum(row.left >= place - 2 for row in rows)
        if min(before, behind) >= _COLUMN * len(rows) and before + behind >= (1 - _CROSSING) * len(rows):
            return place - 2.0
    return math.inf


def _margin(places: Sequence[float], *, low: bool = False) -> float:
    """The edge that most lines reach: of the rounded places the outermost that a tenth of the lines share."""
    counts = Counter(round(place / 4) * 4 for place in places)
    shared = [place for place, times in counts.items() if times * 10 >= len(places)]
    edge = max(shared or list(counts) or [0])
    return -float(edge) if low else float(edge)


def _goes_on(row: Row, following: Row, margins: tuple[float, float], sites: Sites) -> bool:
    """Whether a visual line is filled to the margin and the next goes on with it.

    `margins` are the left one of the column of `following` and the right one of that of `row`.
    """
    left, right = margins
    if not row.size or not following.size:
        return False
    if _is_open(row.text):
        return True
    one, other = _type_size(row), _type_size(following)
    if row.right < right - 2.5 * one:
        return False
    if following.left > left + 1.2 * following.size and abs(following.left - row.left) > 2:
        return False
    if ended(row.text.rstrip()) and any(pattern.search(following.text.strip()) for _, pattern in sites.headings):
        return False
    last = full(following.text.strip(), 1) and not ended(row.text.rstrip())  # of its paragraph, if short
    return abs(one - other) <= 0.25 * max(one, other) or (last and len(following.text) <= _SHORT)


def _type_size(row: Row) -> float:
    """The width of a wide character of a line: figures and Latin letters are half as wide."""
    chars = "".join(row.text.split())
    return row.size * len(chars) / max(1.0, (len(chars) + len(_WIDE.findall(chars))) / 2)


def _is_open(text: str) -> bool:
    """Whether a line ends within a title that the next one must close."""
    return text.rfind("《") > text.rfind("》")


def _paragraph(rows: Sequence[Row]) -> Iterator[Line]:
    """The visual lines of a paragraph as one line; a word divided at the end of a line is whole again."""
    fragments, at = [], 0
    for row in rows:
        said = row.text.rstrip()
        said = said[:-1] if said and said[-1] in _HYPHEN else said + "\n"
        fragments.append((said, at))
        at += len(said)
    line = Line(*settle(fragments))
    if line.text:
        href = next((row.href for row in rows if row.href), "")
        yield replace(line, page=rows[0].page, linked=sum(row.linked for row in rows), href=href)


def _running(row: Row) -> Line:
    return replace(Line(*settle([(row.text, 0)])), page=row.page, region=row.running)


def _tables(rows: Sequence[Row]) -> dict[int, str]:
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
