"""What a document has in common with others: whose text it repeats, who repeats it, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.query.pages import select
from kg.terms import DOCUMENT, POL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.query.pages import Row
    from kg.query.request import Engine


@dataclass(frozen=True, slots=True)
class Tie:
    """Another document, and the percent of the shorter text that both have."""

    document: str
    percent: int


@dataclass(frozen=True, slots=True)
class Ties:
    """The documents that one repeats, those that repeat it, and those of its text of which none is surely the first."""

    repeats: tuple[Tie, ...]
    repeated: tuple[Tie, ...]
    undated: tuple[Tie, ...]

    @property
    def documents(self) -> frozenset[str]:
        """All of them."""
        return frozenset(tie.document for tie in (*self.repeats, *self.repeated, *self.undated))


def ties(engine: Engine, document: str) -> Ties:
    """What a document has in common with others, the most first."""
    rows = select(engine, "repeats", this=DOCUMENT + document)
    sure = [row for row in rows if row["relation"].value == POL + "repeats"]
    return Ties(
        _ties(row for row in sure if "earlier" in row),
        _ties(row for row in sure if "later" in row),
        _ties(row for row in rows if row not in sure),
    )


def _ties(rows: Iterable[Row]) -> tuple[Tie, ...]:
    found = (
        Tie((row.get("earlier") or row["later"]).value.removeprefix(DOCUMENT), int(Decimal(row["share"].value) * 100))
        for row in rows
    )
    return tuple(sorted(found, key=lambda tie: (-tie.percent, tie.document)))
