"""The parts of a report in which it plans, with the year or plan period that they are of: 三、2026年工作安排."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.promised import lists_deeds
from kg.extraction.title_kinds import is_tale
from kg.model import Mention, Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Mood, Scope, Sentence
    from kg.knowledge.types import Knowledge

OF_PARTS = ("plan", "interval", "date")  # senses of a time that tells what a part is of


def of_tale(scope: Scope | None, knowledge: Knowledge) -> bool:
    """Whether the document itself governs and tells what was, so that only parts of it plan."""
    return scope is not None and not scope.inline and is_tale(scope.policy.label, knowledge)


def turns_ahead(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence turns from what was to what will be done: 今年要加强…; 今年，该区继续…，将做好10项实事."""
    return knowledge.cues.one["ahead"].search(sentence.folded) is not None or lists_deeds(sentence, knowledge)


def plan_times(
    sentences: Sequence[Sentence],
    mentions: Sequence[Sequence[Mention]],
    moods: Sequence[Mood],
    scopes: Sequence[Scope | None],
    knowledge: Knowledge,
) -> Iterator[Mention | None]:
    """The time that each sentence takes over from the heading or the sentence with which its part begins to plan.

    A part ends where nothing plans any more, or with the next heading that names a time.
    """
    due: Mention | None = None
    for sentence, found, mood, scope in zip(sentences, mentions, moods, scopes, strict=True):
        times = [mention for mention in found if mention.kind == "time"]
        if scope is not None and not of_tale(scope, knowledge):
            due = due if scope.inline and due is not None and due.sense == "plan" else None
            own = not times and not scope.inline
            yield _of_heading(sentence, sentences, mentions, knowledge) if own else None
            continue
        if sentence.heading and scope is not None:
            due = _of_part(times) if times else due
        elif sentence.heading and (mood == "plan" or lists_deeds(sentence, knowledge)):
            due = _as_plan(_of_part(times)) if times else due
        elif turns_ahead(sentence, knowledge):
            due = _turned(_of_part(times), due) if times else due
        elif mood != "plan":
            due = due if scope is None else None
        yield due if mood == "plan" and due is not None and (not times or due.sense == "plan") else None


def _turned(time: Mention | None, due: Mention | None) -> Mention | None:
    """The time that holds from a sentence on that turns ahead to one: that of the heading above where they agree."""
    if time is None or due is None or not isinstance(time.value, Period) or not isinstance(due.value, Period):
        return time
    return due if (time.value.start, time.value.end) == (due.value.start, due.value.end) else time


def _of_heading(
    sentence: Sentence, sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]], knowledge: Knowledge
) -> Mention | None:
    """The year for which the nearest heading plans that names a time: 二、2024年重点任务, not 一、2023年工作回顾."""
    for index in reversed(sentence.trail):
        heading, times = sentences[index], [mention for mention in mentions[index] if mention.kind == "time"]
        if times:
            plans = any(knowledge.cues.one[name].search(heading.folded) for name in ("plan", "ahead"))
            return _as_plan(_of_part(times)) if plans and heading.role != "title" else None
    return None


def _as_plan(time: Mention | None) -> Mention | None:
    """The time of a heading as the period for which what stands below it plans."""
    return replace(time, sense="plan") if time is not None else None


def _of_part(times: Sequence[Mention]) -> Mention | None:
    """The one time among those of a line that is a year, or years."""
    years = [
        time
        for time in times
        if isinstance(time.value, Period) and time.value.precision == "year" and time.sense in OF_PARTS
    ]
    return years[0] if len({time.value for time in years}) == 1 else None
