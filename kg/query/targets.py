"""Targets against what was measured since: one line for each target and facility type, and how it stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from kg.query.ask import Rows
from kg.query.figures import PRECISION, Day, Figure, figures
from kg.query.label import Entity, entities
from kg.query.pages import select, select_each
from kg.query.progress import progress_of
from kg.query.request import Term
from kg.query.said import about
from kg.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.query.ask import Cell
    from kg.query.pages import Row
    from kg.query.request import Engine

MOST = 500  # targets of one node
BESIDE = 3  # near figures in a line of a list
State = Literal["met", "short", "hedged", "none"]
# Facility type, newest figure, gap and met as the graph states them, "" where it does not.
Result = tuple[Entity | None, Figure | None, str, str]
Near = tuple[tuple[Figure, ...], int]  # near figures that are shown, and how many are not


@dataclass(frozen=True, slots=True)
class Standing:
    """A target for one facility type (None where it names none) with its newest comparable figure, if there is one.

    `state` is met or short by the comparator, hedged where the goal's words allow no such verdict, none without a
    figure. `near` are figures of a near but different indicator: shown, never computed with; `further` tells how many
    more there are. `percent` is figure by goal, in hundredths, where both are positive. `overdue`: past its deadline on
    the day asked about and not met.
    """

    target: Figure
    facility: Entity | None
    observation: Figure | None
    gap: str
    state: State
    overdue: bool
    near: tuple[Figure, ...]
    further: int
    percent: int | None

    @property
    def stands(self) -> set[str]:
        """The states of the tracker that this very line is in; others are those of its target."""
        return {self.state, "overdue"} if self.overdue else {self.state}


def targets_by(engine: Engine, by: str = "", most: int = MOST) -> tuple[str, ...]:
    """All targets, or so many of those of the policy, facility type, indicator or programme `by`, soonest due first."""
    if by:
        return about(engine, by, "target", most)
    return tuple(dict.fromkeys(row["target"].value for row in select(engine, "targets")))


def standings(
    engine: Engine, iris: tuple[str, ...], as_of: str, language: str, beside: int = BESIDE
) -> tuple[Standing, ...]:
    """How these targets stand, in their order, with at most so many near figures `beside` each, the newest.

    `as_of` is the ISO date that "overdue" is judged on.
    """
    progress = progress_of(engine, iris)
    measured = [one for found in progress.values() for one in found.results]
    shown = {iri: found.near[:beside] for iri, found in progress.items()}
    observed = {one.observation for one in measured} | {one for near in shown.values() for one in near}
    all_figures = figures(engine, [*iris, *sorted(observed)], language)
    called = entities(engine, {one.facility for one in measured} - {""}, language)
    lines: list[Standing] = []
    for iri in iris:
        near = tuple(all_figures[one] for one in shown[iri])
        results: list[Result] = [
            (called.get(one.facility), all_figures[one.observation], one.gap, one.met) for one in progress[iri].results
        ]
        further = len(progress[iri].near) - len(near)
        lines += _lines(all_figures[iri], results, (near, further), as_of)
    return tuple(lines)


def _lines(target: Figure, results: list[Result], near: Near, as_of: str) -> list[Standing]:
    """A line for each result, and one for each facility type of the target without any."""
    measured = {facility for facility, _, _, _ in results}
    rest: list[Entity | None] = [facility for facility in target.facilities if facility not in measured]
    if not results and not rest:
        rest = [None]
    return [_line(target, result, near, as_of) for result in (*results, *((one, None, "", "") for one in rest))]


def _line(target: Figure, result: Result, near: Near, as_of: str) -> Standing:
    facility, observation, gap, met = result
    state = _state(target, observation, met)
    return Standing(
        target=target,
        facility=facility,
        observation=observation,
        gap=gap,
        state=state,
        overdue=bool(target.day.date) and target.day.date < as_of and state != "met",
        near=near[0],
        further=near[1],
        percent=_percent(target, observation),
    )


def _state(target: Figure, observation: Figure | None, met: str) -> State:
    if target.hedge is not None:
        return "hedged"
    if observation is None or not met:
        return "none"
    return "met" if met == "true" else "short"


def _percent(target: Figure, observation: Figure | None) -> int | None:
    """How far a rising goal has come, 0 to 100; None where going down is the goal, or hedged."""
    if observation is None or target.hedge is not None or target.sign in {"≤", "<"}:
        return None
    goal, figure = Decimal(target.value or 0), Decimal(observation.value or 0)
    return int(min(Decimal(100), 100 * figure / goal)) if goal > 0 and figure >= 0 else None


@dataclass(frozen=True, slots=True)
class Promise:
    """A target among those that restate each other.

    `issued` is when its policy was issued; `slipped` tells that its deadline lies after that of the one before.
    """

    figure: Figure
    issued: Day
    slipped: bool


def promises(engine: Engine, iris: tuple[str, ...], language: str) -> dict[str, tuple[Promise, ...]]:
    """The history of each target that is restated or restates: the promise in all policies, oldest first."""
    related = {iri: found.restated for iri, found in progress_of(engine, iris).items()}
    wanted = sorted({one for iri, others in related.items() if others for one in (iri, *others)})
    all_figures = figures(engine, wanted, language)
    policies = sorted({policy.iri for figure in all_figures.values() for policy in figure.policies})
    issued = {iri: days_of(rows) for iri, rows in select_each(engine, "issued", policies).items()}

    def said(iri: str) -> tuple[str, str]:
        days = [issued[policy.iri].date for policy in all_figures[iri].policies]
        return min(days, default=""), iri

    histories = {}
    for iri, others in related.items():
        if others:
            ordered = [all_figures[one] for one in sorted({iri, *others}, key=said)]
            days = [min((issued[policy.iri] for policy in figure.policies), default=Day()) for figure in ordered]
            before = [None, *ordered[:-1]]
            histories[iri] = tuple(
                Promise(figure, day, slipped=earlier is not None and earlier.day.is_before(figure.day))
                for figure, day, earlier in zip(ordered, days, before, strict=True)
            )
    return histories


def days_of(rows: tuple[Row, ...]) -> Day:
    """The day that a policy was issued on, of the rows that say it."""
    for row in rows:
        return Day(row["issuedOn"].value, row["precision"].value.removeprefix(PRECISION) if "precision" in row else "")
    return Day()


COLUMNS = (
    "target",
    "indicator",
    "facility",
    "comparator",
    "value",
    "valueMax",
    "unit",
    "force",
    "hedge",
    "deadline",
    "deadlinePrecision",
    "policy",
    "region",
    "figure",
    "figureDate",
    "figureDatePrecision",
    "gap",
    "state",
    "overdue",
    "asOf",
    "quote",
    "quoteDocument",
    "figureQuote",
    "figureQuoteDocument",
)


def as_rows(lines: Iterable[Standing], as_of: str) -> Rows:
    """The lines of the tracker as a table for other programs: a row a target and facility type."""
    return Rows(COLUMNS, tuple(_row(line, as_of) for line in lines))


def _row(line: Standing, as_of: str) -> tuple[Cell, ...]:
    target, figure = line.target, line.observation
    quotes = [next(iter(found), None) for found in (target.quotes, figure.quotes if figure else ())]
    words: list[Cell] = [
        term for quote in quotes for term in ((Term(quote.text), Term(quote.document)) if quote else (None, None))
    ]
    return (
        target.entity,
        target.indicator,
        line.facility,
        Term(target.sign),
        _number(target.value),
        _number(target.high),
        target.unit,
        target.modality,
        target.hedge,
        Term(target.day.date) if target.day.date else None,
        Term(target.day.precision) if target.day.date else None,
        next(iter(target.policies), None),
        target.region,
        _number(figure.value) if figure else None,
        Term(figure.day.date) if figure and figure.day.date else None,
        Term(figure.day.precision) if figure and figure.day.date else None,
        _number(line.gap),
        Term(line.state),
        Term("true" if line.overdue else "false"),
        Term(as_of),
        *words,
    )


def _number(text: str) -> Cell:
    return Term(text, datatype=XSD + "decimal") if text else None
