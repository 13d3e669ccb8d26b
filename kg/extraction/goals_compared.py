"""The construction in which a figure is set against what it was to be: it is V, short of the 2030 target of V."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.found import Found, by_name, is_alike, ungrown
from kg.extraction.parsed import COUNT, unit_at
from kg.model import Quantity

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

NEAR = 5  # words between what compares and the noun of the goal: below the revised [2030] target


def goal_compared(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """What the figure before in a sentence is to be: …, behind its goal of V; …, against a target of V."""
    if last is None or last.claim != "observation" or last.reading.situated is not s.situated:
        return None
    goal, of = _goal_at(s, at), last.reading.value
    if goal is None or of is None or not isinstance(of.value, Quantity) or not is_alike(s, at, last):
        return None
    for lead in range(goal - 1, max(goal - NEAR, 0), -1):
        if s.said.has("against_goals", s.word(lead)):
            unit = of.value.unit if unit_at(s, at) == COUNT else ""
            return Found(None, "target", of=by_name(ungrown(last)), unit=unit)
        if s.words[lead].mark or s.words[lead].number:
            return None
    return None


def _goal_at(s: Parsed, at: int) -> int | None:
    """Where the noun of a goal stands that a number tells: the goal of V, the V goal."""
    if s.said.has("goal", s.word(at + 1)):
        return at + 1
    of = at - 1
    while s.said.has("amount", s.word(of)):
        of -= 1
    return of - 1 if s.word(of) == "of" and s.said.has("goal", s.word(of - 1)) else None
