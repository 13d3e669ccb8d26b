from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.evaluate.agree import differences, fits, holds, named, right, same, same_value
from tests.evaluate.made import FIGURE, GOLD, figure, gold


def test_the_plain_figure_is_right() -> None:
    assert right(GOLD, FIGURE)
    assert named(GOLD, FIGURE)
    assert list(differences(GOLD, FIGURE)) == []


@pytest.mark.parametrize(
    ("wanted", "names", "is_same", "is_fitting"),
    [
        ("国家卫生健康委", ["国家卫生健康委"], True, True),
        ("《关于 “十四五”的意见》", ["关于十四五的意见"], True, True),  # marks and blanks are not part of a name
        ("ＮＨＣ", ["nhc"], True, True),
        ("疾控中心", ["县级疾控中心"], False, True),  # a more specific one
        ("县级疾控中心", ["疾控中心"], False, False),  # a more general one
        ("医院", ["医院管理局"], False, False),
        ("医院", [], False, False),
    ],
)
def test_names(wanted: str, names: list[str], is_same: bool, is_fitting: bool) -> None:  # noqa: FBT001
    assert same(wanted, names) is is_same
    assert fits(wanted, names) is is_fitting


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ({}, True),
        ({"value": Decimal("80.0")}, True),
        ({"value": Decimal("80.1")}, False),
        ({"percent": False}, False),  # 80 clinics are not 80 % of them
        ({"high": Decimal(90)}, True),  # the gold states one end
        ({"value": Decimal("80.00000000001")}, True),  # a third has no end
    ],
)
def test_values(other: dict[str, Any], is_same: bool) -> None:  # noqa: FBT001
    assert same_value(GOLD, figure(**other)) is is_same


def test_both_ends_of_a_range_count() -> None:
    wanted = gold(value=Decimal(10), high=Decimal(15), comparator="range")
    found = figure(value=Decimal(10), high=Decimal(15), comparators=frozenset({"range"}))
    assert right(wanted, found)
    assert not same_value(wanted, figure(value=Decimal(10)))
    assert not same_value(wanted, figure(value=Decimal(10), high=Decimal(16)))


@pytest.mark.parametrize(
    ("field", "stated", "silent", "found", "told"),
    [
        ("date", "2025-06", "", {}, "deadline 2025-12-31"),
        ("date", "2025", "", {"dates": ()}, "deadline none"),
        ("policy", "实施办法", "", {}, "policy Development Plan, 发展规划"),
        ("policy", "实施办法", "", {"policies": ()}, "policy none"),
        ("comparator", "<=", "", {}, "comparator >="),
        ("comparator", ">=", "", {"comparators": frozenset()}, "comparator none"),
        ("facilities", ("乡镇卫生院",), (), {}, "applies_to 村卫生室"),
        ("facilities", ("村卫生室", "乡镇卫生院"), (), {}, "applies_to 村卫生室"),  # one wanted is not there
        ("facilities", ("村卫生室",), (), {"facilities": (("村卫生室",), ("医院",))}, "applies_to 医院, 村卫生室"),
        ("keys", ("体检",), (), {}, "keys share able to serve, 能够提供服务的比例"),
    ],
)
def test_a_field_that_the_gold_states_must_agree(
    field: str, stated: object, silent: object, found: dict[str, Any], told: str
) -> None:
    got = figure(**found)
    assert list(differences(gold(**{field: stated}), got)) == [told]
    assert not right(gold(**{field: stated}), got)
    assert right(gold(**{field: silent}), got)


@pytest.mark.parametrize("date", ["2025", "2025-12", "2025-12-31"])
def test_a_date_agrees_as_far_as_the_gold_is_precise(date: str) -> None:
    assert right(gold(date=date), FIGURE)


@pytest.mark.parametrize(
    ("wanted", "value", "found", "agrees"),
    [
        ("=", 80, ">=", True),  # a level reached is written as the floor it is
        ("=", 80, "<=", True),
        ("=", 80, "=", True),
        ("=", 80, "range", False),
        (">", 80, ">=", True),  # strictness is not compared
        (">=", 80, "=", False),
        (">=", 100, "=", True),  # at least all is all
        (">", 100, "=", True),
        ("<=", 100, "=", False),
        ("<", 80, "<=", True),
        ("<", 80, ">=", False),
    ],
)
def test_comparators(wanted: str, value: int, found: str, agrees: bool) -> None:  # noqa: FBT001
    figure_found = figure(value=Decimal(value), comparators=frozenset({found}))
    assert right(gold(comparator=wanted, value=Decimal(value)), figure_found) is agrees


def test_an_observation_has_neither_policy_nor_comparator_to_compare() -> None:
    wanted = gold(kind="observations", policy="实施办法", comparator="<=")
    assert right(wanted, figure(policies=(), comparators=frozenset()))


def test_keys_stand_in_the_name_or_in_a_quote() -> None:
    assert right(gold(keys=("比例",)), FIGURE)
    assert right(gold(keys=("以上",)), FIGURE)  # in the quote only
    assert not named(gold(keys=("以上",)), FIGURE)
    assert not named(gold(keys=("比例", "share")), FIGURE)  # in two names, not in one
    assert holds(("a", "B"), ("xb", "ya"))
    assert not holds(("ab",), ("a", "b"))
