"""A reading with its phrase: what a number is of, and what it takes over from its neighbours in the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extraction.elsewhere import is_elsewhere, of_everywhere
from kg.extraction.heads import anew, counterpart, headless, is_headless, mere_measure, of_others
from kg.extraction.leads import carried, led
from kg.extraction.phrases import SHORTEST, Phrase, bare, normal, phrase
from kg.extraction.readings import Reading, clause, is_change, span_of, told_after, unit_in
from kg.extraction.stretches import stretches_of
from kg.extraction.units import counts_others, kind_of
from kg.knowledge.say import CHARACTERS, JOINT, NUMERIC
from kg.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.moods import Claim
    from kg.knowledge.types import Knowledge
    from kg.model import Mention, Span


_PART = re.compile(r" \([^()]*\)$")  # the part that a label names behind the whole
PART = 4  # characters that name a part of something, and nothing of its own
PERCENT = "%"
SAID_OF = ("what",)  # the feature of a share of what is told behind it
SHARE = "stat-share"  # 占比38.1%，同比降低4.3个百分点: the change is one of the share


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading and what it measures: `words` as compared, `label` as written, the facility types it is of.

    `inherited` are stretches of the document that some of it was taken over from; `claim` and `time` are what grammar
    tells already, where it does.
    """

    reading: Reading
    phrase: Phrase
    facilities: tuple[Mention, ...]
    words: str
    label: str
    inherited: tuple[Span, ...] = ()
    claim: Claim = ""
    time: Mention | None = None


def drafts_of(readings: Sequence[Reading], knowledge: Knowledge) -> list[Draft]:
    """The drafts of the readings of one sentence, in order."""
    drafts: list[Draft] = []
    for place in range(len(readings)):
        draft = _elsewhere(_draft(place, readings, drafts, knowledge), drafts, knowledge)
        drafts = _completed([*drafts, draft], knowledge)
    return drafts


def _elsewhere(draft: Draft, drafts: Sequence[Draft], knowledge: Knowledge) -> Draft:
    """A draft that names nothing but other places, as one of what was measured before it, there."""
    before = drafts[-1] if drafts and not draft.inherited and not draft.facilities else None
    if before is None or not is_elsewhere((before.reading, before.words), (draft.reading, draft.words), knowledge):
        return draft
    whole = of_everywhere(_whole(before), knowledge)
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
        facilities, inherited = drafts[-1].facilities, (*drafts[-1].inherited, *stretches_told(drafts[-1]))
    elif is_change(pattern.suffix, knowledge) and not facilities and len(words) >= SHORTEST:
        told = next((draft for draft in reversed(drafts) if draft.facilities and draft.words.endswith(words)), None)
        facilities, inherited = (told.facilities, stretches_told(told)) if told is not None else (facilities, inherited)
    # 京津冀区域达到30%以上: with its place taken out the clause names nothing and goes on about the same thing.
    elsewhere = bool(own.regions) and words in knowledge.cues.classes["zh"]["places_only"]
    mere = words in knowledge.cues.classes["zh"]["mere"] or _repeats(drafts, words, knowledge)
    lacks = (len(words) < SHORTEST or elsewhere or mere) and not facilities
    if drafts and lacks and (elsewhere or pattern.suffix or not pattern.feature or pattern.feature[0] == "before"):
        part = drafts[-1].reading.pattern.suffix if drafts[-1].reading.pattern.statistic == SHARE else ""
        averaged = words if words in knowledge.cues.classes["zh"]["averaged"] else ""
        inherited = stretches_told(drafts[-1])
        words, label = (averaged + _in_all(said, knowledge) + part for said in (drafts[-1].words, drafts[-1].label))
        facilities = _all_facilities(drafts) if pattern.suffix or not pattern.feature else drafts[-1].facilities
    elif drafts and (of := _said_before(drafts[-1], reading, stretches, named, knowledge)) is not None:
        facilities = facilities or (() if of and anew(of, knowledge) == of else drafts[-1].facilities)
        words, label, inherited = normal(of, knowledge) + words, of + label, stretches_told(drafts[-1])
    elif drafts and len(words) < SHORTEST and _measures_them(reading, drafts[-1], knowledge):
        words, label, inherited = drafts[-1].words, drafts[-1].label, stretches_told(drafts[-1])
    elif drafts and not facilities and (of := _of_others(drafts[-1], reading, label, knowledge)):
        words, label, inherited = normal(of, knowledge), of, stretches_told(drafts[-1])
    elif drafts and not facilities and _is_part(reading, drafts[-1], words, knowledge):
        whole = _whole(drafts[-1])
        label, words, inherited = f"{whole} ({label})", normal(whole, knowledge) + words, stretches_told(drafts[-1])
    if inherited and not named.regions:
        named = replace(named, regions=drafts[-1].phrase.regions)
    return Draft(reading, named, facilities, words, label, inherited)


def _of_others(before: Draft, reading: Reading, label: str, knowledge: Knowledge) -> str:
    """What was measured in the same unit before, of those whom alone the words of a number name."""
    same = not reading.pattern.suffix and unit_in(reading) == unit_in(before.reading)
    return of_others(_whole(before), label, knowledge) if same else ""


