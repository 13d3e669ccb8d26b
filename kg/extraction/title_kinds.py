"""What kind of document a title tells of: a policy, a plan, rules, a report, a draft; a headline about one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from kg.text.fold import fold
from kg.text.patterns import HAN, any_of

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge, Structure, Titles

_SPREAD = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}]$)")  # 答 复


def is_policy_title(title: str, titles: Titles) -> bool:
    """Whether the last word of a title is one of a policy document, closing brackets such as （试行） aside.

    Of words that end it the longest tells: 做法 is no 法, and 公司法 is one for all the 司法 in it.
    """
    bare = bare_title(title, titles)
    return _longest(bare, titles.heads) > _longest(bare, titles.not_heads)


@lru_cache(maxsize=256)  # one policy governs many sentences
def bare_title(title: str, titles: Titles) -> str:
    """A folded title without closing brackets and words such as （试行）."""
    return _tail(titles).sub("", _SPREAD.sub("", fold(title).strip()))


def reports(title: str, knowledge: Knowledge) -> bool:
    """Whether a policy document tells what was and sets nothing: a bulletin, a report, a reply."""
    return _tells(title, "report_heads", knowledge)


def is_tale(title: str, knowledge: Knowledge) -> bool:
    """Whether a document tells what was: one that reports, but for a reply, which also says what will be done."""
    return _tells(title, "tale_heads", knowledge)


def _tells(title: str, name: str, knowledge: Knowledge) -> bool:
    """Whether a title ends with a word of a class; a report of what is proposed tells nothing: 关于…意见的报告."""
    bare = bare_title(title, knowledge.titles)
    return bare.endswith(knowledge.cues.classes["zh"][name]) and not bare.endswith(knowledge.titles.proposals)


def is_plan(title: str, knowledge: Knowledge) -> bool:
    """Whether the last word of a title is one of a plan: 行动方案, 实施意见, not that of a law or a report."""
    return bare_title(title, knowledge.titles).endswith(knowledge.titles.plans)


def is_headline(title: str, knowledge: Knowledge) -> bool:
    """Whether a title is a headline about a plan: 省政府印发行动计划, 解读：行动计划, not 关于印发行动计划的通知."""
    plain = bare_title(title, knowledge.titles)
    return knowledge.cues.one["headline"].search(plain) is not None and not any(
        word in plain for word in knowledge.titles.about
    )


def lays_down_rules(title: str, titles: Titles) -> bool:
    """Whether a policy is a regulation, an order or a reply rather than a plan, by the last word of its title."""
    return bare_title(title, titles).endswith(titles.rules)


def is_weak(title: str, titles: Titles) -> bool:
    """Whether a title may as well be a film's: its head is common, and no word in it is official."""
    folded = fold(title)
    weak = _longest(folded, titles.weak_heads)
    return weak > 0 and weak == _longest(folded, titles.heads) and not any(word in folded for word in titles.official)


def is_unissued(notice: str, content: str, structure: Structure) -> bool:
    """Whether a notice asks for opinions on what it shows (关于征求《校车办法》意见的通知), or that is a draft."""
    asked = _for_comment(structure).search(fold(notice)) is not None
    return asked or _draft(structure).search(fold(content)) is not None


def is_request(title: str, titles: Titles) -> bool:
    """Whether a title is of what one body asks of another, which counts where that hands it down: 关于…的请示."""
    return bare_title(title, titles).endswith(titles.requests)


def is_standard(title: str, titles: Titles) -> bool:
    """Whether a title is that of a part of a standard, which its subject ends: 环境影响评价技术导则 地表水环境."""
    name, blank, part = fold(title).partition(" ")
    return bool(blank) and name.endswith(titles.standards) and bool(part.strip())


def _longest(title: str, words: tuple[str, ...]) -> int:
    return max(len(word) for word in words if title.endswith(word)) if title.endswith(words) else 0


@cache
def _for_comment(structure: Structure) -> regex.Pattern[str]:
    return regex.compile("|".join(structure.for_comment))


@cache
def _draft(structure: Structure) -> regex.Pattern[str]:
    return regex.compile("|".join(structure.drafts))


@cache
def _tail(titles: Titles) -> re.Pattern[str]:
    bracketed = r"[(（][^()（）]{0,24}[)）]|[\[〔][^\[\]〔〕]{0,20}[\]〕]"  # also (国办发〔2018〕3号)
    return re.compile(rf"(?:\s*(?:{bracketed})){{1,3}}$|(?<=.)(?:{any_of(titles.tails)})$")
