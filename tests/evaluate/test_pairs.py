from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.pairs import pairs

if TYPE_CHECKING:
    from collections.abc import Callable

# Who fits whom: a row of booleans for each one wanted.
tables = st.integers(0, 5).flatmap(
    lambda width: st.lists(st.lists(st.booleans(), min_size=width, max_size=width), max_size=5)
)


def fitting_in(table: list[list[bool]]) -> tuple[range, range, Callable[[int, int], bool]]:
    return range(len(table)), range(len(table[0]) if table else 0), lambda want, place: table[want][place]


def greatest(table: list[list[bool]]) -> int:
    """By trying everything: the wanted take places in every order."""
    wanted, got, good = fitting_in(table)
    slots = [*got, *(-1 for _ in wanted)]
    return max(
        (
            sum(place >= 0 and good(want, place) for want, place in zip(wanted, order, strict=False))
            for order in permutations(slots, len(table))
        ),
        default=0,
    )


@given(tables)
def test_pairs_are_good_one_to_one_and_as_many_as_can_be(table: list[list[bool]]) -> None:
    wanted, got, good = fitting_in(table)
    found = pairs(wanted, got, good)
    assert all(good(want, place) for place, want in found.items())
    assert len(set(found.values())) == len(found)
    assert list(found) == sorted(found)
    assert len(found) == greatest(table)


@given(tables, st.data())
def test_a_strict_test_before_a_loose_one_costs_no_pair(table: list[list[bool]], data: st.DataObject) -> None:
    wanted, got, good = fitting_in(table)
    strict = [[cell and data.draw(st.booleans()) for cell in row] for row in table]
    found = pairs(wanted, got, fitting_in(strict)[2], good)
    assert len(found) == greatest(table)
    assert all(good(want, place) for place, want in found.items())


@given(tables, st.integers(0, 5))
def test_who_has_a_place_keeps_one(table: list[list[bool]], first: int) -> None:
    wanted, got, good = fitting_in(table)
    start = pairs(wanted[:first], got, good)
    found = pairs(wanted, got, good, start=start)
    assert set(start.values()) <= set(found.values())
    assert len(found) == greatest(table)


def test_a_strict_pair_stands_where_sizes_are_equal() -> None:
    assert pairs("ab", "BA", lambda w, g: w.upper() == g, lambda _w, _g: True) == {0: 1, 1: 0}
    assert pairs("ab", "BA", lambda _w, _g: True) == {0: 0, 1: 1}


def test_a_long_chain_needs_no_deep_recursion() -> None:
    """Each fits its own place and the next one; the last comes first and pushes all the others on."""
    number = 3000
    wanted = [*range(1, number), 0]
    found = pairs(wanted, range(number), lambda want, place: place in (want, want - 1) if want else place == 0)
    assert len(found) == number
