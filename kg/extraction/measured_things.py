"""What the words of a draft measure; nothing where they name no thing, or only for whom, how big or how covered."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.extraction.bare_words import HAN
from kg.extraction.clause_ends import clause
from kg.extraction.drafts import SHARE
from kg.extraction.indicators import indicator, statistic_of
from kg.extraction.readings import Reading, numbers_in, span_of
from kg.extraction.stretch_places import behind_places
from kg.extraction.units import counts_others, kind_of, unit_of
from kg.knowledge.say import JOINT, NUMERIC
from kg.model import Entity, Quantity
from kg.terms import VOC
from kg.text.fold import fold

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.knowledge.types import Knowledge

RATE = "stat-rate"  # of a percentage that is no part of a whole
TELLING = 4  # a share of something is told in at least so many characters: not 90%的家庭
VERB = 2  # characters of a verb that says nothing more of a bare noun
# What begins words that stand for something said before: 该企业, 高于北京市, 比十八大前.
NO_START = ("those", "above", "versus")
# Words that alone tell of nothing that is counted or measured: bare nouns, places, verbs and adverbs.
NAMELESS = ("generic", "places_only", "mere", "having", "equip", "action", "achieve", "adverb")


def indicator_of(draft: Draft, quantity: Quantity, knowledge: Knowledge) -> Entity | None:
    """What the words of a draft measure, if they name anything."""
    pattern = draft.reading.pattern
    reading = draft.reading
    if _is_no_coverage(reading, knowledge) or _is_for_some(draft, knowledge) or _is_turnover(reading, knowledge):
        return None
    usual = draft.words + pattern.suffix in knowledge.cues.classes["zh"]["short_shares"]  # 药占比
    short = pattern.statistic == SHARE and not pattern.of and not usual and len(draft.words + pattern.suffix) < TELLING
    if (short and HAN.search(draft.words)) or _is_share_of_nothing(draft):
        return None
    if any(knowledge.cues.one[name].match(draft.label) for name in NO_START):
        return None
    if not draft.facilities and not draft.phrase.regions and _names_nothing(draft, knowledge):
        return None
    unit, kind = unit_of(quantity, knowledge)
    label, words = draft.label, draft.words
    classes = knowledge.cues.classes["zh"]
    over = kind == "percent" and (words + pattern.suffix).endswith(classes["over_whole"])  # 计划完成率120%
    statistic = VOC + (pattern.statistic or (RATE if over else statistic_of(kind, quantity.value)))
    nameless = words.endswith(classes["newly"]) or any(words in classes[name] for name in NAMELESS)
    if draft.facilities and nameless:
        of = fold(draft.facilities[-1].text)  # 抽查48家医院 counts hospitals that were inspected, not hospitals
        label, words = label + of, words + of
    named = (label, words, pattern.suffix)
    counted = any(isinstance(mention.value, Entity) for mention in draft.facilities)
    counts = counted and not counts_others(quantity, knowledge)
    return indicator(named, (statistic, unit), counts_facility=counts, knowledge=knowledge)


def is_known(draft: Draft, knowledge: Knowledge) -> bool:
    """Whether the vocabulary has the indicator of a draft, or what it counts and no more."""
    of = indicator_of(draft, quantity_of(draft.reading), knowledge)
    return of is not None and bool(of.concept)


def _is_turnover(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a sum says how big those are that are named right behind it: 百亿元以上产业集群."""
    if reading.value is None or not isinstance(reading.value.value, Quantity):
        return False
    classes = knowledge.cues.classes["zh"]
    sentence, behind = reading.situated.sentence, reading.value.text.rstrip().endswith(classes["behind"])
    named = sentence.folded.startswith(classes["sized_in_money"], reading.value.span.end - sentence.span.start)
    return behind and named and kind_of(reading.value, knowledge) == "money"


def _is_share_of_nothing(draft: Draft) -> bool:
    """Whether a share is told of which no word says what it is a share of: 医院38.8亿人次(占45.8%)."""
    pattern = draft.reading.pattern
    told = pattern.of or draft.words or draft.reading.value is None
    return pattern.statistic == SHARE and bool(pattern.suffix) and not told


def _is_no_coverage(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether words of coverage tell of so many places (23个省份实现全覆盖), or describe: 全覆盖、人性化的服务."""
    if reading.value is not None:
        return False
    text, classes = reading.situated.lifted.text, knowledge.cues.classes["zh"]
    begin, end = clause(text, reading.start)
    opened = text.rfind("“", begin, reading.end)
    if opened > begin and text[opened - 1] in NUMERIC:
        return True  # 实现五个“全覆盖”
    listed = text[: reading.end].endswith(classes[JOINT])
    describes = listed and any(word in text[reading.end : end] for word in classes["filler"])
    return describes or any(
        text.startswith(classes["place_noun"], at + 1) for at in numbers_in(text, begin, reading.start)
    )


def _is_for_some(draft: Draft, knowledge: Knowledge) -> bool:
    """Whether its clause tells for how many of something a number is, and its words do not: 每600名学生至少配备1名."""
    text, start = draft.reading.situated.lifted.text, draft.reading.start
    per = knowledge.cues.classes["zh"]["per"]
    begin, _ = clause(text, start)
    told = (at for at in numbers_in(text, begin, start) if text[begin:at].rstrip().endswith(per))
    return any(not any(first <= at < last for first, last in draft.phrase.stretches) for at in told)


def _names_nothing(draft: Draft, knowledge: Knowledge) -> bool:
    """Whether the words of a figure are no more than 国家和地区, or what is covered is a verb alone: 坚持全面覆盖."""
    names = NAMELESS if draft.reading.pattern.statistic == SHARE else (*NAMELESS, "headless")
    if any(draft.words in knowledge.cues.classes["zh"][name] for name in names):
        return True
    generic = knowledge.cues.classes["zh"]["generic"]
    if any(draft.words.endswith(noun) and len(draft.words) <= len(noun) + VERB for noun in generic):
        return True  # 吸引国家和地区
    led = draft.label.startswith(knowledge.cues.classes["zh"]["done_for"])
    if led and behind_places(draft.reading.situated, draft.reading.end - 1, knowledge):
        return True  # 向非洲、亚洲的76个国家: for whom, and not what
    return draft.reading.value is None and HAN.search(draft.words) is not None and len(draft.words) < TELLING


def quantity_of(reading: Reading) -> Quantity:
    """The number of a reading; where its words only mean one (全覆盖), at least what the pattern says, in per cent."""
    if reading.value is not None and isinstance(reading.value.value, Quantity):
        return reading.value.value
    said = span_of(reading.situated, (reading.start, reading.end))
    start = said.start - reading.situated.sentence.span.start
    words = reading.situated.sentence.folded[start : start + said.end - said.start]
    return Quantity(Decimal(reading.pattern.value), "%", "ge", text=words)
