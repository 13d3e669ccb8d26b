"""Reified statements: one edge or value, with the quotes it was read from and the rules that read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.identify import entity_iri, statement_iri
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
from kg.graph.quotes import quote, whole
from kg.graph.spelling import iri_text, literal_text
from kg.model import Period

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from kg.graph.facts import Triple
    from kg.model import Attribute, Document, Edge, Entity, Evidence


def edge(statement: Edge, document: Document) -> Iterator[Triple]:
    """A relation between two entities, asserted and stated."""
    triple = entity(statement.subject), relation(statement.relation), entity(statement.object)
    yield from asserted(triple, statement.evidence, document)


def attribute(statement: Attribute, document: Document) -> Iterator[Triple]:
    """A literal of an entity, stated; asserted too where documents cannot differ about it."""
    subject, predicate = entity(statement.subject), relation(statement.property)
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
    bare = value[1:-1] if value.startswith("<") else value
    node = f"<{statement_iri(subject[1:-1], predicate[1:-1], bare, period.precision if period else '')}>"
    yield node, TYPE, STATEMENT
    yield node, SUBJECT, subject
    yield node, PREDICATE, predicate
    yield node, OBJECT, value
    if period is not None:
        yield node, DATE_PRECISION, precision(period)
        yield node, DATE_BASIS, basis(period)
    yield from witnessed(node, evidence, document)


def witnessed(node: str, evidence: Iterable[Evidence], document: Document) -> Iterator[Triple]:
    """Which words say so, and which rules read them."""
    for one in evidence:
        yield node, EVIDENCE, quote(document, one.span)
        if one.rule:
            yield node, RULE, literal_text(one.rule)


def entity(entity: Entity) -> str:
    """Who or what is spoken of, as a term."""
    return iri_text(entity_iri(entity))


def date(period: Period) -> str:
    """The last day of the period; shown at its precision, never as a day."""
    return day(period.end)


def day(value: datetime.date) -> str:
    """An xsd:date."""
    return f'"{value.isoformat()}"^^<{DATE}>'


def precision(period: Period) -> str:
    """The concept of the period's precision."""
    return VOC["precision-" + period.precision]


def basis(period: Period) -> str:
    """The concept of how the period was understood."""
    return VOC["basis-" + period.basis]


def _literal(statement: Attribute, predicate: str) -> str:
    """The value of an attribute; words are in the language of their subject, a document number in none."""
    match statement.value:
        case Period():
            return date(statement.value)
        case int():
            return whole(statement.value)
        case _ if predicate == POL.documentNumber:
            return literal_text(statement.value)
    return literal_text(statement.value, language=statement.subject.language)
