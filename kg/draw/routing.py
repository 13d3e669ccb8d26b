"""How the lines between the cards of a timeline run: never through a card, their labels never on one.

Between cards of neighbouring years a line is one curve in the gutter. Over years in between it runs level, in a row
that is empty there or else in the channel between two rows; each has as many tracks as lines that run side by side.
Within a year, a line between neighbouring rows runs straight, any other around the right side.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.draw.timeline import Cell, Grid

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


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """Where a line over years in between runs level: in a row, or in the channel above it (`between`); its track."""

    row: int
    between: bool
    track: int = 0


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


def draw(grid: Grid, ties: Iterable[Tie]) -> Drawing:
    """Lead every tie between cards of the grid."""
    cells = grid.cells
    drawn = [tie for tie in _distinct(ties) if tie.source in cells and tie.target in cells]
    ways = _ways(grid, drawn)
    gutter = max((tie.width for tie in drawn), default=0) + 48
    frame, lanes = _frame(grid, ways, gutter)
    ports = _ports(drawn, cells)
    straight = _straight(drawn, cells)

    def line(number: int, tie: Tie) -> Line:
        here, there = cells[tie.source], cells[tie.target]
        if number in straight:
            return _down(tie, frame.corner(here), frame.corner(there))
        is_right = there.column >= here.column
        start = frame.port(here, ports[number][0], is_right=is_right)
        end = frame.port(there, ports[number][1], is_right=here.column >= there.column)
        if here.column == there.column:
            return _around(tie, start, end, gutter)
        return _sideways(tie, start, end, _turns(here, there, frame, ways.get(number)))

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


# --- level stretches -------------------------------------------------------------------------------------------------


def _ways(grid: Grid, ties: Sequence[Tie]) -> dict[int, Way]:
    """The level way of each tie that passes columns, shortest ties first; two on one track never meet."""
    taken = {(cell.column, cell.row) for cell in grid.cells.values()}
    used: dict[tuple[int, bool], list[set[int]]] = defaultdict(list)  # the columns that each track passes
    found: dict[int, Way] = {}
    for n, (left, right) in sorted(
        ((n, _ends(tie, grid.cells)) for n, tie in enumerate(ties)), key=lambda one: _span(one[1])
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


def _ends(tie: Tie, cells: Mapping[str, Cell]) -> tuple[Cell, Cell]:
    """The cells of a tie, the left one first."""
    one, other = sorted((cells[tie.source], cells[tie.target]))
    return one, other


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


def _frame(grid: Grid, ways: Mapping[int, Way], gutter: float) -> tuple[Frame, tuple[tuple[int, float, float], ...]]:
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


def _level(way: Way, frame: Frame) -> float:
    """The height at which a way runs."""
    if not way.between:
        return frame.ys[way.row] + TRACK * (way.track + 1.5)
    if way.row == len(frame.ys):
        return frame.ys[-1] + HEIGHT + TRACK * (way.track + 1)
    return frame.ys[way.row] - TRACK * (way.track + 1)


# --- ports and straight lines ----------------------------------------------------------------------------------------


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
        upper, lower = _ends(tie, cells)
        if upper.column == lower.column and lower.row - upper.row == 1:
            found.setdefault((upper, lower), n)
    return set(found.values())


# --- paths -----------------------------------------------------------------------------------------------------------


def _down(tie: Tie, here: Point, there: Point) -> Line:
    """Straight to the card above or below."""
    x = here[0] + WIDTH / 2
    start, end = (here[1] + HEIGHT, there[1]) if here[1] < there[1] else (here[1], there[1] + HEIGHT)
    return Line(tie, f"M{_n(x)},{_n(start)} L{_n(x)},{_n(end)}", x, (start + end) / 2)


def _around(tie: Tie, here: Point, there: Point, gutter: float) -> Line:
    """Around the right side of the column, the further the wider; from a card to itself too."""
    (x, y1), (_, y2) = here, there
    out = x + min(BULGE + abs(y1 - y2) / 25, gutter - 8)
    path = f"M{_n(x)},{_n(y1)} C{_n(out)},{_n(y1)} {_n(out)},{_n(y2)} {_n(x)},{_n(y2)}"
    return Line(tie, path, x + 8 + tie.width / 2, y1)


def _sideways(tie: Tie, here: Point, there: Point, turns: Sequence[Point]) -> Line:
    """Through the gutters, and level between them where there are years in between."""
    side = 1 if here[0] < there[0] else -1
    parts = [_curve(here, there)]
    if turns:
        parts = [_curve(here, turns[0]), f"L{_n(turns[1][0])},{_n(turns[1][1])}", _curve(turns[1], there)]
    path = " ".join([f"M{_n(here[0])},{_n(here[1])}", *parts])
    return Line(tie, path, here[0] + side * (8 + tie.width / 2), here[1])


def _turns(here: Cell, there: Cell, frame: Frame, way: Way | None) -> list[Point]:
    """Where the level stretch begins and ends, seen from the source; nothing between neighbouring years."""
    if way is None:
        return []
    left, right = sorted((here, there))
    y = _level(way, frame)
    ends = [(frame.xs[left.column + 1] - 10, y), (frame.xs[right.column - 1] + WIDTH + 10, y)]
    return ends if here == left else ends[::-1]


def _curve(start: Point, end: Point) -> str:
    """A cubic that leaves and arrives level and never goes back."""
    middle = (start[0] + end[0]) / 2
    return f"C{_n(middle)},{_n(start[1])} {_n(middle)},{_n(end[1])} {_n(end[0])},{_n(end[1])}"


def _n(value: float) -> str:
    """A coordinate to a tenth, always written alike."""
    return f"{value:.1f}".removesuffix(".0")


# --- labels ----------------------------------------------------------------------------------------------------------


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
