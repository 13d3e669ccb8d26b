"""Laws that running text names without 《》: 依健康食品管理法第七條, 根据刑法、刑事诉讼法等法律规定."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.title_kinds import is_policy_title
from kg.extraction.titles import policy
from kg.model import Entity, Span
from kg.text.patterns import HAN, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge.types import Structure, Titles

SHORT_LAW = 3  # characters of the name of a law that longer ones may end with: 保险法
HAN_CHARACTER = re.compile(f"[{HAN}]")


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
        if at - begin <= SHORT_LAW and _ends_longer(folded[:begin], titles):
            continue
        begin = next((begin - len(state) for state in titles.state if folded.endswith(state, 0, begin)), begin)
        yield Span(begin, at), "policy", policy(text[begin:at])


def _ends_longer(before: str, titles: Titles) -> bool:
    """Whether what looks like a law of three characters is the end of a longer name: 全民健康保险法."""
    goes_before = (*titles.statute_before, *titles.state)
    return HAN_CHARACTER.fullmatch(before[-1:]) is not None and not before.endswith(goes_before)


@cache
def _under_article(titles: Titles, structure: Structure) -> re.Pattern[str]:
    resting, laws, pointers = map(any_of, (titles.resting, titles.laws, titles.pointers))
    named = rf"(?!{pointers}|{laws})(?P<title>(?:(?!{resting})[{HAN}]){{1,30}}?(?:{laws}))"
    return re.compile(rf"(?>{resting}):?{named}(?:\([^()]{{2,20}}\))?(?={'|'.join(structure.articles)})")


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
