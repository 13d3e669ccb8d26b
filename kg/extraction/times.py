"""When a figure is of: the time that governs it in its sentence, what it is measured against, and a plan's period."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.clause_ends import clause
from kg.extraction.datings import (
    dates_another,
    describes,
    is_apart,
    is_aside,
    is_left,
    is_multiplied,
    made_known,
    may_govern,
)
from kg.extraction.days import leads_comparison
from kg.extraction.readings import Reading, is_change, mentions_in
from kg.extraction.title_kinds import is_plan
from kg.knowledge.say import CHARACTERS
from kg.model import Entity, Mention, Period
from kg.text.expressions import expressions
from kg.text.fold import fold
from kg.text.times import Time, resolve

if TYPE_CHECKING:
    from datetime import date

    from kg.knowledge.types import Knowledge

NO_DEADLINE, NO_AS_OF = ("asof", "duration"), ("plan", "duration")  # senses of time
DATED = ("date", "interval")  # senses of a time that tell when something was, or will be


def governing(reading: Reading, dates: frozenset[int], knowledge: Knowledge) -> Mention | None:
    """The last time said before the number, else the first one after it in its clause.

    Times that date something else (`dates`), baselines (较2020年), and the day on which it was made known in a clause
    of its own (部委6月3日公布，…) govern nothing.
    """
    if reading.pattern.kind == "observation":  # what was when a change begins: 较目前的76岁
        return next(iter(reading.mentions("then")), None)
    sentence = reading.situated
    baselines = {mention.span for mention in reading.mentions("baseline")}
    times = [mention for mention in sentence.mentions if mention.kind == "time" and mention.span not in baselines]
    _begin, end = clause(sentence.lifted.text, reading.start)
    at, last = sentence.lifted.offset(reading.end), sentence.lifted.offset(end)
    before = [mention for mention in times if mention.span.start < at]
    nearest = next((mention for mention in reversed(before) if _governs(mention, reading, dates, knowledge)), None)
    if nearest is None:
        behind = (mention for mention in times[len(before) :] if mention.span.start < last)
        return next((mention for mention in behind if _governs(mention, reading, dates, knowledge)), None)
    days = (day for day in before if _is_day_of(day, nearest))
    return next((day for day in days if _governs(day, reading, dates, knowledge)), nearest)


def _governs(mention: Mention, reading: Reading, dates: frozenset[int], knowledge: Knowledge) -> bool:
    """Whether a time of a sentence may be that of a number of it."""
    sentence = reading.situated
    return (
        may_govern(mention, sentence, dates, knowledge)
        and not is_multiplied(mention, sentence, knowledge)
        and not is_aside(mention, reading)
        and not dates_another(mention, reading)
        and not is_left(mention, reading, knowledge)
        and not describes(mention, sentence, knowledge)
        and not (made_known(mention, sentence, knowledge) and is_apart(mention, reading))
    )


def before_base(reading: Reading) -> tuple[Mention, ...]:
    """What stands before the number that a change began with: 2020年 of 由2020年的60%."""
    start, _ = reading.role("base") or (reading.start, reading.start)
    return mentions_in(reading.situated, (reading.start, start))


def _is_day_of(day: Mention, year: Mention) -> bool:
    """Whether a time is the day up to which is counted of a year told before a number: 截至6月底，今年已…."""
    if not isinstance(year.value, Period) or year.value.precision != "year" or year.sense != "date":
        return False
    counted = day.sense == "asof" and isinstance(day.value, Period) and day.value.precision != "year"
    return counted and _within(day, year)


def _within(day: Mention, year: Mention) -> bool:
    inner, outer = day.value, year.value
    return isinstance(inner, Period) and isinstance(outer, Period) and outer.start <= inner.start <= outer.end


def inherited(reading: Reading) -> Mention | None:
    """The time that a number takes over from the line before its list; none where its clause tells of now."""
    return None if tells_of_now(reading) else reading.situated.lead


def tells_of_now(reading: Reading) -> bool:
    """Whether the clause of a number says that it is so by now: 79岁(目前77岁)."""
    begin, _ = clause(reading.situated.lifted.text, reading.start)
    return any(mention.sense == "asof" for mention in mentions_in(reading.situated, (begin, reading.start)))


def is_in_dated_bracket(reading: Reading, time: Mention | None) -> bool:
    """Whether a number stands in a bracket that says of when it is: 达到60%以上(2022年为54%)."""
    text, at = reading.situated.lifted.text, reading.start
    opens = text.rfind("(", 0, at)
    inside = opens > text.rfind(")", 0, at) and CHARACTERS["time"] in text[opens:at]
    return inside and (tells_of_now(reading) or (time is not None and time.sense in {*DATED, "asof"}))


def began(time: Mention | None) -> Mention | None:
    """The year with which an interval of years begins: from V to V from 2016 to 2020 was V in 2016."""
    if time is None or not isinstance(time.value, Period) or time.sense != "interval" or time.value.precision != "year":
        return None
    first = time.value.start
    if time.value.basis != "explicit" or first.year == time.value.end.year:
        return None
    return replace(time, value=replace(time.value, end=first.replace(month=12, day=31)))


def baseline_of(reading: Reading, knowledge: Knowledge) -> Period | None:
    """The period that a change is measured against: its own, else the one that its sentence compares with."""
    against = (*reading.mentions("baseline"), *(began(m) or m for m in reading.mentions("began")))
    own = next((m.value for m in against if isinstance(m.value, Period)), None)
    if own is not None or not is_change(reading.pattern.suffix, knowledge):
        return own
    sentence, at = reading.situated.sentence, reading.situated.lifted.offset(reading.start)
    times = [m for m in reading.situated.mentions if m.kind == "time" and m.span.end <= at]
    led = (m.value for m in reversed(times) if leads_comparison(m, sentence, knowledge))
    return next((period for period in led if isinstance(period, Period)), None)


def deadline(time: Mention | None, policy: Entity | None, knowledge: Knowledge) -> Period | None:
    """By when a target is to be met: without a time of its own when its policy's plan ends.

    As of now (目前) is none, nor is a day from which on something holds already: 自2024年1月1日起.
    """
    period = None if _has_begun(time, knowledge) else _period_but(time, NO_DEADLINE)
    if period is None and policy is not None:
        return period_of_title(policy.label, knowledge)
    return period


def _has_begun(time: Mention | None, knowledge: Knowledge) -> bool:
    """Whether a time runs from a day that is over to that of the document."""
    if time is None or not isinstance(time.value, Period) or time.value.start == time.value.end:
        return False
    return time.sense == "interval" and time.text.endswith(_since(knowledge))


@cache
def _since(knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(word for word, cue in knowledge.words.times.after if cue == "since")


def as_of(time: Mention | None, known: date | None = None) -> Period | None:
    """When an observation was so; of a plan period only where it was over by the day that is `known`."""
    if time is not None and time.sense == "plan" and isinstance(time.value, Period):
        return time.value if known is not None and time.value.end <= known else None
    return _period_but(time, NO_AS_OF)


def _period_but(time: Mention | None, senses: tuple[str, ...]) -> Period | None:
    """What a time means, unless it is of one of some senses."""
    if time is None or not isinstance(time.value, Period) or time.sense in senses:
        return None
    return replace(time.value, basis="planPeriod") if time.sense == "plan" else time.value


@cache
def period_of_title(title: str, knowledge: Knowledge) -> Period | None:
    """The plan period that a policy's name holds: “十四五”… to the end of 2025, 2023年…工作要点 to that of 2023.

    So do the years of a plan: 行动计划（2016—2020年）.
    """
    folded = fold(title)
    times = [value for _, value in expressions(folded, knowledge.words) if isinstance(value, Time)]
    told = [time for time in times if time.sense == "plan"][:1]
    if not told and len(times) == 1 and folded.rstrip("》").endswith(knowledge.cues.classes["zh"]["of_year"]):
        told = times
    if not told and is_plan(title, knowledge) and [time.sense for time in times] == ["interval"]:
        told = times
    period = resolve(told[0], None) if told else None
    if period is None or (told[0].sense not in {"plan", "interval"} and period.precision != "year"):
        return None
    return replace(period, basis="planPeriod")
