"""Asking the queries of queries/pages/, which stand behind pages and reports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.query.catalog import page_query
from kg.query.evaluate import is_iri
from kg.query.prebind import term_text
from kg.query.request import Request, Term
from kg.query.rows import bind, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.query.request import Engine

Row = dict[str, Term]
TOGETHER = re.compile(r"# together: (.*\{) (\})")  # where a query takes the nodes that it is asked of in one go
MOST = 12_000  # characters of nodes in one text, which has room for them twice


def select(engine: Engine, name: str, **nodes: str) -> tuple[Row, ...]:
    """The rows of a page query, its variables bound to IRIs; none where one is no IRI, as what an address ends in."""
    if not all(map(is_iri, nodes.values())):
        return ()
    binding = bind(**{variable: Term(iri, "uri") for variable, iri in nodes.items()})
    (table,) = tables(engine, Request(page_query(name), bindings=(binding,)))
    return table.dicts()


def select_each(engine: Engine, name: str, iris: Iterable[str]) -> dict[str, tuple[Row, ...]]:
    """The rows of a page query for each IRI in its variable ?this.

    To read and plan a query costs more than to answer it about one node. So one that says where is asked of many nodes
    together, and its rows are in the order of their terms; any other is asked of each, in one request.
    """
    wanted = tuple(iris)
    if not wanted:
        return {}
    text = page_query(name)
    if TOGETHER.search(text):
        return _together(engine, text, wanted)
    bindings = tuple(bind(this=Term(iri, "uri")) for iri in wanted)
    answers = tables(engine, Request(text, bindings=bindings))
    return {iri: table.dicts() for iri, table in zip(wanted, answers, strict=True)}


def _together(engine: Engine, text: str, wanted: Sequence[str]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {iri: [] for iri in wanted}
    for nodes in _batches(found):
        (table,) = tables(engine, Request(_of(nodes, text)))
        for row in table.dicts():
            found[row["this"].value].append(row)
    return {iri: tuple(sorted(rows, key=lambda row: tuple(row.values()))) for iri, rows in found.items()}


def _of(nodes: str, text: str) -> str:
    return TOGETHER.sub(lambda place: f"{place[1]} {nodes} {place[2]}", text)


def _batches(iris: Iterable[str]) -> Iterator[str]:
    """The IRIs as a query spells them, as many together as a text has room for."""
    held: list[str] = []
    size = 0
    for iri in iris:
        node = term_text(Term(iri, "uri"))
        if held and size + len(node) > MOST:
            yield " ".join(held)
            held, size = [], 0
        held.append(node)
        size += len(node) + 1
    if held:
        yield " ".join(held)
