"""Figures beside gold: who is paired with whom, what is told of the rest, and the verdict on each rule."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.facts import Facts, Gold, GoldFigure
from kg.evaluate.figures import compare_figures
from kg.evaluate.outcome import Difference, Outcome
from tests.evaluate.made import GOLD, NOTHING, WORDS, figure, gold

if TYPE_CHECKING:
    from kg.evaluate.found import Figure


def compared(
    wanted: list[GoldFigure], got: list[Figure], borderline: tuple[GoldFigure, ...] = (), end: int = sys.maxsize
) -> Outcome:
    whole = Gold("d", Facts(targets=tuple(wanted)), Facts(observations=borderline))
    return compare_figures("targets", whole, replace(NOTHING, targets=tuple(got), sentences=(WORDS,)), end)


def judged(outcome: Outcome) -> dict[tuple[str, str], int]:
    return dict(Counter((one.rule, one.judgement) for one in outcome.verdicts))


def test_every_judgement_with_its_words() -> None:
    found = compared(
        [GOLD, gold(value=Decimal(70), date="2030"), gold(value=Decimal(60), indicator="missing", keys=("服务",))],
        [
            figure(10, ("MEA-01", "MEA-02")),
            figure(20, ("MEA-01",), value=Decimal(70)),  # its date is another
            figure(30, ("MEA-02",), value=Decimal(5), percent=False),  # in no gold
            figure(40, ("MEA-03",), value=Decimal(9), percent=False),  # borderline
        ],
        (gold(kind="observations", value=Decimal(9), percent=False),),
    )
    tally = found.tallies["targets"]
    assert (tally.gold, tally.right, tally.value, tally.named, tally.found) == (3, 1, 2, 1, 3)
    assert judged(found) == {
        ("MEA-01", "right"): 1,
        ("MEA-02", "right"): 1,
        ("MEA-01", "partly"): 1,
        ("MEA-02", "wrong"): 1,
        ("MEA-03", "open"): 1,
    }
    assert found.differences == (
        Difference(
            "targets",
            "missed",
            "share of clinics >=70%",
            "the number is there, with deadline 2025-12-31",
            WORDS,
        ),
        Difference("targets", "missed", "missing >=60%", "", WORDS),
        Difference("targets", "extra", "能够提供服务的比例 5", "read by MEA-02", WORDS),
    )


def test_one_found_answers_one_wanted() -> None:
    """Two equal facts in the gold, one in the graph: one is missed; and the other way round one is extra."""
    assert compared([GOLD, GOLD], [figure()]).tallies["targets"].right == 1
    twice = compared([GOLD], [figure(10), figure(20)])
    assert (twice.tallies["targets"].right, twice.tallies["targets"].found) == (1, 2)


def test_a_figure_that_is_right_is_not_given_away_by_its_number() -> None:
    """The second wants only the number, which both have: it must not take what the first needs."""
    wanted = [gold(date="2030"), gold(date="", policy="", facilities=(), keys=(), comparator="")]
    found = compared(wanted, [figure(10, dates=("2030-12-31",)), figure(20)])
    assert found.tallies["targets"].right == 2


def test_what_begins_behind_the_annotated_part_is_not_looked_at() -> None:
    late = [figure(10), figure(500, value=Decimal(1))]
    assert compared([GOLD], late, end=100).tallies["targets"].found == 1
    assert judged(compared([GOLD], late, end=100)) == {("MEA-01", "right"): 1}
    assert compared([GOLD], late, end=500).tallies["targets"].found == 2


def test_nothing_at_all_is_nothing() -> None:
    found = compared([], [])
    assert (found.differences, found.verdicts) == ((), ())
    assert found.tallies["targets"].gold == found.tallies["targets"].found == 0


values = st.sampled_from([Decimal(1), Decimal(2), Decimal(3)])
years = st.sampled_from(["2020", "2025"])
golds = st.builds(lambda value, date: gold(value=value, date=date), values, years)
figures = st.builds(
    lambda start, value, year: figure(start, value=value, dates=(f"{year}-12-31",)), st.integers(0, 99), values, years
)


@given(st.lists(golds, max_size=6), st.lists(figures, max_size=6), st.lists(golds, max_size=3).map(tuple))
def test_counts_are_consistent(wanted: list[GoldFigure], got: list[Figure], borderline: tuple[GoldFigure, ...]) -> None:
    found = compared(wanted, got, borderline)
    tally = found.tallies["targets"]
    counts = Counter(one.judgement for one in found.verdicts)
    assert counts.total() == len(got)
    assert (counts["right"], counts["right"] + counts["partly"]) == (tally.right, tally.value)
    assert tally.found == len(got) - counts["open"]
    assert tally.named <= tally.right <= tally.value <= min(tally.gold, tally.found)
    told = Counter(one.what for one in found.differences)
    assert (told["missed"], told["extra"]) == (tally.gold - tally.right, counts["wrong"])


@given(st.lists(golds, max_size=5), st.lists(figures, max_size=5), st.randoms(use_true_random=False))
def test_counts_do_not_depend_on_the_order_of_either_side(
    wanted: list[GoldFigure], got: list[Figure], chance: object
) -> None:
    mixed_wanted, mixed_got = list(wanted), list(got)
    chance.shuffle(mixed_wanted)  # type: ignore[attr-defined]  # a random.Random
    chance.shuffle(mixed_got)  # type: ignore[attr-defined]
    assert compared(wanted, got).tallies == compared(mixed_wanted, mixed_got).tallies
