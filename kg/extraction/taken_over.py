"""What a draft takes over from the ones before it in its sentence: facilities that they count, or what they measure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.bare_words import normal
from kg.extraction.clause_ends import clause
from kg.extraction.drafts import PART, SHARE, Draft, share_of, stretches_told, whole_of
from kg.extraction.heads import anew, of_others
from kg.extraction.indicators import SHORTEST
from kg.extraction.left_out import said_before
from kg.extraction.readings import is_change, told_after, unit_in
from kg.extraction.stretch_places import behind_places
from kg.extraction.units import counts_others, kind_of
from kg.knowledge.say import JOINT
from kg.model import Quantity
from kg.text.quantities import PERCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.readings import Reading
    from kg.knowledge.types import Knowledge
    from kg.model import Mention

MADE = ("anew", "redone", "action", "acted")  # classes of verbs of what is made, or done to something


def with_facilities(draft: Draft, drafts: Sequence[Draft], knowledge: Knowledge) -> Draft:
    """A draft with the facilities that the clause before it counts, or that what it is a change of was told of."""
    reading, words, last = draft.reading, draft.words, drafts[-1]
    if draft.facilities:
        return draft
    follows = _follows(last.reading, reading) and _goes_on(last, words)
    if follows and not draft.phrase.regions and not reading.pattern.of and _is_of_them(reading, words, knowledge):
        of = _counted(drafts, knowledge)
        return replace(draft, facilities=of.facilities, inherited=(*of.inherited, *stretches_told(of)))
    if is_change(reading.pattern.suffix, knowledge) and len(words) >= SHORTEST:
        told = next((one for one in reversed(drafts) if one.facilities and one.words.endswith(words)), None)
        return draft if told is None else replace(draft, facilities=told.facilities, inherited=stretches_told(told))
    return draft


def with_name(
    draft: Draft, stretches: tuple[tuple[int, int], ...], drafts: Sequence[Draft], knowledge: Knowledge, *, placed: bool
) -> Draft:
    """A draft with what the ones before it name, where its own words say too little.

    `stretches` are those of lifted text that its words stand in; `placed` tells that they name a place.
    """
    reading, words, label, last = draft.reading, draft.words, draft.label, drafts[-1]
    if _names_nothing(draft, drafts, knowledge, placed=placed):
        return _again(draft, drafts, knowledge)
    if (of := said_before(last, reading, stretches, draft.phrase, knowledge)) is not None:
        facilities = draft.facilities or (() if of and anew(of, knowledge) == of else last.facilities)
        draft = replace(draft, facilities=facilities, words=normal(of, knowledge) + words, label=of + label)
    elif len(words) < SHORTEST and _measures_them(reading, like := _like(reading, drafts, knowledge), knowledge):
        return replace(draft, words=like.words, label=like.label, inherited=stretches_told(like))
    elif not draft.facilities and (of := _of_others(last, reading, label, knowledge)):
        draft = replace(draft, words=normal(of, knowledge), label=of)
    elif not draft.facilities and _is_part(reading, like := _like(reading, drafts, knowledge), words, knowledge):
        whole = whole_of(like)
        draft = replace(draft, words=normal(whole, knowledge) + words, label=f"{whole} ({label})")
    else:
        return draft
    return replace(draft, inherited=stretches_told(last))


def _names_nothing(draft: Draft, drafts: Sequence[Draft], knowledge: Knowledge, *, placed: bool) -> bool:
    """Whether a clause names nothing and goes on about the same thing, or names only where: 京津冀区域达到30%以上."""
    reading, words, classes = draft.reading, draft.words, knowledge.cues.classes["zh"]
    pattern = reading.pattern
    elsewhere = placed and words in classes["places_only"]
    mere = len(words) < SHORTEST or elsewhere or words in classes["mere"] or _repeats(drafts, words, knowledge)
    # 在全国31个省份开展…: those for whom something is done go on about nothing
    if not mere or draft.facilities or behind_places(reading.situated, reading.end - 1, knowledge) > 0:
        return False
    return elsewhere or bool(pattern.suffix) or not pattern.feature or pattern.feature[0] == "before"


def _again(draft: Draft, drafts: Sequence[Draft], knowledge: Knowledge) -> Draft:
    """A draft that names nothing, as one of what the last one measures; a change is one of all that it was told of."""
    pattern, last = draft.reading.pattern, _like(draft.reading, drafts, knowledge)
    drafts = drafts[: drafts.index(last) + 1]
    part = share_of(last)
    averaged = draft.words if draft.words in knowledge.cues.classes["zh"]["averaged"] else ""
    words, label = (averaged + _in_all(said, knowledge) + part for said in (last.words, last.label))
    shared = pattern.statistic == SHARE and draft.reading.value is not None
    together = (pattern.suffix or not pattern.feature) and not shared
    facilities = _all_facilities(drafts) if together else last.facilities
    return replace(draft, facilities=facilities, words=words, label=label, inherited=stretches_told(last))


def _of_others(before: Draft, reading: Reading, label: str, knowledge: Knowledge) -> str:
    """What was measured in the same unit before, of those whom alone the words of a number name."""
    same = not reading.pattern.suffix and unit_in(reading) == unit_in(before.reading)
    return of_others(whole_of(before) + share_of(before), label, knowledge) if same else ""


def _repeats(drafts: Sequence[Draft], words: str, knowledge: Knowledge) -> bool:
    """Whether words tell of what was measured only for how many it was: 死亡率为每千活产2.8人，每千活产增加0.4人."""
    per = words.startswith(knowledge.cues.classes["zh"]["per_head"])
    return per and bool(drafts) and drafts[-1].words != words and drafts[-1].words.endswith(words)


def _like(reading: Reading, drafts: Sequence[Draft], knowledge: Knowledge) -> Draft:
    """The last draft, or the one before those that tell its change or share: 医院7张(占78%)，诊所2张(占22%)."""
    told = next((draft for draft in reversed(drafts) if not _is_of_one_before(draft, knowledge)), drafts[-1])
    return told if _is_in_its_unit(reading, told) else drafts[-1]


def _is_of_one_before(draft: Draft, knowledge: Knowledge) -> bool:
    """Whether a draft tells only what share or change there is of the one before it."""
    pattern = draft.reading.pattern
    return bool(draft.inherited) and (pattern.statistic == SHARE or is_change(pattern.suffix, knowledge))


def _is_in_its_unit(reading: Reading, before: Draft) -> bool:
    """Whether a number has the unit of one before it, or that with which its name ends: 诊疗人次9亿，医院4亿人次."""
    unit, told = unit_in(reading), unit_in(before.reading)
    return unit == told or (bool(unit) and told == "" and before.words.endswith(str(unit)))


def _measures_them(reading: Reading, before: Draft, knowledge: Knowledge) -> bool:
    """Whether a number is of what was told in its unit before, which counts no facilities: 使用率79%，其中医院86%."""
    if reading.value is None or not isinstance(reading.value.value, Quantity):
        return False
    counts = kind_of(reading.value, knowledge) == "count" and not counts_others(reading.value.value, knowledge)
    plain = not reading.value.value.unit and not _counts_facilities(before)  # 总诊疗人次101亿，其中医院43亿
    return (plain or not counts) and not reading.pattern.of and _is_in_its_unit(reading, before)


def _is_part(reading: Reading, before: Draft, words: str, knowledge: Knowledge) -> bool:
    """Whether a few words name a part of what was counted before: 新增病例36例，其中境外输入9例，本地27例."""
    text = reading.situated.lifted.text
    begin, _ = clause(text, reading.start)
    classes = knowledge.cues.classes["zh"]
    among = any(word in text[begin : reading.start] for word in classes["among"])
    aged = among and words.endswith(classes["behind"])  # 其中65岁及以上98万人
    short = aged or (len(words) <= PART and not words.endswith(classes["measured"]))
    units, people = {unit_in(reading), unit_in(before.reading)}, knowledge.cues.classes["zh"]["people_units"]
    counted = (len(units) == 1 or units <= set(people)) and not reading.pattern.suffix
    told = among or before.label != whole_of(before) or _is_listed_kind(reading, before, knowledge)
    return told and short and counted


def _is_listed_kind(reading: Reading, before: Draft, knowledge: Knowledge) -> bool:
    """Whether a list goes on to another kind than the facilities of which a sum was told: 小学1000元、初中1250元."""
    between = reading.situated.lifted.text[before.reading.end : reading.start]
    listed = between.startswith(tuple(knowledge.cues.classes["zh"][JOINT])) and not between.startswith(",")
    measured = before.label.endswith(knowledge.cues.classes["zh"]["measured"]) and bool(before.facilities)
    return listed and measured and reading.value is not None and kind_of(reading.value, knowledge) != "count"


def _in_all(label: str, knowledge: Knowledge) -> str:
    """A label without the mean that was told of it (日均旅客): what follows is one of the thing itself."""
    mean = next((word for word in knowledge.cues.classes["zh"]["averaged"] if label.startswith(word)), "")
    return label.removeprefix(mean)


def _is_of_them(reading: Reading, words: str, knowledge: Knowledge) -> bool:
    """Whether a clause may go on about what was counted before it: by a share, or by a number behind its head.

    3756所互联网医院，诊疗人次高达1.3亿 does; 35个基地，成立了33支队伍 counts something else; 全省… and 每千人口… are
    about all of it.
    """
    quantity = reading.value.value if reading.value is not None else None
    share = isinstance(quantity, Quantity) and quantity.unit == PERCENT
    if words.startswith(knowledge.cues.classes["zh"]["per_head"]) or _makes(reading, words, knowledge):
        return False
    if words.endswith(knowledge.cues.classes["zh"]["establishments"]):
        return False  # 养老机构128个，儿童福利和救助机构6个
    sentence, lifted = reading.situated.sentence, reading.situated.lifted
    begin, end = clause(lifted.text, reading.start)
    if sentence.folded.startswith(knowledge.cues.classes["zh"]["whole"], lifted.offset(begin) - sentence.span.start):
        return False
    return share or not told_after(lifted.text, begin, end, knowledge)


def _makes(reading: Reading, words: str, knowledge: Knowledge) -> bool:
    """Whether words tell of things that are made, counted as facilities are: 新建食堂15家，打造幸福院20个."""
    quantity = reading.value.value if reading.value is not None else None
    if reading.value is None or not isinstance(quantity, Quantity) or kind_of(reading.value, knowledge) != "count":
        return False
    made = any(knowledge.cues.one[name].match(words) for name in MADE)
    return made and not counts_others(quantity, knowledge)


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
