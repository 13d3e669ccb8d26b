"""Tables of HTML: which tables hold data, and their rows as lines.

A row of a data table is one line, its cells joined by a tab (`CELL`), an empty cell for each column that a span covers,
so that the same column has the same number of tabs before it in every row. A table that only arranges a page is left as
the lines its cells hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.readers.lines import CELL, Line, full, merged, wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NUMBER = re.compile(r"[0-9]{1,3}")
_MOST_SPANNED = 100  # columns or rows; more is no table that anybody reads
_WIDEST = 500  # columns that spans may make; further right a cell takes the place of one
_MOST_LINES, _MOST_CHARACTERS = 12, 800  # of a cell of data
_FEW_LINES, _PARAGRAPHS = 4, 2  # so many lines with so many whole paragraphs among them are an article


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell holds the lines `start` to `end` (half-open) of the page; `head` tells a heading cell."""

    start: int
    end: int
    columns: int = 1
    rows: int = 1
    head: bool = False


def span(value: str) -> int:
    """The number of columns or rows that a colspan or rowspan says, within bounds."""
    return max(1, min(int(value), _MOST_SPANNED)) if _NUMBER.fullmatch(value.strip()) else 1


def rows_of(table: Sequence[Sequence[Cell]], lines: Sequence[Line], number: int) -> tuple[Line, ...] | None:
    """The rows of a table as lines, `number` its place in the document; None where it holds no data."""
    if not _is_data(table, lines):
        return None
    result: list[Line] = []
    covered: dict[int, int] = {}  # column -> rows that a cell above still covers
    heads = 0
    for row in table:
        head = len(result) == heads and any(cell.head for cell in row) and all(cell.head for cell in row)
        texts, covered = _placed(row, lines, covered)
        if not any(line.text for line in texts):
            continue
        heads += head
        place = heads if head else len(result) - heads + 1
        line = merged(texts, CELL)
        first = next(cell for cell in texts if cell.text)
        line = replace(
            first, text=line.text.rstrip(CELL), runs=line.runs, linked=line.linked, role="paragraph", level=0
        )
        result.append(replace(line, note=f"table {number} {'head' if head else 'row'} {place}"))
    return tuple(result)


def _is_data(table: Sequence[Sequence[Cell]], lines: Sequence[Line]) -> bool:
    """Some row has two cells with text, and no cell is a page of its own."""
    paired = False
    for row in table:
        filled = [cell for cell in row if cell.end > cell.start]
        paired = paired or len(filled) > 1
        for cell in filled:
            if cell.end - cell.start > _MOST_LINES:
                return False
            held = lines[cell.start : cell.end]
            if any(line.note or (line.role == "heading" and line.level) for line in held):
                return False
            if sum(len(line.text) for line in held) > _MOST_CHARACTERS or any(line.region for line in held):
                return False
            if len(held) >= _FEW_LINES and sum(full(line.text) for line in held) >= _PARAGRAPHS:
                return False
    return paired


def _placed(row: Sequence[Cell], lines: Sequence[Line], covered: dict[int, int]) -> tuple[list[Line], dict[int, int]]:
    """The texts of a row by column, "" for what is spanned; and what the row leaves covered for the next."""
    texts: list[Line] = []
    left = {column: rows - 1 for column, rows in covered.items() if rows > 1}
    for cell in row:
        while covered.get(len(texts)):
            texts.append(Line(""))
        column = len(texts)
        columns, rows = (cell.columns, cell.rows) if column < _WIDEST else (1, 1)
        texts.append(_whole(lines[cell.start : cell.end]))
        texts.extend(Line("") for _ in range(columns - 1))
        if rows > 1:
            left |= dict.fromkeys(range(column, column + columns), rows - 1)
    return texts, left


def _whole(lines: Sequence[Line]) -> Line:
    """The lines of a cell as one: with a blank between, but none between wide characters."""
    if not lines:
        return Line("")
    parts = list(_spaced(lines))
    return merged(parts)


def _spaced(lines: Iterable[Line]) -> Iterator[Line]:
    last = ""
    for line in lines:
        if last and line.text and not (wide(last[-1]) and wide(line.text)):
            yield Line(" ")
        yield line
        last = line.text or last
