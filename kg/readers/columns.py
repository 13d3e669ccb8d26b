"""Two columns of text that a page tells row by row, told one after the other.

Rows of a table differ: their cells are short, or numbers, and end where they like. Rows of columns are two lines of
running text, of which nearly all are filled.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.readers.visual import Row

FEWEST = 4  # rows one below the other
FILLED = 0.6  # of the lines of a column
LONG = 10  # characters of a line of text
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uff60]")


def unrowed(page: Sequence[Row]) -> list[Row]:
    """The rows of a page, those of two columns parted: all of the first, then all of the second."""
    found: list[Row] = []
    for two, run in groupby(page, key=lambda row: len(row.cells) == len(row.places) == 2):
        rows = list(run)
        if two and len(rows) >= FEWEST and all(_is_text(rows, side) for side in (0, 1)):
            found += [*_side(rows, 0), *_side(rows, 1)]
        else:
            found += rows
    return found


def _is_text(rows: Sequence[Row], side: int) -> bool:
    """Whether the cells of one side are lines of running text: wide characters, begun at one place and filled."""
    long = [row for row in rows if len(_WIDE.findall(row.cells[side])) >= LONG]
    if len(long) < FILLED * len(rows):
        return False
    right = max(row.places[side][1] for row in rows)
    left = min(row.places[side][0] for row in rows)
    size = min(row.size for row in rows)
    filled = sum(row.places[side][1] >= right - 2 * size for row in rows)
    begun = sum(row.places[side][0] <= left + size / 2 for row in rows)
    return min(filled, begun) >= FILLED * len(rows)


def _side(rows: Sequence[Row], side: int) -> Iterator[Row]:
    for row in rows:
        (left, right), text = row.places[side], row.cells[side]
        yield replace(row, text=text, cells=(text,), left=left, right=right, places=())
