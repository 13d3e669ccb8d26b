from __future__ import annotations

from decimal import Decimal

import pytest

from kg.text.numeral_grammar import numerals
from kg.text.numerals import numeral
from tests.text.reading import tables


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", "0"),
        ("十", "10"),
        ("十五", "15"),
        ("两千五", "2500"),
        ("三万五", "35000"),
        ("一百二十", "120"),
        ("一百零二", "102"),
        ("一千零一十", "1010"),
        ("一亿零三百万", "103000000"),
        ("一万二千亿", "1200000000000"),
        ("九十点五", "90.5"),
        ("一点二亿", "120000000"),
        ("七十多亿", "7000000000"),
        ("1,168", "1168"),
        ("3.63万", "36300"),
        ("70多亿", "7000000000"),
        ("1亿2000万", "120000000"),
        ("3百万", "3000000"),
        ("1.2万亿", "1200000000000"),
        ("四五八", "458"),
        ("六○", "60"),
        ("十万四三四八", "104348"),
        ("六四七万九○八○", "6479080"),
        ("六六七点六万", "6676000"),
        ("ten thousand", "10000"),
        ("two hundred and fifty million", "250000000"),
        ("twenty-five", "25"),
        ("1.058 billion", "1058000000"),
        ("99.50", "99.50"),  # kept as said
    ],
)
def test_the_whole_numeral_is_read(text: str, value: str) -> None:
    found = numeral(text, 0, numerals(tables()))
    assert found is not None
    assert (found.end, str(found.value)) == (len(text), value)


@pytest.mark.parametrize(("text", "low", "high"), [("三四十", 30, 40), ("十五六", 15, 16), ("两三百", 200, 300)])
def test_neighbouring_digits_are_a_range(text: str, low: int, high: int) -> None:
    found = numeral(text, 0, numerals(tables()))
    assert found is not None
    assert (found.value, found.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text", ["百千万", "三三", "千百", "二〇二二", "一二三", "十四万六三八", "1.2.3", "1" * 40, "万" * 50]
)
def test_no_numeral(text: str) -> None:
    assert numeral(text, 0, numerals(tables())) is None


@pytest.mark.parametrize(("text", "end"), [("5千克", 1), ("10千瓦", 2), ("12,34", 2), ("3点建议", 1), ("三点建议", 1)])
def test_a_numeral_ends_where_a_word_begins(text: str, end: int) -> None:
    found = numeral(text, 0, numerals(tables()))
    assert found is not None
    assert found.end == end
