"""Plans and notices that running text names without 《》, where what stands around a name tells its ends.

Misses names without a plan period or bodies that issue them (国家药品采购方案): where they begin cannot be told.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.title_kinds import is_policy_title
from kg.extraction.titles import policy
from kg.model import Entity, Span
from kg.text.codes import FIGURE
from kg.text.patterns import HAN, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge.types import Knowledge, Structure, Titles

LEAST_STEM, LONGEST_STEM = 4, 60  # characters of a name before the word of its kind
LONGEST_RUN = 30  # Han characters before or after a plan period that may belong to a name


def unquoted(text: str, folded: str, titles: Titles, structure: Structure) -> Iterator[tuple[Span, str, Entity]]:
    """Every name around a plan period in quotes (X“十四五”行动计划); one with an event's head is an event."""
    if _plan_period(structure).search(folded) is None:
        return
    for match in _plan_name(titles, structure).finditer(folded):
        start = match.start("before") + _boundary(match["before"], titles)
        if match["event"]:
            yield Span(start, match.end("event")), "event", policy(text[start : match.end("event")])
        elif not _vague(titles).search(match["after"]) and (match["after"] or start < match.end("before")):
            yield Span(start, match.end("head")), "policy", policy(text[start : match.end("head")])


def dated(text: str, folded: str, titles: Titles) -> Iterator[tuple[Span, str, Entity]]:
    """Every name of a plan in quotes that ends with its years in brackets: “国家行动计划（2016—2020年）”."""
    for match in _dated(titles).finditer(folded):
        yield Span(*match.span()), "policy", policy(text[match.start("title") : match.end("title")])


def announced(text: str, folded: str, titles: Titles) -> Iterator[tuple[Span, str, Entity]]:
    """Every name without 《》 right behind a word of issuing: 发布关于…的解释, to the end of its clause."""
    for match in _announced(titles).finditer(folded):
        span = Span(*match.span("title"))
        yield span, "policy", policy(text[span.start : span.end])
    if not any(word in folded for word in _words_of_issuing(titles)):
        return
    for match in _made_public(titles).finditer(folded):
        if _names_one(match["stem"], titles) and _told(titles).search(folded, 0, match.start()) is None:
            span = Span(*match.span("title"))
            yield span, "policy", policy(text[span.start : span.end])


def is_made_public(start: int, folded: str, titles: Titles) -> bool:
    """Whether a name that stands there, without 《》, is right behind a word of issuing."""
    return folded.endswith(titles.making_public, 0, start)


def numbered_title(folded: str, knowledge: Knowledge) -> Span | None:
    """A title without 《》 that begins a line of a list, before its number: 3 关于校车的通知 国发〔2000〕6号."""
    if FIGURE.search(folded) is None:
        return None
    match = _numbered_title(knowledge.titles, knowledge.structure).match(folded)
    return Span(*match.span("title")) if match and is_policy_title(match["title"], knowledge.titles) else None


def _boundary(run: str, titles: Titles) -> int:
    """Where the name begins within the run of characters before a plan period: after the last trigger in it."""
    ends = [match.end() for match in _triggers(titles).finditer(run) if match["trigger"]]
    return max(ends, default=0)


def _names_one(stem: str, titles: Titles) -> bool:
    """Whether what stands before 方案 names one plan: no 相关实施方案, no 十六项便民措施, no sentence."""
    told = _qualifying(titles).sub("", stem)
    return len(told) >= LEAST_STEM and _unnamed(titles).search(stem) is None


@cache
def _triggers(titles: Titles) -> re.Pattern[str]:
    joining = {word for word in titles.not_triggers if word[-1] in titles.triggers}  # 文化和旅游, not 建设和“十四五”
    joined, part = any_of(joining), any_of(set(titles.not_triggers) - joining)
    return re.compile(rf"(?:{joined})(?!$)|{part}|(?P<trigger>{any_of(titles.triggers)})")


@cache
def _vague(titles: Titles) -> re.Pattern[str]:
    return re.compile(any_of(titles.vague))


@cache
def _announced(titles: Titles) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of(titles.announcing)})(?P<title>(?:{any_of(titles.about)})[{HAN}、“”A-Za-z0-9]{{4,80}}?"
        rf"(?:{any_of(titles.heads)}))(?=[,。;:()\n]|$)"
    )


@cache
def _words_of_issuing(titles: Titles) -> tuple[str, ...]:
    """The words of issuing that hold no other: a sentence without them has none."""
    words = titles.making_public
    return tuple(word for word in words if not any(other != word and other in word for other in words))


@cache
def _made_public(titles: Titles) -> re.Pattern[str]:
    """Bodies, their word of issuing, and a name to the end of its clause."""
    bodies = any_of(titles.issuing_bodies) + ")" + "".join(f"(?<!{word})" for word in titles.no_issuing_bodies)
    when = "|".join(titles.issuing_when)
    return re.compile(
        rf"(?:{bodies}(?:\([{HAN}]{{2,8}}\))?(?:{when})?(?:{any_of(titles.making_public)})"
        rf"(?P<title>(?P<stem>[{HAN}、“”A-Za-z0-9]{{{LEAST_STEM},{LONGEST_STEM}}}?)(?:{any_of(titles.issued_heads)})"
        rf"(?:\((?:{'|'.join(titles.issued_editions)})\))?)(?=[,。;:!?\s]|$)"
    )


@cache
def _told(titles: Titles) -> re.Pattern[str]:
    """What tells, before a body in its clause, that it is to issue something, or that many do."""
    return re.compile(rf"(?:{any_of(titles.told_to_issue)})[^,。;:!?]*$")


@cache
def _qualifying(titles: Titles) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(titles.qualifying)})+$")


@cache
def _unnamed(titles: Titles) -> re.Pattern[str]:
    """What no name holds, or begins with."""
    begun = f"{any_of(titles.begins_no_name)}|{'|'.join(titles.counted)}"
    return re.compile(rf"{any_of((*titles.vague, *titles.in_no_name))}|^(?:{begun})")


@cache
def _numbered_title(titles: Titles, structure: Structure) -> regex.Pattern[str]:
    begun = rf"\s*(?:(?:{'|'.join(structure.list_numbers)})\s*)?"
    title = rf"(?P<title>[^\s。;|][^\n。;|]{{5,100}}?(?:{any_of(titles.heads)})(?:\(\p{{Han}}{{2,6}}\))?)"
    return regex.compile(rf"{begun}{title}[\s|,(]{{1,3}}(?:{'|'.join(structure.document_numbers)})")


@cache
def _dated(titles: Titles) -> re.Pattern[str]:
    return re.compile(rf"“(?P<title>[{HAN}、]{{2,40}}(?:{any_of(titles.plans)})\((?:19|20)\d\d[^()“”]{{1,8}}\))”")


@cache
def _plan_period(structure: Structure) -> re.Pattern[str]:
    return re.compile("|".join(structure.plan_periods))


@cache
def _plan_name(titles: Titles, structure: Structure) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<before>[{HAN}]{{0,{LONGEST_RUN}}})(?:{'|'.join(structure.plan_periods)})"
        rf"(?P<after>[{HAN}]{{0,{LONGEST_RUN}}}?)(?P<head>{any_of(titles.plan_heads)})"
        rf"(?![”\"])(?P<event>(?:{any_of(titles.events)}))?"
    )
