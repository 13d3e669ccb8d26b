from __future__ import annotations

import pytest

from kg.model import Run
from kg.readers.lines import CELL, Line, cut, ended, full, merged, settle

CASES = (
    ("plain", "plain"),
    ("  　　发展远程医疗  ", "发展远程医疗"),  # the indent of a paragraph
    ("基层\n医疗", "基层医疗"),  # a newline between wide characters only formats the source
    ("基层，\r\n  医疗", "基层，医疗"),
    ("community\n  health centre", "community health centre"),
    ("第十二条　税务机关", "第十二条 税务机关"),
    ("国家中医药管理局 国家发展改革委", "国家中医药管理局 国家发展改革委"),  # a blank that separates two names
    ("A\u200bB\u00adC", "ABC"),  # no width
    ("a \u200b b", "a b"),
    ("99\xa0\xa0%", "99 %"),
    ("国  务  院", "国务院"),  # set apart to fill a line
    ("谢 谢 ！", "谢谢！"),
    ("一 二", "一 二"),  # two are no word set apart
    ("\x00\x07", ""),
    ("國家衛(wèi)生健康委、我們(men)", "國家衛生健康委、我們"),  # how a character is read
    ("世卫组织(who)和乡(镇)、某(nèibù)文件", "世卫组织(who)和乡(镇)、某文件"),
    ("", ""),
    ("\n \t ", ""),
)


@pytest.mark.parametrize(("raw", "settled"), CASES)
def test_white_space_is_settled(raw: str, settled: str) -> None:
    assert settle([(raw, 0)])[0] == settled


@pytest.mark.parametrize(("raw", "settled"), CASES)
def test_every_character_knows_its_place(raw: str, settled: str) -> None:
    _, runs = settle([(raw, 5)])
    for run in runs:
        said = settled[run.start : run.start + run.length]
        stands = raw[run.source_start - 5 : run.source_start - 5 + run.length]
        assert all(a == b or (a == " " and b.isspace()) for a, b in zip(said, stands, strict=True))
    assert sum(run.length for run in runs) == len(settled)


def test_runs_skip_the_marks_between_fragments() -> None:
    text, runs = settle([("到2022年，", 10), ("基本", 18), ("实现", 24)])  # two marks of emphasis left out
    assert text == "到2022年，基本实现"
    assert runs == (Run(0, 10, 7), Run(7, 18, 2), Run(9, 24, 2))


def test_fragments_that_go_on_are_one_run() -> None:
    assert settle([("ab", 3), ("cd", 5)])[1] == (Run(0, 3, 4),)


def test_a_cut_keeps_the_places() -> None:
    line = Line(*settle([("  基层  医疗", 0)]))
    assert line.text == "基层 医疗"
    assert cut(line, 3, 5) == [("医疗", 6)]


def test_cells_are_joined_by_a_tab_that_no_settled_text_holds() -> None:
    row = merged([Line(*settle([("a\tb", 0)])), Line(""), Line(*settle([("c", 9)]))], CELL)
    assert row.text == "a b\t\tc"
    assert row.runs == (Run(0, 0, 3), Run(5, 9, 1))


@pytest.mark.parametrize(
    ("text", "clause", "paragraph"),
    [
        ("提升服务能力。", True, True),
        ("他说：“能力提升。”", True, True),
        ("（此件公开发布）", False, False),
        ("现提出以下意见：", True, False),
        ("The capacity rose.” ", True, True),
        ("重点任务", False, False),
        ("", False, False),
    ],
)
def test_ends_are_told(text: str, clause: bool, paragraph: bool) -> None:  # noqa: FBT001
    assert ended(text.strip()) is clause
    assert full(text.strip(), 5) is paragraph
