"""Unread: sentences that look like policy, a duty or a deadline in them, from which nothing was read."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from kg.model import Attribute, Edge, Figure, Span, Undertaking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Statement

# What reads a sentence; that an entity is named in it (a Naming) says nothing of what the sentence demands.
READS = (Edge, Attribute, Figure, Undertaking)
REPORTS = ("past", "explains")  # classes of words that tell what was done, or why something matters
DUTIES = ("ought", "duty", "urge")  # classes of words that bid
QUESTION = "?"  # at the end of a folded sentence: an interviewer demands nothing


def unread(situated: Sequence[Situated], statements: Iterable[Statement], knowledge: Knowledge) -> tuple[Span, ...]:
    """The spans of such sentences, in reading order; a sentence is read where the quote of a statement overlaps it.

    Takes a few sentences that only sound like policy (a preposition that is written as a modal verb): accepted, for it
    is a list of places to look at. Misses duties that neither a modal verb nor an action at their beginning tells.
    """
    quotes = merged(
        evidence.span for statement in statements if isinstance(statement, READS) for evidence in statement.evidence
    )
    ends = [quote.end for quote in quotes]
    return tuple(
        sentence.sentence.span
        for sentence in situated
        if not _overlaps(sentence.sentence.span, quotes, ends) and looks_like_policy(sentence, knowledge)
    )


def looks_like_policy(sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a sentence of the body demands something: a modal verb, a deadline, or an action that it begins with."""
    if sentence.sentence.heading or sentence.sentence.role in {"title", "byline"}:
        return False
    cues, text = knowledge.cues.one, sentence.lifted.text.strip()
    if text.endswith(QUESTION) or any(cues[name].search(text) for name in REPORTS):
        return False
    deadline = any(mention.kind == "time" and mention.sense == "deadline" for mention in sentence.mentions)
    return deadline or cues["action"].match(text) is not None or any(cues[name].search(text) for name in DUTIES)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same stretches of text as spans that neither overlap nor touch, in order.

    >>> merged([Span(4, 6), Span(0, 2), Span(1, 3)])
    (Span(start=0, end=3), Span(start=4, end=6))
    """
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _overlaps(span: Span, quotes: Sequence[Span], ends: Sequence[int]) -> bool:
    """Whether one of the ordered `quotes`, which end at `ends`, has a character of the span."""
    place = bisect_left(ends, span.start + 1)
    return place < len(quotes) and quotes[place].start < span.end
