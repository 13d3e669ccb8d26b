"""From a draft to the figure that it tells, or to nothing where its words name nothing or claim nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.extraction.bare_words import HAN
from kg.extraction.claims import claim_of
from kg.extraction.clause_ends import clause
from kg.extraction.force import modality_of
from kg.extraction.indicators import indicator, statistic_of
from kg.extraction.quotes import quotes
from kg.extraction.readings import Reading, mentions_in, numbers_in, own_clause, span_of
from kg.extraction.stretch_places import behind_places
from kg.extraction.times import as_of, baseline_of, before_base, began, deadline
from kg.extraction.units import counts_others, kind_of, unit_of
from kg.knowledge.say import JOINT, NUMERIC
from kg.model import Document, Entity, Figure, Mention, Period, Quantity
from kg.terms import CHINA, VOC
from kg.text.fold import fold
from kg.text.quantities import PERCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.standpoint import Standpoint
    from kg.knowledge.types import Knowledge

RATE = "stat-rate"  # of a percentage that is no part of a whole
SHARE, TELLING = "stat-share", 4  # a share of something is told in at least so many characters: not 90%的家庭
VERB = 2  # characters of a verb that says nothing more of a bare noun
NEAR = 6  # characters of the verb between 至少 and its number: 至少建成1所
WHOLE = 100  # per cent that a target of all is: ≥, as nothing is more
# What begins words that stand for something said before: 该企业, 高于北京市, 比十八大前.
NO_START = ("those", "above", "versus")
# Words that alone tell of nothing that is counted or measured: bare nouns, places, verbs and adverbs.
NAMELESS = ("generic", "places_only", "mere", "having", "equip", "action", "achieve", "adverb")


def measured(
    draft: Draft, time: Mention | None, here: Standpoint, document: Document, knowledge: Knowledge
) -> Figure | None:
    """The figure of a draft; None where its words name nothing that is measured, or claim nothing of it."""
    reading, quantity = draft.reading, _quantity(draft.reading)
    of = _indicator(draft, quantity, knowledge)
    claim = (draft.claim or claim_of(reading, time, here, knowledge)) if of is not None else ""
    if of is None or not claim or (claim == "observation" and _is_under_way(reading, knowledge)):
        return None
    target = claim == "target"
    policy = _setter(reading) if target else None
    modality, hedge = modality_of(reading, knowledge) if target else ("", "")
    return Figure(
        kind=claim,
        indicator=of,
        quantity=_compared(quantity, draft, knowledge) if target else quantity,
        evidence=quotes(draft, time, document, with_policy=policy is not None),
        policy=policy,
        facilities=_entities(draft.facilities),
        period=_deadline(reading, time, policy, here, knowledge) if target else as_of(time, here.known),
        region=_region(draft),
        baseline=baseline_of(reading, knowledge),
        modality=modality,
        hedge=hedge,
    )


def _region(draft: Draft) -> Entity | None:
    """The place that a figure is of, by its own words or by its sentence; the whole country is none."""
    places = draft.phrase.regions or ([draft.place] if draft.place is not None else [])
    return next((entity for entity in _entities(places) if entity.concept != CHINA), None)


def _setter(reading: Reading) -> Entity | None:
    """The policy that sets a target: the one that governs, or that the sentence names before the number.

    English names it behind: …, according to the plan.
    """
    scope = reading.situated.scope
    if reading.pattern.language == "en":
        return None if scope is None else scope.policy
    behind = scope is not None and scope.span.start >= reading.situated.lifted.offset(reading.end - 1)
    return None if scope is None or (scope.inline and behind) else scope.policy


def earlier(figure: Figure, draft: Draft, time: Mention | None, here: Standpoint, document: Document) -> Figure | None:
    """What a change began with, where its words say when that was: 由2015年的3.1张提高到2020年的4.2张.

    What changed within years (2015—2019年，由3.1张提高到4.2张) began in the first of them.
    """
    reading = draft.reading
    told = [mention for mention in before_base(reading) if mention.kind == "time"]
    times = (mention.value for mention in (*told, began(time)) if mention is not None)
    before = next((value for value in times if isinstance(value, Period)), None)
    value = next((m.value for m in reading.mentions("base")), None)
    if before is None or not isinstance(value, Quantity) or value.unit != figure.quantity.unit:
        return None
    if reading.pattern.suffix:
        return None  # what a change began with is no change
    if figure.kind == "target" and (here.known is None or before.end > here.known):
        return None
    return Figure(
        kind="observation",
        indicator=figure.indicator,
        quantity=value,
        evidence=quotes(draft, None, document, with_policy=False),
        facilities=figure.facilities,
        period=before,
        region=figure.region,
    )


def is_known(draft: Draft, knowledge: Knowledge) -> bool:
    """Whether the vocabulary has the indicator of a draft, or what it counts and no more."""
    of = _indicator(draft, _quantity(draft.reading), knowledge)
    return of is not None and bool(of.concept)


def _indicator(draft: Draft, quantity: Quantity, knowledge: Knowledge) -> Entity | None:
    """What the words of a draft measure, if they name anything."""
    pattern = draft.reading.pattern
    reading = draft.reading
    if _is_no_coverage(reading, knowledge) or _is_for_some(draft, knowledge) or _is_turnover(reading, knowledge):
        return None
    short = pattern.statistic == SHARE and not pattern.of and len(draft.words + pattern.suffix) < TELLING
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
    counts = bool(_entities(draft.facilities)) and not counts_others(quantity, knowledge)
    return indicator(named, (statistic, unit), counts_facility=counts, knowledge=knowledge)


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


def _deadline(
    reading: Reading, time: Mention | None, policy: Entity | None, here: Standpoint, knowledge: Knowledge
) -> Period | None:
    """The deadline of a target: no time that was over when the document spoke, unless it tells of an aim of then."""
    if time is not None and time.sense == "date" and _is_over(time, here):
        aimed = knowledge.cues.one["openaim"].search(own_clause(reading)) is not None
        if not aimed or (isinstance(time.value, Period) and time.value.precision == "day"):
            time = None
    return deadline(time, policy, knowledge)


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


def _is_under_way(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether coverage is worked for and not told to be there: 全力推进县域医共体全覆盖."""
    begin, _ = clause(reading.situated.lifted.text, reading.start)
    found = knowledge.cues.one["advancing"].search(reading.situated.lifted.text, begin, reading.end)
    return reading.value is None and found is not None


