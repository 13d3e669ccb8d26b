"""Pairing gold with what was found, one to one, as many pairs as can be."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

EMPTY: Mapping[int, int] = MappingProxyType({})
Wanted = TypeVar("Wanted")
Got = TypeVar("Got")


def pairs(
    wanted: Sequence[Wanted], got: Sequence[Got], *good: Callable[[Wanted, Got], bool], start: Mapping[int, int] = EMPTY
) -> dict[int, int]:
    """The greatest one-to-one matching of pairs that are good, as places in `got` to places in `wanted`.

    Of several tests the strictest comes first: what it pairs decides between matchings of equal size. `start` is a
    matching to extend; who has a place in it keeps one, though perhaps another (Berge: chains only ever add).
    """
    holder = dict(start)
    for agrees in good:
        fitting = [[place for place, one in enumerate(got) if agrees(want, one)] for want in wanted]
        for want in sorted(set(range(len(wanted))) - set(holder.values())):
            _seat(want, fitting, holder)
    return dict(sorted(holder.items()))


def _seat(want: int, fitting: Sequence[Sequence[int]], holder: dict[int, int]) -> None:
    """Give a place to `want`, moving others along a chain to the nearest free one; nobody loses theirs."""
    seats = {held: place for place, held in holder.items()}
    asked_by: dict[int, int] = {}
    line = [want]
    for asking in line:
        for place in fitting[asking]:
            if place in asked_by:
                continue
            asked_by[place] = asking
            if place not in holder:
                _move(place, asked_by, seats, holder)
                return
            line.append(holder[place])


def _move(free: int, asked_by: Mapping[int, int], seats: Mapping[int, int], holder: dict[int, int]) -> None:
    place: int | None = free
    while place is not None:
        holder[place] = asked_by[place]
        place = seats.get(asked_by[place])
