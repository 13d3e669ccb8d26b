"""What a drawn timeline is made of: cards, lines between them, and their sizes in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.draw.timeline import Cell

WIDTH, HEIGHT = 208, 100  # of a card
GAP = 30  # between rows
PAD = 16  # above the first and below the last row of a lane
TOP, LEFT, EDGE = 44, 112, 20  # header, lane names, margin
TRACK = 8  # between two lines that run side by side
ROOM = HEIGHT // TRACK - 2  # tracks in an empty row
LABEL = 16  # height of a label
BULGE = 26

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tie:
    """A line to draw from one card to another, the arrow at its target; `width` is that of its label."""

    source: str
    target: str
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line: points of its path (a move, then cubic and straight parts) and the middle of its label."""

    tie: Tie
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where everything is: the corner of each card, the lines in order, each lane's band, each year's middle."""

    width: float
    height: float
    corners: Mapping[str, Point]
    lines: tuple[Line, ...]
    lanes: tuple[tuple[int, float, float], ...]
    years: tuple[tuple[str, float], ...]
    gutter: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Coordinates of columns and rows."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def corner(self, cell: Cell) -> Point:
        """The upper left corner of a card."""
        return self.xs[cell.column], self.ys[cell.row]

    def port(self, cell: Cell, share: float, *, is_right: bool) -> Point:
        """A point on the left or right side of a card, so far down."""
        return self.xs[cell.column] + WIDTH * is_right, self.ys[cell.row] + HEIGHT * share


def ends_of(tie: Tie, cells: Mapping[str, Cell]) -> tuple[Cell, Cell]:
    """The cells of a tie, the left one first."""
    one, other = sorted((cells[tie.source], cells[tie.target]))
    return one, other