def _is_over(time: Mention, here: Standpoint) -> bool:
    """Whether a time had come when the document spoke: it is when a plan was told, and no deadline of it."""
    return isinstance(time.value, Period) and here.known is not None and time.value.end <= here.known


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


def _quantity(reading: Reading) -> Quantity:
    if reading.value is not None and isinstance(reading.value.value, Quantity):
        return reading.value.value
    said = span_of(reading.situated, (reading.start, reading.end))
    start = said.start - reading.situated.sentence.span.start
    words = reading.situated.sentence.folded[start : start + said.end - said.start]
    return Quantity(Decimal(reading.pattern.value), "%", "ge", text=words)


def _compared(quantity: Quantity, draft: Draft, knowledge: Knowledge) -> Quantity:
    """A target's number with its comparator: the words' own, else ≤ after 降至, ≥ after 达到 or 至少办.

    What is wanted low is ≤ also where it is to 达到 a number: a rate of deaths, days of waiting.
    """
    reading = draft.reading
    if quantity.bound != "eq":
        return quantity
    if reading.pattern.comparator == "le":
        return replace(quantity, bound="le")
    begin, _ = clause(reading.situated.lifted.text, reading.start)
    listed = NUMERIC + " " + "".join(knowledge.cues.classes["zh"][JOINT])  # 达到65%、55%和1.2小时
    before = reading.situated.lifted.text[begin : _place(reading)].rstrip(listed)
    if any(m.end() >= len(before) - NEAR for m in knowledge.cues.one["at_least"].finditer(before)):
        return replace(quantity, bound="ge")
    reaches = any(m.end() >= len(before) - 1 for m in knowledge.cues.one["up"].finditer(before))
    every = quantity.value == WHOLE and quantity.unit == PERCENT and not reading.pattern.statistic.endswith("growth")
    if reading.pattern.comparator != "ge" and not reaches and not every:
        return quantity
    low = draft.words.endswith(knowledge.cues.classes["zh"]["wanted_low"])
    return replace(quantity, bound="le" if low else "ge")


def _place(reading: Reading) -> int:
    """Where in the lifted text the number of a reading stands; where no number is said, the reading itself."""
    situated, value = reading.situated, reading.value
    at = reading.start if value is None else situated.place(value)
    return at if value in mentions_in(situated, (at, at + 1)) else reading.start


def _entities(mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(mention.value for mention in mentions if isinstance(mention.value, Entity)))
