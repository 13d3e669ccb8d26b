"""JSON-LD, with a context that spells every term."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.exports.spaces import SPACES
from kg.exports.triples import quads, union
from kg.terms import RDF, XSD

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Triple

Plain = dict[str, object]


def jsonld(lines: tuple[str, ...]) -> bytes:
    """A node an object, its properties in order, each with the list of its values."""
    nodes: dict[str, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads(union(lines)):
        name = "@type" if quad.predicate.value == RDF + "type" else _short(quad.predicate.value)
        nodes[_identifier(quad.subject)][name].append(_value(quad.object, name))
    graph = [{"@id": identity, **properties} for identity, properties in sorted(nodes.items())]
    return (json.dumps({"@context": SPACES, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def _value(term: NamedNode | BlankNode | Literal | Triple, name: str) -> object:
    if not isinstance(term, Literal):
        return _identifier(term) if name == "@type" else {"@id": _identifier(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == XSD + "string":
        return term.value
    return {"@value": term.value, "@type": _short(term.datatype.value)}


def _identifier(term: NamedNode | BlankNode | Triple) -> str:
    return _short(term.value) if isinstance(term, NamedNode) else str(term)


def _short(iri: str) -> str:
    """With the longest prefix that fits, where what follows cannot be taken for something else."""
    fits = [(len(space), name) for name, space in SPACES.items() if iri.startswith(space)]
    if not fits:
        return iri
    length, name = max(fits)
    return iri if iri[length:].startswith("//") else f"{name}:{iri[length:]}"
