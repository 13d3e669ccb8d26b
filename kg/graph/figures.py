"""Targets, observations and measures: the nodes that hold what is required and what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.identify import decimal_text, figure_iri, undertaking_iri
from kg.graph.names import DATE_BASIS, DATE_PRECISION, DECIMAL, POL, PREF_LABEL, TYPE, VOC
from kg.graph.spelling import iri_text, literal_text
from kg.graph.statements import asserted, basis, date, day, entity, precision, witnessed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kg.graph.facts import Triple
    from kg.model import Document, Entity, Figure, Period, Quantity, Undertaking

# What the bound of a reported figure says in one word; exact where there is neither bound nor "about".
QUALIFIERS = {"ge": "over", "gt": "over", "le": "under", "lt": "under"}


def figure(statement: Figure, document: Document) -> Iterator[Triple]:
    """A target or an observation, and the policy that requires it."""
    node = f"<{figure_iri(statement, document)}>"
    yield node, POL.indicator, entity(statement.indicator)
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
    node = f"<{undertaking_iri(statement)}>"
    yield node, TYPE, POL.Measure
    yield node, PREF_LABEL, literal_text(statement.label, language=statement.language)
    yield from _concept(node, POL.modality, statement.modality)
    yield from ((node, POL.appliesTo, entity(facility)) for facility in statement.facilities)
    yield from _entity(node, POL.region, statement.region)
    yield from _entity(node, POL.reportedBy, statement.speaker)
    yield from _deadline(node, statement.period)
    yield from witnessed(node, statement.evidence, document)
    yield from _required(node, statement, document)


def _required(node: str, statement: Figure | Undertaking, document: Document) -> Iterator[Triple]:
    if statement.policy is not None:
        yield from asserted((entity(statement.policy), POL.requires, node), statement.evidence, document)


def _quantity(node: str, quantity: Quantity, unit: str) -> Iterator[Triple]:
    yield node, POL.value, _decimal(quantity.value)
    if quantity.high is not None:
        yield node, POL.valueMax, _decimal(quantity.high)
    if quantity.text:
        yield node, POL.valueText, literal_text(quantity.text)
    yield from _concept(node, POL.unit, unit)


def _dimensions(node: str, statement: Figure) -> Iterator[Triple]:
    """Of whom, where, by whom and since when a figure is told."""
    yield from ((node, POL.appliesTo, entity(facility)) for facility in statement.facilities)
    yield from _entity(node, POL.region, statement.region)
    yield from _entity(node, POL.underProgramme, statement.programme)
    yield from _entity(node, POL.reportedBy, statement.speaker)
    yield from _entity(node, POL.reportedAt, statement.event)
    if statement.population:
        yield node, POL.population, literal_text(statement.population)
    if statement.baseline is not None:
        yield node, POL.baselineDate, date(statement.baseline)
        yield node, POL.baselinePrecision, precision(statement.baseline)


def _target(node: str, statement: Figure) -> Iterator[Triple]:
    """What a target has and an observation has not."""
    yield node, TYPE, POL.Target
    yield node, POL.comparator, VOC["cmp-" + statement.quantity.bound]
    yield from _concept(node, POL.modality, statement.modality)
    yield from _concept(node, POL.hedge, statement.hedge)
    yield from _deadline(node, statement.period)
    if statement.quantity.approximate:
        yield node, POL.valueQualifier, VOC["q-approx"]


def _observation(node: str, statement: Figure) -> Iterator[Triple]:
    """What an observation has and a target has not: its qualifier, and when it was so."""
    quantity, period = statement.quantity, statement.period
    yield node, TYPE, POL.Observation
    if quantity.approximate:
        yield node, POL.valueQualifier, VOC["q-approx"]
    if quantity.bound == "range":
        yield node, POL.comparator, VOC["cmp-" + statement.quantity.bound]
    elif quantity.bound in QUALIFIERS:
        yield node, POL.valueQualifier, VOC["q-" + QUALIFIERS[quantity.bound]]
    elif not quantity.approximate:
        yield node, POL.valueQualifier, VOC["q-exact"]
    if period is not None:
        yield node, POL.asOf, date(period)
        yield from _dated(node, period)
        if statement.flow:
            yield node, POL.periodStart, day(period.start)


def _deadline(node: str, period: Period | None) -> Iterator[Triple]:
    if period is not None:
        yield node, POL.deadline, date(period)
        yield from _dated(node, period)
        if period.text:
            yield node, POL.deadlineText, literal_text(period.text)


def _dated(node: str, period: Period) -> Iterator[Triple]:
    yield node, DATE_PRECISION, precision(period)
    yield node, DATE_BASIS, basis(period)


def _entity(node: str, predicate: str, one: Entity | None) -> Iterator[Triple]:
    if one is not None:
        yield node, predicate, entity(one)


def _concept(node: str, predicate: str, concept: str) -> Iterator[Triple]:
    if concept:
        yield node, predicate, iri_text(concept)


def _decimal(value: Decimal) -> str:
    return f'"{decimal_text(value)}"^^<{DECIMAL}>'
