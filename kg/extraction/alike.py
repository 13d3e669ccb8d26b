"""Things of one kind that a list names: what is said of all of them behind the last, and what each of them has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extraction.bare_words import bare, normal
from kg.extraction.clause_ends import clause
from kg.extraction.facilities import entity_of
from kg.extraction.lexicon import lexicon_of
from kg.extraction.phrases import phrase
from kg.extraction.readings import folded_in, mentions_in, span_of
from kg.knowledge.say import CHARACTERS, JOINT, NO_KIND, NUMERIC
from kg.model import Mention
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

KINDS = ("region", "facility")  # of mentions that alone are a thing of a list
CALLED = ("whom", "where", "kinds_of_care")  # classes of words that are
DEEDS = ("having", "achieve", "brings", "anew", "redone", "acted")  # what each of several did, behind 各
BRACKETED = "bracket"
MOST, LEAST = 6, 2  # characters of the common ending of things of a list
NEAR = 2  # characters by which the last of them may be longer than the others


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of a list: its kind, where it stands in lifted text, the mention it is; `plain` without a bracket.

    `called` is what it is called in full where its words leave out what another has: 内 of 内、外贸 is 内贸.
    """

    kind: str
    start: int
    end: int
    mention: Mention | None = None
    plain: bool = True
    called: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Things of one kind, and the stretches of lifted text that tell behind the last what is measured of each.

    `lead` is what stands before the first and holds for all: 职工医保 of 职工医保三级、二级医院报销比例.
    """

    things: tuple[Thing, ...]
    head: tuple[int, int]
    lead: tuple[int, int] = (0, 0)


def is_inside(text: str, begin: int, at: int) -> bool:
    """Whether a place of lifted text is inside of a bracket that opened from `begin` on."""
    return text.count("(", begin, at) > text.count(")", begin, at)


def alike(situated: Situated, stretches: Sequence[tuple[int, int]], knowledge: Knowledge) -> Alike | None:
    """Listed stretches as things of one kind with what the last one says of all: 甲市(城区)、乙市(郊区)优良率."""
    lead = _lead(situated, stretches)
    stretches = [(lead[1], stretches[0][1]), *stretches[1:]] if any(lead) else stretches
    if not situated.lifted.text[slice(*lead)].strip(" " + CHARACTERS["region"] + NO_KIND):
        lead = (0, 0)
    things = [_thing(situated, stretch, knowledge) for stretch in stretches]
    if things and things[0] is not None and _leads(things):
        stretches = [(things[0].end, stretches[0][1]), *stretches[1:]]
        things[0] = _thing(situated, stretches[0], knowledge)
    whole = [one for one in things if one is not None]
    known = len(whole) == len(stretches) > 1 and len({one.kind for one in whole}) == 1
    text = situated.lifted.text
    if not known or any(text[one.end : stop].strip() for one, (_, stop) in zip(whole[:-1], stretches, strict=False)):
        cut = _names_cut_short(situated, stretches, knowledge) or _characters_apart(situated, stretches, knowledge)
        return cut or _ending_alike(situated, stretches)
    return Alike(tuple(whole), (whole[-1].end, stretches[-1][1]), lead)


def _lead(situated: Situated, stretches: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """What stands before a facility type that the first stretch ends with, where all others begin with one."""
    text, (begin, end) = situated.lifted.text, stretches[0]
    at = begin + len(text[begin:end].rstrip()) - 1
    begun = (text[start:stop].lstrip().startswith(CHARACTERS["facility"]) for start, stop in stretches[1:])
    typed = begin < at and text[at] == CHARACTERS["facility"] and text[begin:at].strip()
    return (begin, at) if typed and CHARACTERS["facility"] not in text[begin:at] and all(begun) else (0, 0)


def _leads(things: Sequence[Thing | None]) -> bool:
    """Whether the first of a list begins with the place of all of them: 全省‖医院、诊所."""
    first, others = things[0], {one.kind for one in things[1:] if one is not None}
    return first is not None and first.kind == "region" and first.plain and len(others) == 1 and others != {"region"}


def _ending_alike(situated: Situated, stretches: Sequence[tuple[int, int]]) -> Alike | None:
    """Listed stretches of which the last goes on behind how the others end: 职工医保、居民医保报销比例."""
    text, (start, stop) = situated.lifted.text, stretches[-1]
    others = [text[begin:end].strip() for begin, end in stretches[:-1]]
    longest, shortest = max(map(len, others), default=0), min(map(len, others), default=0)
    for size in range(min(MOST, shortest - 1), LEAST - 1, -1):
        ending = others[0][-size:]
        at = text.find(ending, start, min(start + longest + NEAR, stop))
        if at > start and at + size < stop and all(one.endswith(ending) for one in others):
            bounds = (*stretches[:-1], (start, at + size))
            return Alike(tuple(Thing("called", *bound) for bound in bounds), (at + size, stop))
    return None


def _names_cut_short(situated: Situated, stretches: Sequence[tuple[int, int]], knowledge: Knowledge) -> Alike | None:
    """Places or facility types of which only the last has its whole name: 东部、中部、西部地区, 二级和三级医院."""
    text, (start, stop) = situated.lifted.text, stretches[-1]
    begin = start + len(text[start:stop]) - len(text[start:stop].lstrip())
    last = next((m for m in mentions_in(situated, (begin, min(begin + 1, stop))) if m.kind in KINDS), None)
    if last is None or len(stretches) < LEAST:
        return None
    things: list[Thing] = []
    for bounds in stretches[:-1]:
        words = text[slice(*bounds)].strip(" " + CHARACTERS["region"] + NO_KIND)
        whole = words + fold(last.text)[len(words) :]
        concept = next((one for one in lexicon_of(knowledge).named.get(whole, ()) if one.kind == last.kind), None)
        if not words or concept is None:
            return None
        named = Mention(span_of(situated, bounds), last.kind, whole, entity_of(concept))
        things.append(Thing(last.kind, *bounds, named))
    return Alike((*things, Thing(last.kind, begin, begin + 1, last)), (begin + 1, stop))


def _characters_apart(situated: Situated, stretches: Sequence[tuple[int, int]], knowledge: Knowledge) -> Alike | None:
    """Things told apart by one character each, of which the last has the whole name: 内、外贸吞吐量, 第一、二产业."""
    text, apart = situated.lifted.text, knowledge.cues.classes["zh"]["apart"]
    words = [text[begin:end].strip() for begin, end in stretches]
    signs = [words[0][-1:], *words[1:-1], words[-1][:1]] if len(words) >= LEAST else []
    if not signs or len(words[-1]) <= LEAST or any(sign not in apart for sign in signs) or len(set(signs)) < len(signs):
        return None
    ahead = bare(words[0][:-1], knowledge)
    begin = stretches[-1][0] + text[slice(*stretches[-1])].index(signs[-1])
    bounds = (*stretches[:-1], (begin, begin + 1))
    things = (Thing("called", *of, called=ahead + sign) for of, sign in zip(bounds, signs, strict=True))
    return Alike(tuple(things), (begin + 1, stretches[-1][1]))


def of_thing(draft: Draft, thing: Thing, said: str, told: tuple[int, int], knowledge: Knowledge) -> Draft:
    """A draft as one of a thing of a list, of which `said` tells what is measured; `told` is where the list stands."""
    situated = draft.reading.situated
    stretch = (thing.start, thing.end)
    if thing.called:
        own = thing.called
    elif thing.mention is None:
        own = phrase(situated, [stretch], knowledge, keep=True).label
    else:
        own = "" if thing.plain else folded_in(situated, span_of(situated, stretch))
    label = bare(own + said, knowledge)
    regions = (thing.mention,) if thing.mention is not None and thing.kind == "region" else draft.phrase.regions
    facilities = (thing.mention,) if thing.mention is not None and thing.kind == "facility" else draft.facilities
    of = replace(draft.phrase, regions=regions)
    spans = (situated.lifted.span(*told),)
    return replace(
        draft, phrase=of, label=label, words=normal(label, knowledge), facilities=facilities, inherited=spans
    )


def words_of(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> str:
    """The bare words of a stretch of lifted text."""
    return bare(folded_in(situated, span_of(situated, stretch)), knowledge) if stretch[0] < stretch[1] else ""


def each_of(drafts: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """Drafts of which a number that each of several things has is one of each: 甲省、乙省各建成3个基地.

    One of which nothing but those things is told is left out: 甲省、乙省各15万.
    """
    result: list[Draft] = []
    for draft in drafts:
        several = _one_each(draft, knowledge)
        result += [draft] if several is None else several
    each = tuple(knowledge.cues.classes["zh"]["each"])
    return [draft for draft in result if not draft.label.endswith(each)]


def _one_each(draft: Draft, knowledge: Knowledge) -> list[Draft] | None:
    """A draft for each of the things that have so many; None where no list of things of one kind stands before 各."""
    situated, number, classes = draft.reading.situated, draft.reading.role("q"), knowledge.cues.classes["zh"]
    text = situated.lifted.text
    begin, _ = clause(text, draft.reading.start)
    each = None if number is None else _last_each(text, begin, number[0], knowledge)
    if each is None or number is None or draft.reading.pattern.suffix:
        return None
    verbs = {verb for name in DEEDS for verb in classes[name]}
    first = max((verb for verb in verbs if text[begin:].lstrip().startswith(verb)), key=len, default="")
    start = begin + len(text[begin:]) - len(text[begin:].lstrip()) + len(first)
    counted = _uncounted(text[start : each[0]], knowledge)
    found = alike(situated, _split(text, (start, start + len(counted)), knowledge), knowledge)
    deed = text[each[1] : number[0]].strip() or first
    if found is None or text[slice(*found.lead)] or text[slice(*found.head)].strip() or (deed and deed not in verbs):
        return None
    behind = [(start, stop) for start, stop in draft.phrase.stretches if start >= number[1]]
    kept = "" if deed in classes["having"] else deed
    said = kept + "".join(words_of(situated, stretch, knowledge) for stretch in behind)
    told = said or draft.facilities
    return [of_thing(draft, thing, said, (begin, each[1]), knowledge) for thing in found.things if told]


def _uncounted(words: str, knowledge: Knowledge) -> str:
    """Words of a list without how many it holds: 甲省、乙省两省."""
    bare_list = words.rstrip(" " + NUMERIC)
    counts = (word for word in knowledge.cues.classes["zh"]["talk"] if bare_list.endswith(word))
    return bare_list.removesuffix(max(counts, key=len, default=""))


def _last_each(text: str, begin: int, stop: int, knowledge: Knowledge) -> tuple[int, int] | None:
    """Where 各 stands last before a number in its clause."""
    found = list(knowledge.cues.one["each"].finditer(text, begin, stop))
    return found[-1].span() if found else None


def _split(text: str, stretch: tuple[int, int], knowledge: Knowledge) -> list[tuple[int, int]]:
    """The parts of a list, by the joints outside of brackets."""
    joints = [
        m.span()
        for m in knowledge.cues.one[JOINT].finditer(text, *stretch)
        if not is_inside(text, stretch[0], m.start())
    ]
    starts = [stretch[0], *(stop for _, stop in joints)]
    return list(zip(starts, [*(start for start, _ in joints), stretch[1]], strict=True))


def _thing(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> Thing | None:
    """The thing that a stretch begins with, its bracket included."""
    text, (start, stop) = situated.lifted.text, stretch
    start += len(text[start:stop]) - len(text[start:stop].lstrip(" " + NO_KIND))
    mentions = [mention for mention in mentions_in(situated, (start, min(start + 1, stop))) if mention.kind in KINDS]
    called = [
        word for name in CALLED for word in knowledge.cues.classes["zh"][name] if text.startswith(word, start, stop)
    ]
    end = start + (1 if mentions else len(max(called, key=len, default="")))
    opens = end if text.startswith("(", end, stop) else -1
    if end == start:
        opens = text.find("(", start, stop)
    close = text.find(")", opens, stop) + 1 if opens >= start else 0
    if close:
        mention = mentions[0] if mentions else None
        return Thing(mention.kind if mention is not None else BRACKETED, start, close, mention, plain=False)
    if end == start:
        return None
    return Thing(mentions[0].kind if mentions else "called", start, end, mentions[0] if mentions else None)
