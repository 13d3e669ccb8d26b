"""Targets and observations as values: what is counted, how much, of whom, by or at which date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.query.label import Entity, entities, plain_number
from kg.query.pages import select_each
from kg.query.quotes import Quote, quotes_of
from kg.terms import POL, VOC

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query.pages import Row
    from kg.query.request import Engine

PRECISION = VOC + "precision-"


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
    rows = select_each(engine, "figure", iris)
    nodes = {term.value for found in rows.values() for row in found for term in row.values() if term.kind == "uri"}
    called = entities(engine, nodes | rows.keys(), language)
    quotes = quotes_of(engine, rows)
    return {iri: _figure(called[iri], found, called, quotes[iri]) for iri, found in rows.items()}


def _figure(entity: Entity, rows: tuple[Row, ...], called: Mapping[str, Entity], quotes: tuple[Quote, ...]) -> Figure:
    facts: dict[str, list[Row]] = {}
    for row in rows:
        facts.setdefault(row["property"].value.removeprefix(POL), []).append(row)

    def node(name: str) -> Entity | None:
        return next((called[row["value"].value] for row in facts.get(name, ())), None)

    def nodes(name: str) -> tuple[Entity, ...]:
        return tuple(
            sorted({called[row["value"].value] for row in facts.get(name, ())}, key=lambda e: (e.label, e.iri))
        )

    def word(name: str) -> str:
        return next((row["value"].value for row in facts.get(name, ())), "")

    def sign(name: str) -> str:
        return next((row["sign"].value for row in facts.get(name, ()) if "sign" in row), "")

    return Figure(
        entity=entity,
        indicator=node("indicator"),
        facilities=nodes("appliesTo"),
        policies=nodes("requires"),
        sign=sign("comparator"),
        value=plain_number(word("value")),
        high=plain_number(word("valueMax")),
        written=word("valueText"),
        unit=node("unit"),
        unit_sign=sign("unit"),
        qualifier=node("valueQualifier"),
        day=Day(word("deadline") or word("asOf"), word("datePrecision").removeprefix(PRECISION)),
        day_text=word("deadlineText"),
        basis=node("dateBasis"),
        modality=node("modality"),
        hedge=node("hedge"),
        region=node("region"),
        speaker=node("reportedBy"),
        event=node("reportedAt"),
        quotes=quotes,
    )
