from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kg.model import Period, Quantity
from kg.text.expressions import expressions, numbers
from kg.text.fold import fold
from kg.text.times import Time
from tests.text.reading import marked, tables, told, unmarked

SEED_EXPRESSIONS = Path(__file__).with_name("seed_expressions.tsv")

# When each seed was published: what 13日, 去年 and 年底 are counted from.
PUBLISHED = {
    "000": Period(date(2022, 8, 2), date(2022, 8, 2), "day"),
    "001": Period(date(2023, 5, 1), date(2023, 5, 31), "month"),
    "002": Period(date(2022, 8, 2), date(2022, 8, 2), "day"),
    "003": Period(date(2023, 4, 14), date(2023, 4, 14), "day"),
    "004": Period(date(2025, 9, 11), date(2025, 9, 11), "day"),
}
TODAY = Period(date(2023, 4, 14), date(2023, 4, 14), "day")


def gold() -> list[tuple[str, int, int, str, str]]:
    lines = (line for line in SEED_EXPRESSIONS.read_text("utf-8").splitlines() if not line.startswith("#"))
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(seed, int(start), int(end), surface, reading) for seed, start, end, surface, reading in rows]


@pytest.mark.parametrize("row", gold(), ids=str)
def test_the_seeds_are_read_right(row: tuple[str, int, int, str, str], seeds: Path) -> None:
    seed, start, end, surface, reading = row
    raw = next(seeds.glob(f"{seed}_*.txt")).read_bytes().decode("utf-8")
    assert raw[start:end] == surface
    first, last = raw.rfind("\n", 0, start) + 1, raw.find("\n", end)
    line = fold(raw[first : last if last >= 0 else len(raw)])
    here = [
        (line[span.start : span.end], told(value, PUBLISHED[seed]))
        for span, value in expressions(line, tables())
        if span.start < end - first and span.end > start - first
    ]
    assert here == [(fold(surface), reading)]


# Sentences as policies write them, beside the seeds; what is not in brackets is no quantity and no time.
SENTENCES = (
    "[到2025年底前|deadline 2025-12-31 year],县级医院达到[90%以上|ge 90 %]",
    "力争[到“十四五”末|deadline 2025-12-31 year],[百分之九十以上|ge 90 %]的乡镇卫生院设置中医馆",
    "[截至2023年6月底|asof 2023-06-30 month],全国有[两千多家|gt 2000 家]机构",
    "[近三年来|interval 2020-04-15..2023-04-14 year]增长[一倍|1 倍]",
    "[2021—2025年|interval 2021-01-01..2025-12-31 year],每县办好[一所|1 所]公立中医院",
    "孕产妇死亡率下降到[12/10万|12 /10万],婴儿死亡率为[5.0‰|5.0 ‰]",
    "医护比达到[1:1.15|1.15 1:],人口自然增长率为[-0.60‰|-0.60 ‰]",
    "本办法[自2023年7月1日起施行|effective 2023-07-01 day],[有效期5年|duration 5 year]",
    "国家卫生健康委等[九部门|9 部门]联合印发国卫发〔2019〕22号文件",
    "一是加强[三个|3 个]方面工作,二是建设“百千万工程”,三是实施三级医院评审",
    "《关于10条措施的通知》(国发〔2019〕5号)第3条第二款规定[30日内|le 30 天]办结",
    "由[2020年|date 2020-12-31 year]的[77.9岁|77.9 岁]提高到[2025年|date 2025-12-31 year]的[78.3岁|78.3 岁]",
    "预计[今年前5个月|date 2023-05-31 month]完成[2—3年|range 2..3 年]的任务",
    "[By 2030|deadline 2030-12-31 year], [over 90%|gt 90 %] of the [2,800|2800] counties run [at least 2|ge 2].",
    "[8 March 2022|date 2022-03-08 day]: [two-thirds|66.67 %] of [ten thousand|10000] village clinics",
    "an investment of [1.5 million yuan|1500000 元]",
    "COVID-19 patients in PM2.5 areas called 12345 热线 or 010-12345678, see www.nhc.gov.cn/2020/3.html",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_of_policies(sentence: str) -> None:
    assert marked(unmarked(sentence), TODAY) == sentence


def test_no_two_expressions_overlap_and_each_is_its_words() -> None:
    text = fold("截至2020年底,3.63万个中医馆、99%的中心;到2022年,10-15年,去年近八成,“十四五”末不少于750个")
    found = expressions(text, tables())
    assert [text[span.start : span.end] for span, _ in found] == [value.text for _, value in found]
    assert all(one.end <= other.start for (one, _), (other, _) in pairwise(found))
    assert {type(value) for _, value in found} == {Quantity, Time}


# Every number has a kind; the ledger counts on it.
NUMBERS = (
    ("1.完善网络", "1.|list"),
    ("（十二）加强", "（十二）|list"),
    ("7", "7|list"),
    ("①组织领导", "①|list"),
    ("第3条", "第3|ordinal"),
    ("其一,加强", "其一|ordinal"),
    ("一是加强", "一|ordinal"),
    ("三级医院", "三级|grade"),
    ("二级以上公立医院", "二级|grade"),
    ("一、二级医院", "一、二级|grade"),
    ("2型糖尿病", "2型|grade"),
    ("“12356”热线", "12356|name"),
    ("“健康中国2030”", "健康中国2030|name"),
    ("党的二十大", "二十大|name"),
    ("国卫发〔2019〕22号", "〔2019〕22号|code"),
    ("新冠H7N9", "H7N9|code"),
    ("比分11-8", "11-8|code"),
    ("上午9:30", "9:30|time"),
    ("上世纪90年代", "90年代|time"),
    ("2022-08-02", "2022-08-02|time"),
    ("有3所", "3所|quantity"),
)


@pytest.mark.parametrize(("text", "kinds"), NUMBERS)
def test_every_number_has_its_kind(text: str, kinds: str) -> None:
    assert [f"{text[s.start : s.end]}|{kind}" for s, kind in numbers(fold(text), tables())] == [kinds]


@pytest.mark.parametrize(
    "text", ["一般", "一些", "一批", "统一", "万一", "十分重要", "千方百计", "“三区三州”", "“两专科一中心”"]
)
def test_idioms_are_no_numbers(text: str) -> None:
    assert numbers(fold(text), tables()) == ()
