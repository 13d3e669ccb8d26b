from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.bare_words import bare, normal
from kg.extraction.indicators import indicator
from kg.terms import FACILITY_COUNT, NUMBER, PERCENT, VOC
from tests.extraction.written import knowledge

if TYPE_CHECKING:
    from kg.model import Entity


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("全国累计建成", "建成"),
        ("，床位数达到了", "床位数"),
        ("目前，参与改革的医院数为", "参与改革的医院数"),  # 参与 only looks light
        ("平均住院日", "平均住院日"),
        ("（含民办）学校数", "（含民办）学校数"),
        ("学校数（含民办", "学校数（含民办"),
        ("，。、", ""),
        ("", ""),
    ],
)
def test_light_words_and_stray_marks_are_taken_off_the_ends(text: str, left: str) -> None:
    got = bare(text, knowledge())
    wanted = left.replace("（", "(").replace("）", ")")
    assert got == wanted or (left.endswith("（含民办") and got in ("学校数(含民办", "学校数含民办", "学校数"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("具备了中医药的服务能力", "具备中医药服务能力"),  # fillers in the middle
        ("学校、图书馆数", "学校图书馆数"),  # punctuation
        ("The share of schools", "share of schools"),
        ("share of  Schools.", "share of schools"),
        ("床位数（张）", "床位数(张)"),
    ],
)
def test_phrases_that_say_the_same_are_compared_as_one(one: str, other: str) -> None:
    assert normal(one, knowledge()) == normal(other, knowledge()) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("提供中医药服务", "设置中医馆"),
        ("巩固率", "入学率"),
        ("市级临床重点专科建设项目", "省级临床重点专科建设项目"),
        ("C++课程数", "C课程数"),
    ],
)
def test_phrases_that_say_something_else_are_kept_apart(one: str, other: str) -> None:
    assert normal(one, knowledge()) != normal(other, knowledge())


@given(st.text("全国的了，学校（）aB%+ 达到", max_size=30), st.sampled_from(("", " ", "，", "。", "、 ", "　")))
def test_marks_and_blanks_around_a_phrase_say_nothing(text: str, mark: str) -> None:
    assert normal(f"{mark}{text}{mark}", knowledge()) == normal(text, knowledge())


def minted(label: str, statistic: str = "stat-share", unit: str = PERCENT, *, of: bool = False) -> Entity | None:
    words = normal(label, knowledge())
    measured = (VOC + statistic, unit)
    return indicator((label, words, ""), measured, counts_facility=of, knowledge=knowledge())


def test_a_phrase_that_the_vocabulary_knows_is_its_indicator() -> None:
    known = minted("设置中医馆")
    assert known is not None
    assert known.concept.endswith("tcm-clinic-set-up")
    assert minted("设置了中医馆") == known


def test_the_unit_tells_a_share_from_a_count() -> None:
    share, count = minted("设置中医馆"), minted("设置中医馆", "stat-count", NUMBER)
    assert share is not None
    assert count is not None
    assert share.key != count.key
    assert count.concept == ""


def test_an_unknown_phrase_is_minted_by_its_words_statistic_and_unit() -> None:
    one = minted("开设夜间门诊")
    assert one is not None
    assert one.concept == ""
    assert one.label == "开设夜间门诊"
    assert one == minted("开设夜间门诊")
    assert (
        len({e.key for e in (one, minted("开设夜间门诊", "stat-growth"), minted("开设夜间门诊", unit=NUMBER)) if e})
        == 3
    )


def test_a_number_of_facilities_of_which_nothing_else_is_said_is_curated() -> None:
    counted = minted("", "stat-count", NUMBER, of=True)
    assert counted is not None
    assert counted.concept == FACILITY_COUNT


def test_nothing_is_an_indicator_of_nothing() -> None:
    assert minted("") is None
    assert minted("达到") is None
    assert minted("", of=True) is None  # a share of facilities that does what?
