from __future__ import annotations

from itertools import pairwise

import pytest

from kg.extraction.segment import LONGEST_SENTENCE, PARTING
from kg.model import Stated
from kg.text.fold import fold
from tests.extraction.stages import segmented

PAGE = """教育工作进展
第一章 总则
一、总体要求
（一）指导思想
坚持以人为本。推动公平发展！
（二）主要目标
到2025年，教育更加公平。
二、重点任务
1.扩大资源
- 建设学校
- 培训教师
第二章 附则
本意见自印发之日起施行。"""


def test_sentences_stand_under_the_headings_above_them() -> None:
    sentences = segmented(PAGE)
    trails = {s.folded: [sentences[i].folded for i in s.trail] for s in sentences}
    assert trails["坚持以人为本。"][-3:] == ["第一章 总则", "一、总体要求", "(一)指导思想"]
    assert trails["推动公平发展!"][-3:] == ["第一章 总则", "一、总体要求", "(一)指导思想"]
    assert trails["到2025年,教育更加公平。"][-3:] == ["第一章 总则", "一、总体要求", "(二)主要目标"]
    assert trails["二、重点任务"][-1:] == ["第一章 总则"]
    assert trails["本意见自印发之日起施行。"][-1:] == ["第二章 附则"]


def test_a_heading_ends_what_is_as_deep_or_deeper_and_nothing_above() -> None:
    sentences = segmented(PAGE)
    for sentence in sentences:
        depths = [sentences[i].heading for i in sentence.trail]
        assert depths == sorted(depths)
        assert len(set(depths)) == len(depths)
        assert all(depths)
        if sentence.heading:
            assert all(depth < sentence.heading for depth in depths)


def test_items_of_a_list_are_told() -> None:
    items = [s.folded for s in segmented(PAGE) if s.item]
    assert [text.removeprefix("- ") for text in items] == ["建设学校", "培训教师"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("一、总体要求", True),
        ("（三）保障措施", True),
        ("第十二条 学校应当建立安全管理制度，配备专职人员，并定期开展检查和评估。", False),  # an article is text
        ("3.5%的学校", False),  # a figure, no number of an outline
        ("1.扩大资源", True),
        ("2025年，学校达到500所。", False),
        ("学校数量：500", False),
        ("——2020年6月印发", False),
        ("坚持公益普惠、加强管理的原则要求", True),  # short, without a full stop, comma or digit
        ("坚持公益普惠，加强管理", False),
    ],
)
def test_a_heading_is_short_and_holds_no_figure(line: str, heading: bool) -> None:  # noqa: FBT001  a table of cases
    sentences = segmented(f"首段文字，有句号。\n{line}\n末段文字，有句号。", Stated(title="文章题目"))
    found = next(s for s in sentences if "".join(s.folded.split()).startswith(fold(line)[:3]))
    assert bool(found.heading) is heading


def test_a_number_alone_gives_its_depth_to_the_line_after_it() -> None:
    sentences = segmented(
        "工作报告\n首段文字，有句号。\n一\n政策要求\n第一段，有句号。\n二\n工作成效\n第二段，有句号。"
    )
    by_text = {s.folded: s for s in sentences}
    assert by_text["政策要求"].heading == by_text["一"].heading
    assert [sentences[i].folded for i in by_text["第二段,有句号。"].trail][-1] == "工作成效"
    assert "政策要求" not in [sentences[i].folded for i in by_text["工作成效"].trail]


def test_boilerplate_has_no_sentences() -> None:
    around = "首页 | 新闻 | 财经 | 汽车 | 房产\n设为首页 | 加入收藏\n", "\n版权所有 京ICP备12345678号"
    text = "学校卫生\n学校配备了校医，学生满意。".join(around)
    assert not [s for s in segmented(text) if "首页" in s.folded or "版权" in s.folded]


def test_every_sentence_is_a_slice_of_its_block_and_folded_to_its_own_length() -> None:
    for sentence in segmented("题目\n《Ａ》（一）：“引”！\n９９％的学校。第二句；第三句。"):
        assert len(sentence.folded) == sentence.span.end - sentence.span.start


@pytest.mark.parametrize("unit", ["全市建成五十个医疗中心,", "全市建成五十个医疗中心", "7", "one centre of fifty "])
def test_what_goes_on_for_ever_is_cut_behind_a_mark_where_it_has_one(unit: str) -> None:
    """Everything in a sentence is compared with the rest of it: a line without a full stop is no one sentence."""
    sentences = segmented("题目\n" + unit * (3 * LONGEST_SENTENCE // len(unit)) + "。")
    spans = [sentence.span for sentence in sentences[1:]]
    assert len(spans) > 2
    assert all(span.end - span.start <= LONGEST_SENTENCE for span in spans)
    assert all(before.end == after.start for before, after in pairwise(spans))
    if unit[-1] in PARTING:
        assert all(sentence.folded[-1] == unit[-1] for sentence in sentences[1:-1])
