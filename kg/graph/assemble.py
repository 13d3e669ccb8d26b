"""An Extraction to its graph: the document's record, its quotes, and every statement read from it.

It depends on the document, its entry in `index.toml` and the ontology, on nothing else; it is a set of triples, so
the order of statements cannot show.
"""

from __future__ import annotations

import hashlib
from itertools import chain
from typing import TYPE_CHECKING, assert_never

from kg.graph.entities import entities
from kg.graph.facts import Facts
from kg.graph.figures import figure, undertaking
from kg.graph.identify import document_iri
from kg.graph.names import ANY_URI, DATE_PRECISION, DCTERMS, POL, TYPE
from kg.graph.quotes import quotes, whole
from kg.graph.spelling import literal_text
from kg.graph.statements import attribute, date, edge, precision
from kg.model import Attribute, Edge, Figure, Naming, Undertaking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.facts import Triple
    from kg.model import Document, Extraction, Statement


def assemble(extraction: Extraction) -> Facts:
    """The graph of one document, without blank nodes.

    InternalFault where a quote is not its slice of the text, or lies in boilerplate.
    """
    document, statements = extraction.document, extraction.statements
    read = chain.from_iterable(_read(statement, document) for statement in statements)
    return Facts(chain(record(document), quotes(document, statements), entities(document, statements), read))


def record(document: Document) -> Iterator[Triple]:
    """What is known of the document itself; a document without a title is called by its path."""
    node, about = f"<{document_iri(document)}>", document.metadata
    yield node, TYPE, POL.Document
    yield node, DCTERMS.identifier, literal_text(document.identifier)
    yield node, DCTERMS.title, literal_text(about.title or document.identifier)
    yield node, DCTERMS.language, literal_text(document.language)
    yield node, POL.textSha256, literal_text(hashlib.sha256(document.text.encode("utf-8")).hexdigest())
    yield node, POL.textLength, whole(len(document.text))
    if about.publisher:
        yield node, DCTERMS.publisher, literal_text(about.publisher)
    if about.url:
        yield node, DCTERMS.source, literal_text(about.url, ANY_URI)
    if about.licence:
        yield node, DCTERMS.license, literal_text(about.licence)
    if about.published is not None:
        yield node, DCTERMS.issued, date(about.published)
        yield node, DATE_PRECISION, precision(about.published)


def _read(statement: Statement, document: Document) -> Iterable[Triple]:
    """The triples of a statement; a naming has none of its own."""
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
