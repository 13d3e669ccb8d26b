"""Enactment: what the lines under the title of a law tell of its adoption, its publication and its amendments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.facilities import entity_of
from kg.extraction.lexicon import lexicon_of
from kg.knowledge.say import JOINT
from kg.model import Entity, Mention, Span
from kg.text.fold import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Recognised
    from kg.knowledge.types import Knowledge, Structure

DEEDS = ("adopted", "published", "revised", "amended")  # classes of cues
FIRST = ("adopted", "published")  # deeds by which a law comes to be
HEADER = 16  # sentences between a title and the first article
BELOW = 3  # lines right under an English title
_OUTER = " ()。,;:"
_MARKS = str.maketrans("(),.;:", " " * 6)


@dataclass(frozen=True, slots=True)
class Enactment:
    """Who adopted or published a law, when, by which order, and the decisions that amended it since."""

    issuers: tuple[Mention, ...] = ()
    date: Mention | None = None
    number: Mention | None = None
    amendments: tuple[Mention, ...] = ()
    is_published: bool = False  # the date is of publication, not only of adoption


@dataclass(frozen=True, slots=True)
class _Act:
    """One thing that was done: 2003年8月5日 国务院令第386号 公布. `deed` is the class of its verb."""

    deed: str
    one: Recognised
    span: Span

    def mentions(self, kind: str) -> tuple[Mention, ...]:
        return tuple(m for m in self.one.mentions if m.kind == kind and self.span.start <= m.span.start < self.span.end)


def enactment(recognised: Sequence[Recognised], title: Span, knowledge: Knowledge) -> Enactment:
    """What the lines right under a title tell; nothing where they tell of no adoption and no publication.

    A law is dated by its first publication where that is told, else by its adoption, or by its revision where only that
    is told; who approves it does not issue it.
    """
    below = [one for one in recognised if one.sentence.span.start >= title.end][:HEADER]
    acts = [act for one in below for act in _acts(one, knowledge)]
    revised = [act for act in acts if act.deed == "revised"]
    adopted = [act for act in acts if act.deed == "adopted"] or revised
    published = [act for act in acts if act.deed == "published"]
    dated = next(iter([*published, *adopted]), None)
    if dated is None:
        return next((told for one in below[:BELOW] if (told := _in_english(one, knowledge)) is not None), Enactment())
    issuers = next((found for act in [*adopted, *published] if (found := _bodies(act, knowledge))), ())
    amending = (act.mentions("policy") for act in acts if act.deed in {"revised", "amended"})
    return Enactment(
        issuers,
        dated.mentions("time")[0],
        next((number for act in published if (number := _order(act, knowledge))), None),
        tuple(mention for found in amending for mention in found),
        bool(published),
    )


def _in_english(one: Recognised, knowledge: Knowledge) -> Enactment | None:
    """Who issued a document, when and under which number, where a line says no more: Issued by X on T (number)."""
    text, start = one.sentence.folded, one.sentence.span.start
    verb = next((word for word in knowledge.cues.classes["en"]["issued_by"] if text.startswith(word)), "")
    told = [m for m in one.mentions if m.kind in {"agency", "time", "number"}]
    issuers = tuple(m for m in told if m.kind == "agency")
    day = next((m for m in told if m.kind == "time"), None)
    if not verb or not issuers or day is None:
        return None
    rest, at = "", len(verb)
    for mention in told:
        rest, at = rest + text[at : mention.span.start - start] + " ", max(at, mention.span.end - start)
    said = (rest + text[at:]).translate(_MARKS).split()
    if not set(said) <= set(knowledge.cues.classes["en"]["around_issuers"]):
        return None
    return Enactment(issuers, day, next((m for m in told if m.kind == "number"), None), is_published=True)


def _acts(one: Recognised, knowledge: Knowledge) -> Iterator[_Act]:
    """The acts that a line tells; none where it says anything else: each act has its day and ends in its verb."""
    folded, offset = one.sentence.folded, one.sentence.span.start
    found, at = [], 0
    titles = [m.span for m in one.mentions if m.kind in {"policy", "title"}]
    for verb in knowledge.cues.one["deed"].finditer(folded):
        if any(title.start <= offset + verb.start() < title.end for title in titles):
            continue
        if folded.startswith(knowledge.cues.classes["zh"]["of_what"], verb.end()):
            continue  # 批准的《关于修改…的决定》修正
        deed = next((name for name in DEEDS if _is(name, verb[0], knowledge)), "")
        act = _Act(deed, one, Span(offset + at, offset + verb.end()))
        if deed in FIRST and act.mentions("policy"):
            return  # 《校车办法》（2004年3月1日教育部令第17号发布） tells of another
        if act.mentions("time"):
            found.append(act)
            at = verb.end()
    if not knowledge.cues.one["resting_on"].sub("", folded[at:]).strip(_OUTER):
        yield from found


def _is(name: str, verb: str, knowledge: Knowledge) -> bool:
    return knowledge.cues.one[name].fullmatch(verb) is not None


def _bodies(act: _Act, knowledge: Knowledge) -> tuple[Mention, ...]:
    """Who did it; of an order, who gave it: 公安部 in 公安部令第146号, and 教育部 too in 教育部、公安部令第8号."""
    given, named = act.mentions("number"), act.mentions("agency") or act.mentions("ours")
    if not given or (named and not _gave_with(act, knowledge)):
        return named
    said = fold(given[0].text)
    match = _orders(knowledge.structure).search(said)
    name = said[: match.start()] if match else ""
    concept = lexicon_of(knowledge).keys.get(name_key(name))
    if concept is None or concept.kind != "agency":
        return named
    span = Span(given[0].span.start, given[0].span.start + len(name))
    return (*named, Mention(span, "agency", name, entity_of(concept)))


def _gave_with(act: _Act, knowledge: Knowledge) -> tuple[Mention, ...]:
    """The bodies right before an order's number, which gave it with the one that the number names."""
    folded, offset = act.one.sentence.folded, act.one.sentence.span.start
    at = act.mentions("number")[0].span.start
    found: list[Mention] = []
    for body in reversed(act.mentions("agency")):
        between = knowledge.cues.one[JOINT].sub("", folded[body.span.end - offset : at - offset])
        if body.span.end > at or between.strip():
            break
        found.insert(0, body)
        at = body.span.start
    return tuple(found)


def _order(act: _Act, knowledge: Knowledge) -> Mention | None:
    """The order that published the law, from the names of those who gave it on: 国务院令第386号."""
    folded, offset = act.one.sentence.folded, act.one.sentence.span.start
    if act.mentions("number"):
        number = act.mentions("number")[0]
        first = next((body.span.start for body in _gave_with(act, knowledge)), number.span.start)
        span = Span(first, number.span.end)
        return replace(number, span=span, text=folded[span.start - offset : span.end - offset])
    match = _orders(knowledge.structure).search(folded, act.span.start - offset, act.span.end - offset)
    givers = act.mentions("agency")
    if match is None or not givers or givers[-1].span.end != offset + match.start():
        return None
    span = Span(_short_start(givers[0]), offset + match.end())
    return Mention(span, "number", folded[span.start - offset : span.end - offset])


def _short_start(giver: Mention) -> int:
    """Where the canonical name begins in a name that has the country's before it: 国务院 in 中华人民共和国国务院."""
    label = giver.value.label if isinstance(giver.value, Entity) else giver.text
    return giver.span.end - len(label) if giver.text.endswith(label) else giver.span.start


@cache
def _orders(structure: Structure) -> regex.Pattern[str]:
    return regex.compile("|".join(structure.orders))
