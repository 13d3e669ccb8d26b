"""What holds of every reading: quotes are slices, figures stand in their quotes, every number is accounted for once."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.extraction.extract import extract
from kg.model import Document, Extraction, Figure, Source, Stated
from kg.readers.read import read
from kg.text.fold import fold
from tests.extraction.written import knowledge, sites

DIGITS = re.compile(r"[0-9０-９]+")  # ASCII and full width
READ = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])

# --- documents -------------------------------------------------------------------------------------------------------

FACILITIES = ("乡镇卫生院", "村卫生室", "三级公立医院", "养老机构", "幼儿园", "图书馆", "县级儿童医院", "博物馆")
EN_FACILITIES = ("township health centers", "village clinics", "libraries", "primary schools", "tertiary hospitals")
AGENCIES = ("教育部", "国家卫生健康委", "民政部、财政部", "四川省卫健委", "国务院办公厅")
PREDICATES = ("能够提供康复服务", "配备了专职人员", "设置了阅览室", "开展远程会诊", "建立了预约制度")
PRIVATE = tuple(chr(code) for code in range(0xE000, 0xE010))  # of icon fonts; what mentions are lifted to as well
SEPARATORS = ("，", "、", "；", "。", "，其中", "和", " ", "\n", *PRIVATE)
NOISE = (
    "首页 | 新闻 | 财经 | 汽车",
    "您现在的位置：首页 > 健康",
    "责任编辑：王小明",
    "版权所有 京ICP备12345678号",
    "相关新闻",
    "某品牌汽车起售10.48万元...",
    "设为首页 | 加入收藏",
    "上一篇：图书馆夜间开放",
)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A number as documents write them, at any size, with or without a unit of its own."""
    whole = draw(
        st.integers(1, 99_999).filter(lambda number: not 1900 <= number < 2100)
    )  # 不少于2000个: a case of its own
    form = draw(
        st.sampled_from(
            ("{}%", "{}.5%", "{}个", "{}万个", "{}家", "{}余家", "不少于{}个", "{}个以上", "{:,}所", "约{}张")
        )
    )
    said = form.format(whole if "%" not in form else whole % 100)
    return said.translate({ord("0") + i: 0xFF10 + i for i in range(10)}) if draw(st.integers(0, 9)) == 0 else said


@st.composite
def times(draw: st.DrawFn) -> str:
    year = draw(st.integers(1990, 2050))
    form = draw(
        st.sampled_from(("截至{}年底", "到{}年", "{}年3月", "{}年", "{}—2030年", "“十四五”期间", "去年", "目前", ""))
    )
    return form.format(year)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """One sentence of what the grammar is for, in Chinese or English, with everything in it drawn."""
    n, m, t = draw(numbers()), draw(numbers()), draw(times())
    f, g = draw(st.sampled_from(FACILITIES)), draw(st.sampled_from(FACILITIES))
    e, s = draw(st.sampled_from(EN_FACILITIES)), draw(st.sampled_from(SEPARATORS))
    p, a = draw(st.sampled_from(PREDICATES)), draw(st.sampled_from(AGENCIES))
    year = draw(st.integers(1990, 2040))
    return draw(
        st.sampled_from(
            (
                f"{t}，{n}的{f}和{m}的{g}都{p}。",
                f"{t}，全国共有{f}{n}{s}{g}{m}。",
                f"力争{t}{n}的{f}{p}。",
                f"{t}基本实现{f}全覆盖{s}全部{g}设置护理站、配备医师。",
                f"{a}于{year}年5月印发了《关于加强{f}建设的意见》（国办发〔{year}〕{draw(st.integers(1, 99))}号）。",
                f"《{f}发展规划》\n——{year}年2月1日印发\n到{year + 5}年，{f}达到{n}。",
                f"{f}由{n}增加到{m}，较{year}年增长{draw(st.integers(1, 300))}%。",
                f"{n}{f}{s}{m}{g}正分别{p}。",
                f"{a}医政司副司长王建国介绍，{t}{f}{n}{s}{p}。",
                f"一是{p}。二是鼓励{f}{p}{s}推进{g}建设。",
                f"As of the end of {year}, {draw(st.integers(1, 99))}% of {e} and {n} {e} had services.",
                f"By {year}, all {e} will set up clinics; there are {draw(st.integers(1, 10**7)):,} {e}.",
            )
        )
    )


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Stated]:
    """A page: some sentences, headings and list items, with boilerplate around them or between."""
    parts = draw(st.lists(sentences(), min_size=1, max_size=6))
    heads = st.sampled_from(("一、总体要求", "（二）工作成效", "3.重点任务", "- 下一步", "“十四五”教育发展规划", ""))
    rows: list[str] = []
    for part in parts:
        rows += [draw(heads), part]
    noise = draw(st.lists(st.sampled_from(NOISE), max_size=5))
    place = draw(st.integers(0, len(rows)))
    rows = [*noise[:2], *rows[:place], *noise[2:3], *rows[place:], *noise[3:]]
    published = draw(st.sampled_from(("", "2023", "2023-05", "2023-05-31")))
    publisher = draw(st.sampled_from(("", "国家卫生健康委员会", "教育时报")))
    return "\n".join(row for row in rows if row), Stated(published=published, publisher=publisher)


