"""Asking the queries of queries/index/ of a store, for the index: about all things, or about those that changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import QuerySolutions

from kg.graph.owners import owned
from kg.graph.schema import Rule
from kg.paths import QUERIES
from kg.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pyoxigraph import Store

    from kg.graph.changed import Changed
    from kg.graph.owners import Owned, Owner

THIS = ("?this",)


@dataclass(frozen=True, slots=True)
class Asked:
    """A store that is asked about some `owners`, values of the variables `names`, or about all where there is None."""

    store: Store
    owners: Collection[Owner] | None = None
    names: Owner = THIS

    def rows(self, name: str) -> Iterator[tuple[str, ...]]:
        """The answers, as plain text, "" where unbound."""
        query = _owned(name)
        asked = [query.query] if self.owners is None else query.about(self.names, sorted(self.owners))
        for text in asked:
            found = self.store.query(text, prefixes=PREFIXES)
            assert isinstance(found, QuerySolutions)
            columns = range(len(found.variables))
            for row in found:
                yield tuple(getattr(row[n], "value", "") for n in columns)

    def about(self, iris: Iterable[str], name: str = THIS[0]) -> Asked:
        """The same store, asked about other nodes; still about all where it was."""
        return self if self.owners is None else replace(self, owners={(f"<{iri}>",) for iri in iris}, names=(name,))


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

    def concerned(self, *names: str) -> set[Owner] | None:
        """The owners whose answers to some queries may be others now; None where it may be any."""
        if self.old is None or self.changed is None:
            return None
        found: set[Owner] = set()
        for query in map(_owned, names):
            found |= query.concerned(self.new, self.changed.came, self.changed.added)
            found |= query.concerned(self.old, self.changed.went, self.changed.removed)
        return found

    def about(self, owners: Collection[Owner] | None, names: Owner = THIS) -> Sides:
        """Both stores, asked about owners; all of the new one is new where there is None."""
        old = Asked(self.old or self.new, owners or (), names)
        return Sides(old, Asked(self.new, owners, names))

    def sides(self, *names: str) -> Sides:
        """Both stores, asked about the owners whom the change concerns."""
        return self.about(self.concerned(*names), _owned(names[0]).owner)


@cache
def _owned(name: str) -> Owned:
    return owned(Rule(name, (QUERIES / "index" / f"{name}.rq").read_text("utf-8")))
