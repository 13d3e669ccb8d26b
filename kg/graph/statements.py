"""Reified statements: one edge or value, with the quotes it was read from and the rules that read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from kg.graph.identify import entity_iri, evidence_iri, statement_iri
from kg.graph.names import (
    ALT_LABEL,
    DATE,
    DATE_BASIS,
    DATE_PRECISION,
    EVIDENCE,
    OBJECT,
    POL,
    PREDICATE,
    PREF_LABEL,
    RULE,
    STATED_ONLY,
    STATEMENT,
    SUBJECT,
    TYPE,
    VOC,
    relation,
)
from kg.graph.nquads import term_text
from kg.graph.quotes import whole
from kg.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.quotes import Triple
    from kg.model import Attribute, Document, Edge, Evidence


def edge(statement: Edge, document: Document) -> Iterator[Triple]:
    """A relation between two entities, asserted and stated."""
    subject, object_ = URIRef(entity_iri(statement.subject)), URIRef(entity_iri(statement.object))
    yield from asserted((subject, relation(statement.relation), object_), statement.evidence, document)


def attribute(statement: Attribute, document: Document) -> Iterator[Triple]:
    """A literal of an entity, stated; asserted too where documents cannot differ about it."""
    subject, predicate = URIRef(entity_iri(statement.subject)), relation(statement.property)
    value = _literal(statement, predicate)
    period = statement.value if isinstance(statement.value, Period) else None
    yield from stated((subject, predicate, value), statement.evidence, document, period)
    if predicate == PREF_LABEL and not statement.subject.concept:
        yield subject, ALT_LABEL, value
    if predicate not in STATED_ONLY:
        yield subject, predicate, value
        if period is not None:
            yield subject, DATE_PRECISION, precision(period)


def asserted(triple: Triple, evidence: Iterable[Evidence], document: Document) -> Iterator[Triple]:
    """The plain triple, and its statement beside it."""
    yield triple
    yield from stated(triple, evidence, document)


def stated(
    triple: Triple, evidence: Iterable[Evidence], document: Document, period: Period | None = None
) -> Iterator[Triple]:
    """The statement alone; of a date with its precision."""
    subject, predicate, value = triple
    text = str(value) if isinstance(value, URIRef) else term_text(value)
    node = URIRef(statement_iri(str(subject), str(predicate), text, period.precision if period else ""))
    yield node, TYPE, STATEMENT
    yield node, SUBJECT, subject
    yield node, PREDICATE, predicate
    yield node, OBJECT, value
    if period is not None:
        yield node, DATE_PRECISION, precision(period)
        yield node, DATE_BASIS, basis(period)
    yield from witnessed(node, evidence, document)


def witnessed(node: URIRef, evidence: Iterable[Evidence], document: Document) -> Iterator[Triple]:
    """Which words say so, and which rules read them."""
    for one in evidence:
        yield node, EVIDENCE, URIRef(evidence_iri(document, one.span))
        if one.rule:
            yield node, RULE, Literal(one.rule)


def date(period: Period) -> Literal:
    """The last day of the period; shown at its precision, never as a day."""
    return Literal(period.end.isoformat(), datatype=DATE)


def precision(period: Period) -> URIRef:
    """The concept of the period's precision."""
    return VOC["precision-" + period.precision]


def basis(period: Period) -> URIRef:
    """The concept of how the period was understood."""
    return VOC["basis-" + period.basis]


def _literal(statement: Attribute, predicate: URIRef) -> Literal:
    match statement.value:
        case Period():
            return date(statement.value)
        case int():
            return whole(statement.value)
        case _ if predicate == POL.documentNumber:
            return Literal(statement.value)
    return Literal(statement.value, lang=statement.subject.language)
