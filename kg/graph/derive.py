"""What follows from the union of all documents, by the CONSTRUCT queries of ontology/rules, into the derived graph."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, RdfFormat, Triple, parse

from kg.heap import give_back, held
from kg.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

    from kg.graph.owners import Owned

DERIVED = NamedNode(DERIVED_GRAPH)
TOGETHER = 2  # rules that are asked at the same time
ROOM = 2 << 30  # bytes that the process may hold when a second is asked: each may take a gigabyte
MANY = 300_000  # triples: that many, added, are written out: until then they take up to two kilobytes each
_AT_ONCE = 10_000  # triples of an answer in memory


def derive(store: Store, rules: Iterable[Owned], found: Iterable[Triple] = ()) -> None:
    """Ask each rule once of the default graph of `store`: the union, as a set, with what was `found` otherwise.

    What a rule derives is added to the derived graph and to the union, so that later rules see it. What was derived
    before is dropped first. A rule sees what those before it derive, and nothing of those behind it: rules that have
    nothing to do with each other are asked at the same time, each in a thread, as the engine answers without Python.
    """
    drop(store)
    stated: dict[NamedNode, bool] = {}
    unwritten = _add(store, iter(found), stated)
    waiting = list(rules)
    asked: dict[Future[IO[bytes]], Owned] = {}
    with ThreadPoolExecutor(TOGETHER) as pool:
        while waiting or asked:
            for rule in tuple(_free(waiting, asked.values())):
                if not _may_ask(len(asked)):
                    break
                waiting.remove(rule)
                asked[pool.submit(_answer, store, rule)] = rule
            for one in wait(asked, return_when=FIRST_COMPLETED).done:
                with one.result() as answer:
                    unwritten += _add(store, (quad.triple for quad in parse(answer, RdfFormat.N_TRIPLES)), stated)
                del asked[one]
                if unwritten > MANY:
                    store.flush()
                    unwritten = 0
                give_back()


def _may_ask(number: int) -> bool:
    """Whether a rule may be asked beside so many: with a large store the memory may not hold what two look up."""
    return not number or (number < TOGETHER and held() < ROOM)


def _free(waiting: Iterable[Owned], asked: Iterable[Owned]) -> Iterator[Owned]:
    """The rules that need not wait: they neither rest on one before them that is not done, nor it on them."""
    before = list(asked)
    for rule in waiting:
        if not any(rule.rests_on(one) or one.rests_on(rule) for one in before):
            yield rule
        before.append(rule)


def _answer(store: Store, rule: Owned) -> IO[bytes]:
    """What a rule derives, read to its end before the store changes; in a file, as it may be more than memory holds."""
    waiting = TemporaryFile()  # noqa: SIM115  whoever adds it closes it
    answer = store.query(rule.query)
    assert isinstance(answer, QueryTriples)
    answer.serialize(waiting, RdfFormat.N_TRIPLES)
    waiting.seek(0)
    return waiting


def derived(store: Store) -> tuple[Quad, ...]:
    """The quads of the derived graph, in no order: `nquads.quad_lines` sorts them."""
    return tuple(store.quads_for_pattern(None, None, None, DERIVED))


def _add(store: Store, triples: Iterator[Triple], stated: dict[NamedNode, bool]) -> int:
    """Add triples to the derived graph and to the union, but those that documents say already; how many.

    `stated` keeps which predicates documents use: each triple of these is looked for, which takes as long as to add it.
    """
    number = 0
    while some := list(islice(triples, _AT_ONCE)):
        for predicate in {triple.predicate for triple in some} - stated.keys():
            stated[predicate] = next(store.quads_for_pattern(None, predicate, None, DefaultGraph()), None) is not None
        fresh = [one for one in dict.fromkeys(some) if not stated[one.predicate] or not _holds(store, one)]
        store.extend(Quad(triple.subject, triple.predicate, triple.object, DERIVED) for triple in fresh)
        store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in fresh)
        number += len(fresh)
    return number


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