def document(text: str, stated: Stated | None = None) -> Document:
    return read(Source("page.txt", text.encode(), stated or Stated()), sites())


def extraction(page: tuple[str, Stated]) -> Extraction:
    return extract(document(*page), knowledge())


# --- what holds of all of them ---------------------------------------------------------------------------------------


def every_quote_is_its_slice_and_stands_in_a_block_that_is_content(found: Extraction) -> None:
    text = found.document.text
    content = [block.span for block in found.document.blocks if block.role != "boilerplate"]
    for statement in found.statements:
        assert statement.evidence, statement
        for evidence in statement.evidence:
            span = evidence.span
            assert text[span.start : span.end] == evidence.quote
            assert 0 < len(evidence.quote) <= 600
            assert evidence.quote == evidence.quote.strip()
            assert evidence.rule
            assert any(block.start <= span.start and span.end <= block.end for block in content), evidence


def every_number_of_a_figure_stands_in_its_quotes(found: Extraction) -> None:
    """Digit by digit, in whatever width; what words mean without digits (全覆盖) has no digits to quote."""
    for statement in found.statements:
        if not isinstance(statement, Figure):
            continue
        quoted = fold("\n".join(evidence.quote for evidence in statement.evidence))
        for digits in DIGITS.findall(fold(statement.quantity.text)):
            assert digits in quoted, statement
        for period in (statement.period, statement.baseline):
            for digits in DIGITS.findall(fold(period.text)) if period is not None else ():
                assert digits in quoted, statement


def what_a_figure_is_about_stands_in_a_naming(found: Extraction) -> None:
    """Facility types and policies of a figure are named in the document, with words of their own."""
    named = {(s.entity.kind, s.entity.concept or s.entity.key) for s in found.statements if hasattr(s, "entity")}
    for statement in found.statements:
        if isinstance(statement, Figure):
            policies = (statement.policy,) if statement.policy else ()
            for entity in (*statement.facilities, *policies):
                assert (entity.kind, entity.concept or entity.key) in named, (entity, statement)


def nothing_is_stated_twice(found: Extraction) -> None:
    assert len(set(found.statements)) == len(found.statements)


def the_ledger_covers_every_digit_of_the_body_exactly_once(found: Extraction) -> None:
    spans = [entry.span for entry in found.ledger]
    assert all(one.end <= other.start for one, other in pairwise(sorted(spans))), "entries overlap"
    for entry in found.ledger:
        assert found.document.text[entry.span.start : entry.span.end] == entry.text
        assert entry.sentence.start <= entry.span.start
        assert entry.span.end <= entry.sentence.end
        assert entry.reason
    body = [block.span for block in found.document.blocks if block.role not in ("boilerplate", "byline")]
    for block in body:
        for match in DIGITS.finditer(found.document.text, block.start, block.end):
            covering = [span for span in spans if span.start <= match.start() and match.end() <= span.end]
            assert len(covering) == 1, (match[0], found.document.text[block.start : block.end])


