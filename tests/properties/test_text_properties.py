from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Period, Quantity
from kg.text.expressions import expressions, numbers
from kg.text.fold import fold, name_key
from kg.text.quantities import quantities
from kg.text.sentences import clauses, sentences
from kg.text.times import resolve, times
from tests.text.reading import tables, whole

TITLE_KEY = re.compile(r"[^《》〈〉「」『』“”‘’\"'()\[\]{}〔〕【】、。,.;:!?·—\-\s]*")  # shape S02

# Text as it might come: any characters, and the words of policies in any order.
PIECES = (
    *"0123456789〇零一二三四五六七八九十百千万亿两半%‰.,:/-—~、。，；：！？()（）“”《》〔〕 \n",
    *(
        "年",
        "月",
        "日",
        "底",
        "前",
        "到",
        "至",
        "截至",
        "去年",
        "目前",
        "十四五",
        "期间",
        "个",
        "家",
        "所",
        "人次",
        "岁",
        "元",
    ),
    *(
        "不少于",
        "超过",
        "约",
        "近",
        "以上",
        "以下",
        "左右",
        "多",
        "余",
        "分之",
        "个百分点",
        "翻",
        "番",
        "成",
        "倍",
        "第",
        "级",
    ),
    *(
        "2025",
        "3.63",
        "1,168",
        "by ",
        "the end of ",
        "March ",
        "percent",
        "two",
        "-thirds",
        "billion",
        "https://a.cn/1",
    ),
)
policies = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
texts = st.one_of(st.text(max_size=80), policies)
days = st.dates(date(1950, 1, 1), date(2060, 12, 31))


@given(texts)
def test_folding_keeps_the_length_and_does_nothing_twice(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_a_title_key_satisfies_its_shape_and_is_its_own_key(text: str) -> None:
    key = name_key(text)
    assert TITLE_KEY.fullmatch(key)
    assert name_key(key) == key


@given(texts)
def test_every_character_that_is_no_blank_lies_in_one_sentence(text: str) -> None:
    found = sentences(text, whole(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(
        span.start < span.end and text[span.start : span.end].strip() == text[span.start : span.end] for span in found
    )
    inside = "".join(text[span.start : span.end] for span in found)
    assert "".join(inside.split()) == "".join(text.split())


@given(texts)
def test_clauses_part_a_sentence_in_order(text: str) -> None:
    found = clauses(text, whole(text))
    assert all(one.end < other.start for one, other in pairwise(found))
    between = [text[one.end : other.start] for one, other in pairwise(found)]
    assert all(re.search("[,，;；:：]", mark) for mark in between)


@given(texts)
def test_expressions_are_slices_in_order_without_overlap(text: str) -> None:
    folded = fold(text)
    found = expressions(folded, tables())
    assert all(one.end <= other.start for (one, _), (other, _) in pairwise(found))
    for span, value in found:
        assert folded[span.start : span.end] == value.text != ""
    assert expressions(folded, tables()) == found


@given(texts)
def test_a_quantity_holds_together(text: str) -> None:
    for _, value in quantities(fold(text), tables()):
        assert (value.high is not None) == (value.bound == "range")
        assert value.high is None or value.value < value.high
        assert value.value.is_finite()


@given(texts, days)
def test_a_period_ends_after_it_begins(text: str, day: date) -> None:
    today = Period(day, day, "day")
    for _, time in times(fold(text), tables()):
        for period in (resolve(time, today), resolve(time, None)):
            assert period is None or period.start <= period.end


@given(texts)
def test_every_figure_stands_in_exactly_one_number(text: str) -> None:
    folded = fold(text)
    found = numbers(folded, tables())
    assert all(one.end <= other.start for (one, _), (other, _) in pairwise(found))
    for match in re.finditer("[0-9]+", folded):
        inside = [kind for span, kind in found if span.start <= match.start() and match.end() <= span.end]
        assert len(inside) == 1


DIGITS, PLACES = "零一二三四五六七八九", ("", "十", "百", "千")


def section_in_chinese(number: int) -> str:
    """Up to 9999, with 零 for places left out inside."""
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + PLACES[place]
            gap = False
        else:
            gap = True
    return said


def in_chinese(number: int) -> str:
    """A whole number as it is written out in Chinese."""
    if number == 0:
        return "零"
    said = ""
    for scale, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // scale % 10**4
        if part:
            said += ("零" if said and part < 1000 else "") + section_in_chinese(part) + word
    return said.removeprefix("一") if said.startswith("一十") else said


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_chinese_numerals_are_read_back(number: int) -> None:
    (((_, value)),) = quantities(in_chinese(number) + "家", tables())
    assert value == Quantity(Decimal(number), "家", text=in_chinese(number) + "家")


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["个", "家", "%", "元", "人次"]))
def test_figures_are_read_back_with_and_without_commas(number: int, unit: str) -> None:
    for said in (str(number), f"{number:,}"):
        ((_, value),) = quantities(f"有{said}{unit}", tables())
        assert (value.value, value.unit) == (Decimal(number), unit)


@given(st.decimals(min_value=0, max_value=10000, places=2), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_magnitudes_multiply_exactly(number: Decimal, scale: tuple[str, int]) -> None:
    ((_, value),) = quantities(f"{number}{scale[0]}元", tables())
    assert value.value == number * scale[1]


@given(days)
def test_dates_are_read_back_in_every_way_of_writing(day: date) -> None:
    ways = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        "".join(DIGITS[int(digit)].replace("零", "〇") for digit in str(day.year))
        + f"年{in_chinese(day.month)}月{in_chinese(day.day)}日",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    )
    for said in ways:
        ((_, time),) = times(said, tables())
        period = resolve(time, None)
        assert period == Period(day, day, "day", "explicit", said)


@given(days, st.integers(min_value=1, max_value=40))
def test_the_last_years_end_today(day: date, years: int) -> None:
    ((_, time),) = times(f"近{years}年", tables())
    period = resolve(time, Period(day, day, "day"))
    assert period is not None
    assert period.end == day
    assert abs((period.end - period.start) - timedelta(days=365.25 * years)) <= timedelta(days=2)


# What somebody might send to make a grammar run for ever; each is read to its end.
HOSTILE = (
    "1" * 100_000,
    "万" * 100_000,
    "一" * 100_000,
    "十" * 100_000,
    "1," * 50_000,
    "1." * 50_000,
    "1-" * 50_000,
    "1年" * 30_000,
    "2021年" * 20_000,
    "到" * 100_000,
    "截至" * 50_000,
    "(" * 100_000,
    "（。" * 50_000,
    "《" * 50_000 + "》" * 50_000,
    "“1" * 30_000,
    "three " * 20_000,
    "two hundred and " * 8_000,
    "the " * 30_000,
    " " * 100_000,
    "a" * 100_000,
    "a." * 50_000,
    "a@" * 50_000,
    "1:1" * 30_000,
    "分之" * 50_000,
    "第一、" * 30_000,
    "3～" * 30_000,
    "近" * 100_000,
    "http://" * 15_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: f"{text[:8]!r}x{len(text)}")
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    folded = fold(text)
    found = numbers(folded, tables())
    assert all(one.end <= other.start for (one, _), (other, _) in pairwise(found))
    assert sum(len(text[s.start : s.end].split()) > 0 for s in sentences(folded, whole(folded))) == len(
        sentences(folded, whole(folded))
    )
