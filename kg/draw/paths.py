"""The path of one line between two cards, as SVG writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.draw.cards import BULGE, HEIGHT, WIDTH, Line
from kg.draw.ways import height_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.draw.cards import Frame, Point, Tie
    from kg.draw.timeline import Cell
    from kg.draw.ways import Way


def down(tie: Tie, here: Point, there: Point) -> Line:
    """Straight to the card above or below."""
    x = here[0] + WIDTH / 2
    start, end = (here[1] + HEIGHT, there[1]) if here[1] < there[1] else (here[1], there[1] + HEIGHT)
    return Line(tie, f"M{_n(x)},{_n(start)} L{_n(x)},{_n(end)}", x, (start + end) / 2)


def around(tie: Tie, here: Point, there: Point, gutter: float) -> Line:
    """Around the right side of the column, the further the wider; from a card to itself too."""
    (x, y1), (_, y2) = here, there
    out = x + min(BULGE + abs(y1 - y2) / 25, gutter - 8)
    path = f"M{_n(x)},{_n(y1)} C{_n(out)},{_n(y1)} {_n(out)},{_n(y2)} {_n(x)},{_n(y2)}"
    return Line(tie, path, x + 8 + tie.width / 2, y1)


def sideways(tie: Tie, here: Point, there: Point, turns: Sequence[Point]) -> Line:
    """Through the gutters, and level between them where there are years in between."""
    side = 1 if here[0] < there[0] else -1
    parts = [_curve(here, there)]
    if turns:
        parts = [_curve(here, turns[0]), f"L{_n(turns[1][0])},{_n(turns[1][1])}", _curve(turns[1], there)]
    path = " ".join([f"M{_n(here[0])},{_n(here[1])}", *parts])
    return Line(tie, path, here[0] + side * (8 + tie.width / 2), here[1])


def turns(here: Cell, there: Cell, frame: Frame, way: Way | None) -> list[Point]:
    """Where the level stretch begins and ends, seen from the source; nothing between neighbouring years."""
    if way is None:
        return []
    left, right = sorted((here, there))
    y = height_of(way, frame)
    ends = [(frame.xs[left.column + 1] - 10, y), (frame.xs[right.column - 1] + WIDTH + 10, y)]
    return ends if here == left else ends[::-1]


def _curve(start: Point, end: Point) -> str:
    """A cubic that leaves and arrives level and never goes back."""
    middle = (start[0] + end[0]) / 2
    return f"C{_n(middle)},{_n(start[1])} {_n(middle)},{_n(end[1])} {_n(end[0])},{_n(end[1])}"


def _n(value: float) -> str:
    """A coordinate to a tenth, always written alike."""
    return f"{value:.1f}".removesuffix(".0")
