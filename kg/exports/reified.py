"""Turtle of RDF 1.2: each statement reifies its triple, which stands in it as a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from kg.exports.spaces import SPACES
from kg.exports.triples import quads, union
from kg.terms import RDF

if TYPE_CHECKING:
    from pyoxigraph import Literal

PARTS = tuple(NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
REIFIES = NamedNode(RDF + "reifies")

Slots = dict[NamedNode, "NamedNode | BlankNode | Literal | Triple"]


def reified(lines: tuple[str, ...]) -> bytes:
    """`rdf:subject`, `rdf:predicate` and `rdf:object` of a statement become one `rdf:reifies`."""
    triples = [quad.triple for quad in quads(union(lines))]
    slots: dict[NamedNode | BlankNode | Triple, Slots] = {}
    for triple in triples:
        if triple.predicate in PARTS:
            slots.setdefault(triple.subject, {})[triple.predicate] = triple.object
    found = []
    for triple in triples:
        told = _told(slots.get(triple.subject, {}))
        if told is None or triple.predicate not in PARTS:
            found.append(triple)
        elif triple.predicate == PARTS[0]:
            found.append(Triple(triple.subject, REIFIES, told))
    return serialize(found, format=RdfFormat.TURTLE, prefixes=SPACES) or b""


def _told(slots: Slots) -> Triple | None:
    """The triple of which all three parts are stated; None where one is missing, as in part of a graph."""
    subject, predicate, target = (slots.get(part) for part in PARTS)
    if not isinstance(subject, NamedNode | BlankNode) or not isinstance(predicate, NamedNode) or target is None:
        return None
    return Triple(subject, predicate, target)
