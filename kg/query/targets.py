"""Targets against what was measured since: one line for each target and facility type, and how it stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from kg.query.figures import Figure, figures
from kg.query.label import Entity, entities
from kg.query.pages import select, select_each

if TYPE_CHECKING:
    from kg.query.request import Engine

State = Literal["met", "short", "hedged", "none"]
# Facility type, newest figure, gap and met as the graph states them, "" where it does not.
Result = tuple[Entity | None, Figure | None, str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A target for one facility type (None where it names none) with its newest comparable figure, if there is one.

    `state` is met or short by the comparator, hedged where the goal's words allow no such verdict, none without a
    figure. `near` are figures of a near but different indicator: shown, never computed with. `percent` is figure by
    goal, in hundredths, where both are positive. `overdue`: past its deadline on the day asked about and not met.
    """

    target: Figure
    facility: Entity | None
    observation: Figure | None
    gap: str
    state: State
    overdue: bool
    near: tuple[Figure, ...]
    percent: int | None


def targets_by(engine: Engine, by: str = "") -> tuple[str, ...]:
    """All targets, or those of the policy, facility type, indicator or programme `by`; soonest deadline first."""
    rows = select(engine, "targets-by", by=by) if by else select(engine, "targets")
    return tuple(dict.fromkeys(row["target"].value for row in rows))


def standings(engine: Engine, iris: tuple[str, ...], as_of: str, language: str) -> tuple[Standing, ...]:
    """How these targets stand, in their order; `as_of` is the ISO date that "overdue" is judged on."""
    progress = select_each(engine, "progress-of", iris)
    near = select_each(engine, "near", iris)
    observed = {row["observation"].value for found in (*progress.values(), *near.values()) for row in found}
    all_figures = figures(engine, [*iris, *sorted(observed)], language)
    named = {row["facility"].value for found in progress.values() for row in found if "facility" in row}
    called = entities(engine, named, language)
    lines: list[Standing] = []
    for iri in iris:
        beside = tuple(all_figures[row["observation"].value] for row in near[iri])
        results: list[Result] = [
            (
                called[row["facility"].value] if "facility" in row else None,
                all_figures[row["observation"].value],
                row["gap"].value if "gap" in row else "",
                row["met"].value if "met" in row else "",
            )
            for row in progress[iri]
        ]
        lines += _lines(all_figures[iri], results, beside, as_of)
    return tuple(lines)


def _lines(target: Figure, results: list[Result], near: tuple[Figure, ...], as_of: str) -> list[Standing]:
    """A line for each result, and one for each facility type of the target without any."""
    measured = {facility for facility, _, _, _ in results}
    rest: list[Entity | None] = [facility for facility in target.facilities if facility not in measured]
    if not results and not rest:
        rest = [None]
    return [_line(target, result, near, as_of) for result in (*results, *((one, None, "", "") for one in rest))]


def _line(target: Figure, result: Result, near: tuple[Figure, ...], as_of: str) -> Standing:
    facility, observation, gap, met = result
    state = _state(target, observation, met)
    return Standing(
        target=target,
        facility=facility,
        observation=observation,
        gap=gap,
        state=state,
        overdue=bool(target.day.date) and target.day.date < as_of and state != "met",
        near=near,
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
