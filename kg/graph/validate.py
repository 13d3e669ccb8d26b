"""A document's graph against the shapes: what they refuse goes to quarantine with its reason.

Violations are decided within one document's graph and the slice of the ontology that it uses. The focus node of a
violation moves to quarantine with every edge and statement that touches it, again until nothing violates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.facts import Facts
from kg.graph.faults import InternalFault
from kg.graph.names import EVIDENCE, OA, OBJECT, PREDICATE, STATED_ONLY, STATEMENT, SUBJECT, TYPE
from kg.graph.nquads import spelled
from kg.graph.promises import broken_promises, quotes_fit
from kg.graph.spelling import string_of
from kg.model import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.graph.facts import Triple
    from kg.graph.shapes import Constraint, Described, Shapes
    from kg.model import Document

Row = tuple[str, "Mapping[str, str]"]
PLACEHOLDER = re.compile(r"\{\?(\w+)\}")
QUOTES = "S33"  # the shape of quotes that `quotes_fit` surely accepts


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be published of a document, what was refused, and why."""

    graph: Facts
    quarantine: Facts
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One constraint that one node fails; `values` fill the placeholders of the messages."""

    constraint: Constraint
    focus: str
    values: Mapping[str, str]


def validate(graph: Facts, document: Document, shapes: Shapes) -> Checked:
    """Part a document's graph into what holds and what does not.

    InternalFault where the builder stated an edge that it did not assert, or the reverse.
    """
    for number, this in broken_promises(graph):
        raise InternalFault(f"{document.identifier}: {number} fails at {this}")
    terms = graph.terms()
    ontology = _slice(terms, shapes)
    terms.update(*(one.terms for one in ontology))
    kept, gone = graph, Facts()
    findings: list[Finding] = []
    while results := list(_violations(kept, ontology, terms, shapes)):
        findings += (finding(result, _quotes(kept, result.focus), document.id) for result in results)
        refused = _touching(kept, {result.focus for result in results})
        if not refused:
            break  # what fails is described by the ontology alone: there is no more of the document to take away
        kept, gone = kept.without(refused), gone.extended(refused)
    return Checked(kept, gone, tuple(sorted(set(findings), key=in_order)))


def _slice(terms: AbstractSet[str], shapes: Shapes) -> tuple[Described, ...]:
    """What the ontology says of the terms that a document uses."""
    return (shapes.classes, *(shapes.described[iri] for iri in sorted(terms & shapes.described.keys())))


def _violations(
    graph: Facts, ontology: Sequence[Described], terms: AbstractSet[str], shapes: Shapes
) -> Iterator[Result]:
    """What the graph fails together with the slice of the ontology that it uses.

    No term is in them that is not one of `terms`; a target that asks for another selects nothing.
    """
    whole = graph.extended(triple for one in ontology for triple in one.triples)
    decided = [one for one in shapes.constraints if one.level == "Violation" and not one.builder and one.asks <= terms]
    if quotes_fit(graph):
        decided = [one for one in decided if one.number != QUOTES]
    asked = [one for one in decided if one.select and one.pair is None]
    store = _store(whole, asked) if asked else None
    for constraint in decided:
        yield from failing(constraint, whole, _selected(constraint, whole, store))


def failing(constraint: Constraint, facts: Facts, selected: Iterable[Row]) -> Iterator[Result]:
    """The focus nodes that fail a constraint; one that its target has selected in several rows fails in each."""
    rows: defaultdict[str, list[Mapping[str, str]]] = defaultdict(list)
    for this, values in selected:
        rows[this].append(values)
    suspects = constraint.doubts(facts, rows)
    if not constraint.select:
        for focus, value in _judged(constraint, facts, suspects):
            yield Result(constraint, focus, {"value": value} if value else {})
        return
    doubted = [one for one, verdict in suspects.items() if verdict is None]
    for focus in (*(suspects.keys() - doubted), *(focus for focus, _ in _judged(constraint, facts, doubted))):
        yield from (Result(constraint, focus, values) for values in rows[focus])


def _judged(constraint: Constraint, facts: Facts, doubted: Collection[str]) -> Iterator[tuple[str, str]]:
    return constraint.judge.failures(constraint.name, facts, doubted) if doubted else iter(())


def _selected(constraint: Constraint, facts: Facts, store: ox.Store | None) -> Iterable[Row]:
    """What the SPARQL target of a constraint selects; a store is asked where a look at the facts does not tell."""
    if constraint.pair is not None:
        predicate, value = constraint.pair
        return [(this, {}) for this in facts.subjects(predicate).get(value, ())]
    return rows(store, constraint.select) if store is not None else ()


def rows(store: ox.Store, select: str) -> Iterator[Row]:
    """What a SPARQL target selects: focus nodes with the values of its other variables; nothing where there is none."""
    if not select:
        return
    answer = store.query(select)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables if variable.value != "this"]
    for row in answer:
        yield spelled(row["this"]), {name: row[name].value for name in names if row[name] is not None}


def _touching(graph: Facts, focus: set[str]) -> Facts:
    """Some nodes with all that touches them; a statement takes the edge with it that it is of."""
    gone = focus | {s for one in focus for role in (SUBJECT, OBJECT) for s in graph.subjects(role).get(one, ())}
    edges = {edge for statement in gone for edge in _edges(graph, statement)}
    return Facts(row for row in graph if row[0] in gone or row[2] in gone or row in edges)


def _edges(graph: Facts, statement: str) -> Iterator[Triple]:
    if (statement, TYPE, STATEMENT) in graph:
        for predicate in graph.values(PREDICATE).get(statement, ()):
            if predicate not in STATED_ONLY:
                for subject in graph.values(SUBJECT).get(statement, ()):
                    values = graph.values(OBJECT).get(statement, ())
                    yield from ((subject, predicate, value) for value in values)


def finding(result: Result, quotes: Iterable[str], document: str = "") -> Finding:
    """A result in words."""
    messages = ((language, _filled(text, result.values)) for language, text in result.constraint.messages)
    return Finding(
        level=result.constraint.level,
        shape=result.constraint.number,
        focus=string_of(result.focus),
        messages=tuple(sorted(messages)),
        document=document,
        quotes=tuple(sorted(set(quotes))),
    )


def _filled(message: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), message)


def _quotes(graph: Facts, focus: str) -> Iterator[str]:
    """The words of a node: its own where it is a quote, else those it rests on."""
    exact = graph.values(OA.exact)
    for one in (focus, *graph.values(EVIDENCE).get(focus, ())):
        yield from map(string_of, exact.get(one, ()))


def _store(facts: Facts, constraints: Iterable[Constraint]) -> ox.Store:
    """What SPARQL targets look at of some facts, as the engine that answers them holds it."""
    looked: set[str] = set()
    looked.update(*(facts.predicates() if one.reads is None else one.reads for one in constraints))
    store = ox.Store()
    told = "".join(facts.rows(looked, " .\n"))
    store.load(told.encode(), ox.RdfFormat.N_TRIPLES, lenient=True)  # spelled by `kg.graph.spelling`
    return store


def in_order(one: Finding) -> tuple[object, ...]:
    """What findings are sorted by."""
    return one.shape, one.focus, one.messages, one.document, one.quotes
