"""Graphs as sorted canonical N-Quads lines, the form in which they are hashed, compared and stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.graph.faults import InternalFault
from kg.graph.spelling import iri_text, literal_text
from kg.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Triple

    from kg.graph.facts import Facts
    from kg.graph.facts import Triple as Spelled

DECIMAL = XSD + "decimal"


def lines(facts: Facts, name: str) -> tuple[str, ...]:
    """The triples of a graph as lines of the named graph `name`, sorted by code point, without line ends."""
    return tuple(sorted(facts.rows(ending=f" {iri_text(name)} .")))


def quad_lines(quads: Iterable[Quad | Triple], name: str) -> tuple[str, ...]:
    """What a store answers, as lines of the named graph `name`; decimals, which a store shortens, keep their point.

    InternalFault for a blank node, which has no name that two builds share.
    """
    return tuple(sorted(set(each_line(quads, name))))


def each_line(quads: Iterable[Quad | Triple], name: str) -> Iterator[str]:
    """The same in no order, one by one."""
    ending = f"{iri_text(name)} ."
    return (f"{_stored(q.subject)} {_stored(q.predicate)} {_stored(q.object)} {ending}" for q in quads)


def spelled_triple(quad: Quad) -> Spelled:
    """A quad as parsed, in the words of N-Triples, without its graph."""
    return spelled(quad.subject), spelled(quad.predicate), spelled(quad.object)


def spelled(term: object) -> str:
    """A term of the engine, with the digits that it has there."""
    match term:
        case NamedNode():
            return f"<{term.value}>"
        case Literal():
            return literal_text(term.value, "" if term.language else term.datatype.value, term.language or "")
        case BlankNode():
            return f"_:{term.value}"
    raise InternalFault(f"{term}: a triple as a term is not used here")


def _stored(term: object) -> str:
    if isinstance(term, BlankNode):
        raise InternalFault(f"a node without an IRI in the output: {term}; every node of a graph has an IRI")
    if isinstance(term, Literal) and term.datatype.value == DECIMAL and "." not in term.value:
        return literal_text(f"{term.value}.0", DECIMAL)
    return spelled(term)
