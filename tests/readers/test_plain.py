from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Document

    Shown = Callable[[str], list[str]]

LONG = "推进建设优质高效中医药服务体系，基本实现县办中医医疗机构全覆盖，更好满足群众就近享有高质量中医医疗服务需求。"

CASES = (
    ("### 标题在这里吗\n\n正文。", ["title: 标题在这里吗", "paragraph: 正文。"]),
    # emphasis in pairs is markup, a mark alone is text
    ("到2022年，**基本实现**（见附件）。", ["paragraph: 到2022年，基本实现（见附件）。"]),
    ("2 ** 3 is 8.", ["paragraph: 2 ** 3 is 8."]),
    ("- 甲\n  - 乙\n• 丙\n", ["item1: 甲", "item2: 乙", "item1: 丙"]),
    # a number below zero and a range are no items
    ("-3.5 degrees\n10-15年", ["paragraph: -3.5 degrees", "paragraph: 10-15年"]),
    (f"  • {LONG}", [f"paragraph: {LONG}"]),  # the paragraph of a page that was a list
    (">>> 任务", ["paragraph: 任务"]),
    ("甲\n---\n乙\n***\n丙", ["paragraph: 甲", "paragraph: 乙", "paragraph: 丙"]),
    ("——2019年10月20日印发的文件。", ["paragraph: ——2019年10月20日印发的文件。"]),
    ("见[《意见》](https://example.org/a)和![图](b.png)。", ["paragraph: 见《意见》和。"]),
    ("一\r\n二\r三\n", ["paragraph: 一", "paragraph: 二", "paragraph: 三"]),
    # HTML in Markdown, to the next blank line
    ("<p><strong>甲</strong>：乙&nbsp;</p><p>丙</p>\n\n丁", ["paragraph: 甲：乙", "paragraph: 丙", "paragraph: 丁"]),
    ("若 a < b 且 c > d，则可。", ["paragraph: 若 a < b 且 c > d，则可。"]),
    # tables of Markdown and of tabs
    (
        "| 指标 | 2025年 |\n| --- | ---: |\n| 中医馆 | 4万 |\n完。",
        ["paragraph: 指标\t2025年", "paragraph: 中医馆\t4万", "paragraph: 完。"],
    ),
    ("指标\t2025年\n中医馆\t4万\n", ["paragraph: 指标\t2025年", "paragraph: 中医馆\t4万"]),
    # rows whose marks stand behind their cells only
    (
        "领域 | 指标 | 目标 |\n乘车 | 覆盖率 | >80% |\n完。",
        ["paragraph: 领域\t指标\t目标", "paragraph: 乘车\t覆盖率\t>80%", "paragraph: 完。"],
    ),
    # code is no text of the page; a fence that nothing closes is none
    (f"{LONG}\n```python\nx = 5\n```\n乙。", [f"paragraph: {LONG}", "boilerplate: x = 5", "paragraph: 乙。"]),
    ("```甲\n乙。", ["paragraph: ```甲", "paragraph: 乙。"]),
    (
        "Indicator | 2023 actual | 2025 target\nPiers | 9 | 15\nFill rate (%) | 80.5 | ≥85\nEnd.",
        [
            "paragraph: Indicator\t2023 actual\t2025 target",
            "paragraph: Piers\t9\t15",
            "paragraph: Fill rate (%)\t80.5\t≥85",
            "paragraph: End.",
        ],
    ),
    (
        "Home | News | Maps\nHome | Piers | Maps\nEnd.",
        ["boilerplate: Home | News | Maps", "boilerplate: Home | Piers | Maps", "paragraph: End."],
    ),
    ("首页 | 新闻 | 财经", ["boilerplate: 首页 | 新闻 | 财经"]),  # no table: nothing rules it
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_lines_of_text_and_markdown(text: str, expected: list[str], shown: Shown) -> None:
    assert shown(text) == expected


def test_a_wrapped_file_is_joined_at_its_margin(shown: Shown) -> None:
    paragraph = (
        "The plan says that by the end of 2025 all township\nhealth centres and community health centres will\n"
        "have a hall of traditional Chinese medicine, with\nphysicians of their own and the beds they need.\n"
    )
    lines = shown(paragraph + "\n" + paragraph + "\n- an item of its own\n")
    assert lines[0].startswith("paragraph: The plan says that by the end of 2025 all township health centres")
    assert [line.split(":")[0] for line in lines] == ["paragraph", "paragraph", "item1"]


def test_a_list_of_short_lines_is_not_joined(shown: Shown) -> None:
    slides = "\n".join(f"完善基层中医药服务网络的第{n}项任务" for n in range(30))
    assert len(shown(slides)) == 30


def test_blank_rows_between_wrapped_paragraphs_and_their_headings_hide_no_margin(shown: Shown) -> None:
    article = (
        "第{}条 目的\n\n为了保障学生上学放学路上的安全，根据《中华人民共和国道路交通安全法\n》、《校车安全管理条例》和"
        "《学校食品安全与营养健康管理规定》，结合本\n市实际，制定本规定。\n\n"
    )
    found = shown("校车规定\n\n" + "".join(article.format(n) for n in "一二三四五"))
    assert sum("《中华人民共和国道路交通安全法》" in line for line in found) == 5


def test_front_matter_is_no_text(document: Callable[..., Document]) -> None:
    found = document("\n---\ntitle: '通知'\nauthor: 新浪财经\ndate: Tue, 02 Aug 2022 03:16:51 GMT\n---\n\n正文在此。")
    assert found.text == "正文在此。"
    assert found.metadata.published is not None
    assert (found.metadata.title, found.metadata.publisher) == ("通知", "新浪财经")
    assert str(found.metadata.published.start) == "2022-08-02"


def test_a_document_number_in_front_matter_is_a_line_of_the_card(document: Callable[..., Document]) -> None:
    found = document("---\n标题: 通知\n文号: '教办〔2022〕15号'\n---\n\n正文在此。")
    assert "教办〔2022〕15号" in found.text
    assert "通知" not in found.text


@pytest.mark.parametrize(
    "text",
    [
        "---\n: [unclosed\n---\n正文。",
        "---\n- a list\n---\n正文。",
        "---\n" + "[" * 5000 + "\n---\n正文。",
        "---\na: &a [*a]\n---\n正文。",
        "---\nnever closed\n正文。",
        "---\ndate: 2022-99-99\n---\n正文。",
        "---\n? {a: b}\n: c\n---\n正文。",
    ],
)
def test_what_is_no_front_matter_harms_nothing(text: str, document: Callable[..., Document]) -> None:
    assert "正文。" in document(text).text


def test_a_file_of_one_line_is_read_whole(document: Callable[..., Document]) -> None:
    text = LONG * 100_000
    assert document(text).text == text


def test_many_lines_of_pipes_and_tabs_end(document: Callable[..., Document]) -> None:
    assert document("| a |\n" * 8_000 + "a\tb\nc\n" * 8_000).text
