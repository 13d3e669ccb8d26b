"""Graphs of the store as wholes: one graph, whether it is there, how large the default graph is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.paths import QUERIES
from kg.query.request import Request, Term
from kg.query.rows import bind, tables
from kg.terms import RECORDS_GRAPH

if TYPE_CHECKING:
    from kg.query.request import Answer, Engine

MANY = 50  # graphs; no more are asked for in queries/store/names.rq
PENDING = "pending"  # the graph, and what the union has of it, are being changed


def graph(engine: Engine, name: str, format_: str) -> Answer:
    """All triples of a named graph, or of the default graph for ""."""
    default = (name,) if name else ()
    return engine.answer(Request(_text("graph"), format_, default_graphs=default))


def exists(engine: Engine, name: str) -> bool:
    """Whether there is a graph of that name, perhaps empty; the default graph, "", is always there."""
    if not name:
        return True
    (found,) = tables(engine, Request(_text("exists"), bindings=(bind(this=Term(name, "uri")),)))
    return bool(found.rows)


def names(engine: Engine) -> tuple[str, ...]:
    """The names of the named graphs; none where there are too many to tell."""
    (found,) = tables(engine, Request(_text("names")))
    graphs = sorted(row["this"].value for row in found.dicts())
    return tuple(graphs) if len(graphs) < MANY else ()


def size(engine: Engine) -> int:
    """The number of triples in the default graph."""
    (found,) = tables(engine, Request(_text("size")))
    return int(found.dicts()[0]["triples"].value)


def records(engine: Engine) -> dict[str, frozenset[str]]:
    """What a published store says of itself: the hash of each graph, and under RECORDS_GRAPH that of a whole build.

    A graph that is being changed has PENDING, perhaps beside an older hash.
    """
    binding = bind(records=Term(RECORDS_GRAPH, "uri"))
    (found,) = tables(engine, Request(_text("records"), bindings=(binding,)))
    said: dict[str, set[str]] = {}
    for row in found.dicts():
        said.setdefault(row["this"].value, set()).add(row["hash"].value)
    return {name: frozenset(hashes) for name, hashes in said.items()}


@cache
def _text(name: str) -> str:
    return (QUERIES / "store" / f"{name}.rq").read_text("utf-8")
