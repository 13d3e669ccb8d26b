"""Asking the queries of queries/index/ of a store, for the index: about all things, or about those that changed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions, parse_query_results

from kg.graph.owners import owned
from kg.graph.schema import Rule
from kg.paths import QUERIES
from kg.query.staged import Staged
from kg.terms import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pyoxigraph import Store

    from kg.graph.changed import Changed
    from kg.graph.owners import Owned, Owner

THIS = ("?this",)
TYPE = NamedNode(RDF + "type")
FORMAT = QueryResultsFormat.TSV
TOGETHER = 2  # queries of all things that a store is asked at the same time


@dataclass(frozen=True, slots=True)
class Asked:
    """A store that is asked about some `owners`, values of the variables `names`.

    Where there are `staged` answers about all, those about owners are taken from there.
    """

    store: Store
    owners: Collection[Owner] = ()
    names: Owner = THIS
    staged: Staged | None = None

    def rows(self, name: str) -> Iterator[tuple[str, ...]]:
        """The answers, as plain text, "" where unbound."""
        if self.staged is not None:
            stage(self.staged, self.store, name)
            yield from self.staged.rows(name, self.names[0][1:], (owner[0][1:-1] for owner in sorted(self.owners)))
            return
        for text in _owned(name).about(self.names, sorted(self.owners)):
            yield from _plain(_answer(self.store, text))

    def about(self, iris: Iterable[str], name: str = THIS[0]) -> Asked:
        """The same store, asked about other nodes."""
        return replace(self, owners={(f"<{iri}>",) for iri in iris}, names=(name,))


def stage(staged: Staged, store: Store, name: str) -> None:
    """Keep all answers of a store to a query, where they are not kept yet."""
    if name not in staged:
        with staged.asked.pop(name).result() if name in staged.asked else _waiting(store, name) as answer:
            found = parse_query_results(answer, FORMAT)
            assert isinstance(found, QuerySolutions)
            staged.keep(name, [variable.value for variable in found.variables], _plain(found))


def _waiting(store: Store, name: str) -> IO[bytes]:
    """All answers of a store to a query, in a file; the engine writes it without Python, beside what else is done."""
    answer = TemporaryFile()  # noqa: SIM115  whoever reads it closes it
    _answer(store, _owned(name).query).serialize(answer, FORMAT)
    answer.seek(0)
    return answer


def _answer(store: Store, text: str) -> QuerySolutions:
    found = store.query(text, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return found


def _plain(found: QuerySolutions) -> Iterator[tuple[str, ...]]:
    columns = range(len(found.variables))
    for row in found:
        yield tuple(getattr(row[n], "value", "") for n in columns)


@contextmanager
def asking(store: Store, names: Iterable[str]) -> Iterator[Change]:
    """A store of which all is wanted; it is asked some queries, two at a time, while their answers are worked on."""
    pool = ThreadPoolExecutor(TOGETHER)
    asked = {name: pool.submit(_waiting, store, name) for name in names}
    try:
        yield Change(store, staged=Staged(asked))
    finally:
        pool.shutdown(cancel_futures=True)
        for unread in asked.values():  # whose answer is taken is taken out
            if not unread.cancelled() and unread.exception() is None:
                unread.result().close()


class Sides(NamedTuple):
    """A store as it was and as it is, asked about the same things."""

    old: Asked
    new: Asked


@dataclass(frozen=True, slots=True)
class Change:
    """The store of a build, and where its index is made from the last one: the store of that, and the difference."""

    new: Store
    old: Store | None = None
    changed: Changed | None = None
    staged: Staged = field(default_factory=Staged)

    def concerned(self, *names: str) -> set[Owner]:
        """The owners whose answers to some queries may be others now."""
        assert self.old is not None
        assert self.changed is not None
        found: set[Owner] = set()
        for query in map(_owned, names):
            found |= query.concerned(self.new, self.changed.came, self.changed.added)
            found |= query.concerned(self.old, self.changed.went, self.changed.removed)
        return found

    def of(self, owners: Iterable[Owner], classes: Collection[str]) -> set[Owner]:
        """Those of some classes in one of the stores: of any other node there may be much that no query wants."""
        kinds = [NamedNode(one) for one in classes]
        stores = [store for store in (self.old, self.new) if store is not None]
        return {
            (node,)
            for (node,) in owners
            if node.startswith("<")
            and any(Quad(NamedNode(node[1:-1]), TYPE, kind) in store for store in stores for kind in kinds)
        }

    def about(self, owners: Collection[Owner], names: Owner = THIS) -> Sides:
        """Both stores, asked about owners."""
        return Sides(Asked(self.old or self.new, owners if self.old else (), names), Asked(self.new, owners, names))

    def batches(self, *names: str) -> Iterator[Sides]:
        """Both stores, asked about whom the change concerns; without a change about all, so many at a time."""
        if self.old is not None:
            yield self.about(self.concerned(*names), _owned(names[0]).owner)
            return
        column = _owned(names[0]).owner[0]
        for name in names:
            stage(self.staged, self.new, name)
        for values in self.staged.values(names, column[1:]):
            owners = {(f"<{value}>",) for value in values}
            yield Sides(Asked(self.new), Asked(self.new, owners, (column,), self.staged))


@cache
def _owned(name: str) -> Owned:
    return owned(Rule(name, (QUERIES / "index" / f"{name}.rq").read_text("utf-8")))
