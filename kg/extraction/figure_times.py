"""The time that a figure is of: its own, one that governs it, or one that a sentence before it told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.claims import claim_of
from kg.extraction.english import told_on
from kg.extraction.readings import Reading, clause
from kg.extraction.times import governing, inherited
from kg.model import Period

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.standpoint import Standpoint
    from kg.extraction.told import Around, Told
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Mention

LONG_PAST = 2  # years before the document, within which its bulletins and reports speak


def time_of(draft: Draft, told: Told, before: Situated | None, around: Around) -> Mention | None:
    """The time that a draft is of: its own, one that governs it, or one that was told before."""
    knowledge, dates, reading = around.knowledge, around.dates | told.begun, draft.reading
    time = draft.time or (None if draft.claim else governing(reading, dates, knowledge))
    near = told.time if _is_near(told.time, before, around.here) and not _comes_again(reading, knowledge) else None
    time = _of_part(time, reading, around.here) or inherited(reading)
    carried = told_on(draft, told.time) if draft.claim else near
    if draft.claim == "observation" and carried is not None and around.here.is_yet_to_come(carried):
        carried = None
    time = time or carried
    if time is None and draft.claim == "target" and around.due is not None:
        return around.due if around.due.span.end <= reading.situated.sentence.span.end else None
    if not draft.claim and claim_of(reading, time, around.here, knowledge) == "observation":
        return _told_by_then(time, reading, dates, around.here, knowledge)
    return time


def _of_part(time: Mention | None, reading: Reading, here: Standpoint) -> Mention | None:
    """A time; the years to come (今后五年) are those for which the part plans in which they are told of."""
    part = reading.situated.lead
    if time is None or part is None or part.sense != "plan" or time.sense != "interval":
        return time
    ahead = isinstance(time.value, Period) and time.value.basis == "relative" and here.is_yet_to_come(time)
    return part if ahead else time


def _told_by_then(
    time: Mention | None, reading: Reading, dates: frozenset[int], here: Standpoint, knowledge: Knowledge
) -> Mention | None:
    """The time of what is reported: none yet to come (下达2026年补助资金), but one before it in the sentence.

    The year of a part that plans is none of what is so by now.
    """
    if time is None or not (here.is_yet_to_come(time) or _is_of_plans(time, reading, here)):
        return time
    other = governing(reading, dates | {time.span.start}, knowledge)
    return None if other == time or here.is_yet_to_come(other) else other


def _is_of_plans(time: Mention, reading: Reading, here: Standpoint) -> bool:
    """Whether a time is that of the part of a report that plans, and not over."""
    led = time == reading.situated.lead and reading.situated.mood == "plan"
    return led and isinstance(time.value, Period) and not here.is_over(time.value)


def _is_near(carried: Mention | None, before: Situated | None, here: Standpoint) -> bool:
    """Whether a time told in a sentence before may hold: not a year long past, with which a tale began."""
    if carried is None or here.published is None or not isinstance(carried.value, Period):
        return carried is not None
    goes_on = before is not None and before.sentence.folded.rstrip().endswith(";")
    return goes_on or carried.value.end.year >= here.published.start.year - LONG_PAST


def _comes_again(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether the clause of a number tells what is so each year, by no deadline told before: …；每年检查100%的企业."""
    text = reading.situated.lifted.text
    begin, _ = clause(text, reading.start)
    return any(word in text[begin : reading.start] for word in knowledge.cues.classes["zh"]["yearly"])
