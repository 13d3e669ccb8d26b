"""A reading with its phrase: what a number is of, and what it takes over from its neighbours in the sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.bare_words import normal
from kg.extraction.clause_ends import clause
from kg.extraction.drafts import PART, SHARE, Draft, stretches_told, whole_of
from kg.extraction.elsewhere import is_elsewhere, of_everywhere
from kg.extraction.heads import anew, mere_measure, of_others
from kg.extraction.indicators import SHORTEST
from kg.extraction.leads import carried, led
from kg.extraction.left_out import said_before
from kg.extraction.list_items import completed
from kg.extraction.phrases import Phrase, phrase
from kg.extraction.readings import Reading, is_change, told_after, unit_in
from kg.extraction.stretch_places import behind_places
from kg.extraction.stretches import stretches_of
from kg.extraction.units import counts_others, kind_of
from kg.model import Quantity
from kg.text.quantities import PERCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.phrases import Phrase
    from kg.extraction.readings import Reading
    from kg.knowledge.types import Knowledge
    from kg.model import Mention, Span


def drafts_of(readings: Sequence[Reading], knowledge: Knowledge) -> list[Draft]:
    """The drafts of the readings of one sentence, in order."""
    drafts: list[Draft] = []
    for place in range(len(readings)):
        draft = _elsewhere(_draft(place, readings, drafts, knowledge), drafts, knowledge)
        drafts = completed([*drafts, draft], knowledge)
    return drafts


def _elsewhere(draft: Draft, drafts: Sequence[Draft], knowledge: Knowledge) -> Draft:
    """A draft that names nothing but other places, as one of what was measured before it, there."""
    before = drafts[-1] if drafts and not draft.inherited and not draft.facilities else None
    if before is None or not is_elsewhere((before.reading, before.words), (draft.reading, draft.words), knowledge):
        return draft
    whole = of_everywhere(whole_of(before), knowledge)
    label, words = f"{whole} ({draft.label})", normal(whole, knowledge) + draft.words
    return replace(draft, label=label, words=words, inherited=stretches_told(before))


def _draft(place: int, readings: Sequence[Reading], drafts: Sequence[Draft], knowledge: Knowledge) -> Draft:
    reading = readings[place]
    pattern, situated = reading.pattern, reading.situated
    stretches = stretches_of(place, readings, knowledge)
    own = phrase(situated, stretches, knowledge, keep=bool(pattern.of))
    named = _measure(_of_place(own, place, readings, drafts, knowledge), reading, knowledge)
    facilities = (
        tuple(m for m in reading.mentions(pattern.of) if m.kind == "facility") if pattern.of else named.facilities
    )
    words, label = named.words, named.label
    inherited: tuple[Span, ...] = ()
    follows = bool(drafts) and _follows(drafts[-1].reading, reading) and _goes_on(drafts[-1], words)
    if follows and _is_of_them(reading, words, knowledge) and not facilities and not named.regions and not pattern.of:
        counted = _counted(drafts, knowledge)
        facilities, inherited = counted.facilities, (*counted.inherited, *stretches_told(counted))
    elif is_change(pattern.suffix, knowledge) and not facilities and len(words) >= SHORTEST:
        told = next((draft for draft in reversed(drafts) if draft.facilities and draft.words.endswith(words)), None)
        facilities, inherited = (told.facilities, stretches_told(told)) if told is not None else (facilities, inherited)
    # 京津冀区域达到30%以上: with its place taken out the clause names nothing and goes on about the same thing.
    elsewhere = bool(own.regions) and words in knowledge.cues.classes["zh"]["places_only"]
    mere = words in knowledge.cues.classes["zh"]["mere"] or _repeats(drafts, words, knowledge)
    # 在全国31个省份开展…: those for whom something is done go on about nothing
    for_places = behind_places(situated, reading.end - 1, knowledge) > 0
    lacks = (len(words) < SHORTEST or elsewhere or mere) and not facilities and not for_places
    if drafts and lacks and (elsewhere or pattern.suffix or not pattern.feature or pattern.feature[0] == "before"):
        part = drafts[-1].reading.pattern.suffix if drafts[-1].reading.pattern.statistic == SHARE else ""
        averaged = words if words in knowledge.cues.classes["zh"]["averaged"] else ""
        inherited = stretches_told(drafts[-1])
        words, label = (averaged + _in_all(said, knowledge) + part for said in (drafts[-1].words, drafts[-1].label))
        shared = pattern.statistic == SHARE and reading.value is not None
        together = (pattern.suffix or not pattern.feature) and not shared
        facilities = _all_facilities(drafts) if together else drafts[-1].facilities
    elif drafts and (of := said_before(drafts[-1], reading, stretches, named, knowledge)) is not None:
        facilities = facilities or (() if of and anew(of, knowledge) == of else drafts[-1].facilities)
        words, label, inherited = normal(of, knowledge) + words, of + label, stretches_told(drafts[-1])
    elif drafts and len(words) < SHORTEST and _measures_them(reading, like := _like(reading, drafts), knowledge):
        words, label, inherited = like.words, like.label, stretches_told(like)
    elif drafts and not facilities and (of := _of_others(drafts[-1], reading, label, knowledge)):
        words, label, inherited = normal(of, knowledge), of, stretches_told(drafts[-1])
    elif drafts and not facilities and _is_part(reading, drafts[-1], words, knowledge):
        whole = whole_of(drafts[-1])
        label, words, inherited = f"{whole} ({label})", normal(whole, knowledge) + words, stretches_told(drafts[-1])
    if inherited and not named.regions:
        named = replace(named, regions=drafts[-1].phrase.regions)
    return Draft(reading, named, facilities, words, label, inherited)


def _of_others(before: Draft, reading: Reading, label: str, knowledge: Knowledge) -> str:
    """What was measured in the same unit before, of those whom alone the words of a number name."""
    same = not reading.pattern.suffix and unit_in(reading) == unit_in(before.reading)
    return of_others(whole_of(before), label, knowledge) if same else ""


def _repeats(drafts: Sequence[Draft], words: str, knowledge: Knowledge) -> bool:
    """Whether words tell of what was measured only for how many it was: 死亡率为每千活产2.8人，每千活产增加0.4人."""
    per = words.startswith(knowledge.cues.classes["zh"]["per_head"])
    return per and bool(drafts) and drafts[-1].words != words and drafts[-1].words.endswith(words)


def _like(reading: Reading, drafts: Sequence[Draft]) -> Draft:
    """The last draft, or the one before it where that is a share of it: 医院7张(占78%)，诊所2张(占22%)."""
    shared = len(drafts) > 1 and drafts[-1].reading.pattern.statistic == SHARE and not drafts[-1].reading.pattern.of
    return drafts[-2] if shared and unit_in(drafts[-2].reading) == unit_in(reading) else drafts[-1]


def _measures_them(reading: Reading, before: Draft, knowledge: Knowledge) -> bool:
    """Whether a number is of what was told in its unit before, which counts no facilities: 使用率79%，其中医院86%."""
    if reading.value is None or not isinstance(reading.value.value, Quantity):
        return False
    counts = kind_of(reading.value, knowledge) == "count" and not counts_others(reading.value.value, knowledge)
    return not counts and not reading.pattern.of and unit_in(reading) == unit_in(before.reading)


def _measure(named: Phrase, reading: Reading, knowledge: Knowledge) -> Phrase:
    """A phrase without the word that a measure was reached; 完成意向面积的10% is a share of it."""
    if not reading.pattern.suffix and unit_in(reading) == PERCENT:
        return named
    label = mere_measure(named.label, knowledge)
    return replace(named, label=label, words=normal(label, knowledge))


def _is_part(reading: Reading, before: Draft, words: str, knowledge: Knowledge) -> bool:
    """Whether a few words name a part of what was counted before: 新增病例36例，其中境外输入9例，本地27例."""
    text = reading.situated.lifted.text
    begin, _ = clause(text, reading.start)
    among = any(word in text[begin : reading.start] for word in knowledge.cues.classes["zh"]["among"])
    short = len(words) <= PART and not words.endswith(knowledge.cues.classes["zh"]["measured"])
    counted = unit_in(reading) == unit_in(before.reading) and not reading.pattern.suffix
    return (among or before.label != whole_of(before)) and short and counted


def _in_all(label: str, knowledge: Knowledge) -> str:
    """A label without the mean that was told of it (日均旅客): what follows is one of the thing itself."""
    mean = next((word for word in knowledge.cues.classes["zh"]["averaged"] if label.startswith(word)), "")
    return label.removeprefix(mean)


def _of_place(
    own: Phrase, place: int, readings: Sequence[Reading], drafts: Sequence[Draft], knowledge: Knowledge
) -> Phrase:
    """The phrase of a reading with the place that leads up to it, or that the number before it is of."""
    reading = readings[place]
    begin, _ = clause(reading.situated.lifted.text, reading.start)
    start = min(max([begin, *(other.end for other in readings[:place])]), reading.start)
    named = led(own, reading, start, knowledge)
    if not drafts or named is not own:
        return named
    before = drafts[-1].phrase
    end = max([drafts[-1].reading.end, *(stop for _, stop in before.stretches)])
    return carried(own, reading, before, end, knowledge)


def _is_of_them(reading: Reading, words: str, knowledge: Knowledge) -> bool:
    """Whether a clause may go on about what was counted before it: by a share, or by a number behind its head.

    3756所互联网医院，诊疗人次高达1.3亿 does; 35个基地，成立了33支队伍 counts something else; 全省… and 每千人口… are
    about all of it.
    """
    quantity = reading.value.value if reading.value is not None else None
    share = isinstance(quantity, Quantity) and quantity.unit == PERCENT
    if words.startswith(knowledge.cues.classes["zh"]["per_head"]):
        return False
    sentence, lifted = reading.situated.sentence, reading.situated.lifted
    begin, end = clause(lifted.text, reading.start)
    if sentence.folded.startswith(knowledge.cues.classes["zh"]["whole"], lifted.offset(begin) - sentence.span.start):
        return False
    return share or not told_after(lifted.text, begin, end, knowledge)


def _follows(earlier: Reading, later: Reading) -> bool:
    """Whether a reading stands in the clause right after another's, of the same sentence."""
    text = earlier.situated.lifted.text
    _, end = clause(text, earlier.start)
    begin, _ = clause(text, later.start)
    return begin == end + 1 and text[end : end + 1] == ","


