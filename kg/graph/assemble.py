"""An Extraction to its graph: the document's record, its quotes, and every statement read from it.

One plain rdflib graph a document, named by the document's IRI. It depends on the document, its entry in `index.toml`
and the ontology, on nothing else; it is a set of triples, so the order of statements cannot show.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, assert_never

from rdflib import Literal, URIRef

from kg.graph.entities import entities
from kg.graph.figures import figure, undertaking
from kg.graph.identify import document_iri
from kg.graph.names import ANY_URI, DATE_PRECISION, DCTERMS, POL, TYPE
from kg.graph.nquads import plain
from kg.graph.quotes import quotes, whole
from kg.graph.statements import attribute, date, edge, precision
from kg.model import Attribute, Edge, Figure, Naming, Undertaking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph

    from kg.graph.quotes import Triple
    from kg.model import Document, Extraction, Statement


def assemble(extraction: Extraction) -> Graph:
    """The graph of one document, without blank nodes.

    InternalFault where a quote is not its slice of the text, or lies in boilerplate.
    """
    document, statements = extraction.document, extraction.statements
    graph = plain(document_iri(document))
    _add(graph, record(document))
    _add(graph, quotes(document, statements))
    _add(graph, entities(document, statements))
    for statement in statements:
        _add(graph, _read(statement, document))
    return graph


def record(document: Document) -> Iterator[Triple]:
    """What is known of the document itself; a document without a title is called by its path."""
    node, about = URIRef(document_iri(document)), document.metadata
    yield node, TYPE, POL.Document
    yield node, DCTERMS.identifier, Literal(document.identifier)
    yield node, DCTERMS.title, Literal(about.title or document.identifier)
    yield node, DCTERMS.language, Literal(document.language)
    yield node, POL.textSha256, Literal(hashlib.sha256(document.text.encode("utf-8")).hexdigest())
    yield node, POL.textLength, whole(len(document.text))
    if about.publisher:
        yield node, DCTERMS.publisher, Literal(about.publisher)
    if about.url:
        yield node, DCTERMS.source, Literal(about.url, datatype=ANY_URI)
    if about.licence:
        yield node, DCTERMS.license, Literal(about.licence)
    if about.published is not None:
        yield node, DCTERMS.issued, date(about.published)
        yield node, DATE_PRECISION, precision(about.published)


def _read(statement: Statement, document: Document) -> Iterable[Triple]:
    match statement:
        case Naming():
            return ()
        case Edge():
            return edge(statement, document)
        case Attribute():
            return attribute(statement, document)
        case Figure():
            return figure(statement, document)
        case Undertaking():
            return undertaking(statement, document)
    assert_never(statement)


def _add(graph: Graph, triples: Iterable[Triple]) -> None:
    for triple in triples:
        graph.add(triple)
