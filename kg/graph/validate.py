"""A document's graph against the shapes: what they refuse goes to quarantine with its reason.

Violations are decided within one document's graph and the slice of the ontology that it uses. The focus node of a
violation moves to quarantine with every edge and statement that touches it, again until nothing violates. Warnings
and infos are decided on the union of all graphs and remove nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.components import family
from kg.graph.facts import Facts
from kg.graph.faults import InternalFault
from kg.graph.names import EVIDENCE, OA, OBJECT, PREDICATE, SH, STATED_ONLY, STATEMENT, SUBCLASS, SUBJECT, TYPE
from kg.graph.nquads import spelled, spelled_triple
from kg.graph.promises import broken_promises, quotes_fit
from kg.graph.spelling import string_of
from kg.model import Finding
from kg.terms import OA as OA_IRI
from kg.terms import POL as POL_IRI

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.graph.facts import Triple
    from kg.graph.shapes import Constraint, Described, Shapes
    from kg.model import Document

Row = tuple[str, "Mapping[str, str]"]
PLACEHOLDER = re.compile(r"\{\?(\w+)\}")
QUOTES = "S33"  # the shape of quotes that `quotes_fit` surely accepts
AT_ONCE = 1000  # nodes of the union that are looked at


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
        findings += (_finding(result, _quotes(kept, result.focus), document.id) for result in results)
        refused = _touching(kept, {result.focus for result in results})
        if not refused:
            break  # what fails is described by the ontology alone: there is no more of the document to take away
        kept, gone = kept.without(refused), gone.extended(refused)
    return Checked(kept, gone, tuple(sorted(set(findings), key=_order)))


def warnings(store: ox.Store, shapes: Shapes) -> tuple[Finding, ...]:
    """What the union of all graphs, the default graph of `store`, makes one look at; after the rules have run."""
    noted = (constraint for constraint in shapes.constraints if constraint.level != "Violation")
    return noticed(store, (result for one in noted for result in _noted(store, one)))


def _noted(store: ox.Store, constraint: Constraint) -> Iterator[Result]:
    """The nodes that fail a constraint on the union; few are in memory at a time."""
    if constraint.select:
        found = tuple(rows(store, constraint.select))
        yield from failing(constraint, Facts(seen(store, {this for this, _ in found}, (constraint,))), found)
        return
    targets = _targets(store, constraint)
    while some := set(islice(targets, AT_ONCE)):
        yield from failing(constraint, Facts(seen(store, some, (constraint,))), ())


def _targets(store: ox.Store, constraint: Constraint) -> Iterator[str]:
    """Whom the core target of a constraint names."""
    below = Facts(map(spelled_triple, _union(store, None, SUBCLASS, None)))
    for how, one in constraint.targets:
        if how == SH.targetClass:
            for kind in sorted(family(one, below)):
                yield from (str(quad.subject) for quad in _union(store, None, TYPE, ox.NamedNode(string_of(kind))))
        elif how == SH.targetNode:
            yield one
        else:
            forward = how == SH.targetSubjectsOf
            yield from (str(quad.subject if forward else quad.object) for quad in _union(store, None, one, None))


def seen(store: ox.Store, nodes: Iterable[str], constraints: Iterable[Constraint]) -> Iterator[Triple]:
    """What constraints look at of some nodes of the union, with the classes below others."""
    looks = sorted({look for one in constraints for look in one.looks})
    quads = _union(store, None, SUBCLASS, None)
    yield from map(spelled_triple, quads)
    for this in (ox.NamedNode(string_of(node)) for node in sorted(nodes) if node.startswith("<")):
        for look, forward in looks:
            quads = _union(store, this if forward else None, look, None if forward else this)
            yield from map(spelled_triple, quads)


def _union(
    store: ox.Store, subject: ox.NamedNode | None, predicate: str, value: ox.NamedNode | None
) -> Iterator[ox.Quad]:
    return store.quads_for_pattern(subject, ox.NamedNode(string_of(predicate)), value, ox.DefaultGraph())


def noticed(store: ox.Store, results: Iterable[Result]) -> tuple[Finding, ...]:
    """Results on the union as findings, with the words that their nodes rest on."""
    return tuple(sorted({_finding(r, *_witness(store, r.focus)) for r in results}, key=_order))


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


def _finding(result: Result, quotes: Iterable[str], document: str = "") -> Finding:
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


def _witness(store: ox.Store, focus: str) -> tuple[tuple[str, ...], str]:
    """The words that a node of the union rests on, and the document where all of them stand in one."""
    found: set[tuple[str, str]] = set()
    for evidence in _objects(store, ox.NamedNode(string_of(focus)), POL_IRI + "evidence"):
        for exact in _objects(store, evidence, OA_IRI + "exact"):
            found.update((exact.value, d.value) for d in _objects(store, evidence, POL_IRI + "inDocument"))
    documents = sorted({document.rpartition("/")[2] for _, document in found})
    return tuple(quote for quote, _ in sorted(found)), documents[0] if len(documents) == 1 else ""


def _objects(store: ox.Store, subject: object, predicate: str) -> Iterator[ox.NamedNode | ox.Literal]:
    for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None, ox.DefaultGraph()):  # type: ignore[arg-type]
        yield quad.object  # type: ignore[misc]  # the union holds no blank node and no triple term


def _store(facts: Facts, constraints: Iterable[Constraint]) -> ox.Store:
    """What SPARQL targets look at of some facts, as the engine that answers them holds it."""
    looked: set[str] = set()
    looked.update(*(facts.predicates() if one.reads is None else one.reads for one in constraints))
    store = ox.Store()
    told = "".join(facts.rows(looked, " .\n"))
    store.load(told.encode(), ox.RdfFormat.N_TRIPLES, lenient=True)  # spelled by `kg.graph.spelling`
    return store


def _order(finding: Finding) -> tuple[object, ...]:
    return finding.shape, finding.focus, finding.messages, finding.document, finding.quotes
