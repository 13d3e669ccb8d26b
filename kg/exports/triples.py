"""The RDF behind a part of the graph, or of all of it, as lines of N-Quads."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.graph.spelling import iri_text, literal_text
from kg.query.kinds import BY_NAME, kind_of
from kg.query.pages import select_each
from kg.store.merge import in_order
from kg.store.plain import store_lines
from kg.terms import POL, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad, Store

    from kg.exports.part import Part
    from kg.query.pages import Row
    from kg.query.request import Engine, Term

THINGS = BY_NAME.keys() - {"doc"}


def each_quad(store: Store) -> Iterator[bytes]:
    """Every triple of every named graph as a line of N-Quads with its end, in no order."""
    names = (graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return (line for name in names for line in store_lines(store, name))


@contextmanager
def each_triple(lines: Iterable[bytes], scratch: Path) -> Iterator[Iterator[bytes]]:
    """Lines of N-Quads without their graphs, sorted, each once; what memory does not hold lies in `scratch`."""
    with in_order((b"%b .\n" % parted(line)[0] for line in lines), scratch) as ordered:
        yield (line for line, _ in groupby(ordered))


def parted(line: bytes) -> tuple[bytes, bytes]:
    """The triple of a line of N-Quads and the name of its graph, b"" where it has none."""
    triple, _, last = line[:-3].rpartition(b" ")
    named = last.startswith(b"<") and b'"' not in last and triple.count(b" ") > 1
    return (triple, last) if named else (line[:-3], b"")


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
