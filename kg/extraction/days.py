"""Which days the times of a text mean, given the date of its document and the years that it speaks of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Period
from kg.text.expressions import expressions
from kg.text.fold import fold
from kg.text.times import Moment, Time, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Recognised, Sentence
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Mention

NEW_YEAR = 3  # months of a year in which reports look back on the last
AHEAD = 60  # days in which something may be announced in a few words


def with_days(recognised: Sequence[Recognised], document: Document, knowledge: Knowledge) -> list[tuple[Mention, ...]]:
    """The mentions of every sentence, its times as periods; those that nothing resolves stay as they are."""
    of_title = _year_of(document.metadata.title, knowledge)
    reviewed = _year_before(document, knowledge)
    block, spoken = -1, of_title
    found: list[tuple[Mention, ...]] = []
    for one in recognised:
        if one.sentence.block != block:
            block, spoken = one.sentence.block, of_title
        mentions = tuple(_resolved(one, spoken, document.metadata.published, knowledge))
        if reviewed is not None:
            mentions = tuple(_reviewed(mention, reviewed, knowledge) for mention in mentions)
        found.append(mentions)
        spoken = next((_year(m) for m in reversed(mentions) if _speaks(m, one.sentence, knowledge)), spoken)
    return found


def _year_before(document: Document, knowledge: Knowledge) -> int | None:
    """The year that a report of a government's work looks back on, which is given when it is just over."""
    published = document.metadata.published
    titled = any(word in fold(document.metadata.title) for word in knowledge.cues.classes["zh"]["work_reports"])
    new = published is not None and published.start.month <= NEW_YEAR
    return published.start.year - 1 if published is not None and titled and new else None


def _reviewed(mention: Mention, year: int, knowledge: Knowledge) -> Mention:
    """A time that is the year looked back on: 过去一年, 一年来."""
    past = mention.kind == "time" and mention.text in knowledge.cues.classes["zh"]["year_past"]
    return replace(mention, value=_whole(year), sense="date") if past else mention


def _resolved(one: Recognised, spoken: int | None, published: Period | None, knowledge: Knowledge) -> Iterator[Mention]:
    """The mentions of a sentence; `spoken` is the year that the text spoke of before it."""
    named: int | None = None
    month: Period | None = None
    last: Mention | None = None
    for mention in one.mentions:
        if not isinstance(mention.value, Time):
            yield mention
            continue
        time = mention.value
        period = resolve(time, _today(time, named or spoken, published))
        if named is not None and period is not None and is_compared(mention, one.sentence, knowledge):
            # 2022年…，比去年增长…: what 2022 is compared with came before it, whenever that was written.
            offset = time.first.year_offset if time.first is not None else None
            if offset is not None and offset < 0 and period.end.year >= named:
                period = resolve(time, _whole(named))
            elif month is not None and time.first is not None and time.first.month_offset is not None:
                period = resolve(time, month)  # 9月…，较上月…
        if period is not None and _is_last_years(mention, period, one.sentence, published, knowledge):
            period = resolve(time, _whole(period.start.year - 1))
        sense, told = time.sense, named or spoken
        if told is not None and _is_years_end(time) and (published is None or told < published.start.year):
            period, sense = resolve(time, _whole(told)), "date"  # 年末 in a bulletin of a year that is over
        if period is None and told is not None:
            period = _within(time, told, whole=named is None and _is_whole_year(mention, knowledge))
        period = _measured(mention, last) or period
        resolved = last = replace(mention, value=period or time, sense=sense)
        yield resolved
        if _speaks(resolved, one.sentence, knowledge):
            named = _year(resolved)
            month = period if period is not None and period.precision == "month" else None


def _measured(mention: Mention, last: Mention | None) -> Period | None:
    """The interval whose length a time right behind it tells: 2012年至2022年十年间."""
    if last is None or last.sense != "interval" or last.span.end != mention.span.start:
        return None
    lasts = isinstance(mention.value, Time) and bool(mention.value.length)
    return last.value if lasts and isinstance(last.value, Period) else None


def _is_last_years(
    mention: Mention, period: Period, sentence: Sentence, published: Period | None, knowledge: Knowledge
) -> bool:
    """Whether a month without a year, told of in a sentence that foresees nothing, is of the year before the document.

    8月11日，煤矿发生事故 in a paper of January; what lies a few weeks ahead is announced.
    """
    time = mention.value
    if published is None or not isinstance(time, Time) or time.first is None or time.since:
        return False
    if time.sense not in {"date", "interval"} or time.first.year is not None:
        return False
    told = time.first.month is not None and not mention.text.startswith(tuple(dict(knowledge.words.times.years)))
    ahead = (period.start - published.end).days > AHEAD
    foresees = any(knowledge.cues.one[name].search(sentence.folded) for name in ("openaim", "plan", "forecast", "will"))
    return told and ahead and not foresees