def a_number_that_is_a_figure_says_so_in_the_ledger(found: Extraction) -> None:
    """And no number says so that is none: the share of explained numbers must not flatter."""
    quotes = [e.span for s in found.statements if isinstance(s, Figure) for e in s.evidence]
    for entry in found.ledger:
        if entry.role in ("observation", "target"):
            assert any(q.start <= entry.span.start and entry.span.end <= q.end for q in quotes), entry


@settings(READ, max_examples=200)
@given(documents())
@example(("《养老机构发展规划》\n——2020年2月1日印发\n到2025年，养老机构达到𠮷1个。", Stated()))
def test_what_holds_of_every_reading(page: tuple[str, Stated]) -> None:
    """All of it of each document, as reading one takes longer than all that is asked of it."""
    found = extraction(page)
    every_quote_is_its_slice_and_stands_in_a_block_that_is_content(found)
    every_number_of_a_figure_stands_in_its_quotes(found)
    what_a_figure_is_about_stands_in_a_naming(found)
    nothing_is_stated_twice(found)
    the_ledger_covers_every_digit_of_the_body_exactly_once(found)
    a_number_that_is_a_figure_says_so_in_the_ledger(found)


@settings(READ, max_examples=75)
@given(documents())
def test_the_same_text_gives_the_same_statements(page: tuple[str, Stated]) -> None:
    assert extraction(page) == extraction(page)


@READ
@given(documents(), st.integers(1, 28))
def test_a_reading_depends_on_the_document_alone(page: tuple[str, Stated], day: int) -> None:
    """Without a date of the document, no period is worked out from another day than its words name."""
    text, stated = page
    undated = extraction((text, Stated(publisher=stated.publisher)))
    if undated.document.metadata.published is not None:
        return
    for statement in undated.statements:
        if isinstance(statement, Figure) and statement.period is not None:
            assert statement.period.basis != "relative", statement
            assert str(statement.period.end.year) in text or "十四五" in text
            assert statement.period.end >= date(1990, 1, day)


@READ
@given(st.text(max_size=400))
@example("《" * 300)
@example("（" * 300 + "99%" + "）" * 300)
@example("99%的" * 200)
@example("。" * 400)
@example("1" * 400)
@example("一" * 400)
@example("，".join(f"{i}%" for i in range(200)))
@example("\ue001\ue002\ue003\ue004的\ue003\ue004")
@example("\u00a9A")  # boilerplate and nothing else
@example("A\u0301\u200b\u202e99%\u0000的医院")
def test_no_text_is_too_strange(text: str) -> None:
    """Whatever a reader makes a document of is extracted without an error, and its quotes are slices."""
    try:
        page = document(text)
    except (ReadError, UnicodeEncodeError):
        assume(False)  # noqa: FBT003  Hypothesis' own way of leaving a text out
    found = extract(page, knowledge())
    for statement in found.statements:
        for evidence in statement.evidence:
            assert page.text[evidence.span.start : evidence.span.end] == evidence.quote


@READ
@given(
    st.lists(
        st.sampled_from([*"，。；：、（）《》“”-—%％0123456789十百千万亿年月日的和了到至由于以上不少约第"]), max_size=60
    )
)
def test_no_mixture_of_marks_and_number_words_is_too_strange(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        page = document("医院" + text + "\n乡镇卫生院" + text)
    except ReadError:
        assume(False)  # noqa: FBT003
    assert extract(page, knowledge()) == extract(page, knowledge())


@pytest.mark.parametrize("size", [2_000, 4_000])
def test_a_long_line_is_read_whole(size: int) -> None:
    """No clause, no full stop, many mentions: the worst line there is comes to an end, and every number is told of."""
    text = "全国医院" + "、".join(f"{i}%的乡镇卫生院和{i}家村卫生室" for i in range(size // 20))
    found = extract(document(text), knowledge())
    assert len(found.ledger) >= 2 * (size // 20) - 1
