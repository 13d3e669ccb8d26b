"""The data behind a page: the triples about one thing, as a file in any RDF format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Triple, serialize

from kg.errors import NotFound
from kg.query.evaluate import GRAPHS, native
from kg.query.pages import select
from kg.terms import PREFIXES

if TYPE_CHECKING:
    from kg.query.request import Engine


def twin(engine: Engine, iri: str, format_: str) -> bytes:
    """Ttl, nt, rdf, jsonld or trig; NotFound where the graph holds nothing about the IRI."""
    rows = select(engine, "twin", this=iri)
    if not rows:
        raise NotFound(f"{iri}: nothing is known of it in this graph")
    triples = []
    for row in rows:
        subject, prop = native(row["subject"]), native(row["property"])
        if isinstance(subject, NamedNode | BlankNode) and isinstance(prop, NamedNode):
            triples.append(Triple(subject, prop, native(row["value"])))
    return serialize(triples, format=GRAPHS[format_], prefixes=PREFIXES) or b""
