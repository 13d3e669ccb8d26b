"""Tables as grids: the rows of each table of a document, cut into cells that know where they stand.

Readers mark each row of a table in its block (`reason`: "table 2 head 1", "table 2 row 3") and join its cells by tabs,
with an empty cell for each column that a spanning cell covers; empty cells at the end of a row are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kg.model import Span
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Document

CELL = "\t"
MARK = re.compile(r"table (?P<table>\d+) (?P<part>head|row) \d+")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place in the document without the blanks around it, its folded text, and the block it is in."""

    span: Span
    text: str
    block: int


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row from the first column on; `head` where the file itself says that it holds headings."""

    cells: tuple[Cell, ...]
    head: bool

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns whose cell holds text."""
        return tuple(column for column, cell in enumerate(self.cells) if cell.text)

    def cell(self, column: int) -> Cell | None:
        """The cell of a column; None where it is empty or beyond the end of the row."""
        return self.cells[column] if column < len(self.cells) and self.cells[column].text else None


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table, from the first on."""

    rows: tuple[Row, ...]

    @property
    def block(self) -> int:
        """The index of the block that holds the first row."""
        return self.rows[0].cells[0].block


def grids(document: Document) -> tuple[Grid, ...]:
    """Every table of the document in reading order; rows marked as boilerplate are no rows."""
    marked = [
        (mark["table"], Row(_cells(document, index), mark["part"] == "head"))
        for index, block in enumerate(document.blocks)
        if block.role != "boilerplate" and (mark := MARK.fullmatch(block.reason))
    ]
    return tuple(Grid(tuple(row for _, row in rows)) for _, rows in groupby(marked, key=lambda pair: pair[0]))


def _cells(document: Document, index: int) -> tuple[Cell, ...]:
    span = document.blocks[index].span
    return tuple(_cut(document.text, span, index))


def _cut(text: str, span: Span, index: int) -> Iterator[Cell]:
    at = span.start
    for part in text[span.start : span.end].split(CELL):
        start = at + len(part) - len(part.lstrip())
        end = start + len(part.strip())
        yield Cell(Span(start, end), fold(text[start:end]), index)
        at += len(part) + len(CELL)
