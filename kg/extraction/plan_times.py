"""The parts of a report in which it plans, with the year or plan period that they are of: 三、2026年工作安排."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.titles import is_tale
from kg.model import Mention, Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Mood, Scope, Sentence
    from kg.knowledge.types import Knowledge

NEAR = 30  # code points behind 今年 in which it is told what will be done
OF_PARTS = ("plan", "interval", "date")  # senses of a time that tells what a part is of


def of_tale(scope: Scope | None, knowledge: Knowledge) -> bool:
    """Whether the document itself governs and tells what was, so that only parts of it plan."""
    return scope is not None and not scope.inline and is_tale(scope.policy.label, knowledge)


def turns_ahead(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence turns from what was to what will be done: 今年要加强…; 今年，该区继续…，将做好10项实事."""
    return knowledge.cues.one["ahead"].search(sentence.folded) is not None or lists_deeds(sentence, knowledge)


def lists_deeds(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence promises deeds for this year, of which the rest of the page tells: 今年将办好10件实事."""
    cues, text = knowledge.cues.one, sentence.folded
    year = cues["this_year"].search(text)
    if year is None or cues["deeds_listed"].search(text) is None:
        return False
    told = any(cues[name].search(text) for name in ("fact", "past"))
    return not told and cues["going"].search(text, year.end(), year.end() + NEAR) is not None


def is_list_of_deeds(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether the rest of the page is a list of such deeds: 今年将办好以下民生实事."""
    return knowledge.cues.one["as_follows"].search(sentence.folded) is not None and lists_deeds(sentence, knowledge)


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
        if scope is not None and not of_tale(scope, knowledge):
            due = None
            yield None
            continue
        times = [mention for mention in found if mention.kind == "time"]
        if turns_ahead(sentence, knowledge) or (sentence.heading and scope is not None):
            due = _of_part(times) if times else due
        elif mood != "plan":
            due = due if scope is None else None
        yield due if mood == "plan" and not times else None


def _of_part(times: Sequence[Mention]) -> Mention | None:
    """The one time among those of a line that is a year, or years."""
    years = [
        time
        for time in times
        if isinstance(time.value, Period) and time.value.precision == "year" and time.sense in OF_PARTS
    ]
    return years[0] if len({time.value for time in years}) == 1 else None
