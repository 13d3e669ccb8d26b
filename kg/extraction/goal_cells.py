"""Cells of English tables that are whole goals: prose in a column that is headed by a word for targets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.extraction.cell_values import number_in
from kg.extraction.grids import grids
from kg.extraction.header_words import BARE_YEAR, says
from kg.model import Mention, Period, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.extraction.grids import Cell, Grid
    from kg.knowledge.types import Knowledge
    from kg.model import Document

ROW = "table "  # how a reader's reason for a block begins that is a row of a table
LONGEST = 6  # words of a header
FEWEST = 4  # words of a goal; a shorter cell is a value


def goal_cells(document: Document, knowledge: Knowledge) -> Mapping[int, Mapping[Span, Mention | None]]:
    """By block the cells that are goals, each with the year of its header, by which it is due."""
    if document.language != "en" or not any(block.reason.startswith(ROW) for block in document.blocks):
        return {}
    found: dict[int, dict[Span, Mention | None]] = {}
    for grid in grids(document):
        for column, due in _columns(grid, knowledge):
            for row in grid.rows[1:]:
                cell = row.cell(column)
                if cell is not None and _is_goal(cell, knowledge):
                    found.setdefault(cell.block, {})[cell.span] = due
    return found


def _columns(grid: Grid, knowledge: Knowledge) -> Iterator[tuple[int, Mention | None]]:
    """The columns whose header says last of what is below that it is aimed at, but for by when: Policy goals, 2030."""
    for column, cell in enumerate(grid.rows[0].cells[1:], 1):
        years = list(BARE_YEAR.finditer(cell.text))
        rest = BARE_YEAR.sub(" ", cell.text)
        aimed = list(knowledge.headers.senses["target"].finditer(rest))
        if aimed and not says(rest[aimed[-1].end() :]) and len(rest.split()) <= LONGEST and len(years) <= 1:
            yield column, _due(cell, years[0].start(), years[0][0]) if years else None


def _due(cell: Cell, at: int, year: str) -> Mention:
    start = cell.span.start + at
    period = Period(date(int(year), 1, 1), date(int(year), 12, 31), "year", text=year)
    return Mention(Span(start, start + len(year)), "time", year, period, "deadline")


def _is_goal(cell: Cell, knowledge: Knowledge) -> bool:
    return len(cell.text.split()) >= FEWEST and number_in(cell.text, knowledge) is None
