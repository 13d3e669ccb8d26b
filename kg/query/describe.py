"""Everything known of one thing, with the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from kg.errors import NotFound
from kg.query.label import Entity, entities
from kg.query.pages import select, select_each
from kg.query.quotes import Quote, quote_of, quotes_of
from kg.query.request import Term
from kg.terms import POL, RDF, SKOS, VOC

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query.pages import Row
    from kg.query.request import Engine

NAMES = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")
DISPUTED = VOC + "disputed"
VALUES, FEW, STATEMENTS = 500, 100, 1_000  # of one thing, in brief, with quotes
NAMED = ("property", "value", "subject", "document")  # whose values a reader is told the names of


@dataclass(frozen=True, slots=True)
class Fact:
    """One edge to or from the thing described: `value` is at its other end.

    `direction` is out where the thing is the subject. A derived edge has no quotes, as its ends carry them. `stated`
    tells that documents say so and the graph may have chosen another value; `disputed` that they contradict each other.
    """

    property: Entity
    direction: Literal["out", "in"]
    value: Entity | Term
    quotes: tuple[Quote, ...] = ()
    stated: bool = False
    disputed: bool = False
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """A thing, its names in all languages, its classes, the facts about it, and where it is named."""

    entity: Entity
    names: tuple[Term, ...]
    types: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]
    documents: tuple[Entity, ...]

    def facts_of(self, name: str, direction: Literal["out", "in"] = "out") -> tuple[Fact, ...]:
        """The facts of one property of the ontology, by its local name."""
        return tuple(f for f in self.facts if f.property.iri == POL + name and f.direction == direction)


def describe(engine: Engine, iri: str, language: str = "zh", brief: int = 0) -> Description:
    """What the graph holds of an IRI; NotFound where it holds nothing.

    In brief, the figures and requirements about it are left out: they are many, and pages list them by themselves. So
    are the documents that name it, where quotes say more, and the quotes of all but so many facts of each property.
    """
    plain = _first(select(engine, "properties", this=iri), VALUES)
    incoming = _first(select(engine, "incoming-brief" if brief else "incoming", this=iri), FEW if brief else VALUES)
    if not plain and not incoming:
        raise NotFound(f"{iri}: nothing is known of it in this graph")
    stated = _first(select(engine, "statements", this=iri), STATEMENTS)
    about = _first(select(engine, "statements-about", this=iri), STATEMENTS)
    quotes = quotes_of(engine, [iri])[iri]
    naming = () if brief and quotes else select(engine, "documents-naming", this=iri)
    rows = (*plain, *incoming, *stated, *about, *naming)
    nodes = {row[name].value for row in rows for name in NAMED if name in row and row[name].kind == "uri"}
    called = entities(engine, nodes | {iri}, language)
    out = _facts(_edges(plain, "value"), _stated(stated, "value"), "out", called)
    into = _facts(_edges(incoming, "subject"), _stated(about, "subject"), "in", called)
    return Description(
        entity=called[iri],
        names=tuple(sorted({r["value"] for r in plain if r["property"].value in NAMES})),
        types=tuple(sorted(called[r["value"].value] for r in plain if r["property"].value == RDF + "type")),
        facts=_quoted(engine, [*out, *into], brief or STATEMENTS),
        quotes=quotes,
        documents=tuple(dict.fromkeys(called[row["document"].value] for row in naming)),
    )


def _first(rows: tuple[Row, ...], most: int) -> tuple[Row, ...]:
    """So many of the rows, the first of their terms; sorting IRIs costs the engine more than finding them."""
    if len(rows) <= most:
        return rows
    return tuple(sorted(rows, key=lambda row: (row["property"], *(row[name] for name in sorted(row)))))[:most]


Edge = tuple[str, Term]
Told = tuple[Fact, list["Row"]]  # and the statements that it was read from


def _edges(rows: tuple[Row, ...], end: str) -> set[Edge]:
    hidden = {*NAMES, RDF + "type"}
    return {(row["property"].value, row[end]) for row in rows if row["property"].value not in hidden}


def _stated(rows: tuple[Row, ...], end: str) -> dict[Edge, list[Row]]:
    found: dict[Edge, list[Row]] = {}
    for row in rows:
        found.setdefault((row["property"].value, row[end]), []).append(row)
    return found


def _facts(
    edges: set[Edge],
    stated: Mapping[Edge, list[Row]],
    direction: Literal["out", "in"],
    called: Mapping[str, Entity],
) -> list[Told]:
    """The edges that hold and those that are only stated, each once, by property and then by name; still unquoted."""
    facts = []
    for edge in edges | stated.keys():
        rows = stated.get(edge, [])
        value = edge[1]
        fact = Fact(
            property=called[edge[0]],
            direction=direction,
            value=called[value.value] if value.kind == "uri" else value,
            stated=edge not in edges,
            disputed=any(row["status"].value == DISPUTED for row in rows if "status" in row),
            precision=min((row["precision"].value for row in rows if "precision" in row), default=""),
        )
        facts.append((fact, rows))
    return sorted(facts, key=lambda told: _order(told[0]))


def _quoted(engine: Engine, told: list[Told], most: int) -> tuple[Fact, ...]:
    """The facts, so many of each property with their quotes."""
    groups = [list(group) for _, group in groupby(told, key=lambda one: (one[0].direction, one[0].property))]
    shown = [row["evidence"] for group in groups for _, rows in group[:most] for row in rows]
    words = select_each(engine, "quotes-at", sorted({term.value for term in shown if term.kind == "uri"}))
    return tuple(
        replace(fact, quotes=_words(rows, words) if number < most else ())
        for group in groups
        for number, (fact, rows) in enumerate(group)
    )


def _words(rows: Iterable[Row], words: Mapping[str, tuple[Row, ...]]) -> tuple[Quote, ...]:
    """The quotes of statements, with the rules that read them."""
    found = ({**row, **said} for row in rows for said in words.get(row["evidence"].value, ()))
    return tuple(sorted({quote_of(one) for one in found}))


def _order(fact: Fact) -> tuple[str, ...]:
    value = fact.value
    if isinstance(value, Entity):
        return fact.property.iri, value.label, value.iri
    return fact.property.iri, value.value, value.datatype, value.language
