from __future__ import annotations

import pytest

from kg.model import Stated
from tests.extraction.written import extraction


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("截至2022年底，全国有幼儿园28.92万所。", ["reference time", "observation"]),
        ("教育部：到2025年，入园率要达到93%。", ["reference time", "target"]),
        ("教育部等八部门印发《学校卫生意见》。", ["scope"]),
        ("会议从三个方面部署。", ["discourse"]),
        ("一是扩大资源。", ["discourse"]),
        ("二级医院参加。", ["in-name"]),
        ("各地落实“十四五”教育发展规划。", ["in-name"]),
        ("依据国办发〔2019〕22号文件。", ["in-name"]),
        ("拨打“12345”热线。", ["in-name"]),
        ("65岁以上老年人免费体检。", ["qualifier"]),
        ("合计42，其中12。", ["unexplained", "unexplained"]),
        ("学校不断发展。", []),
        ("进一步统一思想，十分重要。", []),  # idioms: nobody calls them numbers
    ],
)
def test_every_number_ends_as_one_thing(text: str, roles: list[str]) -> None:
    assert [entry.role for entry in extraction(text).ledger] == roles


def test_numbers_of_boilerplate_are_not_in_the_ledger() -> None:
    text = (
        "首页 | 新闻 | 财经 | 汽车 | 房产\n设为首页 | 加入收藏\n学校卫生水平提高\n"
        "2022年，学校配备了5万名护士，学生满意。\n"
        "相关新闻\n某品牌汽车起售10.48万元...\n版权所有 京ICP备12345678号"
    )
    assert [entry.text for entry in extraction(text, Stated(title="学校卫生水平提高")).ledger] == ["2022年", "5万名"]


def test_a_ledger_entry_names_its_sentence_and_its_reason() -> None:
    found = extraction("题目\n学校不断发展。合计42，其中12。")
    for entry in found.ledger:
        assert found.document.text[entry.sentence.start : entry.sentence.end] == "合计42，其中12。"
        assert entry.reason


def test_a_figure_told_twice_is_in_the_ledger_twice() -> None:
    found = extraction("2022年全国幼儿园达到28.92万所。2022年，全国幼儿园达到28.92万所。")
    assert [entry.role for entry in found.ledger if "万" in entry.text] == ["observation", "observation"]
    assert len([s for s in found.statements if hasattr(s, "quantity")]) == 1


def test_numbers_of_a_table_that_was_not_read_are_said_to_be_in_one() -> None:
    found = extraction("营养素含量\n\n| 食物 | 蛋白质（克） |\n|---|---|\n| 大米 | 8 |\n| 面粉 | 11 |\n")
    rows = [entry.reason for entry in found.ledger if entry.text in {"8", "11"}]
    assert rows == ["in a row of a table that was not read"] * 2
