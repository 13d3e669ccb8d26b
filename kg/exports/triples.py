"""The RDF behind a part of the graph, or of all of it, as sorted lines of N-Quads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.graph.nquads import quad_lines
from kg.graph.spelling import iri_text, literal_text
from kg.query.kinds import BY_NAME, kind_of
from kg.query.pages import select_each
from kg.terms import POL, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Store

    from kg.exports.part import Part
    from kg.query.pages import Row
    from kg.query.request import Engine, Term

THINGS = BY_NAME.keys() - {"doc"}


def whole_graph(store: Store) -> tuple[str, ...]:
    """Every triple of every named graph."""
    names = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return tuple(
        sorted(
            line
            for name in names
            for line in quad_lines(store.quads_for_pattern(None, None, None, NamedNode(name)), name)
        )
    )


def of_part(engine: Engine, part: Part) -> tuple[str, ...]:
    """What the nodes say, but for edges to things outside the part, with the statements and the quotes behind it."""
    if part.made is not None:
        return part.made
    inside = set(part.nodes)
    rows = _rows(engine, part.nodes, inside)
    statements = {
        row["statement"].value
        for found in select_each(engine, "statements-of", part.nodes).values()
        for row in found
        if not _is_outside(row["value"], inside)
    }
    rows += _rows(engine, sorted(statements), inside)
    evidence = {row["value"].value for row in rows if row["property"].value == POL + "evidence"}
    rows += _rows(engine, sorted(evidence), inside)
    return tuple(sorted({_line(row) for row in rows}))


def quads(lines: Iterable[str]) -> Iterator[Quad]:
    """The lines as quads, in their order."""
    return parse("\n".join(lines), RdfFormat.N_QUADS)


def union(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines without their graphs, each triple once: N-Triples."""
    return tuple(sorted({f"{quad.triple} ." for quad in quads(lines)}))


def _rows(engine: Engine, iris: Iterable[str], inside: set[str]) -> list[Row]:
    found = select_each(engine, "triples-of", iris)
    return [row for rows in found.values() for row in rows if not _is_outside(row["value"], inside)]


def _is_outside(value: Term, inside: set[str]) -> bool:
    """Whether it is a thing with a page that does not belong to the part."""
    return value.kind == "uri" and value.value not in inside and kind_of(value.value) in THINGS


def _line(row: Row) -> str:
    return f"{_term(row['this'])} {_term(row['property'])} {_term(row['value'])} {_term(row['graph'])} ."


def _term(term: Term) -> str:
    if term.kind == "uri":
        return iri_text(term.value)
    value = term.value
    if term.datatype == XSD + "decimal" and "." not in value:
        value += ".0"  # the store shortens decimals; Turtle would take one without a point for an integer
    return literal_text(value, term.datatype, term.language)
