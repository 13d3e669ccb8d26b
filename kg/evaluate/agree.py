"""When something found is what the gold says: names, values, and each field that a figure's gold states."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.evaluate.facts import DATES
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.evaluate.facts import GoldFigure
    from kg.evaluate.found import Figure

TOLERANCE = Decimal("1e-9")  # of the value, or of one where it is smaller: a third has no end
# Which comparators of a graph serve for one of the gold: a level reached (=) is written as the floor it is, and
# strictness is not scored.
SERVES = {
    "=": {"=", ">=", "<="},
    ">=": {">="},
    ">": {">="},
    "<=": {"<="},
    "<": {"<="},
    "range": {"range"},
}
ALL = Decimal(100)  # at least all is all


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """A name as identity knows it, in one case."""
    return name_key(text).casefold()


def same(wanted: str, names: Collection[str]) -> bool:
    """Whether a thing has this name."""
    return key(wanted) in {key(name) for name in names}


def fits(wanted: str, names: Collection[str]) -> bool:
    """Whether a thing has this name or a more specific one, which ends in it."""
    return any(key(name).endswith(key(wanted)) for name in names)


def holds(words: Collection[str], texts: Collection[str]) -> bool:
    """Whether the texts together hold every word."""
    whole = "|".join(key(text) for text in texts)
    return all(key(word) in whole for word in words)


def same_value(gold: GoldFigure, figure: Figure) -> bool:
    """Whether the numbers agree, and both or neither are shares."""
    return (
        gold.percent == figure.percent
        and _near(gold.value, figure.value)
        and (gold.high is None or (figure.high is not None and _near(gold.high, figure.high)))
    )


def _near(wanted: Decimal, found: Decimal) -> bool:
    return abs(wanted - found) <= TOLERANCE * max(Decimal(1), abs(wanted))


def right(gold: GoldFigure, figure: Figure) -> bool:
    """Whether the value and every field that the gold states agree."""
    return same_value(gold, figure) and not any(differences(gold, figure))


def named(gold: GoldFigure, figure: Figure) -> bool:
    """Whether one name of the indicator holds every key."""
    return any(holds(gold.keys, (name,)) for name in figure.indicator)


def right_and_named(gold: GoldFigure, figure: Figure) -> bool:
    """Whether all of it agrees, the indicator's own name included."""
    return right(gold, figure) and named(gold, figure)


def differences(gold: GoldFigure, figure: Figure) -> Iterator[str]:
    """Each field that the gold states otherwise, with what was found there."""
    if gold.date and not any(date.startswith(gold.date) for date in figure.dates):
        yield _told(DATES[gold.kind], figure.dates)
    if gold.facilities and not _same_facilities(gold, figure):
        yield _told("applies_to", [min(names, key=len, default="") for names in figure.facilities])
    if gold.kind == "targets":
        if gold.policy and not same(gold.policy, figure.policies):
            yield _told("policy", figure.policies)
        if gold.comparator and not figure.comparators & _serving(gold):
            yield _told("comparator", figure.comparators)
    if not holds(gold.keys, (*figure.indicator, *(quote.text for quote in figure.quotes))):
        yield _told("keys", figure.indicator)


def _same_facilities(gold: GoldFigure, figure: Figure) -> bool:
    """Each one wanted is there, and each one there is wanted."""
    return all(any(fits(wanted, names) for names in figure.facilities) for wanted in gold.facilities) and all(
        any(fits(wanted, names) for wanted in gold.facilities) for names in figure.facilities
    )


def _serving(gold: GoldFigure) -> set[str]:
    return SERVES[gold.comparator] | ({"="} if gold.comparator in {">", ">="} and gold.value == ALL else set())


def _told(field: str, found: Collection[str]) -> str:
    return f"{field} {', '.join(sorted(found)) or 'none'}"