def _goes_on(draft: Draft, words: str) -> bool:
    """Whether a draft counts facilities and nothing of them, so that the next clause, of these words, is about them.

    One that is about them in this way goes on too: 乡镇卫生院3.3万个，床位150万张，卫生人员160万人.
    """
    also = bool(draft.facilities) and bool(draft.inherited) and len(words) >= SHORTEST
    return also or _counts_facilities(draft)


def _counted(drafts: Sequence[Draft], knowledge: Knowledge) -> Draft:
    """What the next clause is about: the last that was counted, or the whole of which it is a part.

    医院88家，其中三级医院12家，二级医院30家，床位2.3万张 tells of the beds of all 88.
    """
    for place in range(len(drafts) - 1, 0, -1):
        draft, before = drafts[place], drafts[place - 1]
        if draft.inherited or not _counts_facilities(draft) or not _follows(before.reading, draft.reading):
            break
        text, at = draft.reading.situated.lifted.text, draft.reading.start
        among = text[clause(text, at)[0] : at].lstrip().startswith(knowledge.cues.classes["zh"]["among"])
        if among and before.facilities and not before.inherited and unit_in(before.reading) == unit_in(draft.reading):
            return before
    return drafts[-1]


def _counts_facilities(draft: Draft) -> bool:
    return bool(draft.facilities) and len(draft.words) < SHORTEST


def _all_facilities(drafts: Sequence[Draft]) -> tuple[Mention, ...]:
    """The facility types of all drafts of a sentence that are measured by the words of the last one."""
    same = [draft for draft in drafts if draft.words == drafts[-1].words]
    return tuple(mention for draft in same for mention in draft.facilities)
