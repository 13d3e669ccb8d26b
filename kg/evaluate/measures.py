"""Precision, recall and F1: what was wanted, found and right, added up over documents."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one kind of fact.

    `gold` facts were wanted; `right` of them are there, `value` with the right number at least, `named` with the
    indicator's own name too. `found` and `found_right`, `found_value` of it count only where everything found that is
    not wanted is wrong; elsewhere precision cannot be told, and nowhere where `exact` is false.
    """

    gold: int = 0
    right: int = 0
    value: int = 0
    named: int = 0
    found: int = 0
    found_right: int = 0
    found_value: int = 0
    exact: bool = False

    def __add__(self, other: Tally) -> Tally:
        summed = {one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(Tally)}
        return Tally(**{**summed, "exact": self.exact or other.exact})


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and F1, each None where it cannot be told: nothing was found, or nothing wanted."""

    precision: float | None
    recall: float | None
    f1: float | None


def measured(tally: Tally) -> Measure:
    """How much of what was found is right, and how much of what was wanted was found so."""
    return _measure(tally, tally.found_right, tally.right)


def measured_by_value(tally: Tally) -> Measure:
    """The same, where the right number is enough."""
    return _measure(tally, tally.found_value, tally.value)


def _measure(tally: Tally, found_good: int, good: int) -> Measure:
    recall = good / tally.gold if tally.gold else None
    precision = found_good / tally.found if tally.exact and tally.found else None
    if tally.exact and tally.gold and not tally.found:
        precision = 0.0  # nothing found of what was wanted: not unknown, but nothing right
    return Measure(precision, recall, _f1(precision, recall))


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
