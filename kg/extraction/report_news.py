"""Paragraphs of news that tell what will be, or what was: by their times, or as a report of work puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Mood, Sentence
    from kg.knowledge.types import Knowledge
    from kg.model import Mention

OPENS = 6  # code points before the time with which a sentence opens: 此外，
SPRING = 4  # the month before which governments report on their work and say what they will do this year


def moods_of_news(
    sentences: Sequence[Sentence], resolved: Sequence[Sequence[Mention]], published: Period | None, knowledge: Knowledge
) -> Iterator[Mood]:
    """For each sentence whether its paragraph tells what will be, or what was, from it or one before it on.

    2026年，该县新建学校2所 plans where that year has not begun, and so does 政府工作报告提出，新建学校2所; what stands
    below a line that asks what will be (2026年将有哪些变化？) does as well. Of a report of work 过去五年，… reports.
    """
    of_report = any(knowledge.cues.one["work_reports"].search(sentence.folded) for sentence in sentences)
    block, mood, asked = -1, "", False
    for sentence, mentions in zip(sentences, resolved, strict=True):
        if sentence.heading or published is None:
            block, mood, asked = -1, "", False
            yield ""
            continue
        if sentence.block != block:
            block, mood = sentence.block, "plan" if asked else ""
        asked = asked or (of_report and _asks_what_will_be(sentence, knowledge))
        times = [mention for mention in mentions if mention.kind == "time" and isinstance(mention.value, Period)]
        opening = times[0] if times and _opens(times[0], sentence, knowledge) else None
        if opening is not None and _is_ahead(opening, published):
            mood = "plan"
        elif any(_is_over(one, published) for one in times):
            mood = "report" if of_report and opening is not None and _is_of_years(opening) else ""
        elif of_report and (_is_said(sentence, knowledge) or _of_this_year(opening, published, sentence, knowledge)):
            mood = "plan"
        yield "plan" if mood == "plan" else "report" if mood == "report" else ""


def opens_ahead(time: Mention | None, sentence: Sentence, published: Period | None, knowledge: Knowledge) -> bool:
    """Whether a sentence opens with a time that has not begun: 2026年，该县新增就业7000人."""
    if time is None or published is None or not sentence.span.start <= time.span.start < sentence.span.end:
        return False
    return _is_ahead(time, published) and _opens(time, sentence, knowledge)


def _opens(time: Mention, sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence begins with a time that a pause parts from the rest, or with it behind who says so."""
    at = time.span.start - sentence.span.start
    before, behind = sentence.folded[:at].strip(), sentence.folded[at + time.span.end - time.span.start :].lstrip()
    said = knowledge.cues.one["report_says"].search(before) is not None
    led = not before or (len(before) <= OPENS and before.endswith(",")) or said
    return led and behind.startswith(",")


def _is_ahead(time: Mention, published: Period) -> bool:
    """Whether a time is a year, or years, that have not begun: a month to come dates a single event."""
    return isinstance(time.value, Period) and time.value.start > published.end and time.value.precision == "year"


def _is_over(time: Mention, published: Period) -> bool:
    """Whether a time was over, or its years end as the page is published: 过去五年."""
    if not isinstance(time.value, Period):
        return False
    ends_now = time.sense == "interval" and time.value.basis == "relative" and time.value.end <= published.end
    return time.value.end < published.start or (ends_now and time.value.start < published.start)


def _is_of_years(time: Mention) -> bool:
    return isinstance(time.value, Period) and time.value.precision == "year"


def _is_said(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence tells what a report says: 政府工作报告提出，…; 报告明确，…."""
    cues = knowledge.cues.one
    told = any(cues[name].search(sentence.folded) for name in ("fact", "past"))
    return cues["report_says"].search(sentence.folded) is not None and not told


def _asks_what_will_be(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a line asks what will be: 2026年，市民的生活将有哪些变化？."""
    cues = knowledge.cues.one
    return sentence.is_question and all(cues[name].search(sentence.folded) for name in ("asked_what", "will"))


def _of_this_year(time: Mention | None, published: Period, sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence opens with the year that has just begun and tells what will be done in it."""
    if time is None or not isinstance(time.value, Period) or time.value.precision != "year":
        return False
    this = time.value.start.year == time.value.end.year == published.start.year
    return this and published.start.month < SPRING and knowledge.cues.one["will"].search(sentence.folded) is not None
