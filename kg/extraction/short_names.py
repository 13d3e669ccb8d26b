"""Short names of policies inside one document: 《意见》, 行动计划指出, and what 以下简称 gives a name to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.titles import policy
from kg.model import Entity, Mention, Span
from kg.text.fold import fold, name_key
from kg.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extraction.types import Own, Recognised, Scope
    from kg.knowledge.types import Knowledge, Titles

BETWEEN = ' :“"《'  # what stands between 以下简称 and the short name it gives
NEAR = 32  # code points between a day and the title of what was issued on it: 2005年5月24日经批准、由…印发的《…》


def pointed(text: str, folded: str, knowledge: Knowledge) -> Iterator[tuple[Span, str, Entity]]:
    """Every plan that is spoken of by its kind alone, without 《》: 行动计划指出, 根据该方案，."""
    if _plans(knowledge.titles).search(folded) is None:
        return
    for match in _pointing(knowledge).finditer(folded):
        span = Span(*match.span("head"))
        yield span, "policy", policy(text[span.start : span.end])


def resolved(recognised: Sequence[Recognised], own: Own, knowledge: Knowledge) -> tuple[Recognised, ...]:
    """The sentences with every short name read as the policy it stands for.

    A name that is only a kind of document (《方案》) stands for the last policy named that ends so; where there is
    none it names nothing.
    """
    given: dict[str, Entity] = {}
    recent: dict[str, Entity] = {}
    for scope in (own.scope, own.content):
        if scope is not None:
            _remember(scope.policy, recent, knowledge.titles)
    result = []
    for one in recognised:
        mentions: list[Mention] = []
        last: Entity | None = None
        for mention in one.mentions:
            entity = mention.value
            if any(_is_predecessor(mention, scope, one, knowledge) for scope in (own.scope, own.content) if scope):
                older = _earlier(mention, one)
                mentions.append(replace(mention, kind="policy" if older else "none", value=older))
                continue
            if mention.kind not in {"policy", "title"} or not isinstance(entity, Entity):
                mentions.append(mention)
                continue
            start = mention.span.start - one.sentence.span.start
            before = one.sentence.folded[:start].rstrip(BETWEEN)
            if last is not None and before.endswith(knowledge.titles.called):
                given[entity.key] = last
            full = given.get(entity.key) or (_stands_for(entity, recent, knowledge.titles))
            if full is None:
                mentions.append(replace(mention, kind="none", value=None))
                continue
            mentions.append(replace(mention, kind="policy" if full != entity else mention.kind, value=full))
            if mentions[-1].kind == "policy":
                _remember(full, recent, knowledge.titles)
                last = full
        result.append(one if mentions == list(one.mentions) else replace(one, mentions=tuple(mentions)))
    return tuple(result)


def _is_predecessor(mention: Mention, itself: Scope, one: Recognised, knowledge: Knowledge) -> bool:
    """Whether a document repeals, or goes back to, an older one of its own title."""
    same = isinstance(mention.value, Entity) and mention.value.key == itself.policy.key
    if not same or mention.span == itself.span:
        return False
    repeals = knowledge.cues.one["repeal"]
    if repeals.search(one.sentence.folded, mention.span.end - one.sentence.span.start) is not None:
        return True
    begin = min([mention.span.start, *(m.span.start for m in _numbers_before(mention, one))]) - one.sentence.span.start
    return any(match.end() in {begin, begin - 1} for match in repeals.finditer(one.sentence.folded, 0, begin))


def _numbers_before(title: Mention, one: Recognised) -> list[Mention]:
    """The document number right before a title: 第16/2008號行政法規《防疫接種制度》."""
    return [m for m in one.mentions if m.kind == "number" and 0 <= title.span.start - m.span.end <= 1]


def _earlier(mention: Mention, one: Recognised) -> Entity | None:
    """An older document of the same title, known apart by the number behind its name or the day before."""
    told = [m for m in one.mentions if m.kind == "number" and 0 < m.span.start - mention.span.end <= 2]
    told += _numbers_before(mention, one)
    told += [m for m in one.mentions if m.kind == "time" and _stands_before(m, mention, one)]
    mark = told[0].text if told else ""
    return policy(f"{mention.text.strip('《》')}（{mark}）") if mark else None


def _stands_before(time: Mention, title: Mention, one: Recognised) -> bool:
    """Whether a day is told of a title: close before it, with no semicolon and no other policy between."""
    begin, end = time.span.end, title.span.start
    offset = one.sentence.span.start
    between = one.sentence.folded[max(begin - offset, 0) : max(end - offset, 0)]
    other = any(m.kind == "policy" and begin <= m.span.start < end for m in one.mentions)
    return 0 <= end - begin <= NEAR and not other and ";" not in between


def _stands_for(entity: Entity, recent: dict[str, Entity], titles: Titles) -> Entity | None:
    """The policy that a name stands for: itself, unless it is only a kind of document."""
    key = name_key(fold(entity.label))  # 《實施意見》 too
    return recent.get(key) if not entity.concept and key in _bare(titles) else entity


def _remember(entity: Entity, recent: dict[str, Entity], titles: Titles) -> None:
    bare = fold(entity.label).split("(")[0].rstrip("》〉 ")
    if bare.endswith(titles.heads):
        key = name_key(bare)
        recent.update((key[at:], entity) for at in range(len(key)) if key[at:] in _bare(titles))


@cache
def _plans(titles: Titles) -> re.Pattern[str]:
    return re.compile(any_of(titles.plans))


@cache
def _pointing(knowledge: Knowledge) -> re.Pattern[str]:
    titles, classes = knowledge.titles, knowledge.cues.classes["zh"]
    asks = f"(?:{_any(classes['also'])}?{_any(classes['asks'])}|{_any(classes['going_to'])})"
    begins = rf"(?:(?<=[,。;\s])|^)(?=\S{{2,8}}?{asks})|{_any(classes['based'])}(?=\S{{2,16}}?,)"
    return re.compile(
        rf"(?:{begins})(?:{_any(titles.pointers)})?(?P<head>(?:{_any(titles.qualifying)})?{_any(titles.plans)})(?={asks}|,|{_any(classes['set_in'])})"
    )


def _any(words: Iterable[str]) -> str:
    return f"(?:{any_of(words)})"


@cache
def _bare(titles: Titles) -> frozenset[str]:
    """Names that are only a kind of document: 计划, 实施计划."""
    return frozenset(name_key(kind + head) for head in titles.heads for kind in ("", *titles.qualifying))
