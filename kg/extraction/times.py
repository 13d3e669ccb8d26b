"""When a figure is of: the time that governs it in its sentence, and the period of a plan."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.readings import Reading, clause
from kg.model import Entity, Mention, Period, Quantity
from kg.text.expressions import expressions
from kg.text.fold import fold
from kg.text.times import Time, resolve

if TYPE_CHECKING:
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
        and isinstance(mention.value, Period)
        and mention.span.start not in dates
        and mention.span not in baselines
        and not _compared_with(mention, reading, knowledge)
        and not _begun(mention, reading, knowledge)
    ]
    _begin, end = clause(sentence.lifted.text, reading.start)
    at = sentence.lifted.offset(reading.end)
    before = [mention for mention in times if mention.span.start < at]
    if before:
        return before[-1]
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
    times = [m for m in before.mentions if m.kind == "time" and m.span.start not in dates]
    last = times[-1] if times else carried
    if last is None or before.sentence.folded.rstrip().endswith(";"):
        return last
    if sentence.scope is not None and not sentence.scope.inline:
        return last if last.sense in {"deadline", "plan"} else None
    turned = knowledge.cues.one["turn"].search(sentence.sentence.folded[:TURN]) is not None
    opened = last is carried or last.span.start - before.sentence.span.start <= OPENING
    return last if opened and not turned and isinstance(last.value, Period) and last.sense != "plan" else None


FILLER = "filler"  # the class of 的
NO_DEADLINE, NO_AS_OF = ("asof", "duration"), ("plan", "duration")  # senses of time
TURN, OPENING = 12, 6  # code points in which a sentence turns to something else, or names its period


def _begun(mention: Mention, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a time is when something began (自2014年通水以来), or what a number is a multiple of (2020年的3.9倍)."""
    sentence, cues = reading.situated.sentence, knowledge.cues.classes["zh"]
    folded, start = sentence.folded, sentence.span.start
    said = (folded[: mention.span.start - start][-2:] + mention.text).lstrip()
    behind = folded[mention.span.end - start :]
    number = reading.value
    quantity = number.value if number is not None else None
    multiple = isinstance(quantity, Quantity) and quantity.unit in cues["multiple"]
    since = any(word in behind for word in cues["since"]) and said.startswith(cues["began"])
    between = folded[mention.span.end - start : number.span.start - start] if number is not None else ""
    return since or (multiple and between in cues[FILLER])


def _compared_with(mention: Mention, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a time is what a later one is compared with: 较2020年, 比上年, compared with 2020."""
    sentence = reading.situated.sentence
    at = mention.span.start - sentence.span.start
    return sentence.folded[:at].rstrip().endswith(_versus(knowledge))


def _versus(knowledge: Knowledge) -> tuple[str, ...]:
    """The words right before a time that something is compared with, in both languages."""
    return tuple(word for table in knowledge.cues.classes.values() for word in table["versus"])


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
