"""The time that a sentence goes on from: one that a sentence before it told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kg.extraction.bare_words import HAN
from kg.extraction.datings import is_beside, is_multiplied, made_known, may_govern
from kg.extraction.outline import behind_number
from kg.extraction.title_kinds import is_tale
from kg.model import Mention, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

CLAUSE_MARKS = (",", ":")
PASSING = ("date", "asof")  # senses of the time of an event that a sentence tells on the way
TURN, OPENING = 12, 6  # code points in which a sentence turns to something else, or names its period


def carried_time(  # noqa: PLR0913  what a time goes on from
    carried: Mention | None,
    before: Situated | None,
    sentence: Situated,
    dates: frozenset[int],
    knowledge: Knowledge,
    *,
    goes_on: bool,
) -> Mention | None:
    """The time that a sentence inherits from the ones before it in its block, or from what it goes on about.

    After a semicolon any time goes on, and where a sentence `goes_on` (其中，…). After a full stop a deadline under a
    policy does (到2020年，…。…达到…), and a period that opened its sentence (2020年1—11月，…。其中…), until the text
    turns to something else (此外, 目前).
    """
    if before is None or not (goes_on or before.sentence.block == sentence.sentence.block):
        return None
    times = [
        mention
        for mention in before.mentions
        if mention.kind == "time"
        and may_govern(mention, before, dates, knowledge)
        and not is_multiplied(mention, before, knowledge)
        and not made_known(mention, before, knowledge)
        and not is_beside(mention, before)
    ]
    last = _widest(carried, times, before, knowledge)
    among = sentence.sentence.folded.lstrip().startswith(knowledge.cues.classes["zh"]["among"])
    if last is None or (is_of_one_deed(last, before, knowledge) and not among):
        return None
    if goes_on or before.sentence.folded.rstrip().endswith(";"):
        return last
    if _is_still_due(last, sentence, knowledge):
        return last
    under = sentence.scope is not None and not sentence.scope.inline and sentence.mood != "report"
    if under and sentence.scope is not None and not is_tale(sentence.scope.policy.label, knowledge):
        return None
    turned = _turns(sentence, knowledge)
    opened = last is carried or _opens(last, before, knowledge)
    window = last.sense == "interval" and _ends_today(last)
    within = isinstance(last.value, Period) and last.value.start.year == last.value.end.year  # not 2012年到2021年
    lasting = within and last.sense != "plan" and not window
    return last if opened and not turned and lasting else None


def _widest(
    carried: Mention | None, times: Sequence[Mention], before: Situated, knowledge: Knowledge
) -> Mention | None:
    """The last time of a sentence, but the one that was carried to it where it told days of that: …于10月中旬通过."""
    if not times or carried is None or not isinstance(carried.value, Period):
        return times[-1] if times else carried
    within = all(
        not _opens(mention, before, knowledge)
        and mention.sense in PASSING
        and isinstance(mention.value, Period)
        and carried.value.start <= mention.value.start <= mention.value.end <= carried.value.end
        for mention in times
    )
    return carried if within else times[-1]


def _turns(sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a sentence begins with words that turn to something else: 此外, 目前."""
    return knowledge.cues.one["turn"].search(sentence.sentence.folded[:TURN]) is not None


def _is_still_due(last: Mention, sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a deadline holds for the next sentence: under a policy, where plans are told, where English bids."""
    told = sentence.scope is not None and sentence.scope.span.end <= sentence.sentence.span.start
    if told and last.sense in {"deadline", "plan"}:
        return True
    planned = sentence.scope is None and sentence.mood == "plan" and not _turns(sentence, knowledge)
    return last.sense == "deadline" and (planned or _goes_on_in_english(sentence, knowledge))


def is_of_one_deed(last: Mention, before: Situated, knowledge: Knowledge) -> bool:
    """Whether a time in the middle of a sentence is when one thing of it is due: 县医院要在6月底前建成….

    A year is that where it opens no clause: 推进开发，到2023年建成一期工程.
    """
    text, start = before.sentence.folded, before.sentence.span.start
    told = start <= last.span.start < before.sentence.span.end
    year = isinstance(last.value, Period) and last.value.precision == "year"
    parted = year and text.startswith(CLAUSE_MARKS, last.span.end - start)
    day = last.sense == "deadline" and not parted
    return told and day and HAN.search(before.sentence.folded) is not None and not _leads(last, before, knowledge)


def _leads(last: Mention, before: Situated, knowledge: Knowledge) -> bool:
    """Whether a time stands first in its sentence, behind no more than its number and 力争, or behind 要求 or 提出."""
    text, at = before.sentence.folded, last.span.start - before.sentence.span.start
    asked = text[:at].rstrip(" ,:").endswith(knowledge.cues.classes["zh"]["asks"])
    return asked or at - behind_number(text, knowledge) <= OPENING


def _goes_on_in_english(sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether an English sentence goes on with what ought to be so, without a turn: By 2030, …. There will be V."""
    text = sentence.sentence.folded
    ought = HAN.search(text) is None and knowledge.cues.one["ought"].search(text) is not None
    return ought and not _turns(sentence, knowledge)


def _opens(time: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a time opens its sentence, behind who made it known or a view on it: 某局数据显示，…."""
    sentence = situated.sentence
    at = time.span.start - sentence.span.start
    if at <= OPENING:
        return True
    named = tuple(knowledge.cues.classes["zh"]["made_known"] + knowledge.cues.classes["zh"]["viewed"])
    numbers = (m for m in situated.mentions if m.kind == "quantity" and m.span.end <= time.span.start)
    return sentence.folded[:at].rstrip(" ,").endswith(named) and next(numbers, None) is None


def _ends_today(time: Mention) -> bool:
    """Whether a stretch ends (近三个月) with the document's day, and not with a month that it names (1—2月)."""
    period = time.value
    if not isinstance(period, Period) or period.basis != "relative":
        return False
    return period.start.day != 1 or (period.end + timedelta(days=1)).day != 1
