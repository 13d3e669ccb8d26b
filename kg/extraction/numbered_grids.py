"""Tables that lost their form, every cell a line of its own, whose rows are numbered: 1, 2, 3, … below 序号.

The number tells where a row begins, so cells of a group that span rows, notes between rows, and headers in two lines
(2025年, 目标值) are told from the others. A row that has fewer cells than there are columns, or one of another sort in
its place, is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.cell_values import number_in
from kg.extraction.grids import Cell, Row
from kg.extraction.header_cells import said
from kg.knowledge.headers import close
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.extraction.table_words import Known

    Line = tuple[Cell, ...]
    Fits = Callable[[Sequence[Cell], Sequence[str], Known], bool]

MOST_HEADERS = 24  # lines of headers
MOST_MORE = 4  # lines before a row that name its group, or are notes on the row before
FEWEST_COLUMNS, MOST_COLUMNS = 3, 12


def numbered_rows(lines: Sequence[Line], at: int, known: Known, fits: Fits) -> tuple[Row, ...]:
    """The headers that begin at a line, in one row or two, and the rows below them; nothing where none begin there.

    `fits` tells whether each cell of a row is of the sort that its column, given by its role, holds.
    """
    roles = known.headers.roles
    if len(lines[at]) != 1 or roles.get(close(lines[at][0].text)) != "number":
        return ()
    first = next((i for i in range(at + 1, min(at + MOST_HEADERS, len(lines))) if _is(lines[i], 1)), at)
    heads = _columns(lines[at:first], known)
    columns = [roles.get(close(cell.text), "") for cell, _ in heads]
    if not FEWEST_COLUMNS <= len(heads) <= MOST_COLUMNS or columns[1] != "name" or "" not in columns:
        return ()
    headers = sum(1 + bool(below.text) for _, below in heads)
    if not _name_groups(lines[at + headers : first], known):
        return ()
    rows = [Row(tuple(cell for cell, _ in heads), head=True)]
    if headers > len(heads):
        rows.append(Row(tuple(below for _, below in heads), head=True))
    number, place, width = 1, first, len(heads)
    while place < len(lines):
        cells = tuple(line[0] for line in lines[place : place + width] if len(line) == 1)
        number += 1
        # The number of the next row stands behind all cells; nearer only where this row has fewer.
        following = (*range(place + width, place + width + 1 + MOST_MORE), *range(place + 2, place + width))
        beyond = next((i for i in following if i < len(lines) and _is(lines[i], number)), 0)
        whole = not beyond or beyond >= place + width
        if whole and len(cells) == width and fits(cells, columns, known):
            rows.append(Row(cells, head=False))
        if not beyond:
            break
        place = beyond
    return tuple(rows)


def _is(line: Line, number: int) -> bool:
    """Whether a line is a number and no more."""
    return len(line) == 1 and line[0].text == str(number)


def _name_groups(lines: Sequence[Line], known: Known) -> bool:
    """Whether the few lines between the headers and the first row only name its group."""
    cells = [cell for line in lines for cell in line]
    words = all(cell.text and number_in(cell.text, known.knowledge) is None for cell in cells)
    return len(lines) <= MOST_MORE and words


def _columns(lines: Sequence[Line], known: Known) -> list[tuple[Cell, Cell]]:
    """The headers that lines begin with, each with the one below it that tells what its numbers are, else nothing.

    Only a header that is nothing but a time has one below it: 2025年, 目标值.
    """
    found: list[tuple[Cell, Cell]] = []
    for line in lines:
        cell = line[0]
        nothing = Cell(Span(cell.span.end, cell.span.end), "", cell.block)
        if len(line) > 1 or not (close(cell.text) in known.headers.roles or _heads_numbers(cell, known)):
            break
        if found and not found[-1][1].text and _is_time(found[-1][0], known) and _is_sense(cell, known):
            found[-1] = (found[-1][0], cell)
        else:
            found.append((cell, nothing))
    return found


def _is_time(cell: Cell, known: Known) -> bool:
    words = said(cell, known)
    return words.period is not None and not words.label and not words.sense


def _is_sense(cell: Cell, known: Known) -> bool:
    words = said(cell, known)
    return bool(words.sense) and not words.label and words.period is None


def _heads_numbers(cell: Cell, known: Known) -> bool:
    """Whether a header only tells the time of numbers, or that they are targets."""
    words = said(cell, known)
    return not words.label and (words.period is not None or bool(words.sense))
