"""Where the cards of a timeline stand: years across, lanes down, no two in one place.

A column is a year that has a card, so empty years take no room; cards without a year have the first column, as most of
them are what others rest on. Within a lane, a card takes the row that is nearest to the cards it is tied to, later ones
below earlier ones of the same year.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Card:
    """A thing with a date, "" where unknown (else an ISO date, perhaps only a year), in a lane by its number."""

    id: str
    date: str
    lane: int

    @property
    def year(self) -> str:
        """The column it belongs to."""
        return self.date[:4]

    @property
    def order(self) -> tuple[str, str]:
        """Cards without a date come first; equal dates go by id."""
        return self.date, self.id


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A place in the grid, from 0."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cell of each card; `years` are the columns in order, "" first.

    `lanes` are those that have cards, in order: number, first row, how many rows.
    """

    cells: Mapping[str, Cell]
    years: tuple[str, ...]
    lanes: tuple[tuple[int, int, int], ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(height for _, _, height in self.lanes)


def grid(cards: Iterable[Card], ties: Iterable[tuple[str, str]]) -> Grid:
    """Give each card a cell; `ties` are pairs of ids."""
    ordered = sorted(cards, key=lambda card: card.order)
    years = tuple(sorted({card.year for card in ordered}))
    groups: dict[tuple[int, int], list[Card]] = defaultdict(list)
    for card in ordered:
        groups[card.lane, years.index(card.year)].append(card)
    lanes = _lanes(groups)
    first = {lane: start for lane, start, _ in lanes}
    rows = {card.id: first[lane] + n for (lane, _), group in groups.items() for n, card in enumerate(group)}
    _settle(rows, groups, lanes, _neighbours(rows, ties))
    cells = {card.id: Cell(years.index(card.year), rows[card.id]) for card in ordered}
    return Grid(cells, years, lanes)


def _lanes(groups: Mapping[tuple[int, int], Sequence[Card]]) -> tuple[tuple[int, int, int], ...]:
    """Each lane that has cards: its number, its first row, and as many rows as its fullest year needs."""
    heights: dict[int, int] = defaultdict(int)
    for (lane, _), group in groups.items():
        heights[lane] = max(heights[lane], len(group))
    found, row = [], 0
    for lane in sorted(heights):
        found.append((lane, row, heights[lane]))
        row += heights[lane]
    return tuple(found)


def _neighbours(rows: Mapping[str, int], ties: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(set(ties)):
        if one in rows and other in rows and one != other:
            found[one].append(other)
            found[other].append(one)
    return found


def _settle(
    rows: dict[str, int],
    groups: Mapping[tuple[int, int], Sequence[Card]],
    lanes: Iterable[tuple[int, int, int]],
    neighbours: Mapping[str, Sequence[str]],
) -> None:
    """Move cards to the free row of their lane nearest to the mean of their neighbours, over the years and back."""
    slots = {lane: range(start, start + height) for lane, start, height in lanes}
    for sweep in range(SWEEPS):
        for (lane, _), group in sorted(groups.items(), key=lambda item: item[0][1], reverse=bool(sweep % 2)):
            free = list(slots[lane])
            for place, card in enumerate(group):
                tied = [rows[other] for other in neighbours.get(card.id, ())]
                wish = sum(tied) / len(tied) if tied else rows[card.id]
                still = len(group) - place - 1  # rows that those below need
                rows[card.id] = min(free[: len(free) - still], key=lambda row: (abs(row - wish), row))
                free = [row for row in free if row > rows[card.id]]
