"""By when an undertaking is to be done: the deadline in its words, before them, or over its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.clause_ends import clause
from kg.knowledge.say import CHARACTERS
from kg.model import Mention, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Span

BESIDE = " ,()"  # what stands between a time and the words that it opens
NEAR = 6  # code points before a deadline in which it is told that it comes again: 每年1月31日前
# classes of words that may stand before a deadline that opens a clause: 力争到, 于
LEADS = ("bullet", "first", "openaim", "when")


def due_of(
    sentence: Situated, span: Span, published: Period | None, knowledge: Knowledge, *, led: bool
) -> Mention | None:
    """The one deadline of the words at a span, None where they have several, or none that lay ahead.

    One that opens a clause holds for what is behind it up to the semicolon: 2025年底前，完成…，建立…. `led` tells that
    what holds for a list or a paragraph holds for these words too.
    """
    named = _deadlines(sentence, knowledge)
    inside = [m for m in named if span.start <= m.span.start and m.span.end <= span.end]
    if inside:
        found = inside[0] if len({mention.value for mention in inside}) == 1 else None
    else:
        found = _opening(sentence, span, named, knowledge) or (_of_list(sentence) if led else None)
    if found is None or not isinstance(found.value, Period):
        return None
    return found if published is None or found.value.end >= published.start else None


def _deadlines(sentence: Situated, knowledge: Knowledge) -> list[Mention]:
    """The deadlines that a sentence names, but for those of every year (每年4月底前) and of no year (年底考核).

    Before when something came about (2000年底前建成的小区) is none either, nor is when it was done (年底前已转制的).
    """
    named = [mention for mention in sentence.mentions if mention.sense == "deadline"]
    if not named:
        return named
    classes, text, start = knowledge.cues.classes["zh"], sentence.sentence.folded, sentence.sentence.span.start
    yearly = classes["yearly"]
    return [
        mention
        for mention in named
        if isinstance(mention.value, Period)
        and mention.text not in classes["years_end"]
        and not text.startswith((*classes["came_about"], *classes["by_then"]), mention.span.end - start)
        and not any(
            word in text[max(mention.span.start - start - NEAR, 0) : mention.span.end - start] for word in yearly
        )
    ]


def _opening(sentence: Situated, span: Span, named: Sequence[Mention], knowledge: Knowledge) -> Mention | None:
    """The last of the deadlines `named` before a span if it opens a clause, and no semicolon parts the two."""
    lifted, start = sentence.lifted, sentence.sentence.span.start
    before = [mention for mention in named if mention.span.end <= span.start]
    if not before:
        return None
    place = sentence.place(before[-1])
    at, _ = clause(lifted.text, place)
    for name in LEADS:
        at += len(lifted.text[at:place]) - len(lifted.text[at:place].lstrip(BESIDE))
        led = knowledge.cues.one[name].match(lifted.text, at, place)
        at = led.end() if led is not None else at
    opens = not lifted.text[at:place].strip(BESIDE + CHARACTERS["time"])
    parted = ";" in sentence.sentence.folded[before[-1].span.end - start : span.start - start]
    return before[-1] if opens and not parted else None


def _of_list(sentence: Situated) -> Mention | None:
    """The deadline that a sentence without a time of its own takes over."""
    own = any(mention.kind == "time" for mention in sentence.mentions)
    lead = sentence.lead
    return lead if lead is not None and lead.sense == "deadline" and not own else None
