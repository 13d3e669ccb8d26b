"""Names of policy documents in running text, with and without 《》.

Misses unquoted names without a plan period (国家药品采购方案): accepted, their left boundary cannot be told.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.title_kinds import is_policy_title, is_request, is_standard, is_weak
from kg.model import Entity, Span
from kg.text.codes import FIGURE
from kg.text.fold import fold, name_key
from kg.text.patterns import HAN, any_of
from kg.text.screen import held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge.types import Knowledge, Structure, Titles

_MARKS = re.compile(r"[《》\n]")
LONGEST_NUMBER = 40  # code points of a document number
LONGEST_TITLE = 150  # code points between 《 and 》
HAN_CHARACTER = re.compile(f"[{HAN}]")
OFFICIAL_TALK = ("issue", "based", "carry_out", "amend", "repeal", "in_force")  # classes of cues
LONGEST_RUN = 30  # Han characters before or after a plan period that may belong to a name


def quoted(text: str, folded: str, knowledge: Knowledge) -> Iterator[tuple[Span, str, Entity]]:
    """Every name in 《》 as (span with brackets, "policy" or "title", entity); nested ones stay in the outer one."""
    for span in _brackets(folded):
        inner = text[span.start + 1 : span.end - 1]
        if not 2 <= len(inner) <= LONGEST_TITLE or not name_key(inner):
            continue
        meant = is_policy_title(inner, knowledge.titles) and (
            not is_weak(inner, knowledge.titles)
            or _is_official_talk(folded, knowledge)
            or folded.endswith(knowledge.titles.abiding, 0, span.start)
        )
        meant = meant or is_standard(inner, knowledge.titles)
        meant = meant or _is_numbered(folded, span, knowledge.structure) or _is_issued(folded, span, knowledge)
        meant = meant or _is_called(folded, span, knowledge)
        number = number_within(inner, knowledge.structure)
        meant = meant or number is not None
        meant = meant or (is_request(inner, knowledge.titles) and _is_forwarded(folded, knowledge.titles))
        meant = meant and not _is_proposed(folded, span.start, knowledge.titles)
        yield span, "policy" if meant else "title", policy(inner[: number.start - 1] if number else inner)


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


def under_article(text: str, folded: str, titles: Titles, structure: Structure) -> Iterator[tuple[Span, str, Entity]]:
    """Every law without 《》 of which an article is named: 依健康食品管理法(以下簡稱本法)第七條, not 依本法第七条."""
    for match in _under_article(titles, structure).finditer(folded):
        span = Span(*match.span("title"))
        yield span, "policy", policy(text[span.start : span.end])


def bare_laws(text: str, folded: str, titles: Titles) -> Iterator[tuple[Span, str, Entity]]:
    """Every law of a list without 《》 on whose rules something rests: 根据刑法、刑事诉讼法等法律规定."""
    for run in _bare_laws(titles).finditer(folded):
        for law in _law(titles).finditer(folded, *run.span("laws")):
            if is_policy_title(law[0], titles):
                yield Span(*law.span()), "policy", policy(text[law.start() : law.end()])


def statutes(text: str, folded: str, titles: Titles) -> Iterator[tuple[Span, str, Entity]]:
    """Every law of the country without 《》, by its own words: 环境保护法规定, not the 公司法 of 公司法人."""
    for at in (match.end() for match in _last_of_law(titles).finditer(folded)):
        goes_on = folded.startswith(titles.statute_goes_on, at) and not folded.startswith(titles.statute_says, at)
        if goes_on or not folded.endswith(titles.statutes, 0, at):
            continue
        begin = at - max(len(law) for law in titles.statutes if folded.endswith(law, 0, at))
        begin = next((begin - len(state) for state in titles.state if folded.endswith(state, 0, begin)), begin)
        yield Span(begin, at), "policy", policy(text[begin:at])


def numbered_title(folded: str, knowledge: Knowledge) -> Span | None:
    """A title without 《》 that begins a line of a list, before its number: 3 关于校车的通知 国发〔2000〕6号."""
    if FIGURE.search(folded) is None:
        return None
    match = _numbered_title(knowledge.titles, knowledge.structure).match(folded)
    return Span(*match.span("title")) if match and is_policy_title(match["title"], knowledge.titles) else None


def document_numbers(folded: str, structure: Structure) -> Iterator[Span]:
    """Every document number (国办发〔2018〕128号, 国令第707号), in any of the brackets that documents use."""
    if FIGURE.search(folded) is None or not any(word in folded for word in _held(structure)):
        return
    for match in _number(structure).finditer(folded):
        yield Span(*match.span())


def policy(title: str) -> Entity:
    """An unregistered policy by its own words."""
    plain = " ".join(title.split()).strip()
    return Entity("policy", name_key(plain), plain, "zh")


def number_within(title: str, structure: Structure) -> Span | None:
    """Where a document number in brackets closes a title: 《关于校车的意见（国办发〔2018〕3号）》."""
    folded = fold(title)
    if not folded.endswith(")"):
        return None
    found = (Span(*match.span()) for match in _number(structure).finditer(folded))
    return next((one for one in found if one.end == len(folded) - 1 and folded[one.start - 1] == "("), None)


def _is_forwarded(folded: str, titles: Titles) -> bool:
    return any(word in folded for word in titles.forwarding)


def _is_numbered(folded: str, span: Span, structure: Structure) -> bool:
    """Whether a document number stands right behind a name in brackets, or before it.

    《待遇政策》（雲醫保〔2021〕110號）, 第2/2020號法律《電子政務》.
    """
    number, end = _number(structure), span.end
    if folded.startswith("(", end) and number.match(folded, end + 1) is not None:
        return True
    before = folded[max(0, span.start - LONGEST_NUMBER) : span.start]
    return any(match.end() == len(before) for match in number.finditer(before))


def _is_issued(folded: str, span: Span, knowledge: Knowledge) -> bool:
    """Whether a letter says of a name that it hands it down: 《校车若干举措》已经区政府同意，现印发给你们."""
    said = knowledge.cues.one["now_issued"].search(folded, span.end)
    before = folded[: span.start].strip()
    return said is not None and (not before or before in knowledge.structure.handing_down)


def _is_called(folded: str, span: Span, knowledge: Knowledge) -> bool:
    """Whether it is told right behind a name that is issued of what kind it is: 发布《校车线路分区》方案."""
    kind = _longest_start(folded, span.end, knowledge.titles.plans)
    closed = HAN_CHARACTER.match(folded, span.end + kind) is None
    return kind > 0 and closed and folded[: span.start].endswith(knowledge.cues.classes["zh"]["issue"])


def _longest_start(text: str, begin: int, words: tuple[str, ...]) -> int:
    return max((len(word) for word in words if text.startswith(word, begin)), default=0)


def _is_proposed(folded: str, start: int, titles: Titles) -> bool:
    """Whether a name is of what somebody proposed to those who write: 您提出的《关于…的建议》."""
    return folded[:start].rstrip(' "“').endswith(titles.proposing)


def _is_official_talk(folded: str, knowledge: Knowledge) -> bool:
    """Whether a sentence speaks as one does of policies: of issuing them, resting on them, carrying them out."""
    return any(knowledge.cues.one[name].search(folded) for name in OFFICIAL_TALK)


def _brackets(folded: str) -> Iterator[Span]:
    """The outermost 《…》 of a line; an unclosed one is no name."""
    depth = start = 0
    for match in _MARKS.finditer(folded):
        if match[0] == "《":
            start = match.start() if depth == 0 else start
            depth += 1
        elif match[0] == "》" and depth:
            depth -= 1
            if depth == 0:
                yield Span(start, match.end())
        else:
            depth = 0


def _boundary(run: str, titles: Titles) -> int:
    """Where the name begins within the run of characters before a plan period: after the last trigger in it."""
    ends = [match.end() for match in _triggers(titles).finditer(run)]
    return max(ends, default=0)


@cache
def _triggers(titles: Titles) -> re.Pattern[str]:
    return re.compile(any_of(titles.triggers))


@cache
def _vague(titles: Titles) -> re.Pattern[str]:
    return re.compile(any_of(titles.vague))


@cache
def _number(structure: Structure) -> regex.Pattern[str]:
    return regex.compile("|".join(structure.document_numbers))


@cache
def _held(structure: Structure) -> tuple[str, ...]:
    """The words of which every document number holds one."""
    return tuple({held(pattern): None for pattern in structure.document_numbers})


@cache
def _announced(titles: Titles) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of(titles.announcing)})(?P<title>(?:{any_of(titles.about)})[{HAN}、“”A-Za-z0-9]{{4,80}}?"
        rf"(?:{any_of(titles.heads)}))(?=[,。;:()\n]|$)"
    )


@cache
def _numbered_title(titles: Titles, structure: Structure) -> regex.Pattern[str]:
    begun = rf"\s*(?:(?:{'|'.join(structure.list_numbers)})\s*)?"
    title = rf"(?P<title>[^\s。;|][^\n。;|]{{5,100}}?(?:{any_of(titles.heads)})(?:\(\p{{Han}}{{2,6}}\))?)"
    return regex.compile(rf"{begun}{title}[\s|,(]{{1,3}}(?:{'|'.join(structure.document_numbers)})")


@cache
def _under_article(titles: Titles, structure: Structure) -> re.Pattern[str]:
    resting, laws, pointers = map(any_of, (titles.resting, titles.laws, titles.pointers))
    named = rf"(?!{pointers}|{laws})(?P<title>(?:(?!{resting})[{HAN}]){{1,30}}?(?:{laws}))"
    return re.compile(rf"(?>{resting}){named}(?:\([^()]{{2,20}}\))?(?={'|'.join(structure.articles)})")


@cache
def _law(titles: Titles) -> re.Pattern[str]:
    """A name in a list of laws."""
    return re.compile(rf"(?:(?!{any_of(titles.beside_laws)})[{HAN}])+")


@cache
def _bare_laws(titles: Titles) -> re.Pattern[str]:
    resting, pointers, beside, rules = map(
        any_of, (titles.resting, (*titles.pointers, *titles.vague), titles.beside_laws, titles.law_rules)
    )
    heads = "|".join(map(re.escape, titles.plain_laws))
    law = rf"(?!{pointers})(?:(?!{resting}|{beside}|{rules})[{HAN}]){{1,16}}(?:{heads})"
    return re.compile(rf"(?>{resting})(?P<laws>{law}(?:(?:{beside}){law}){{0,6}}+)(?={rules})")


@cache
def _last_of_law(titles: Titles) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted({law[-1] for law in titles.statutes}))}]")


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