def _repeats(drafts: Sequence[Draft], words: str, knowledge: Knowledge) -> bool:
    """Whether words tell of what was measured only for how many it was: 死亡率为每千活产2.8人，每千活产增加0.4人."""
    per = words.startswith(knowledge.cues.classes["zh"]["per_head"])
    return per and bool(drafts) and drafts[-1].words != words and drafts[-1].words.endswith(words)


def _measures_them(reading: Reading, before: Draft, knowledge: Knowledge) -> bool:
    """Whether a number is of what was told in its unit before, which counts no facilities: 使用率79%，其中医院86%."""
    if reading.value is None or not isinstance(reading.value.value, Quantity):
        return False
    counts = kind_of(reading.value, knowledge) == "count" and not counts_others(reading.value.value, knowledge)
    return not counts and not reading.pattern.of and unit_in(reading) == unit_in(before.reading)


def _lacks_head(reading: Reading, words: str, knowledge: Knowledge) -> bool:
    """Whether it has to be said before what a measure is of; a share of one is of the whole that was told."""
    return reading.pattern.statistic != SHARE and is_headless(words, knowledge)


def _measure(named: Phrase, reading: Reading, knowledge: Knowledge) -> Phrase:
    """A phrase without the word that a measure was reached; 完成意向面积的10% is a share of it."""
    if not reading.pattern.suffix and unit_in(reading) == PERCENT:
        return named
    label = mere_measure(named.label, knowledge)
    return replace(named, label=label, words=normal(label, knowledge))


def _said_before(
    last: Draft, reading: Reading, stretches: Sequence[tuple[int, int]], named: Phrase, knowledge: Knowledge
) -> str | None:
    """What the words of a number leave out, because it was said of the last one; None where they are whole."""
    words = named.words
    if named.facilities and words in knowledge.cues.classes["zh"]["how_many"]:
        return None  # 中医类机构总数 counts them
    if not named.facilities and (_is_fellow(last, words, knowledge) or _is_of_such(last, words, knowledge)):
        return last.label.removesuffix(counterpart(last.words, knowledge))
    if _is_anew(last, reading, words, knowledge):
        return anew(last.words, knowledge)
    if shared := _listed_anew(reading, knowledge) or _per_capita(last, reading, words, knowledge):
        return shared
    if _lacks_head(reading, words, knowledge):
        return headless(last.label, knowledge)
    return last.label if _of_the_same(reading, stretches, knowledge) else None


def _is_fellow(last: Draft, words: str, knowledge: Knowledge) -> bool:
    """Whether a bare head goes on about the same: 总支出 is that of the fund whose 总收入 was told right before."""
    head = counterpart(last.words, knowledge)
    bare_head = words in knowledge.cues.classes["zh"]["counterparts"]
    told = last.words != head or (bool(last.facilities) and words != head)
    return bare_head and told and bool(head) and last.label.endswith(head)


def _is_of_such(last: Draft, words: str, knowledge: Knowledge) -> bool:
    """Whether a bare head is of such facilities as were counted right before it: 义务教育学校20万所，在校生1.6亿人."""
    value = last.reading.value
    counted = value is not None and isinstance(value.value, Quantity) and not counts_others(value.value, knowledge)
    named = len(last.words) >= PART and not last.reading.pattern.suffix and not counterpart(last.words, knowledge)
    return bool(last.facilities) and bool(counted) and named and words in knowledge.cues.classes["zh"]["counterparts"]


def _is_anew(before: Draft, reading: Reading, words: str, knowledge: Knowledge) -> bool:
    """Whether a thing is the next one of a list of new ones: 新增集群3个、企业23家."""
    between = reading.situated.lifted.text[before.reading.end : reading.start]
    listed = between.startswith(tuple(knowledge.cues.classes["zh"][JOINT])) and not between.startswith(",")
    plain = not reading.pattern.suffix and not before.reading.pattern.suffix
    return listed and plain and len(words) >= SHORTEST and bool(anew(before.words, knowledge))


def _listed_anew(reading: Reading, knowledge: Knowledge) -> str:
    """The word before the first number of a list of new things: 新增7名院士、9个实验室."""
    text, classes = reading.situated.lifted.text, knowledge.cues.classes["zh"]
    begin, _ = clause(text, reading.start)
    said = text[begin : reading.start].lstrip(" " + CHARACTERS["time"] + CHARACTERS["region"])
    verb = anew(said, knowledge)
    counted = verb and said[len(verb) : len(verb) + 1] in tuple(NUMERIC)
    return verb if counted and said.endswith(classes[JOINT]) and not reading.pattern.suffix else ""


def _per_capita(before: Draft, reading: Reading, words: str, knowledge: Knowledge) -> str:
    """For how many a measure is, told of the first of a list: 每千人口医师3.1人、护士3.5人."""
    per = max(
        (p for p in knowledge.cues.classes["zh"]["per_capita"] if before.label.startswith(p)), key=len, default=""
    )
    between = reading.situated.lifted.text[before.reading.end : reading.start].lstrip()
    listed = between.startswith(tuple(knowledge.cues.classes["zh"][JOINT])) and not between.startswith(",")
    quantity = reading.value.value if reading.value is not None else None
    mean = isinstance(quantity, Quantity) and quantity.value != quantity.value.to_integral_value()
    plain = not reading.pattern.suffix and not words.startswith(knowledge.cues.classes["zh"]["per_head"])
    return per if per and listed and mean and plain and len(words) >= SHORTEST else ""


