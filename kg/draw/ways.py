"""Where lines over years in between run level: in an empty row, or in the channel between two."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.draw.cards import EDGE, GAP, HEIGHT, LEFT, PAD, ROOM, TOP, TRACK, WIDTH, Frame, ends_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.draw.cards import Tie
    from kg.draw.timeline import Cell, Grid


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """Where a line over years in between runs level: in a row, or in the channel above it (`between`); its track."""

    row: int
    between: bool
    track: int = 0


def ways(grid: Grid, ties: Sequence[Tie]) -> dict[int, Way]:
    """The level way of each tie that passes columns, shortest ties first; two on one track never meet."""
    taken = {(cell.column, cell.row) for cell in grid.cells.values()}
    used: dict[tuple[int, bool], list[set[int]]] = defaultdict(list)  # the columns that each track passes
    found: dict[int, Way] = {}
    for n, (left, right) in sorted(
        ((n, ends_of(tie, grid.cells)) for n, tie in enumerate(ties)), key=lambda one: _span(one[1])
    ):
        between = set(range(left.column + 1, right.column))
        if not between:
            continue
        row, is_channel = _nearest(grid, taken, used, left, right)
        found[n] = Way(row, is_channel, _track(used[row, is_channel], between))
    return found


def _nearest(
    grid: Grid,
    taken: set[tuple[int, int]],
    used: Mapping[tuple[int, bool], Sequence[set[int]]],
    left: Cell,
    right: Cell,
) -> tuple[int, bool]:
    """The row or channel of least detour; one that many run in already is a little further off."""
    choices = []
    for row in range(grid.rows + 1):
        free = row < grid.rows and all((column, row) not in taken for column in range(left.column + 1, right.column))
        for is_channel in (False, True):
            tracks = len(used.get((row, is_channel), ()))
            if is_channel or (free and tracks < ROOM):
                level = row if is_channel else row + 0.5
                detour = abs(level - left.row - 0.5) + abs(level - right.row - 0.5)
                choices.append((detour + 0.1 * tracks, row, is_channel))
    _, row, is_channel = min(choices)
    return row, is_channel


def _span(ends: tuple[Cell, Cell]) -> tuple[int, Cell, Cell]:
    return ends[1].column - ends[0].column, *ends


def _track(tracks: list[set[int]], columns: set[int]) -> int:
    """The first track that is free over these columns and their neighbours, where curves lead in and out."""
    reach = columns | {min(columns) - 1, max(columns) + 1}
    for number, used in enumerate(tracks):
        if not used & reach:
            used.update(reach)
            return number
    tracks.append(reach)
    return len(tracks) - 1


def frame_of(grid: Grid, ways: Mapping[int, Way], gutter: float) -> tuple[Frame, tuple[tuple[int, float, float], ...]]:
    """Columns at equal distances, rows apart by what runs between them; and the bands of the lanes."""
    tracks: dict[int, int] = defaultdict(int)
    for way in ways.values():
        if way.between:
            tracks[way.row] = max(tracks[way.row], way.track + 1)
    ys: list[float] = []
    lanes = []
    y = float(TOP)
    for lane, first, height in grid.lanes:
        top = y
        for row in range(first, first + height):
            y += max(PAD if row == first else GAP, TRACK * (tracks[row] + 1) if tracks[row] else 0)
            ys.append(y)
            y += HEIGHT
        last = first + height == grid.rows
        y += max(PAD, TRACK * (tracks[grid.rows] + 1) if last and tracks[grid.rows] else 0)
        lanes.append((lane, top, y))
    xs = tuple(LEFT + EDGE + column * (WIDTH + gutter) for column in range(len(grid.years)))
    return Frame(xs, tuple(ys)), tuple(lanes)


def height_of(way: Way, frame: Frame) -> float:
    """The height at which a way runs."""
    if not way.between:
        return frame.ys[way.row] + TRACK * (way.track + 1.5)
    if way.row == len(frame.ys):
        return frame.ys[-1] + HEIGHT + TRACK * (way.track + 1)
    return frame.ys[way.row] - TRACK * (way.track + 1)
