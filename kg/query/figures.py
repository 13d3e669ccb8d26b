"""Targets and observations as values: what is counted, how much, of whom, by or at which date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.query.label import Entity, entities, plain_number
from kg.query.said import said_of
from kg.terms import VOC

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query.quotes import Quote
    from kg.query.request import Engine
    from kg.query.said import Said

PRECISION = VOC + "precision-"
# Whose values are nodes that a reader is told the names of.
NODES = (
    *("indicator", "appliesTo", "requires", "unit", "valueQualifier", "dateBasis", "modality", "hedge", "region"),
    *("reportedBy", "reportedAt"),
)


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """The last day of a period, as ISO date, and the period's precision: day, month or year; both "" where unknown."""

    date: str = ""
    precision: str = ""

    @property
    def start(self) -> str:
        """The first day of the period, as ISO date."""
        return {"year": f"{self.date[:4]}-01-01", "month": f"{self.date[:7]}-01"}.get(self.precision, self.date)

    def is_before(self, other: Day) -> bool:
        """Whether its period surely ends before the other begins; an unknown day is before none."""
        return bool(self.date and other.date) and self.date < other.start


@dataclass(frozen=True, slots=True)
class Figure:
    """A target or an observation, its nodes named; entities are absent where the words do not say.

    `value` is the number without empty fraction, `high` the upper end of a range; `sign` is the comparator's (≥) of a
    target, `unit_sign` the unit's (%) where it has one. `day` is the deadline of a target, in the words of `day_text`,
    and the as-of date of an observation.
    """

    entity: Entity
    indicator: Entity | None
    facilities: tuple[Entity, ...]
    policies: tuple[Entity, ...]
    sign: str
    value: str
    high: str
    written: str
    unit: Entity | None
    unit_sign: str
    qualifier: Entity | None
    day: Day
    day_text: str
    basis: Entity | None
    modality: Entity | None
    hedge: Entity | None
    region: Entity | None
    speaker: Entity | None
    event: Entity | None
    quotes: tuple[Quote, ...]


def figures(engine: Engine, iris: Iterable[str], language: str) -> dict[str, Figure]:
    """The figure of each IRI, in the order given."""
    told = said_of(engine, iris)
    nodes = {node for said in told.values() for name in NODES for node in said.all(name)}
    called = entities(engine, nodes | told.keys(), language)
    return {iri: _figure(called[iri], said, called) for iri, said in told.items()}


def _figure(entity: Entity, said: Said, called: Mapping[str, Entity]) -> Figure:
    def node(name: str) -> Entity | None:
        return called.get(said.one(name))

    def nodes(name: str) -> tuple[Entity, ...]:
        return tuple(sorted({called[iri] for iri in said.all(name)}, key=lambda e: (e.label, e.iri)))

    return Figure(
        entity=entity,
        indicator=node("indicator"),
        facilities=nodes("appliesTo"),
        policies=nodes("requires"),
        sign=said.sign("comparator"),
        value=plain_number(said.one("value")),
        high=plain_number(said.one("valueMax")),
        written=said.one("valueText"),
        unit=node("unit"),
        unit_sign=said.sign("unit"),
        qualifier=node("valueQualifier"),
        day=Day(said.one("deadline") or said.one("asOf"), said.one("datePrecision").removeprefix(PRECISION)),
        day_text=said.one("deadlineText"),
        basis=node("dateBasis"),
        modality=node("modality"),
        hedge=node("hedge"),
        region=node("region"),
        speaker=node("reportedBy"),
        event=node("reportedAt"),
        quotes=said.quotes,
    )
