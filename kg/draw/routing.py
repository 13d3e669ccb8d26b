"""How the lines between the cards of a timeline run: never through a card, their labels never on one.

Between cards of neighbouring years a line is one curve in the gutter. Over years in between it runs level, in a row
that is empty there or else in the channel between two rows; each has as many tracks as lines that run side by side.
Within a year, a line between neighbouring rows runs straight, any other around the right side.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.draw.cards import EDGE, LABEL, LEFT, PAD, TOP, WIDTH, Drawing, Line, ends_of
from kg.draw.paths import around, down, sideways, turns
from kg.draw.ways import frame_of, ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.draw.cards import Tie
    from kg.draw.timeline import Cell, Grid


def draw(grid: Grid, ties: Iterable[Tie]) -> Drawing:
    """Lead every tie between cards of the grid."""
    cells = grid.cells
    drawn = [tie for tie in _distinct(ties) if tie.source in cells and tie.target in cells]
    found = ways(grid, drawn)
    gutter = max((tie.width for tie in drawn), default=0) + 48
    frame, lanes = frame_of(grid, found, gutter)
    ports = _ports(drawn, cells)
    straight = _straight(drawn, cells)

    def line(number: int, tie: Tie) -> Line:
        here, there = cells[tie.source], cells[tie.target]
        if number in straight:
            return down(tie, frame.corner(here), frame.corner(there))
        is_right = there.column >= here.column
        start = frame.port(here, ports[number][0], is_right=is_right)
        end = frame.port(there, ports[number][1], is_right=here.column >= there.column)
        if here.column == there.column:
            return around(tie, start, end, gutter)
        return sideways(tie, start, end, turns(here, there, frame, found.get(number)))

    lines = _parted([line(number, tie) for number, tie in enumerate(drawn)])
    bottom = max([TOP + PAD, *(end for _, _, end in lanes), *(line.y + LABEL for line in lines)])
    return Drawing(
        width=(frame.xs[-1] + WIDTH if frame.xs else LEFT) + (gutter if _looped(drawn, cells, grid) else EDGE),
        height=bottom,
        corners={one: frame.corner(cell) for one, cell in cells.items()},
        lines=tuple(lines),
        lanes=lanes,
        years=tuple(zip(grid.years, (x + WIDTH / 2 for x in frame.xs), strict=True)),
        gutter=gutter,
    )


def _distinct(ties: Iterable[Tie]) -> list[Tie]:
    return sorted(set(ties), key=lambda tie: (tie.source, tie.target, tie.width))


def _looped(ties: Iterable[Tie], cells: Mapping[str, Cell], grid: Grid) -> bool:
    """Whether a line runs around the right side of the last column, or starts there to the right."""
    last = len(grid.years) - 1
    return any(cells[tie.source].column == last == cells[tie.target].column for tie in ties)


def _ports(ties: Sequence[Tie], cells: Mapping[str, Cell]) -> list[tuple[float, float]]:
    """How far down the side of its card each tie begins and ends, as shares of the height: (source, target)."""
    sides: dict[tuple[str, bool], list[tuple[int, int, int, bool]]] = defaultdict(list)
    for n, tie in enumerate(ties):
        here, there = cells[tie.source], cells[tie.target]
        for own, other, card, is_source in ((here, there, tie.source, True), (there, here, tie.target, False)):
            is_right = other.column >= own.column
            sides[card, is_right].append((other.row, abs(other.column - own.column), n, is_source))
    found = [[0.0, 0.0] for _ in ties]
    for ends in sides.values():
        for place, (_, _, n, is_source) in enumerate(sorted(ends), 1):
            found[n][0 if is_source else 1] = place / (len(ends) + 1)
    return [(source, target) for source, target in found]


def _straight(ties: Sequence[Tie], cells: Mapping[str, Cell]) -> set[int]:
    """Ties down or up a column to the next row; a second one between the same cards runs around."""
    found: dict[tuple[Cell, Cell], int] = {}
    for n, tie in enumerate(ties):
        upper, lower = ends_of(tie, cells)
        if upper.column == lower.column and lower.row - upper.row == 1:
            found.setdefault((upper, lower), n)
    return set(found.values())


def _parted(lines: Sequence[Line]) -> list[Line]:
    """Push down labels that would lie on another; those in the gutters move along them, so none comes upon a card."""
    placed: list[Line] = []
    for line in sorted(lines, key=lambda one: (one.path.count("C") > 0, one.y, one.x, one.tie.source, one.tie.target)):
        y = line.y
        while under := [other.y for other in placed if _meet(line, y, other)]:
            y = max(under) + LABEL + 2
        placed.append(replace(line, y=y))
    return placed


def _meet(line: Line, y: float, other: Line) -> bool:
    return abs(line.x - other.x) < (line.tie.width + other.tie.width) / 2 + 2 and abs(y - other.y) < LABEL + 1
