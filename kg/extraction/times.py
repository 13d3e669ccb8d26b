"""When a figure is of: the time that governs it in its sentence, and the period of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.days import is_compared, leads_comparison
from kg.extraction.phrases import HAN
from kg.extraction.readings import Reading, clause, is_change, mentions_in
from kg.extraction.titles import is_plan, is_tale
from kg.knowledge.say import NUMERIC
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

    Times that date something else (`dates`), baselines (较2020年), and the day on which it was made known in a clause
    of its own (部委6月3日公布，…) govern nothing.
    """
    if reading.pattern.kind == "observation":  # what was when a change begins: 较目前的76岁
        return next(iter(reading.mentions("then")), None)
    sentence = reading.situated
    baselines = {mention.span for mention in reading.mentions("baseline")}
    times = [
        mention
        for mention in sentence.mentions
        if mention.kind == "time"
        and mention.span not in baselines
        and _governs(mention, sentence, dates, knowledge)
        and not _is_multiplied(mention, sentence, knowledge)
        and not _is_aside(mention, reading)
        and not _dates_another(mention, reading)
        and not (_made_known(mention, sentence, knowledge) and _is_apart(mention, reading))
    ]
    _begin, end = clause(sentence.lifted.text, reading.start)
    at = sentence.lifted.offset(reading.end)
    before = [mention for mention in times if mention.span.start < at]
    if before:
        return _as_of(before)
    last = sentence.lifted.offset(end)
    return next((mention for mention in times if mention.span.start < last), None)


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
        and _governs(mention, before, dates, knowledge)
        and not _is_multiplied(mention, before, knowledge)
        and not _made_known(mention, before, knowledge)
        and not _is_beside(mention, before)
    ]
    last = _widest(carried, times, before, knowledge)
    if last is None or goes_on or before.sentence.folded.rstrip().endswith(";"):
        return last
    told = sentence.scope is not None and sentence.scope.span.end <= sentence.sentence.span.start
    if told and last.sense in {"deadline", "plan"}:
        return last
    planned = sentence.scope is None and sentence.mood == "plan" and not _turns(sentence, knowledge)
    if planned and last.sense == "deadline":
        return last
    if sentence.scope is not None and not sentence.scope.inline and not is_tale(sentence.scope.policy.label, knowledge):
        return None
    turned = _turns(sentence, knowledge)
    opened = last is carried or _opens(last, before, knowledge)
    window = last.sense == "interval" and _ends_today(last)
    within = isinstance(last.value, Period) and last.value.start.year == last.value.end.year  # not 2012年到2021年
    lasting = within and last.sense != "plan" and not window
    return last if opened and not turned and lasting else None


def _ends_today(time: Mention) -> bool:
    """Whether a stretch ends (近三个月) with the document's day, and not with a month that it names (1—2月)."""
    period = time.value
    if not isinstance(period, Period) or period.basis != "relative":
        return False
    return period.start.day != 1 or (period.end + timedelta(days=1)).day != 1


