"""Targets and observations with all their dimensions, for tables and cubes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.exports.dates import at_precision
from kg.exports.line import line
from kg.query.label import entities
from kg.query.pages import select, select_each
from kg.query.quotes import quotes_of
from kg.terms import DOCUMENT, POL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query.label import Entity
    from kg.query.quotes import Quote
    from kg.query.request import Engine, Term

FigureKind = Literal["target", "obs"]
LISTS: Mapping[FigureKind, str] = {"target": "targets", "obs": "observations"}  # the query that names all of them
# Precisions stand beside these dates.
PRECISIONS = {"deadline": "datePrecision", "asOf": "datePrecision", "baselineDate": "baselinePrecision"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure; `facts` are the values of its properties by local name, sorted; `requires` are its policies."""

    iri: str
    facts: Mapping[str, tuple[Term, ...]]
    quotes: tuple[Quote, ...]

    def nodes(self, name: str) -> tuple[str, ...]:
        """The IRIs that a property leads to."""
        return tuple(term.value for term in self.facts.get(name, ()) if term.kind == "uri")

    def word(self, name: str) -> str:
        """The literal of a property, "" where there is none; a date at its precision."""
        value = next((line(term.value) for term in self.facts.get(name, ()) if term.kind == "literal"), "")
        if name not in PRECISIONS:
            return value
        return at_precision(value, next(iter(self.nodes(PRECISIONS[name])), ""))


@dataclass(frozen=True, slots=True)
class Readings:
    """Figures of one kind by IRI, and the names of what they speak of, by language and IRI."""

    kind: FigureKind
    rows: tuple[Reading, ...]
    names: Mapping[str, Mapping[str, Entity]]

    def name(self, iri: str, language: str) -> str:
        """The name in that language, "" where there is none."""
        called = self.names[language][iri]
        return "" if called.fallback else line(called.label)

    def title(self, document: str) -> str:
        """What a document is called: a title is in the language that it was written in, and has none told."""
        return line(self.names["zh"][DOCUMENT + document].label)


def readings(engine: Engine, kind: FigureKind, iris: Iterable[str] | None = None) -> Readings:
    """All figures of the kind, or those among `iris`."""
    every = {
        term.value for row in select(engine, LISTS[kind]) for name, term in row.items() if name in {"target", "this"}
    }
    wanted = sorted(every if iris is None else every & set(iris))
    quotes = quotes_of(engine, wanted)
    rows = []
    for iri, found in select_each(engine, "figure", wanted).items():
        facts: dict[str, set[Term]] = {}
        for row in found:
            facts.setdefault(row["property"].value.removeprefix(POL), set()).add(row["value"])
        rows.append(Reading(iri, {name: tuple(sorted(values)) for name, values in sorted(facts.items())}, quotes[iri]))
    spoken = {iri for row in rows for name in row.facts for iri in row.nodes(name)}
    spoken |= {DOCUMENT + quote.document for row in rows for quote in row.quotes}
    return Readings(kind, tuple(rows), {one: entities(engine, spoken, one) for one in ("zh", "en")})
