from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.clause_ends import clause
from kg.extraction.readings import matches, settle
from tests.extraction.stages import situated
from tests.extraction.written import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a,b|c,d", "bc"),
        ("a,b“c,d”|e,f", "b“c,d”e"),
        ("|abc", "abc"),
        ("a,|,b", ""),
        ("a。|b;c", "b"),
        ("a)|b,c", "a)b"),  # a bracket that was never opened
    ],
)
def test_a_clause_ends_at_its_marks_and_not_inside_brackets(text: str, held: str) -> None:
    at = text.index("|")
    plain = text.replace("|", "")
    start, end = clause(plain, at)
    assert plain[start:end] == held


@given(st.text("a,(“”)。", max_size=30), st.integers(0, 30))
def test_a_clause_holds_its_place_and_lies_in_the_text(text: str, at: int) -> None:
    at = min(at, len(text))
    start, end = clause(text, at)
    assert 0 <= start <= at <= end <= len(text)


@given(st.text("a,(“”)。", max_size=30), st.integers(0, 30))
def test_a_clause_is_what_a_walk_from_its_place_finds(text: str, at: int) -> None:
    at = min(at, len(text))
    ahead = next(_ends([(i, text[i]) for i in range(at, len(text))], "(“", "”)"), len(text))
    behind = next(_ends([(i + 1, text[i]) for i in range(at - 1, -1, -1)], "”)", "(“"), 0)
    assert clause(text, at) == (behind, ahead)


def _ends(marks: list[tuple[int, str]], deeper: str, back: str) -> Iterator[int]:
    depth = 0
    for place, mark in marks:
        depth = depth + 1 if mark in deeper else max(depth - 1, 0) if mark in back else depth
        if mark in ",。" and not depth:
            yield place


def test_longer_brackets_do_not_make_a_clause_slow_to_find() -> None:
    text = "(" * 20_000 + "a" + ")" * 20_000
    assert clause(text, 20_000) == (0, len(text))


SENTENCES = (
    "截至2020年底，99%的乡镇卫生院和98%的村卫生室都具备了服务能力。",
    "全部社区卫生服务中心和乡镇卫生院设置中医馆、配备中医医师。",
    "2022年双向转诊达到2800万人次，较2019年增长38%。",
    "实行积分制的村庄有5200个，占村庄总数的31.4%。",
    "到2022年，基本实现县医院全覆盖，力争实现全部养老院设置护理站。",
    "目前提供儿科服务的占99.5%、98.4%，目标在年底实现全覆盖。",
    "教育部等八部门联合印发了《关于加强儿童保护工作的意见》。",
    "65岁以上老年人占14.2%，由3.1张提高到4.2张。",
    "In 2021, 97% of township health centers and 86% of village clinics had services; 36,300 libraries were open.",
)


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("relation", sorted(knowledge().patterns))
def test_a_number_is_read_once_and_no_stretch_without_one_twice(text: str, relation: str) -> None:
    for sentence in situated(text)[0]:
        standing = settle(tuple(matches(sentence, relation, knowledge())))
        read = [
            m.span.start for reading in standing for role in ("q", "base", "threshold") for m in reading.mentions(role)
        ]
        assert len(read) == len(set(read))
        bare = sorted((r.start, r.end) for r in standing if r.value is None)
        assert all(one[1] <= other[0] for one, other in pairwise(bare))


@pytest.mark.parametrize("text", SENTENCES)
def test_a_number_that_is_spoken_for_is_read_by_nobody(text: str) -> None:
    for sentence in situated(text)[0]:
        taken = frozenset(m.span.start for m in sentence.mentions if m.kind == "quantity")
        standing = settle(tuple(matches(sentence, "measures", knowledge())), taken)
        assert not [r for r in standing if r.mentions("q")]


WORDS = (
    "力争",
    "实现",
    "全部",
    "医院",
    "设置",
    "图书室",
    "99%",
    "的",
    "乡镇卫生院",
    "，",
    "。",
    "增长",
    "较2020年",
    "2025年",
    "达到",
    "教育部",
    "印发",
    "《意见办法》",
    "和",
    "all ",
    "hospitals ",
    "will ",
    "set up ",
    "by ",
    "has ",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=15))
def test_the_cheap_tests_before_a_pattern_never_lose_a_match(words: list[str]) -> None:
    """Whatever a pattern's expression finds in a sentence, `matches` finds: its needs only save work."""
    for sentence in situated("题目。" + "".join(words) + "。")[0]:
        for relation, patterns in knowledge().patterns.items():
            found = {(r.pattern.id, r.start, r.end) for r in matches(sentence, relation, knowledge())}
            wanted = {
                (pattern.id, match.start(), match.end())
                for pattern in patterns
                for match in pattern.regex.finditer(sentence.lifted.text)
            }
            assert found == wanted
