from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.measures import Measure, Tally, measured, measured_by_value

counts = st.integers(0, 1000)
tallies = st.builds(Tally, counts, counts, counts, counts, counts, counts, counts, st.booleans())


@pytest.mark.parametrize(
    ("tally", "measure"),
    [
        (Tally(gold=4, right=2, found=8, found_right=2, exact=True), Measure(0.25, 0.5, 1 / 3)),
        (Tally(gold=4, right=4, found=4, found_right=4, exact=True), Measure(1.0, 1.0, 1.0)),
        (Tally(gold=4, found=3, exact=True), Measure(0.0, 0.0, 0.0)),  # all wrong
        (Tally(gold=4, exact=True), Measure(0.0, 0.0, 0.0)),  # nothing found of what was wanted
        (Tally(found=3, exact=True), Measure(0.0, None, None)),  # nothing wanted, something found
        (Tally(exact=True), Measure(None, None, None)),  # nothing wanted, nothing found
        (Tally(gold=4, right=3), Measure(None, 0.75, None)),  # precision cannot be told
        # Of two documents precision can be told in one: recall counts both, precision that one.
        (Tally(gold=8, right=6, found=4, found_right=2, exact=True), Measure(0.5, 0.75, 0.6)),
    ],
)
def test_measures_of_counts(tally: Tally, measure: Measure) -> None:
    got = measured(tally)
    assert (got.precision, got.recall) == (measure.precision, measure.recall)
    assert got.f1 == (None if measure.f1 is None else pytest.approx(measure.f1))


def test_by_value_counts_what_has_the_right_number() -> None:
    tally = Tally(gold=4, right=1, value=2, found=4, found_right=1, found_value=2, exact=True)
    assert (measured(tally).f1, measured_by_value(tally).f1) == (0.25, 0.5)


@given(tallies, tallies, tallies)
def test_adding_is_in_any_order_and_nothing_adds_nothing(one: Tally, two: Tally, three: Tally) -> None:
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert one + Tally() == one
