from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Document

FILL = "各地区、各部门要认真贯彻落实，持续加强基层医疗卫生机构建设，改善服务条件，提升服务能力和水平。" * 5
INDENT = "　　"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # title, number, date in brackets
        (
            f"某某局关于加强基层服务的决定某发〔1990〕65号（一九九〇年十二月五日）{INDENT}{FILL}",
            [
                "title: 某某局关于加强基层服务的决定",
                "byline: 某发〔1990〕65号",
                "byline: （一九九〇年十二月五日）",
                f"paragraph: {FILL}",
            ],
        ),
        # a title that holds another one's end; a blank before the number and behind it
        (
            f"国务院关于印发环境保护“十二五”规划的通知国发〔2011〕42号\xa0各省人民政府：{INDENT}{FILL}",
            [
                "title: 国务院关于印发环境保护“十二五”规划的通知",
                "byline: 国发〔2011〕42号",
                "paragraph: 各省人民政府：",
                f"paragraph: {FILL}",
            ],
        ),
        # the day of a letter, and the title of what it sends
        (
            f"{FILL}{INDENT * 9}国  务  院{INDENT * 9}二○一一年十二月十五日  环境保护规划{INDENT}{FILL}",
            [
                f"paragraph: {FILL}",
                "byline: 国务院",
                "byline: 二○一一年十二月十五日",
                "paragraph: 环境保护规划",
                f"paragraph: {FILL}",
            ],
        ),
        (
            f"国务院关于北京市治理目标的批复\xa0国函〔1999〕134号\xa0北京市人民政府：{FILL}",
            [
                "title: 国务院关于北京市治理目标的批复",
                "byline: 国函〔1999〕134号",
                f"paragraph: 北京市人民政府：{FILL}",
            ],
        ),
        # a heading that only a blank parts from its paragraph
        (
            f"一。{INDENT}{FILL}{INDENT}一、发展环境 {FILL}{INDENT}（一）着力推进 {FILL}",
            [
                "paragraph: 一。",
                f"paragraph: {FILL}",
                "heading2: 一、发展环境",
                f"paragraph: {FILL}",
                "heading3: （一）着力推进",
                f"paragraph: {FILL}",
            ],
        ),
        # headings that nothing parts from the first paragraph below
        (
            f"{FILL}一、发展环境（一）着力推进。{FILL}按第三条（二）所列事项。{FILL}",
            [
                f"paragraph: {FILL}",
                "heading2: 一、发展环境",
                f"paragraph: （一）着力推进。{FILL}按第三条（二）所列事项。{FILL}",
            ],
        ),
        # a law that begins at once
        (
            f"基层医疗卫生条例第一章　总　　则 {INDENT}第一条　{FILL}",
            ["title: 基层医疗卫生条例", "heading1: 第一章 总 则", f"paragraph: 第一条 {FILL}"],
        ),
        # an interview
        (
            f"某司有关负责人就《意见》答记者问近日，{FILL}",
            ["title: 某司有关负责人就《意见》答记者问", f"paragraph: 近日，{FILL}"],
        ),
        # signatures: after indents, set apart; behind the last stop; with the date in a place of its own
        (
            f"{FILL}{INDENT * 9}国  务  院{INDENT * 9}二○一一年十月十七日",
            [f"paragraph: {FILL}", "byline: 国务院", "byline: 二○一一年十月十七日"],
        ),
        (
            f"{FILL}国务院办公厅2020年7月15日（此件公开发布）",
            [f"paragraph: {FILL}", "byline: 国务院办公厅", "byline: 2020年7月15日", "boilerplate: （此件公开发布）"],
        ),
        (
            f"{FILL}国务院办公厅     2020年2月28日     ",
            [f"paragraph: {FILL}", "byline: 国务院办公厅", "byline: 2020年2月28日"],
        ),
        # a chapter after a blank, once the line is known to be flattened
        (f"一。{INDENT}{FILL} 第二章 附则", ["paragraph: 一。", f"paragraph: {FILL}", "heading1: 第二章 附则"]),
        # the first header of a table whose cells run together is one word
        (
            f"一。{INDENT}{FILL}主要指标指　　标2020年2025年属性",
            ["paragraph: 一。", f"paragraph: {FILL}主要指标指 标2020年2025年属性"],
        ),
        # a short line that is a title and its number, or a letter and its signature
        (
            "某某局关于校车的复函某办函〔2004〕20号\n各学校：",
            ["title: 某某局关于校车的复函", "byline: 某办函〔2004〕20号", "paragraph: 各学校："],
        ),
        (
            "现印发给你们，请遵照执行。某某局2020年11月1日（此件公开发布）",
            [
                "paragraph: 现印发给你们，请遵照执行。",
                "byline: 某某局",
                "byline: 2020年11月1日",
                "boilerplate: （此件公开发布）",
            ],
        ),
        (
            "《某某局关于校车的通知某办函〔2004〕20号》停用",
            ["paragraph: 《某某局关于校车的通知某办函〔2004〕20号》停用"],
        ),
        # no mark, no cut
        (FILL, [f"paragraph: {FILL}"]),
        (f"{FILL}本办法自2020年1月1日起施行。", [f"paragraph: {FILL}本办法自2020年1月1日起施行。"]),
        # numbers and dates that belong to the sentence
        (
            f"按照《意见》（国办发〔2015〕43号）要求，{FILL}",
            [f"paragraph: 按照《意见》（国办发〔2015〕43号）要求，{FILL}"],
        ),
        (f"{FILL}会议召开于2020年7月15日", [f"paragraph: {FILL}会议召开于2020年7月15日"]),
    ],
)
def test_a_line_that_was_a_document(text: str, expected: list[str], shown: Callable[[str], list[str]]) -> None:
    assert shown(text) == expected


def test_a_short_line_keeps_its_indents(shown: Callable[[str], list[str]]) -> None:
    assert shown(f"孙瑞标{INDENT}税务总局副局长") == ["paragraph: 孙瑞标 税务总局副局长"]


def test_the_cuts_lose_no_character(document: Callable[..., Document]) -> None:
    text = (
        f"某某局关于加强服务的决定某发〔1990〕65号{INDENT}{FILL}{INDENT}{FILL}国务院办公厅2020年7月15日（此件公开发布）"
    )
    assert "".join(document(text).text.split()) == "".join(text.split())
