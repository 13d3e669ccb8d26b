"""Graphs as sorted canonical N-Quads lines, the form in which they are hashed, compared and stored."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal as StoredLiteral
from pyoxigraph import NamedNode
from rdflib import BNode, Graph, Literal, URIRef

from kg.graph.faults import InternalFault
from kg.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Triple
    from rdflib.term import Node

STRING, DECIMAL = XSD + "string", XSD + "decimal"

# What canonical N-Quads escape in a string; everything else is written as it is.
NAMED_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
CONTROLS = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
ESCAPES = str.maketrans({**CONTROLS, **NAMED_ESCAPES})

# What RDF forbids in an IRI and would break a line.
NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def plain(name: str = "") -> Graph:
    """An empty graph in rdflib's quickest store, which keeps no account of the graphs that a triple is in."""
    return Graph("SimpleMemory", identifier=URIRef(name) if name else None, bind_namespaces="none")


def lines(graph: Graph, name: str) -> tuple[str, ...]:
    """The triples of `graph` as lines of the named graph `name`, sorted by code point, without line ends.

    InternalFault for a blank node, which has no name that two builds share, and for an IRI that would break a line.
    """
    written: dict[Node, str] = {}
    ending = f"{iri_text(name)} ."
    rows = []
    for triple in graph:
        for node in triple:
            if node not in written:
                written[node] = term_text(node)
        rows.append(f"{written[triple[0]]} {written[triple[1]]} {written[triple[2]]} {ending}")
    return tuple(sorted(rows))


def quad_lines(quads: Iterable[Quad | Triple], name: str) -> tuple[str, ...]:
    """What a store answers, as lines of the named graph `name`; decimals, which a store shortens, keep their point."""
    ending = f"{iri_text(name)} ."
    return tuple(sorted({f"{_stored(q.subject)} {_stored(q.predicate)} {_stored(q.object)} {ending}" for q in quads}))


def term_text(node: Node) -> str:
    """One node as canonical N-Triples write it."""
    if isinstance(node, URIRef):
        return iri_text(node)
    if isinstance(node, Literal):
        return literal_text(str(node), str(node.datatype or ""), node.language or "")
    kind = "blank node" if isinstance(node, BNode) else type(node).__name__
    raise InternalFault(f"a {kind} in the output: {node!r}; every node of a graph has an IRI")


def iri_text(iri: str) -> str:
    """An IRI in its brackets."""
    if NOT_IN_IRI.search(iri):
        raise InternalFault(f"{iri!r} is no IRI")
    return f"<{iri}>"


def literal_text(value: str, datatype: str = "", language: str = "") -> str:
    """A literal in its quotes, with its language or its datatype."""
    quoted = f'"{value.translate(ESCAPES)}"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^{iri_text(datatype)}" if datatype and datatype != STRING else quoted


def _stored(node: object) -> str:
    if isinstance(node, NamedNode):
        return f"<{node.value}>"
    if not isinstance(node, StoredLiteral):
        raise InternalFault(f"a node without an IRI in the output: {node}")
    if node.language:
        return literal_text(node.value, language=node.language)
    value, datatype = node.value, node.datatype.value
    if datatype == DECIMAL and "." not in value:
        value += ".0"
    return literal_text(value, datatype)