def _is_part(reading: Reading, before: Draft, words: str, knowledge: Knowledge) -> bool:
    """Whether a few words name a part of what was counted before: 新增病例36例，其中境外输入9例，本地27例."""
    text = reading.situated.lifted.text
    begin, _ = clause(text, reading.start)
    among = any(word in text[begin : reading.start] for word in knowledge.cues.classes["zh"]["among"])
    short = len(words) <= PART and not words.endswith(knowledge.cues.classes["zh"]["measured"])
    counted = unit_in(reading) == unit_in(before.reading) and not reading.pattern.suffix
    return (among or before.label != _whole(before)) and short and counted


def _whole(draft: Draft) -> str:
    """What a draft that counts a part of something is a part of."""
    return _PART.sub("", draft.label) if draft.inherited else draft.label


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
    if reading.value is not None and kind_of(reading.value, knowledge) == "doubling":
        return False
    if words.startswith(knowledge.cues.classes["zh"]["per_head"]):
        return False
    sentence, lifted = reading.situated.sentence, reading.situated.lifted
    begin, end = clause(lifted.text, reading.start)
    if sentence.folded.startswith(knowledge.cues.classes["zh"]["whole"], lifted.offset(begin) - sentence.span.start):
        return False
    return share or not told_after(lifted.text, begin, end, knowledge)


def _of_the_same(reading: Reading, stretches: Sequence[tuple[int, int]], knowledge: Knowledge) -> bool:
    """Whether a clause tells only of which whole something is a share: …有5200个，占村庄总数的31.4%."""
    part = reading.role("verb") if not reading.pattern.of else None
    if part is None or "before" not in reading.pattern.feature:
        return False
    return not bare(reading.situated.lifted.text[stretches[0][0] : part[0]], knowledge)


def _completed(drafts: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """Let the items of a list take over what only a later one says.

    99%的A和98%的B都具备了X share the predicate; 13个类别26个国家医学中心, without a joint, the facility type.
    """
    completed: list[Draft] = []
    for draft in reversed(drafts):
        following = completed[-1] if completed else None
        completed.append(draft if following is None else _sharing(draft, following, knowledge))
    return completed[::-1]


def _sharing(draft: Draft, following: Draft, knowledge: Knowledge) -> Draft:
    one, other = draft.reading, following.reading
    if (
        one.pattern.id == other.pattern.id
        and not one.pattern.of
        and one.pattern.feature == SAID_OF
        and _leads_on(one, other, knowledge)
    ):
        return replace(draft, words="", label="")  # what 30%的市和5%的县开展 say they do cannot be told from the last
    if draft.reading.pattern.of:
        lacks = len(draft.words) < SHORTEST and one.pattern.id == other.pattern.id and _adjoin(one, other, knowledge)
        said = following.inherited or stretches_told(following)
        return replace(draft, words=following.words, label=following.label, inherited=said) if lacks else draft
    # 13个类别26个国家医学中心 goes on; 871个县的1381家县级医院 tells whose the second are.
    joints = (*knowledge.cues.classes["zh"][JOINT], *knowledge.cues.classes["zh"]["filler"])
    told = max((stop for _, stop in draft.phrase.stretches), default=0)
    runs_on = (
        told == other.start and not draft.phrase.facilities and not one.situated.lifted.text[:told].endswith(joints)
    )
    return replace(draft, facilities=following.facilities) if runs_on and not draft.facilities else draft


def _leads_on(one: Reading, other: Reading, knowledge: Knowledge) -> bool:
    """Whether a reading runs to the next one of its kind, and ends with a joint of their list."""
    text = one.situated.lifted.text[one.start : other.start].rstrip()
    return one.end >= other.start and text.endswith(knowledge.cues.classes["zh"][JOINT])


def _adjoin(one: Reading, other: Reading, knowledge: Knowledge) -> bool:
    """Whether nothing but a joint of a list stands between two readings of a sentence."""
    between = one.situated.lifted.text[one.end : other.start]
    return not knowledge.cues.one[JOINT].sub("", between).strip()


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
    counts = len(draft.words) < SHORTEST
    return bool(draft.facilities) and (counts or (bool(draft.inherited) and len(words) >= SHORTEST))


def stretches_told(draft: Draft) -> tuple[Span, ...]:
    """The stretches of the document whose words name what a draft measures."""
    return tuple(span_of(draft.reading.situated, stretch) for stretch in draft.phrase.stretches)


def _all_facilities(drafts: Sequence[Draft]) -> tuple[Mention, ...]:
    """The facility types of all drafts of a sentence that are measured by the words of the last one."""
    same = [draft for draft in drafts if draft.words == drafts[-1].words]
    return tuple(mention for draft in same for mention in draft.facilities)
