"""Sentences that demand something and were not read: which are listed, and that none that was quoted is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.unread import READS, merged
from kg.model import Extraction, Span, Stated
from tests.extraction.written import extraction

# A page that is no policy: nothing governs, so its duties are not read as undertakings of one.
NEWS = Stated(title="近日消息")


def left(found: Extraction) -> list[str]:
    return [found.document.text[span.start : span.end].strip() for span in found.unread]


@pytest.mark.parametrize(
    "sentence",
    [
        "审查小组应当提出修改的意见。",  # a modal verb
        "评审组接到举报后，必须依法调查处理。",
        "任何时候不得收取费用。",
        "2030年底前完善判断标准的程序。",  # a deadline alone
        "加强水源的保护。",  # an action that the sentence begins with
        "Applicants shall keep a record of it.",
    ],
)
def test_a_duty_that_nothing_reads_is_listed(sentence: str) -> None:
    found = extraction(f"近日消息\n今天天气很好。\n{sentence}\n大家很高兴。", NEWS)
    assert not [s for s in found.statements if isinstance(s, READS)], "the case is about a sentence that is not read"
    assert left(found) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "学校的操场很大。",  # demands nothing
        "审查小组应当怎么办？",  # a question
        "有关部门已经要求各地整改。",  # told of what was done
        "这是贯彻新要求的必然要求，应当说意义重大。",  # why it matters
        "主要的反应见纲要。",  # 要 and 应 inside other words
        "The willow stood by the mustard field.",  # will, must inside other words
    ],
)
def test_what_demands_nothing_is_not_listed(sentence: str) -> None:
    assert left(extraction(f"近日消息\n{sentence}", NEWS)) == []


@pytest.mark.parametrize(
    "text",
    [
        "《学校卫生条例》\n到2025年，幼儿园要达到30万所。",  # a figure
        "各级教育部门应当根据《学校卫生工作条例》办理。",  # a lineage
        "鼓励学校开展卫生教育活动。",  # an undertaking
    ],
)
def test_what_is_quoted_is_read(text: str) -> None:
    found = extraction(text, NEWS)
    quoted = [e.span for s in found.statements if isinstance(s, READS) for e in s.evidence]
    for span in found.unread:
        assert not any(quote.start < span.end and span.start < quote.end for quote in quoted)


def test_headings_and_boilerplate_are_not_listed() -> None:
    text = (
        "首页 | 新闻 | 财经 | 汽车 | 房产\n设为首页 | 加入收藏\n近日消息\n一、应当加强保护\n今天天气很好。\n"
        "相关新闻\n读者应当立即下载本站应用...\n版权所有 京ICP备12345678号"
    )
    assert left(extraction(text, NEWS)) == []


spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 9))


@given(st.lists(spans, max_size=12))
def test_merged_spans_cover_the_same_characters_in_order_and_apart(given_spans: list[Span]) -> None:
    found = merged(given_spans)
    assert {c for s in found for c in range(s.start, s.end)} == {c for s in given_spans for c in range(s.start, s.end)}
    assert all(one.end < other.start for one, other in pairwise(found))


PIECES = (
    "审查小组应当提出意见。",
    "学校的操场很大。",
    "到2025年，幼儿园要达到30万所。",
    "加强水源的保护。",
    "鼓励学校开展教育。",
    "\n",
)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_listed_sentence_has_a_quoted_character(body: str) -> None:
    found = extraction(f"近日消息\n{body}", NEWS)
    quoted = {c for s in found.statements if isinstance(s, READS) for e in s.evidence for c in range(*_ends(e.span))}
    assert all(quoted.isdisjoint(range(*_ends(span))) for span in found.unread)
    assert list(found.unread) == sorted(set(found.unread))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
