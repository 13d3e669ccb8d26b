"""The period that a bulletin or a review is of, which dates its figures where nothing nearer to them does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.clause_ends import clause
from kg.extraction.days import is_compared
from kg.extraction.quotes import quote
from kg.model import Mention, Period, Span
from kg.text.expressions import expressions
from kg.text.fold import fold
from kg.text.times import Time, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Figure

RULE = "report"
NOTE = 4  # code points of the mark of a note behind a title
HEAD = 8  # sentences in which a document says its title
NAMES = ("policy", "title")  # kinds of mention in 《》
PERIODS = ("date", "interval")  # senses of a time that a title names as its period


def of_report(
    figure: Figure, sentence: Situated, page: Sequence[Situated], document: Document, knowledge: Knowledge
) -> Figure:
    """An observation without a date with that of the heading above it, or of the bulletin whose page it is on."""
    if figure.kind != "observation" or figure.period is not None:
        return figure
    time = _time_above(sentence, page, document, knowledge)
    if time is None or not isinstance(time.value, Period) or _tells_of_another(sentence, time.value, knowledge):
        return figure
    words = quote(time.span, document, RULE)
    before = _before(figure.baseline, time.value)
    return replace(figure, period=time.value, baseline=before, evidence=(*figure.evidence, words))


def _before(baseline: Period | None, period: Period) -> Period | None:
    """上年 as the year before that of the page, and not before that in which the page came out."""
    if baseline is None or baseline.basis != "relative" or baseline.precision != "year":
        return baseline
    if baseline.end.year < period.end.year:
        return baseline
    year = period.end.year - 1
    return replace(baseline, start=baseline.start.replace(year=year), end=baseline.end.replace(year=year))


def _tells_of_another(sentence: Situated, period: Period, knowledge: Knowledge) -> bool:
    """Whether a sentence speaks of a time outside of a period, but to compare with it or since when (“十三五”以来)."""
    since = knowledge.cues.classes["zh"]["since"]
    whole = knowledge.cues.classes["zh"]["whole_year"]  # 全年 is the year of the heading above
    times = (
        mention
        for mention in sentence.mentions
        if mention.kind == "time" and not mention.text.endswith(since) and mention.text not in whole
    )
    return any(
        not is_compared(mention, sentence.sentence, knowledge)
        and not _is_left(mention, sentence, knowledge)
        and not (
            isinstance(mention.value, Period) and period.start <= mention.value.start <= mention.value.end <= period.end
        )
        for mention in times
    )


def _is_left(mention: Mention, sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a time is that from which something changed: 由上年的8.0张增加到8.3张."""
    before = sentence.sentence.folded[: mention.span.start - sentence.sentence.span.start].rstrip()
    behind = sentence.sentence.folded[mention.span.end - sentence.sentence.span.start :].lstrip()
    classes = knowledge.cues.classes["zh"]
    return before.endswith(classes["from"]) and behind.startswith(classes["of_then"])


def _time_above(
    sentence: Situated, page: Sequence[Situated], document: Document, knowledge: Knowledge
) -> Mention | None:
    """The one period that the nearest heading with any names, if it tells of what was; else that of the page."""
    headings = [page[index] for index in reversed(sentence.sentence.trail)]
    for heading in headings:
        if heading.sentence.role != "title" and any(mention.kind == "time" for mention in heading.mentions):
            return _period_of(heading) if knowledge.cues.one["reviews"].search(heading.sentence.folded) else None
    title = fold(document.metadata.title)
    titles = (one for one in page[:HEAD] if one.sentence.role == "title" or _is_title(one.sentence.folded, title))
    bulletins = (
        one for one in titles if knowledge.cues.one["bulletins"].search(one.sentence.folded) or _opens_with_months(one)
    )
    heads = [one for one in page[:HEAD] if one.sentence.span.start <= sentence.sentence.span.start]
    told = (time for one in heads for time in (_briefed(one, knowledge), _made_known(one, knowledge)))
    return next((time for time in (*map(_period_of, bulletins), *told) if time is not None), None)


def _briefed(sentence: Situated, knowledge: Knowledge) -> Mention | None:
    """The period whose course a press conference is said to tell of: 介绍2022年农业农村经济运行情况."""
    text, cues = sentence.lifted.text, knowledge.cues
    if cues.one["briefs"].search(text) is None:
        return None
    for at, mention in zip(sentence.lifted.places, sentence.mentions, strict=True):
        if not _is_period(mention) or mention.text.endswith(cues.classes["zh"]["since"]):
            continue
        begin, end = clause(text, at)
        if cues.one["briefs"].search(text, begin, at) and cues.one["bulletins"].search(text, at, end):
            return mention
    return None


def _opens_with_months(title: Situated) -> bool:
    """Whether a headline begins with the months that it sums up: 一季度全国空气质量持续改善."""
    first = next((mention for mention in title.mentions if mention.kind == "time"), None)
    period = first.value if first is not None else None
    if first is None or not isinstance(period, Period) or period.precision != "month":
        return False
    return first.span.start == title.sentence.span.start


def _made_known(sentence: Situated, knowledge: Knowledge) -> Mention | None:
    """The year of the bulletin that news tells to have come out: 发布2022年《环境状况公报》, 发布《2018年统计公报》."""
    text, cues = sentence.lifted.text, knowledge.cues
    if cues.one["briefs"].search(text) is None:
        return None
    before: Mention | None = None
    for at, mention in zip(sentence.lifted.places, sentence.mentions, strict=True):
        named = mention.kind in NAMES and cues.one["bulletins"].search(fold(mention.text)) is not None
        if named and cues.one["briefs"].search(text, clause(text, at)[0], at):
            beside = before is not None and before.span.end == mention.span.start and _is_period(before)
            return before if beside else _within_name(mention, knowledge)
        before = mention
    return None


def _within_name(name: Mention, knowledge: Knowledge) -> Mention | None:
    """The one time in the name of a bulletin, where it is a year or months."""
    found = [(span, time) for span, time in expressions(fold(name.text), knowledge.words) if isinstance(time, Time)]
    period = resolve(found[0][1], None) if len(found) == 1 else None
    if period is None or found[0][1].sense not in PERIODS or period.precision == "day":
        return None
    start, end = name.span.start + found[0][0].start, name.span.start + found[0][0].end
    return Mention(Span(start, end), "time", period.text, period, found[0][1].sense)


def _period_of(heading: Situated) -> Mention | None:
    """The one time that a heading names beside a plan's, unless it is a day."""
    times = [mention for mention in heading.mentions if mention.kind == "time" and mention.sense != "plan"]
    return times[0] if len(times) == 1 and _is_period(times[0]) else None


def _is_period(mention: Mention) -> bool:
    """Whether a mention is a time of more than a day that was."""
    period = mention.value
    return isinstance(period, Period) and mention.sense in PERIODS and period.precision != "day"


def _is_title(line: str, title: str) -> bool:
    """Whether a line is the document's title and no more than the mark of a note."""
    return bool(title) and line.strip().startswith(title) and len(line.strip()) <= len(title) + NOTE
