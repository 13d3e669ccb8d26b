"""What follows from the union of all documents, by the CONSTRUCT queries of ontology/rules, into the derived graph."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, RdfFormat, parse, serialize

from kg.heap import give_back, held
from kg.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store, Triple

    from kg.graph.owners import Owned

DERIVED = NamedNode(DERIVED_GRAPH)
TOGETHER = 2  # rules that are asked at the same time
ROOM = 2 << 30  # bytes that the process may hold when a second is asked: each may take a gigabyte
MANY = 300_000  # triples: that many, added, are written out: until then they take up to two kilobytes each
AT_ONCE = 100_000  # lines of an answer in memory
WORTH_A_TABLE = 20_000  # triples: of so many the engine makes tables of their own, in a third of the time


def derive(store: Store, rules: Iterable[Owned], found: Iterable[Triple] = ()) -> None:
    """Ask each rule once of the default graph of `store`: the union, as a set, with what was `found` otherwise.

    What a rule derives is added to the derived graph and to the union, so that later rules see it. What was derived
    before is dropped first. A rule sees what those before it derive, and nothing of those behind it: rules that have
    nothing to do with each other are asked at the same time, each in a thread, as the engine answers without Python.

    What was `found` is looked for before the store is changed: a large one that was just filled lets nobody write until
    the engine has merged its tables, which it does meanwhile.
    """
    stated: dict[bytes, bool] = {}
    with _found(found) as answer:
        drop(store)
        unwritten = _add(store, answer, stated)
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
                    unwritten += _add(store, answer, stated)
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


def _found(triples: Iterable[Triple]) -> IO[bytes]:
    """The same of triples."""
    waiting = TemporaryFile()  # noqa: SIM115  whoever adds it closes it
    serialize(triples, waiting, RdfFormat.N_TRIPLES)
    waiting.seek(0)
    return waiting


def derived(store: Store) -> tuple[Quad, ...]:
    """The quads of the derived graph, in no order: `nquads.quad_lines` sorts them."""
    return tuple(store.quads_for_pattern(None, None, None, DERIVED))


def _add(store: Store, answer: Iterable[bytes], stated: dict[bytes, bool]) -> int:
    """Add triples, a line each, to the derived graph and to the union, but those that documents say already.

    `stated` keeps which predicates documents use: each triple of these is looked for, which takes as long as to add it.
    How many are not yet written out.
    """
    unwritten = 0
    lines = iter(answer)
    while some := list(islice(lines, AT_ONCE)):
        fresh = b"".join(_fresh(store, some, stated))
        many = fresh.count(b"\n") >= WORTH_A_TABLE
        add = store.bulk_load if many else store.load
        add(fresh, RdfFormat.N_TRIPLES, to_graph=DERIVED)
        add(fresh, RdfFormat.N_TRIPLES)
        unwritten += 0 if many else len(some)
    return unwritten


def _fresh(store: Store, lines: Iterable[bytes], stated: dict[bytes, bool]) -> Iterator[bytes]:
    """The lines of those triples that no document says."""
    for line in lines:
        predicate = line.split(b" ", 2)[1]
        if predicate not in stated:
            of_it = store.quads_for_pattern(None, NamedNode(predicate[1:-1].decode()), None, DefaultGraph())
            stated[predicate] = next(of_it, None) is not None
        if not stated[predicate] or not _holds(store, line):
            yield line


def drop(store: Store, graph: NamedNode = DERIVED) -> None:
    """Remove a graph of derived triples; a triple leaves the union with the last graph that holds it."""
    for quad in list(store.quads_for_pattern(None, None, None, graph)):
        store.remove(quad)
        if not any(q.graph_name != DefaultGraph() for q in _everywhere(store, quad)):
            store.remove(Quad(quad.subject, quad.predicate, quad.object))
    store.remove_graph(graph)


def _holds(store: Store, line: bytes) -> bool:
    return next(parse(line, RdfFormat.N_TRIPLES)) in store


def _everywhere(store: Store, quad: Quad) -> Iterable[Quad]:
    return store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
