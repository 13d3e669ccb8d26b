"""The target tracker: which targets a filter leaves and how they stand on a day, counted before any is looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from kg.query.lookup import read_index, sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

PAGE = 25  # targets
DIMENSIONS = ("facility", "agency", "region")
Stand = Literal["met", "short", "overdue", "none", "near", "hedged", "restated"]
STANDS: tuple[Stand, ...] = get_args(Stand)

OF_LINES = ("met", "short", "overdue", "none", "hedged")  # the others are states of a target and all its lines
# What each state is, of a target and one of its lines on the day :day.
STATE: Mapping[str, str] = {
    "met": "line.met = 'true'",
    "short": "line.met = 'false'",
    "overdue": "target.deadline <> '' AND target.deadline < :day AND line.met <> 'true'",
    "none": "line.met = '' AND NOT hedged",
    "near": "near",
    "hedged": "hedged",
    "restated": "restated",
}
TOLD: tuple[Stand, ...] = (
    "overdue",
    "restated",
)  # before anybody asks: promises not kept in time, or not kept as given
IN_STATE = "count(DISTINCT CASE WHEN {} THEN target.id END)"
AMONG = "target.iri IN (SELECT value FROM json_each(:iris))"
HELD = "target.id IN (SELECT target FROM dimension WHERE name = '{0}' AND value = :{0})"


@dataclass(frozen=True, slots=True)
class Filter:
    """`held` gives an IRI for some of the dimensions; `due` is the first and last deadline, "" where open."""

    held: Mapping[str, str]
    state: str = ""
    due: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Tracked:
    """How many targets a filter leaves, those of one page, how many are in each state, and what one can choose.

    A target is in each state that a line of it is in. `states` are counted as if no state had been asked for; `choices`
    are (IRI, number of targets) of all targets.
    """

    total: int
    targets: tuple[str, ...]
    states: Mapping[str, int]
    choices: Mapping[str, tuple[tuple[str, int], ...]]


def tracked(index: Path, wanted: Filter, day: str, page: int = 1, size: int = PAGE) -> Tracked:
    """A page of the targets that the filter leaves."""
    values = {**wanted.held, "day": day, "first": wanted.due[0], "last": wanted.due[1]}
    place = {"size": size, "start": size * (max(page, 1) - 1)}
    left = _where(wanted)
    shown = f"{left} AND {STATE[wanted.state]}" if wanted.state else left
    sums = ", ".join(IN_STATE.format(STATE[state]) for state in STANDS)
    with read_index(index) as database:
        states = database.execute(sql("states", left, sums), values).fetchone()
        (total,) = database.execute(sql("targets-total", shown), values).fetchone()
        found = database.execute(sql("targets", shown), {**values, **place}).fetchall()
        choices = {name: tuple(database.execute(sql("dimension"), {"name": name}).fetchall()) for name in DIMENSIONS}
    return Tracked(total, tuple(iri for (iri,) in found), dict(zip(STANDS, states, strict=True)), choices)


@dataclass(frozen=True, slots=True)
class Due:
    """The targets that are due next, or where none is, those that came due last; how many are in each of `TOLD`."""

    targets: tuple[str, ...]
    is_past: bool
    held: Mapping[str, int]


def due(index: Path, day: str, number: int) -> Due:
    """So many of the targets due next, as of a day."""
    with read_index(index) as database:
        soon = database.execute(sql("soon"), {"day": day, "size": number}).fetchall()
        lately = [] if soon else database.execute(sql("lately"), {"day": day, "size": number}).fetchall()
        held = {name: database.execute(sql("targets-total", STATE[name]), {"day": day}).fetchone() for name in TOLD}
    return Due(tuple(iri for (iri,) in soon or lately), bool(lately), {name: total for name, (total,) in held.items()})


def overdue_of(index: Path, targets: Iterable[str], day: str) -> int:
    """How many of these targets are overdue on a day."""
    values = {"iris": json.dumps(list(targets)), "day": day}
    with read_index(index) as database:
        (total,) = database.execute(sql("targets-total", f"{AMONG} AND {STATE['overdue']}"), values).fetchone()
    return int(total)


def _where(wanted: Filter) -> str:
    first, last = wanted.due
    clauses = [HELD.format(name) for name in wanted.held]
    clauses += ["line.facility IN ('', :facility)"] if "facility" in wanted.held else []
    clauses += ["deadline <> ''"] if first or last else []
    clauses += ["deadline >= :first"] if first else []
    clauses += ["deadline <= :last"] if last else []
    return " AND ".join(clauses) or "1"
