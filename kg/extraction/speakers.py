"""Who says a sentence, and at which event."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.quotes import quote
from kg.model import Attribute, Document, Entity, Figure, Naming, Period, Statement, Undertaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

LABEL = re.compile(r"(?P<who>[^,;:。!?\n]{1,40}?) ?:")  # what a line begins with, before a colon
OPENING = re.compile("“")
RULE = "SPK-90"  # an occasion with a day and a speaker is an event


def event_of(situated: Sequence[Situated], document: Document, knowledge: Knowledge) -> tuple[Entity, ...]:
    """The event a document reports: an occasion with its day and the first official who speaks; else none.

    It is known by day and speaker, so that two reports of it fall on one node whatever they call it. A report of
    several events is told as one of the first: accepted, since figures keep their own quotes.
    """
    day = _day(situated, knowledge)
    speaker = next((m.value for s in situated for m in s.mentions if m.kind == "person"), None)
    if day is None or not isinstance(speaker, Entity):
        return ()
    date, _, occasion = day
    label = f"{occasion} {date.start.isoformat()}"
    key = f"{date.start.isoformat()}|{speaker.concept or speaker.key}"
    return (Entity("event", key, label, document.language),)


def event_statements(
    event: Entity, situated: Sequence[Situated], document: Document, knowledge: Knowledge
) -> Iterator[Statement]:
    """The naming of the event and its day, with the words that tell them."""
    day = _day(situated, knowledge)
    if day is not None:
        date, sentence, _ = day
        span = sentence.sentence.span
        evidence = (quote(span, document, RULE),)
        yield Naming(event, evidence)
        yield Attribute(event, "date", date, evidence)


def event_times(situated: Sequence[Situated], knowledge: Knowledge) -> frozenset[int]:
    """Offsets of the days that date an occasion or a speech and no figure: those before it in one clause."""
    found = set()
    for sentence in situated:
        for mention in sentence.mentions:
            if mention.kind == "time" and isinstance(mention.value, Period) and mention.value.precision == "day":
                rest = sentence.sentence.folded[mention.span.end - sentence.sentence.span.start :]
                before = sentence.sentence.folded[: mention.span.start - sentence.sentence.span.start]
                clause = rest.split(",", 1)[0] if not rest.lstrip().startswith(",") else rest[:40]
                cues = knowledge.cues.one
                told = cues["occasion"].search(clause) or cues["say"].search(clause)
                if told or cues["occasion"].search(before[-60:]):
                    found.add(mention.span.start)
    return frozenset(found)


def attributed(
    statements: Sequence[Figure | Undertaking], situated: Sequence[Situated], event: Entity | None, knowledge: Knowledge
) -> tuple[Figure | Undertaking, ...]:
    """Figures and undertakings with their speaker: the official who speaks in the sentence or before it in its block.

    A block that begins with an ordinal (二是 …) goes on with the speaker of the block before. Whose name and a colon
    open a line speaks until the next label or heading.
    """
    speakers = dict(_in_quotes(list(_speakers(situated, knowledge)), situated))
    starts = sorted(speakers)
    result: list[Figure | Undertaking] = []
    for statement in statements:
        at = statement.evidence[0].span.start
        place = bisect_right(starts, at)
        speaker = speakers[starts[place - 1]] if place else None
        if speaker is None:
            result.append(statement)
        elif isinstance(statement, Figure):
            result.append(replace(statement, speaker=speaker, event=event))
        else:
            result.append(replace(statement, speaker=speaker))
    return tuple(result)


def _speakers(situated: Sequence[Situated], knowledge: Knowledge) -> Iterator[tuple[int, Entity | None]]:
    """(offset from which, who speaks) over the sentences."""
    current: Entity | None = None
    holder: Entity | None = None  # whose turn it is
    block = -1
    for sentence in situated:
        if sentence.sentence.block != block:
            block = sentence.sentence.block
            label = LABEL.match(sentence.sentence.folded)
            if label is not None or sentence.sentence.heading:
                holder = _holder(sentence, label)
                current = holder
            elif not knowledge.cues.one["first"].match(sentence.sentence.folded):
                current = holder
        people = [m for m in sentence.mentions if m.kind == "person" and isinstance(m.value, Entity)]
        if people and isinstance(people[-1].value, Entity):
            said = any(knowledge.cues.one[name].search(sentence.sentence.folded) for name in ("say", "directs"))
            current = people[-1].value if said else current
        yield sentence.sentence.span.start, current


def _in_quotes(
    speakers: Sequence[tuple[int, Entity | None]], situated: Sequence[Situated]
) -> list[tuple[int, Entity | None]]:
    """Who speaks from where on, where words in quotes are of whom the next sentence names: “…。”王强说."""
    result = list(speakers)
    opened = -1  # the sentence in which quoted words began
    for i, sentence in enumerate(situated):
        folded = sentence.sentence.folded
        before = situated[i - 1].sentence if i else None
        told = opened >= 0 and before is not None and before.block == sentence.sentence.block
        if told and before is not None and before.folded.rstrip().endswith("”"):
            named = speakers[i][1] is not speakers[i - 1][1] and OPENING.search(folded.split(",", 1)[0]) is None
            if named and speakers[i][1] is not None:
                result[opened:i] = [(at, speakers[i][1]) for at, _ in speakers[opened:i]]
            opened = -1
        if before is None or before.block != sentence.sentence.block:
            opened = -1
        if folded.lstrip().startswith("“") and opened < 0:
            opened = i
    return result


def _holder(sentence: Situated, label: re.Match[str] | None) -> Entity | None:
    """Who is named right before the colon of a label."""
    end = sentence.sentence.span.start + (label.end("who") if label is not None else 0)
    who = (m.value for m in sentence.mentions if m.kind == "person" and m.span.end == end)
    return next((value for value in who if isinstance(value, Entity)), None)


def _day(situated: Sequence[Situated], knowledge: Knowledge) -> tuple[Period, Situated, str] | None:
    """The first day that stands in one sentence with an occasion, that sentence, and what the occasion is called."""
    for sentence in situated:
        days = [m.value for m in sentence.mentions if isinstance(m.value, Period) and m.value.precision == "day"]
        occasion = knowledge.cues.one["occasion"].search(sentence.sentence.folded) if days else None
        if occasion:
            return days[0], sentence, occasion[0]
    return None
