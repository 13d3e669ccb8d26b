"""Asking the queries of queries/index/ of a whole store, for the index."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions

from kg.paths import QUERIES
from kg.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store


def rows(store: Store, name: str) -> Iterator[tuple[str, ...]]:
    """The answers, as plain text, "" where unbound."""
    found = store.query(_query(name), prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    columns = range(len(found.variables))
    for row in found:
        yield tuple(getattr(row[n], "value", "") for n in columns)


@cache
def _query(name: str) -> str:
    return (QUERIES / "index" / f"{name}.rq").read_text("utf-8")
