"""Graphs of the store as wholes: one graph, whether it is there, how large the default graph is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.paths import QUERIES
from kg.query.request import Request, Term
from kg.query.rows import bind, tables

if TYPE_CHECKING:
    from kg.query.request import Answer, Engine


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


def size(engine: Engine) -> int:
    """The number of triples in the default graph."""
    (found,) = tables(engine, Request(_text("size")))
    return int(found.dicts()[0]["triples"].value)


@cache
def _text(name: str) -> str:
    return (QUERIES / "store" / f"{name}.rq").read_text("utf-8")
