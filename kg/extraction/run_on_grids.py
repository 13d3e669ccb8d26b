"""Tables run together: indicator tables in one line of text, their cells with nothing between them.

Such a table is known by its headers, one behind the other: a word for names, years, a word for what binds. A row is
read where its numbers can be parted in one way alone: 76.7>80 can, 70.570 cannot, and 5456 where it is per cent, or
where the difference is told. Where such a table stands no sentence is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.cell_values import number_in
from kg.extraction.grids import MARK, Cell, Grid, Row
from kg.knowledge.headers import close
from kg.model import Span
from kg.text.fold import fold
from kg.text.patterns import any_of
from kg.text.quantities import PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.table_words import Known
    from kg.knowledge.headers import Headers
    from kg.knowledge.types import Knowledge
    from kg.model import Document

SHORTEST = 40  # code points of a line that holds a table
FURTHEST = 120  # code points between a row and the next one
FEWEST_ROWS = 2
HUNDRED = 100
YEAR = r"(?:19[5-9]|20[0-6])\d"
YEARS = regex.compile(rf"{YEAR}\D{{1,7}}{YEAR}")
SUM = regex.compile(r"\s*[\[\u3014]\s*(-?\d+(?:\.\d+)?)\s*[\]\u3015]\s*")  # a sum over years, in a column of its own
NUMBERED = regex.compile(r".*(?<!\d)\d{1,2}\.(?!\d)")  # up to the last number of an outline
FOOTNOTE = regex.compile(r"(?<=\p{Han})\d(?=\p{Han})")
SIGN = regex.compile(r"[^\d\s]")  # in a run of numbers, as no year of a sentence has one
LONG_DASH = "\u2014\u2014"


@dataclass(frozen=True, slots=True)
class RunOn:
    """Where a table that has run together stands, and its rows that can be told apart."""

    span: Span
    grid: Grid | None


@dataclass(frozen=True, eq=False, slots=True)
class _Grammar:
    header: regex.Pattern[str]
    row: regex.Pattern[str]


def run_on_tables(document: Document, known: Known) -> tuple[RunOn, ...]:
    """Every table of a document that has run together, in reading order."""
    grammar, found = _grammar(known.headers, known.knowledge), []
    for index, block in enumerate(document.blocks):
        span = block.span
        if span.end - span.start < SHORTEST or not YEARS.search(document.text, *span):
            continue
        if block.role == "boilerplate" or MARK.fullmatch(block.reason):
            continue
        text = fold(document.text[span.start : span.end])
        header = grammar.header.search(text)
        if header is not None:
            found.append(_table(text, header, span.start, index, known))
    return tuple(found)


@cache
def _grammar(headers: Headers, knowledge: Knowledge) -> _Grammar:
    """The header and the rows of such a table, blanks between the characters of a word aside."""
    of = {role: [word for word, its in headers.roles.items() if its == role] for role in ("name", "unit", "attribute")}
    name, unit, attribute = ("|".join(r"\s*".join(map(regex.escape, word)) for word in of[role]) for role in of)
    year = rf"{YEAR}[^\d()\[\]\u3014]{{0,6}}?"
    summed = r"[\[(\u3014][^\d()\[\]]{1,6}[\])\u3015]"
    columns = rf"(?:(?P<value>{year}|{summed})\s*(?:\d(?!\d))?\s*){{2,5}}"
    bound = any_of(word for word, _ in knowledge.words.numbers.after)
    run = rf"(?:[\d.<>\u2264\u2265\[\]\u3014\u3015\u2014\-\s]|{bound}){{3,}}"
    changed = headers.senses["unread"].pattern  # 2025年比2020年增长: numbers of which nothing is read
    return _Grammar(
        regex.compile(
            rf"(?P<name>{name})\s*(?P<other>{unit})?\s*{columns}(?:(?P<binds>{attribute})|(?P<other>{changed}))"
        ),
        regex.compile(rf"(?P<run>{run})(?P<binds>{any_of(headers.modality)})?"),
    )


def _table(text: str, header: regex.Match[str], start: int, index: int, known: Known) -> RunOn:
    """The table below a header, up to where nothing is a row for too long; without a grid where it has too few rows."""
    values = [_cell(text, *stretch, start, index) for stretch in header.spans("value")]
    first, last = (_cell(text, *header.span(name), start, index) for name in ("name", "binds"))
    rows, at, whole = [Row((first, *values, last), head=True)], header.end(), header.end()
    for match in _grammar(known.headers, known.knowledge).row.finditer(text, at):
        if match.start() - whole > FURTHEST:
            break
        parts = [] if header["other"] else _parted(match, text[at : match.start()], values, known)
        if parts:
            name = _cell(text, _behind_outline(text, at, match.start()), match.start(), start, index)
            numbers = [_cell(text, *stretch, start, index) for stretch in parts]
            rows.append(Row((name, *numbers, _cell(text, *match.span("binds"), start, index)), head=False))
        at = match.end()
        if parts or match["binds"] or SIGN.search(match["run"]):
            whole = at
    return RunOn(Span(start + header.start(), start + whole), Grid(tuple(rows)) if len(rows) > FEWEST_ROWS else None)


def _cell(text: str, begin: int, end: int, start: int, index: int) -> Cell:
    """The cell at a stretch of a line without the blanks around it; empty where there is none."""
    if begin < 0:
        return Cell(Span(start, start), "", index)
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    end = begin + len(text[begin:end].rstrip())
    return Cell(Span(start + begin, start + end), FOOTNOTE.sub(" ", text[begin:end]), index)


def _behind_outline(text: str, begin: int, end: int) -> int:
    numbered = NUMBERED.match(text, begin, end)
    return numbered.end() if numbered is not None else begin


def _parted(match: regex.Match[str], name: str, heads: Sequence[Cell], known: Known) -> list[tuple[int, int]]:
    """The stretches of the numbers of a row, one a column; nothing where they can be parted in no way, or several."""
    most = HUNDRED if PERCENT in name else None
    ways = list(_ways(match["run"].rstrip(), 0, heads, most, known))
    if len(ways) > 1:
        ways = [way for way in ways if _agrees([match["run"][begin:end] for begin, end in way], known)]
    at = match.start()
    return [(at + begin, at + end) for begin, end in ways[0]] if len(ways) == 1 else []


def _ways(run: str, at: int, heads: Sequence[Cell], most: int | None, known: Known) -> Iterator[list[tuple[int, int]]]:
    """Every way to part a run of numbers from a place on, with one stretch for each header; the last may be empty."""
    if not heads:
        if at == len(run):
            yield []
        return
    summed = heads[0].text[:1] in "[(\u3014"
    ends = [len(run)] if len(heads) == 1 else range(at + 1, len(run) + 1)
    for end in ends:
        if _holds(run[at:end].strip(), most, known, summed=summed, last=len(heads) == 1):
            for rest in _ways(run, end, heads[1:], most, known):
                yield [(at, end), *rest]


def _holds(cell: str, most: int | None, known: Known, *, summed: bool, last: bool) -> bool:
    """Whether a stretch can be a cell of its column: a number, in a column of sums one in brackets, or none."""
    if not cell:
        return last
    if close(cell) in known.headers.marks["nothing"]:
        return len(cell) == 1 or cell == LONG_DASH  # two dashes are two cells
    if summed and SUM.fullmatch(cell):
        return True
    number = None if summed else number_in(cell, known.knowledge)
    return number is not None and not number.unit and 0 <= number.value <= (most or number.value)


def _agrees(cells: Sequence[str], known: Known) -> bool:
    """Whether the first two numbers of a row differ by the sum that its last cell tells."""
    told, numbers = SUM.fullmatch(cells[-1]), [number_in(cell.strip(), known.knowledge) for cell in cells[:2]]
    if told is None or None in numbers:
        return False
    first, second = (number.value for number in numbers if number is not None)
    return abs(second - first) == Decimal(told[1])
