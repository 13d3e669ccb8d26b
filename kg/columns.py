"""Rows as columns for a terminal, aligned by the width that each character takes there."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Wide and full-width characters take two cells; combining marks take none.
WIDE = {"W", "F"}
GAP = "  "


def columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Set the head, a rule and the rows a line each; what a terminal would obey instead of show is escaped.

    Every row has as many cells as the head.
    """
    cells = [[printable(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, ["-" * size for size in widths])
    return "".join(f"{_line(row, widths)}\n" for row in cells)


def width(text: str) -> int:
    """Count the cells that a text takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in WIDE else 1 for c in text)


def printable(text: str) -> str:
    """Put a text on one line, control characters (a file name or a quote may hold them) as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)).rstrip()