def _opens(time: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a time opens its sentence, behind who made it known or a view on it: 某局数据显示，…."""
    sentence = situated.sentence
    at = time.span.start - sentence.span.start
    if at <= OPENING:
        return True
    named = tuple(knowledge.cues.classes["zh"]["made_known"] + knowledge.cues.classes["zh"]["viewed"])
    numbers = (m for m in situated.mentions if m.kind == "quantity" and m.span.end <= time.span.start)
    return sentence.folded[:at].rstrip(" ,").endswith(named) and next(numbers, None) is None


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


def before_base(reading: Reading) -> tuple[Mention, ...]:
    """What stands before the number that a change began with: 2020年 of 由2020年的60%."""
    start, _ = reading.role("base") or (reading.start, reading.start)
    return mentions_in(reading.situated, (reading.start, start))


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


DIGITS = "0123456789"
FILLER = "filler"  # the class of 的
OPENS, CLOSES = "(", ")"
NO_DEADLINE, NO_AS_OF = ("asof", "duration"), ("plan", "duration")  # senses of time
PASSING = ("date", "asof")  # senses of the time of an event that a sentence tells on the way
TURN, OPENING = 12, 6  # code points in which a sentence turns to something else, or names its period


def _governs(mention: Mention, sentence: Situated, dates: frozenset[int], knowledge: Knowledge) -> bool:
    """Whether a time may say when something was: it is resolved, dates nothing else, and means no other days.

    Neither what something is compared with (较2020年), nor when it began (自2014年通水以来), nor the year of a holiday
    (今年“五一”假期) says that.
    """
    if (
        not isinstance(mention.value, Period)
        or mention.span.start in dates
        or _is_holiday(mention, sentence, knowledge)
    ):
        return False
    return not is_compared(mention, sentence.sentence, knowledge) and not _begun(mention, sentence, knowledge)


def _is_holiday(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a year is that of a few days named behind it, or of a week: 今年“五一”假期, 今年第2周."""
    sentence = situated.sentence
    behind = sentence.folded[mention.span.end - sentence.span.start :].lstrip(' “"')
    classes, ordinals = knowledge.cues.classes["zh"], knowledge.words.numbers.ordinal_before
    numbered = behind.startswith(ordinals) and behind[1:].lstrip(DIGITS).startswith(classes["weeks"])
    return numbered or behind.startswith(classes["holiday"])


def _begun(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a time is when something began that has gone on since: 自2014年通水以来."""
    if mention.sense == "interval":
        return False
    sentence, cues = situated.sentence, knowledge.cues.classes["zh"]
    ahead = sentence.folded[: mention.span.start - sentence.span.start].rstrip()
    began = mention.text.startswith(cues["began"]) or ahead.endswith(cues["began"])
    return began and any(word in sentence.folded[mention.span.end - sentence.span.start :] for word in cues["since"])


def _is_apart(mention: Mention, reading: Reading) -> bool:
    """Whether a time stands in a clause before that of the figure."""
    lifted = reading.situated.lifted
    begin, end = clause(lifted.text, lifted.places[reading.situated.mentions.index(mention)])
    return not begin <= reading.start < end


def _made_known(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a day is when something was made known: 部委6月3日公布."""
    if not isinstance(mention.value, Period) or mention.value.precision != "day" or mention.sense != "date":
        return False
    lifted = situated.lifted
    at = lifted.places[situated.mentions.index(mention)]
    return knowledge.cues.one["made_known"].search(lifted.text, at, clause(lifted.text, at)[1]) is not None


def _is_multiplied(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a time is what some number is a multiple or a share of: 2020年的3.9倍, 是2019年同期的48.8%."""
    cues, sentence = knowledge.cues.classes["zh"], situated.sentence
    later = (m for m in situated.mentions if m.span.start >= mention.span.end)
    number = next((m for m in later if isinstance(m.value, Quantity)), None)
    if number is None or not isinstance(number.value, Quantity):
        return False
    start = sentence.span.start
    between = sentence.folded[mention.span.end - start : number.span.start - start]
    if number.value.unit in cues["multiple"]:
        return between in (*cues[FILLER], *cues["as_then"])
    equals = sentence.folded[: mention.span.start - start].endswith(cues["equals"])
    return number.value.unit == "%" and equals and between in (*cues[FILLER], *cues["as_then"])


def _is_aside(mention: Mention, reading: Reading) -> bool:
    """Whether a time stands among other words of a bracket that closes before the number.

    职工(自2015年3月起由单位缴纳)1266万人; 今天(2月5日) tells nothing but the day.
    """
    lifted = reading.situated.lifted
    at = lifted.places[reading.situated.mentions.index(mention)]
    opens, closes = lifted.text.rfind(OPENS, 0, at), lifted.text.find(CLOSES, at, reading.start)
    inside = opens >= 0 <= closes and CLOSES not in lifted.text[opens:at]
    return inside and any(HAN.match(character) for character in lifted.text[opens + 1 : closes])


def _dates_another(mention: Mention, reading: Reading) -> bool:
    """Whether a time stands in a bracket behind the number, before another number there: 79岁(2020年为77岁)."""
    lifted = reading.situated.lifted
    at = lifted.places[reading.situated.mentions.index(mention)]
    opens, closes = lifted.text.find(OPENS, reading.end, at), lifted.text.find(CLOSES, at)
    inside = opens >= 0 and CLOSES not in lifted.text[opens:at]
    return inside and any(character in NUMERIC for character in lifted.text[at + 1 : max(closes, at)])


def _is_beside(mention: Mention, situated: Situated) -> bool:
    """Whether a time stands in a bracket with a number of its own: 达到60%以上(2022年为54%)."""
    text = situated.lifted.text
    at = situated.lifted.places[situated.mentions.index(mention)]
    opens, closes = text.rfind(OPENS, 0, at), text.find(CLOSES, at)
    return opens > text.rfind(CLOSES, 0, at) and any(character in NUMERIC for character in text[at:closes])


def inherited(reading: Reading) -> Mention | None:
    """The time that a number takes over from the line before its list; none where its clause tells of now."""
    return None if tells_of_now(reading) else reading.situated.lead


def tells_of_now(reading: Reading) -> bool:
    """Whether the clause of a number says that it is so by now: 79岁(目前77岁)."""
    begin, _ = clause(reading.situated.lifted.text, reading.start)
    return any(mention.sense == "asof" for mention in mentions_in(reading.situated, (begin, reading.start)))


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
    """By when a target is to be met, never as of now (目前): without a time of its own when its policy's plan ends."""
    period = _period_but(time, NO_DEADLINE)
    if period is None and policy is not None:
        return period_of_title(policy.label, knowledge)
    return period


def as_of(time: Mention | None) -> Period | None:
    """When an observation was so; a plan period is no date of one."""
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
