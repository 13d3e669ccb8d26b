"""What follows from the union of all documents, by the CONSTRUCT queries of ontology/rules, into the derived graph."""

from __future__ import annotations

from itertools import islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, RdfFormat, Triple, parse

from kg.graph.faults import InternalFault
from kg.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

    from kg.graph.schema import Rule

DERIVED = NamedNode(DERIVED_GRAPH)
_AT_ONCE = 10_000  # triples of an answer in memory


def derive(store: Store, rules: Iterable[Rule], found: Iterable[Triple] = ()) -> None:
    """Run each rule once, in order, over the default graph of `store`, which holds the union as a set.

    What was found otherwise stands in the derived graph before the first of them.

    What a rule derives is added to the derived graph and to the union, so that later rules see it. What was derived
    before is dropped first. An answer is read to its end before the store changes under it, and waits in a file: a rule
    may derive more than memory holds.
    """
    drop(store)
    _add(store, iter(found))
    for rule in rules:
        with TemporaryFile() as waiting:
            answer = store.query(rule.query)
            if not isinstance(answer, QueryTriples):
                raise InternalFault(f"rule {rule.name} is no CONSTRUCT query; schema() should have refused it")
            answer.serialize(waiting, RdfFormat.N_TRIPLES)
            waiting.seek(0)
            _add(store, (quad.triple for quad in parse(waiting, RdfFormat.N_TRIPLES)))


def derived(store: Store) -> tuple[Quad, ...]:
    """The quads of the derived graph, in no order: `nquads.quad_lines` sorts them."""
    return tuple(store.quads_for_pattern(None, None, None, DERIVED))


def _add(store: Store, triples: Iterator[Triple]) -> None:
    """Add triples to the derived graph and to the union, but those that documents say already."""
    while some := list(islice(triples, _AT_ONCE)):
        fresh = [triple for triple in dict.fromkeys(some) if not _holds(store, triple)]
        store.extend(Quad(triple.subject, triple.predicate, triple.object, DERIVED) for triple in fresh)
        store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in fresh)


def drop(store: Store, graph: NamedNode = DERIVED) -> None:
    """Remove a graph of derived triples; a triple leaves the union with the last graph that holds it."""
    for quad in list(store.quads_for_pattern(None, None, None, graph)):
        store.remove(quad)
        if not any(q.graph_name != DefaultGraph() for q in _everywhere(store, quad)):
            store.remove(Quad(quad.subject, quad.predicate, quad.object))
    store.remove_graph(graph)


def _holds(store: Store, triple: Triple) -> bool:
    return Quad(triple.subject, triple.predicate, triple.object) in store


def _everywhere(store: Store, quad: Quad) -> Iterable[Quad]:
    return store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
