from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.title_kinds import is_policy_title
from kg.extraction.titles import policy
from tests.extraction.stages import named, recognised
from tests.extraction.written import knowledge


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("关于加强学校卫生工作的意见", True),
        ("学校安全管理办法（试行）", True),
        ("学校安全管理办法(2021年修订)", True),
        ("“十四五”教育发展规划", True),
        ("中华人民共和国教育法", True),
        ("关于印发《学校卫生规范》的通知", True),
        ("中国教育报", False),
        ("冰上时刻", False),
        ("方法论", False),
        ("（试行）", False),
        ("", False),
    ],
)
def test_a_title_ends_with_the_kind_of_its_document(title: str, right: bool) -> None:  # noqa: FBT001
    assert is_policy_title(title, knowledge().titles) is right


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《学校卫生条例》和《校车条例》", ["《学校卫生条例》", "《校车条例》"]),
        ("《关于印发〈学校卫生规范〉的通知》", ["《关于印发〈学校卫生规范〉的通知》"]),
        ("《关于印发《学校卫生规范》的通知》", ["《关于印发《学校卫生规范》的通知》"]),  # nested by the same brackets
        ("《未完的标题", []),
        ("未开的标题》", []),
        ("《》《 》《，》《一》。", []),  # nothing to be known by
        ("《跨行的\n标题办法》", []),
        ("》《学校卫生条例》《", ["《学校卫生条例》"]),
        ("《" + "长" * 151 + "办法》", []),
        ("《中国教育报》报道。", []),  # a name, and no policy's
    ],
)
def test_names_in_title_marks_are_found_whole(text: str, found: list[str]) -> None:
    mentions = [m for one in recognised("文首。" + text) for m in one.mentions]
    assert [m.text for m in mentions if m.kind == "policy"] == found


@given(st.text("《》〈〉办法规划意见a \n", max_size=40))
def test_names_in_title_marks_are_whole_whatever_stands_around(text: str) -> None:
    for one in recognised("文首。" + text):
        for mention in one.mentions:
            if mention.text.startswith("《"):
                assert mention.text.endswith("》")
                assert mention.text.count("《") == mention.text.count("》")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（国办发〔2018〕128号）", ["国办发〔2018〕128号"]),
        ("国办发[2018]128号", ["国办发[2018]128号"]),
        ("国办发(2018)128号", ["国办发(2018)128号"]),
        ("国办发【2018】第128号", ["国办发【2018】第128号"]),
        ("根据 政办发〔2017〕103号 文件", ["政办发〔2017〕103号"]),  # the prefix stays whole
        ("国务院令第707号", ["国务院令第707号"]),
        ("衛部醫字第1131660123號", ["衛部醫字第1131660123號"]),
        ("依衛部醫字第1131660123號函", ["衛部醫字第1131660123號"]),
        ("第1131660123號", []),
        ("《药品管理法》（2019年修订）", []),  # the year of a law is no number
        ("2018年128号", []),
        ("〔2018〕", []),
    ],
)
def test_document_numbers_stand_in_any_bracket(text: str, found: list[str]) -> None:
    mentions = [m for one in recognised("文首。" + text) for m in one.mentions]
    assert [m.text for m in mentions if m.kind == "number"] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the left boundary: after the last verb
        ("各地全面落实“十四五”数字教育发展规划。", ["“十四五”数字教育发展规划"]),
        ("组织实施学前教育扩充工程“十四五”行动计划，扩大供给。", ["学前教育扩充工程“十四五”行动计划"]),
        ("为落实学前教育“十四五”规划。", ["学前教育“十四五”规划"]),
        # an event of that name
        ("高质量完成“十四五”规划系列主题新闻发布会上。", []),
        ("“十四五”学前教育发展规划启动会召开。", []),
        # a period is no name
        ("“十四五”时期，教育更加公平。", []),
        ("“十四五”期间，教育更加公平。", []),
    ],
)
def test_an_unquoted_plan_is_named_from_its_own_beginning(text: str, found: list[str]) -> None:
    assert named(text, "policy") == found


def test_spellings_of_one_title_have_one_key() -> None:
    spellings = (
        "“十四五”教育发展规划",
        '"十四五"教育发展规划',
        "十四五教育发展规划",
        " “十四五” 教育发展规划 ",
        "“十四五”教育發展規劃",
    )
    keys = {policy(title).key for title in spellings[:4]}
    assert len(keys) == 1
    assert policy(spellings[4]).key not in keys  # another script is another spelling: only punctuation is dropped


def test_a_notice_and_what_it_issues_have_keys_of_their_own() -> None:
    assert policy("关于印发《学校卫生规范》的通知").key != policy("学校卫生规范").key
