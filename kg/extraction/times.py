"""When a figure is of: the time that governs it in its sentence, and the period of a plan."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.days import versus
from kg.extraction.readings import Reading, clause
from kg.model import Entity, Mention, Period, Quantity
from kg.text.expressions import expressions
from kg.text.fold import fold
from kg.text.times import Time, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge


def governing(reading: Reading, dates: frozenset[int], knowledge: Knowledge) -> Mention | None:
    """The last time said before the number, else the first one after it in its clause.

    Times that date something else (`dates`) and baselines (较2020年) govern nothing.
    """
    sentence = reading.situated
    baselines = {mention.span for mention in reading.mentions("baseline")}
    times = [
        mention
        for mention in sentence.mentions
        if mention.kind == "time"
        and mention.span not in baselines
        and _governs(mention, sentence, dates, knowledge)
        and not _is_multiplied(mention, reading, knowledge)
    ]
    _begin, end = clause(sentence.lifted.text, reading.start)
    at = sentence.lifted.offset(reading.end)
    before = [mention for mention in times if mention.span.start < at]
    if before:
        return _as_of(before)
    last = sentence.lifted.offset(end)
    return next((mention for mention in times if mention.span.start < last), None)


def carried_time(
    carried: Mention | None, before: Situated | None, sentence: Situated, dates: frozenset[int], knowledge: Knowledge
) -> Mention | None:
    """The time that a sentence inherits from the ones before it in its block.

    After a semicolon any time goes on. After a full stop a deadline under a policy does (到2020年，…。…达到…), and a
    period that opened its sentence (2020年1—11月，…。其中…), until the text turns to something else (此外, 目前).
    """
    if before is None or before.sentence.block != sentence.sentence.block:
        return None
    times = [m for m in before.mentions if m.kind == "time" and _governs(m, before, dates, knowledge)]
    last = times[-1] if times else carried
    if last is None or before.sentence.folded.rstrip().endswith(";"):
        return last
    if sentence.scope is not None and not sentence.scope.inline:
        return last if last.sense in {"deadline", "plan"} else None
    turned = knowledge.cues.one["turn"].search(sentence.sentence.folded[:TURN]) is not None
    opened = last is carried or last.span.start - before.sentence.span.start <= OPENING
    return last if opened and not turned and isinstance(last.value, Period) and last.sense != "plan" else None


def _as_of(times: Sequence[Mention]) -> Mention:
    """The last of the times before a number, but the day up to which is counted, not its year: 截至6月底，今年已…."""
    last = times[-1]
    if not isinstance(last.value, Period) or last.value.precision != "year" or last.sense != "date":
        return last
    days = (m for m in times if m.sense == "asof" and isinstance(m.value, Period) and m.value.precision != "year")
    return next((day for day in days if _within(day, last)), last)


def _within(day: Mention, year: Mention) -> bool:
    inner, outer = day.value, year.value
    return isinstance(inner, Period) and isinstance(outer, Period) and outer.start <= inner.start <= outer.end


FILLER = "filler"  # the class of 的
NO_DEADLINE, NO_AS_OF = ("asof", "duration"), ("plan", "duration")  # senses of time
TURN, OPENING = 12, 6  # code points in which a sentence turns to something else, or names its period


def _governs(mention: Mention, sentence: Situated, dates: frozenset[int], knowledge: Knowledge) -> bool:
    """Whether a time may say when something was: it is resolved, dates nothing else, and is neither side of another.

    Neither what something is compared with (较2020年) nor when it began (自2014年通水以来) says that.
    """
    if not isinstance(mention.value, Period) or mention.span.start in dates:
        return False
    return not _compared_with(mention, sentence, knowledge) and not _begun(mention, sentence, knowledge)


def _begun(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a time is when something began that has gone on since: 自2014年通水以来."""
    if mention.sense == "interval":
        return False
    sentence, cues = situated.sentence, knowledge.cues.classes["zh"]
    ahead = sentence.folded[: mention.span.start - sentence.span.start].rstrip()
    began = mention.text.startswith(cues["began"]) or ahead.endswith(cues["began"])
    return began and any(word in sentence.folded[mention.span.end - sentence.span.start :] for word in cues["since"])


def _is_multiplied(mention: Mention, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a time is what a number is a multiple of: 2020年的3.9倍."""
    number, cues = reading.value, knowledge.cues.classes["zh"]
    if number is None or not isinstance(number.value, Quantity) or number.value.unit not in cues["multiple"]:
        return False
    sentence = reading.situated.sentence
    between = sentence.folded[mention.span.end - sentence.span.start : number.span.start - sentence.span.start]
    return between in cues[FILLER]


def _compared_with(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a time is what a later one is compared with: 较2020年, 比上年, compared with 2020."""
    sentence = situated.sentence
    at = mention.span.start - sentence.span.start
    return sentence.folded[:at].rstrip().endswith(versus(knowledge))


def baseline_of(reading: Reading) -> Period | None:
    """The period that a change is measured against."""
    return next((m.value for m in reading.mentions("baseline") if isinstance(m.value, Period)), None)


def plan_period(time: Mention | None, policy: Entity | None, *, target: bool, knowledge: Knowledge) -> Period | None:
    """The deadline of a target or the period of an observation.

    A target without a date of its own has the end of the plan period in its policy's name. A plan period is no date
    of an observation, and an as-of date (目前) no deadline.
    """
    period = time.value if time is not None and isinstance(time.value, Period) else None
    if time is not None and time.sense in (NO_DEADLINE if target else NO_AS_OF):
        period = None
    if period is None and target and policy is not None:
        return _period_of_title(policy.label, knowledge)
    if period is not None and time is not None and time.sense == "plan":
        return replace(period, basis="planPeriod")
    return period


@cache
def _period_of_title(title: str, knowledge: Knowledge) -> Period | None:
    """The plan period that a policy's name holds: “十四五”… runs to the end of 2025."""
    for _, value in expressions(fold(title), knowledge.words):
        if isinstance(value, Time) and value.sense == "plan":
            period = resolve(value, None)
            return replace(period, basis="planPeriod") if period else None
    return None
