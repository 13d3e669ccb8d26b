"""Asking the queries of queries/pages/, which stand behind pages and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.query.catalog import page_query
from kg.query.request import Request, Term
from kg.query.rows import bind, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.query.request import Engine

Row = dict[str, Term]


def select(engine: Engine, name: str, **nodes: str) -> tuple[Row, ...]:
    """The rows of a page query, its variables bound to IRIs."""
    binding = bind(**{variable: Term(iri, "uri") for variable, iri in nodes.items()})
    (table,) = tables(engine, Request(page_query(name), bindings=(binding,)))
    return table.dicts()


def select_each(engine: Engine, name: str, iris: Iterable[str]) -> dict[str, tuple[Row, ...]]:
    """The rows of a page query for each IRI in its variable ?this, in one request."""
    wanted = tuple(iris)
    if not wanted:
        return {}
    bindings = tuple(bind(this=Term(iri, "uri")) for iri in wanted)
    answers = tables(engine, Request(page_query(name), bindings=bindings))
    return {iri: table.dicts() for iri, table in zip(wanted, answers, strict=True)}


def select_edges(engine: Engine, name: str, edges: Sequence[tuple[str, str, str]]) -> tuple[tuple[Row, ...], ...]:
    """The rows of a page query for each edge in its variables ?subject, ?property and ?object, in one request."""
    if not edges:
        return ()
    ends = ("subject", "property", "object")
    bindings = tuple(bind(**{end: Term(iri, "uri") for end, iri in zip(ends, edge, strict=True)}) for edge in edges)
    return tuple(table.dicts() for table in tables(engine, Request(page_query(name), bindings=bindings)))
