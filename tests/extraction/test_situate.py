"""What a sentence inherits: the document's own policy, a heading's, 我局, its date, the mood around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Entity, Period, Stated
from tests.extraction.stages import situated, told

if TYPE_CHECKING:
    from kg.extraction.types import Situated

NOTICE = """关于推进老年教育发展的通知
教职成〔2022〕17号
各省、自治区、直辖市教育厅：
为推进老年教育发展，现通知如下。
一、扩大资源供给
到2025年，老年学校达到500所。
教育部
民政部
2022年9月20日"""


def scopes(sentences: tuple[Situated, ...]) -> dict[str, str]:
    """The governing policy of each sentence by its text, "" where none governs."""
    return {one.sentence.folded: one.scope.policy.label if one.scope else "" for one in sentences}


# --- the document as a policy ----------------------------------------------------------------------------------------


def test_a_notice_knows_its_number_its_issuers_and_its_date() -> None:
    sentences, own = situated(NOTICE, Stated(title="关于推进老年教育发展的通知"))
    assert own.scope is not None
    assert own.scope.policy.label == "关于推进老年教育发展的通知"
    assert own.number is not None
    assert own.number.text == "教职成〔2022〕17号"
    assert [mention.text for mention in own.issuers] == ["教育部", "民政部"]
    assert own.date is not None
    assert isinstance(own.date.value, Period)
    assert told(own.date) == "2022-09-20 day"
    assert scopes(sentences)["到2025年,老年学校达到500所。"] == "关于推进老年教育发展的通知"


@pytest.mark.parametrize(
    "text",
    [
        # an article about a policy: no number, no issuer before the title, no signature
        "解读老年教育通知\n教育部印发《关于推进老年教育发展的通知》，明确了任务。\n各地积极响应，成效明显。",
        # a deck with policies in it
        "教育工作进展\n《关于推进老年教育发展的通知》\n——2022年9月20日印发\n推进老年教育发展，满足需求。",
        "",
    ],
)
def test_what_is_no_policy_is_not_taken_for_one(text: str) -> None:
    _, own = situated(text or "一句话，没有题目。")
    assert own.scope is None
    assert own.number is None
    assert not own.issuers


def test_a_title_may_be_broken_over_lines() -> None:
    text = NOTICE.replace("关于推进老年教育发展的通知\n", "关于推进老年教育\n发展的通知\n", 1)
    _, own = situated(text, Stated(title="关于推进老年教育发展的通知"))
    assert own.scope is not None
    assert own.scope.policy.key == "关于推进老年教育发展的通知"


def test_the_signature_in_chinese_numerals_is_a_date() -> None:
    _, own = situated(
        NOTICE.replace("2022年9月20日", "二〇二二年九月二十日"), Stated(title="关于推进老年教育发展的通知")
    )
    assert own.date is not None
    assert told(own.date) == "2022-09-20 day"


# --- the policy of a heading -----------------------------------------------------------------------------------------

DECK = """教育工作进展
一
政策要求
《关于发展学前教育的意见》
——2018年11月7日印发
扩大普惠性学前教育资源，满足需求。
《职业教育改革方案》
——2019年1月24日印发
深化产教融合，提高质量。
二
工作成效
2022年，学前教育更加普及，群众满意。"""


def test_a_policys_name_governs_until_the_next_or_a_section_ends() -> None:
    found = scopes(situated(DECK, Stated(title="教育工作进展", published="2023-05"))[0])
    assert found["扩大普惠性学前教育资源,满足需求。"] == "关于发展学前教育的意见"
    assert found["深化产教融合,提高质量。"] == "职业教育改革方案"
    assert found["2022年,学前教育更加普及,群众满意。"] == ""


def test_a_name_inside_a_long_heading_governs_nothing() -> None:
    text = "教育工作进展\n一、与《关于发展学前教育的意见》有关的各地各部门所做的其他方面的事\n扩大资源，满足需求。"
    assert scopes(situated(text, Stated(title="教育工作进展"))[0])["扩大资源,满足需求。"] == ""


def test_a_policy_named_inline_governs_its_sentence_and_what_it_announces() -> None:
    text = "报道题目\n教育部印发《职业教育改革方案》。方案提出，深化产教融合。三是办好学校。"
    sentences, _ = situated(text, Stated(title="报道题目"))
    by_text = {one.sentence.folded: one for one in sentences}
    first, second, third = (by_text[text] for text in list(by_text)[-3:])
    assert first.scope is not None
    assert first.scope.inline
    assert second.scope is not None
    assert second.scope.policy.label == "职业教育改革方案"
    assert third.scope is None  # the next ordinal is another matter


# --- who speaks, and when --------------------------------------------------------------------------------------------


def agencies(text: str, publisher: str) -> list[str]:
    sentences, _ = situated(text, Stated(title="工作情况", publisher=publisher))
    mentions = [m for one in sentences for m in one.mentions if m.kind == "agency"]
    return [m.value.label for m in mentions if isinstance(m.value, Entity)]


@pytest.mark.parametrize(
    ("word", "publisher", "meant"),
    [
        ("我局", "国家中医药管理局", "国家中医药管理局"),
        ("我局", "国家中医药管理局医政司", "国家中医药管理局"),  # the 局 above the department
        ("我委", "国家卫生健康委员会医政司", "国家卫生健康委员会"),
        ("我部", "教育部", "教育部"),
    ],
)
def test_self_words_stand_for_the_publisher(word: str, publisher: str, meant: str) -> None:
    assert agencies(f"{word}开展了专项工作，取得成效。", publisher) == [meant]


@pytest.mark.parametrize("publisher", ["", "教育时报", "某网站"])
def test_without_an_agency_that_publishes_self_words_stand_for_nobody(publisher: str) -> None:
    assert agencies("我局开展了专项工作，取得成效。", publisher) == []


@pytest.mark.parametrize(
    ("published", "text", "times"),
    [
        ("2023-05-31", "去年，学校增加。", ["2022-12-31 year"]),
        ("2023-05-31", "13日，学校开学。", ["2023-05-13 day"]),
        ("2023-05", "13日，学校开学。", ["2023-05-13 day"]),
        ("2023", "去年，学校增加。", ["2022-12-31 year"]),
        ("", "去年，学校增加。", ["unresolved"]),
        ("2023-05-31", "到年底，学校达标。", ["2023-12-31 year"]),
        ("2023-05-31", "明年，学校达标。", ["2024-12-31 year"]),
    ],
)
def test_relative_times_are_of_the_document(published: str, text: str, times: list[str]) -> None:
    sentences, _ = situated("题目\n" + text, Stated(title="题目", published=published))
    assert [told(m) for one in sentences for m in one.mentions if m.kind == "time"] == times


def test_a_list_inherits_the_time_of_the_line_that_introduces_it_and_no_other() -> None:
    text = "题目\n到2025年，实现以下目标：\n- 小学全部设置图书室\n- 中学全部设置实验室\n各地抓好落实，按期完成。"
    sentences, _ = situated(text, Stated(title="题目"))
    leads = {one.sentence.folded: told(one.lead) if one.lead else "" for one in sentences}
    assert [lead for said, lead in leads.items() if "全部" in said] == ["2025-12-31 year"] * 2
    assert leads["各地抓好落实,按期完成。"] == ""


def test_a_heading_of_plans_or_of_results_sets_the_mood() -> None:
    text = "题目\n一、工作成效\n学校建设不断加强，效果明显。\n二、下一步工作\n推进学校建设，提高水平。"
    moods = {one.sentence.folded: one.mood for one in situated(text, Stated(title="题目"))[0]}
    assert moods["学校建设不断加强,效果明显。"] == "report"
    assert moods["推进学校建设,提高水平。"] == "plan"


def test_every_mention_is_lifted_to_one_character() -> None:
    for one in situated(NOTICE + "\n" + DECK)[0]:
        assert len(one.lifted.places) == len(one.mentions)
        assert tuple(m.span for m in one.mentions) == one.lifted.spans