def _is_whole_year(mention: Mention, knowledge: Knowledge) -> bool:
    """Whether a time is the year that the text speaks of: 全年."""
    return mention.text in knowledge.cues.classes["zh"]["whole_year"]


def _within(time: Time, year: int, *, whole: bool) -> Period | None:
    """The year told of before where a time is the `whole` of it, or the month of it by which something is due."""
    first = time.first
    month = first is not None and first.month is not None and first.year is None and time.last is None
    due = resolve(time, _whole(year)) if month and time.sense == "deadline" else None
    return _whole(year) if whole else due


def _is_years_end(time: Time) -> bool:
    """Whether a time is 年末 or 年底 and no more, which looks ahead unless a year that is over is told of."""
    first = time.first
    return (
        time.sense == "deadline"
        and not time.by
        and first is not None
        and first.last
        and first.year is None
        and first.month is None
    )


def _today(time: Time, spoken: int | None, published: Period | None) -> Period | None:
    """What a time counts from: the year that the text speaks of (上年), else the document's date."""
    told = any(moment is not None and moment.told for moment in (time.first, time.last))
    return _whole(spoken) if told and spoken is not None else published


def _whole(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def _speaks(mention: Mention, sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence speaks of the year of a time, and does not compare with it or tell since when something is."""
    if not isinstance(mention.value, Period) or mention.sense in {"plan", "duration", "effective"}:
        return False
    one_year = mention.value.start.year == mention.value.end.year
    return one_year and not is_compared(mention, sentence, knowledge) and not _begins(mention, sentence, knowledge)


def _begins(mention: Mention, sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a time is when a change began, which the text speaks of in passing: 由2017年的5.9次增加到6.0次."""
    cues, start = knowledge.cues.classes["zh"], sentence.span.start
    before, after = sentence.folded[: mention.span.start - start], sentence.folded[mention.span.end - start :]
    return before.rstrip().endswith(cues["from"]) and after.startswith(cues["of_then"])


def is_compared(mention: Mention, sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a time is what something is compared with: 较2020年, 比上年, 与2020年相比, 在2020年基础上."""
    before = sentence.folded[: mention.span.start - sentence.span.start].rstrip()
    ground = sentence.folded.startswith(
        knowledge.cues.classes["zh"]["on_ground_of"], mention.span.end - sentence.span.start
    )
    share = before.endswith(tuple(knowledge.cues.classes["zh"]["measured"]))  # 床位占比2022年达到50%
    versus = before.endswith(_versus(knowledge)) and not share
    return ground or versus or leads_comparison(mention, sentence, knowledge)


def leads_comparison(mention: Mention, sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether what follows a time is compared with it, a clause or two of it: 与2020年相比，甲增加…，乙减少…."""
    cues, start = knowledge.cues.classes["zh"], sentence.span.start
    rest = knowledge.cues.one["parting"].split(sentence.folded[mention.span.end - start :], maxsplit=1)[0]
    behind = rest.startswith(cues["versus_behind"]) or rest.rstrip().endswith(cues["compared_with"])
    return behind and sentence.folded[: mention.span.start - start].rstrip().endswith(cues["versus_with"])


@cache
def _versus(knowledge: Knowledge) -> tuple[str, ...]:
    """The words right before a time that something is compared with, in both languages."""
    return tuple(word for table in knowledge.cues.classes.values() for word in table["versus"])


def _year(mention: Mention) -> int | None:
    return mention.value.end.year if isinstance(mention.value, Period) else None


def _year_of(title: str, knowledge: Knowledge) -> int | None:
    """The one year that a title names: 2019年卫生健康事业发展统计公报."""
    times = [value for _, value in expressions(fold(title), knowledge.words) if isinstance(value, Time)]
    years = {_year_named(time.first) for time in times if time.sense == "date" and time.last is None} - {None}
    return years.pop() if len(years) == 1 else None


def _year_named(moment: Moment | None) -> int | None:
    """The year of a moment that is no day: 2019年 and 2019年上半年 name it, not (2019年1月6日)."""
    return moment.year if moment is not None and moment.day is None else None
