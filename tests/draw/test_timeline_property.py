"""Whatever is tied to whatever: no card on another, no line through a card, no label on a card or on a label."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.draw.cards import HEIGHT, LABEL, WIDTH, Drawing, Line, Tie
from kg.draw.routing import draw
from kg.draw.timeline import Card, grid

if TYPE_CHECKING:
    from collections.abc import Iterator

Point = tuple[float, float]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
STEPS = 24


@st.composite
def drawings(draw_: st.DrawFn) -> tuple[tuple[Card, ...], tuple[Tie, ...]]:
    """Cards of a few years and lanes, some without a date, and ties in any direction, circles and loops included."""
    number = draw_(st.integers(0, 14))
    dates = st.sampled_from(["", "2016", "2019-10", "2019-10-20", "2021-02-09", "2022-03-03", "2022-03-08", "2025"])
    cards = tuple(Card(f"c{n:02}", draw_(dates), draw_(st.integers(1, 4))) for n in range(number))
    ends = st.integers(0, max(0, number - 1))
    width = st.sampled_from([36.0, 90.0, 180.0])
    pairs = draw_(st.lists(st.tuples(ends, ends, width), max_size=28)) if number else []
    ties = {(one, other): Tie(f"c{one:02}", f"c{other:02}", wide) for one, other, wide in pairs}
    return cards, tuple(ties.values())


def drawn(given_: tuple[tuple[Card, ...], tuple[Tie, ...]]) -> Drawing:
    cards, ties = given_
    return draw(grid(cards, [(tie.source, tie.target) for tie in ties]), ties)


def points(line: Line) -> Iterator[Point]:
    """Many points of the path, ends left out: they lie on the rim of their cards."""
    numbers = [float(one) for one in NUMBER.findall(line.path)]
    here = (numbers[0], numbers[1])
    at = 2
    for command in re.findall("[CL]", line.path):
        if command == "L":
            there = (numbers[at], numbers[at + 1])
            at += 2
            controls = (here, here, there, there)
        else:
            controls = (here, *((numbers[n], numbers[n + 1]) for n in range(at, at + 6, 2)))  # type: ignore[assignment]  # three pairs
            there = controls[3]
            at += 6
        for n in range(STEPS + 1):
            t = n / STEPS
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            yield tuple(sum(w * c[axis] for w, c in zip(weights, controls, strict=True)) for axis in (0, 1))  # type: ignore[misc]  # two axes
        here = there


def inside(point: Point, corner: Point, margin: float = 0.5) -> bool:
    (x, y), (left, top) = point, corner
    return left + margin < x < left + WIDTH - margin and top + margin < y < top + HEIGHT - margin


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes (left, top, right, bottom) share no area."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def label(line: Line) -> tuple[float, ...]:
    half = line.tie.width / 2
    return line.x - half, line.y - LABEL / 2, line.x + half, line.y + LABEL / 2


@settings(max_examples=150, deadline=None)
@given(drawings())
def test_nothing_lies_on_a_card_and_all_is_in_the_picture(given_: tuple[tuple[Card, ...], tuple[Tie, ...]]) -> None:
    picture = drawn(given_)
    corners = picture.corners
    boxes = {one: (x, y, x + WIDTH, y + HEIGHT) for one, (x, y) in corners.items()}
    assert corners.keys() == {card.id for card in given_[0]}
    assert {line.tie for line in picture.lines} == set(given_[1])
    assert all(apart(one, other) for one, other in combinations(boxes.values(), 2))
    for line in picture.lines:
        for point in points(line):
            assert not [one for one, corner in corners.items() if inside(point, corner)], line
            assert 0 <= point[0] <= picture.width
            assert 0 <= point[1] <= picture.height
        assert all(apart(label(line), box) for box in boxes.values()), line
        assert label(line)[0] >= 0
        assert label(line)[2] <= picture.width
        assert label(line)[3] <= picture.height
    assert all(apart(label(one), label(other)) for one, other in combinations(picture.lines, 2))


@settings(max_examples=60, deadline=None)
@given(drawings(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_does_not_matter(
    given_: tuple[tuple[Card, ...], tuple[Tie, ...]], chance: object
) -> None:
    cards, ties = list(given_[0]), list(given_[1])
    chance.shuffle(cards)  # type: ignore[attr-defined]  # a random.Random of Hypothesis
    chance.shuffle(ties)  # type: ignore[attr-defined]
    assert drawn((tuple(cards), tuple(ties))) == drawn(given_)


@settings(max_examples=60, deadline=None)
@given(drawings())
def test_years_run_across_and_later_cards_of_a_cell_stand_below(
    given_: tuple[tuple[Card, ...], tuple[Tie, ...]],
) -> None:
    found = grid(given_[0], [(tie.source, tie.target) for tie in given_[1]])
    for one, other in pairwise(sorted(given_[0], key=lambda card: card.order)):
        here, there = found.cells[one.id], found.cells[other.id]
        assert here.column <= there.column
        if here.column == there.column and one.lane == other.lane:
            assert here.row < there.row
    assert all(
        first <= found.cells[card.id].row < first + height
        for card in given_[0]
        for lane, first, height in found.lanes
        if lane == card.lane
    )


def test_a_line_from_source_to_target_begins_and_ends_at_their_cards() -> None:
    picture = drawn(((Card("old", "2019", 1), Card("new", "2022", 2)), (Tie("new", "old", 40.0),)))
    (line,) = picture.lines
    path = list(points(line))
    (x1, y1), (x2, y2) = picture.corners["new"], picture.corners["old"]
    assert path[0][0] == x1
    assert y1 < path[0][1] < y1 + HEIGHT
    assert path[-1][0] == x2 + WIDTH
    assert y2 < path[-1][1] < y2 + HEIGHT
    assert x2 + WIDTH < line.x < x1
