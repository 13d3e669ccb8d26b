"""Targets, observations and measures: the nodes that hold what is required and what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from kg.graph.identify import comparator_iri, decimal_text, entity_iri, figure_iri, undertaking_iri
from kg.graph.names import DATE, DATE_BASIS, DATE_PRECISION, DECIMAL, POL, PREF_LABEL, TYPE, VOC
from kg.graph.statements import asserted, basis, date, precision, witnessed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kg.graph.quotes import Triple
    from kg.model import Document, Entity, Figure, Period, Quantity, Undertaking

# What the bound of a reported figure says in one word; exact where there is neither bound nor "about".
QUALIFIERS = {"ge": "over", "gt": "over", "le": "under", "lt": "under"}


def figure(statement: Figure, document: Document) -> Iterator[Triple]:
    """A target or an observation, and the policy that requires it."""
    node = URIRef(figure_iri(statement, document))
    yield node, POL.indicator, URIRef(entity_iri(statement.indicator))
    yield from _quantity(node, statement.quantity, statement.indicator.unit)
    yield from _dimensions(node, statement)
    yield from witnessed(node, statement.evidence, document)
    if statement.kind == "target":
        yield from _target(node, statement)
        yield from _required(node, statement, document)
    else:
        yield from _observation(node, statement)


def undertaking(statement: Undertaking, document: Document) -> Iterator[Triple]:
    """A measure, and the policy that requires it."""
    node = URIRef(undertaking_iri(statement))
    yield node, TYPE, POL.Measure
    yield node, PREF_LABEL, Literal(statement.label, lang=statement.language)
    yield from _concept(node, POL.modality, statement.modality)
    yield from ((node, POL.appliesTo, URIRef(entity_iri(facility))) for facility in statement.facilities)
    yield from _entity(node, POL.reportedBy, statement.speaker)
    yield from _deadline(node, statement.period)
    yield from witnessed(node, statement.evidence, document)
    yield from _required(node, statement, document)


def _required(node: URIRef, statement: Figure | Undertaking, document: Document) -> Iterator[Triple]:
    if statement.policy is not None:
        policy = URIRef(entity_iri(statement.policy))
        yield from asserted((policy, POL.requires, node), statement.evidence, document)


def _quantity(node: URIRef, quantity: Quantity, unit: str) -> Iterator[Triple]:
    yield node, POL.value, _decimal(quantity.value)
    if quantity.high is not None:
        yield node, POL.valueMax, _decimal(quantity.high)
    if quantity.text:
        yield node, POL.valueText, Literal(quantity.text)
    yield from _concept(node, POL.unit, unit)


def _dimensions(node: URIRef, statement: Figure) -> Iterator[Triple]:
    yield from ((node, POL.appliesTo, URIRef(entity_iri(facility))) for facility in statement.facilities)
    yield from _entity(node, POL.region, statement.region)
    yield from _entity(node, POL.underProgramme, statement.programme)
    yield from _entity(node, POL.reportedBy, statement.speaker)
    yield from _entity(node, POL.reportedAt, statement.event)
    if statement.population:
        yield node, POL.population, Literal(statement.population)
    if statement.baseline is not None:
        yield node, POL.baselineDate, date(statement.baseline)
        yield node, POL.baselinePrecision, precision(statement.baseline)


def _target(node: URIRef, statement: Figure) -> Iterator[Triple]:
    yield node, TYPE, POL.Target
    yield node, POL.comparator, URIRef(comparator_iri(statement))
    yield from _concept(node, POL.modality, statement.modality)
    yield from _concept(node, POL.hedge, statement.hedge)
    yield from _deadline(node, statement.period)
    if statement.quantity.approximate:
        yield node, POL.valueQualifier, VOC["q-approx"]


def _observation(node: URIRef, statement: Figure) -> Iterator[Triple]:
    quantity, period = statement.quantity, statement.period
    yield node, TYPE, POL.Observation
    if quantity.approximate:
        yield node, POL.valueQualifier, VOC["q-approx"]
    if quantity.bound == "range":
        yield node, POL.comparator, URIRef(comparator_iri(statement))
    elif quantity.bound in QUALIFIERS:
        yield node, POL.valueQualifier, VOC["q-" + QUALIFIERS[quantity.bound]]
    elif not quantity.approximate:
        yield node, POL.valueQualifier, VOC["q-exact"]
    if period is not None:
        yield node, POL.asOf, date(period)
        yield from _dated(node, period)
        if statement.flow:
            yield node, POL.periodStart, Literal(period.start.isoformat(), datatype=DATE)


def _deadline(node: URIRef, period: Period | None) -> Iterator[Triple]:
    if period is not None:
        yield node, POL.deadline, date(period)
        yield from _dated(node, period)
        if period.text:
            yield node, POL.deadlineText, Literal(period.text)


def _dated(node: URIRef, period: Period) -> Iterator[Triple]:
    yield node, DATE_PRECISION, precision(period)
    yield node, DATE_BASIS, basis(period)


def _entity(node: URIRef, predicate: URIRef, entity: Entity | None) -> Iterator[Triple]:
    if entity is not None:
        yield node, predicate, URIRef(entity_iri(entity))


def _concept(node: URIRef, predicate: URIRef, concept: str) -> Iterator[Triple]:
    if concept:
        yield node, predicate, URIRef(concept)


def _decimal(value: Decimal) -> Literal:
    return Literal(decimal_text(value), datatype=DECIMAL)
