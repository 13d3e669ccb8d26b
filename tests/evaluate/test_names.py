from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kg.evaluate.facts import Facts, Gold, GoldPolicy
from kg.evaluate.found import Node
from kg.evaluate.names import compare_names
from tests.evaluate.made import NOTHING


def nodes(*names: str) -> tuple[Node, ...]:
    return tuple(Node(f"id:{name}", tuple(name.split("/")), (), ()) for name in names)


@pytest.mark.parametrize("order", [*permutations(("医院", "县级医院", "市级医院"))])
def test_a_name_takes_its_own_thing_and_leaves_the_more_specific_ones(order: tuple[str, ...]) -> None:
    """医院 fits all three; whichever comes first, the borderline names keep theirs and nothing is extra."""
    gold = Gold("d", Facts(facility_types=("医院",)), Facts(facility_types=("市级医院", "县级医院")))
    found = compare_names("facility_types", gold, replace(NOTHING, named={"facility_types": nodes(*order)}))
    assert (found.tallies["facility_types"].found, found.tallies["facility_types"].right) == (1, 1)
    assert found.differences == ()


def test_a_borderline_name_never_takes_what_the_gold_needs() -> None:
    gold = Gold("d", Facts(facility_types=("医院",)), Facts(facility_types=("县级医院",)))
    found = compare_names("facility_types", gold, replace(NOTHING, named={"facility_types": nodes("县级医院")}))
    assert (found.tallies["facility_types"].found, found.tallies["facility_types"].right) == (1, 1)


def test_only_facility_types_may_be_more_specific() -> None:
    gold = Gold("d", Facts(agencies=("卫生委员会",)))
    found = compare_names("agencies", gold, replace(NOTHING, named={"agencies": nodes("国家卫生委员会")}))
    assert [(d.what, d.fact) for d in found.differences] == [("missed", "卫生委员会"), ("extra", "国家卫生委员会")]


@pytest.mark.parametrize(
    ("kind", "gold", "exact"),
    [
        ("agencies", Gold("d"), True),
        ("agencies", Gold("d", length=10), False),
        ("agencies", Gold("d", until="x"), False),
        ("people", Gold("d"), False),
    ],
)
def test_where_gold_does_not_list_all_nothing_is_extra(kind: str, gold: Gold, exact: bool) -> None:  # noqa: FBT001
    found = compare_names(kind, gold, replace(NOTHING, named={kind: nodes("某某")}))
    assert found.tallies[kind].exact is exact
    assert [d.what for d in found.differences] == (["extra"] if exact else [])


def test_a_policy_is_known_by_any_of_its_titles() -> None:
    gold = Gold("d", Facts(policies=(GoldPolicy("《全民健身计划》"),)))
    named = {"policies": nodes("Fitness Plan/全民健身计划")}
    assert compare_names("policies", gold, replace(NOTHING, named=named)).tallies["policies"].right == 1
