"""What targets, observations and requirements say, by property, with the words that each was read from."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.query.lookup import look_up
from kg.query.pages import select, select_each
from kg.query.quotes import MOST, Quote, quotes_of
from kg.terms import POL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Literal

    from kg.query.pages import Row
    from kg.query.request import Engine

    Told = Literal["target", "obs", "measure"]

Value = tuple[str, str]  # of a property, and its sign where it is a comparator or a unit
# The queries that list what is about a node, and the variable of each that holds what is listed.
LISTS: Mapping[Told, tuple[str, str]] = {
    "target": ("targets-by", "target"),
    "obs": ("figures-by", "observation"),
    "measure": ("measures-by", "measure"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """The values of each property, by its local name in the ontology, in the order of their terms; quotes in theirs."""

    values: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a property."""
        return tuple(value for value, _ in self.values.get(name, ()))

    def one(self, name: str) -> str:
        """The first value of a property, "" where there is none."""
        return next(iter(self.all(name)), "")

    def sign(self, name: str) -> str:
        """The sign of the first value that has one, "" where none has."""
        return next((sign for _, sign in self.values.get(name, ()) if sign), "")


def said_of(engine: Engine, iris: Iterable[str]) -> dict[str, Said]:
    """What each says, in the order given; what the index does not know is asked for."""
    wanted = tuple(dict.fromkeys(iris))
    known = {iri: read(text) for iri, text in look_up(engine.memory, "said", wanted)} if wanted else {}
    rest = [iri for iri in wanted if iri not in known]
    quotes = quotes_of(engine, rest)
    asked = {iri: Said(_values(rows), quotes[iri]) for iri, rows in select_each(engine, "figure", rest).items()}
    return {iri: known.get(iri) or asked[iri] for iri in wanted}


def about(engine: Engine, by: str, kind: Told, most: int, first: int = 0) -> tuple[str, ...]:
    """What is said about a node, so many from there on: targets soonest deadline first, observations newest first."""
    if engine.memory.index is not None:
        order = "place DESC" if kind == "obs" else "place"
        return tuple(
            iri for (iri,) in look_up(engine.memory, "about", (), order, node=by, kind=kind, most=most, first=first)
        )
    return _asked(engine, by, kind)[first : first + most]


def count_about(engine: Engine, by: str, kind: Told) -> int:
    """How many of them there are."""
    for row in look_up(engine.memory, "about-total", (), node=by, kind=kind):
        return int(row[0])
    return len(_asked(engine, by, kind))


def _asked(engine: Engine, by: str, kind: Told) -> tuple[str, ...]:
    query, variable = LISTS[kind]
    return tuple(dict.fromkeys(row[variable].value for row in select(engine, query, by=by)))


def written(said: Said) -> str:
    """A text for the index."""
    quotes = [(one.document, one.start, one.end, one.text) for one in said.quotes[:MOST]]
    return json.dumps((said.values, quotes), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Said:
    """What was written."""
    values, quotes = json.loads(text)
    return Said(values, tuple(Quote(*quote) for quote in quotes))


def _values(rows: Iterable[Row]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for row in rows:
        sign = row["sign"].value if "sign" in row else ""
        found.setdefault(row["property"].value.removeprefix(POL), []).append((row["value"].value, sign))
    return found
