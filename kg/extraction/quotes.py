"""The words that a figure was read from, quoted: its own, its sentence, and those that it inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.readings import Reading, span_of
from kg.model import Document, Evidence, Span

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.model import Mention

LONGEST_CONTEXT = 300  # code points of a sentence that is quoted whole beside the words of a figure
LONGEST_QUOTE = 600  # code points of a quote (shape S32)


def quote(span: Span, document: Document, rule: str) -> Evidence:
    """The words at a span, from which a rule read something."""
    return Evidence(span, document.text[span.start : span.end], rule)


def quotes(draft: Draft, time: Mention | None, document: Document, *, with_policy: bool) -> tuple[Evidence, ...]:
    """The words the figure was read from, and those it inherits its date and its policy from."""
    reading = draft.reading
    spans = [span_of(reading.situated, (reading.start, reading.end))]
    spans += [span_of(reading.situated, stretch) for stretch in draft.phrase.stretches]
    if not draft.reading.pattern.of and not draft.inherited:
        spans += [mention.span for mention in draft.facilities]
    main = _trimmed(Span(min(s.start for s in spans), max(s.end for s in spans)), document.text)
    if main.end - main.start > LONGEST_QUOTE:
        main = _trimmed(spans[0], document.text)
    scope = reading.situated.scope
    others = [*draft.inherited, *([time.span] if time is not None else [])]
    if draft.place is not None:
        others.append(draft.place.span)
    if with_policy and scope is not None:
        others.append(scope.span)
    others += [mention.span for mention in draft.facilities]
    found = [main, *_sentence(reading, main, document)]
    for span in others:
        trimmed = _trimmed(span, document.text)
        if not any(_inside(trimmed, known) for known in found):
            found.append(trimmed)
    return tuple(quote(span, document, reading.pattern.id) for span in found)


def _sentence(reading: Reading, main: Span, document: Document) -> tuple[Span, ...]:
    """The sentence around a quote, where it says more: its subject often stands a clause or two before the number."""
    whole = _trimmed(reading.situated.sentence.span, document.text)
    return (whole,) if whole != main and whole.end - whole.start <= LONGEST_CONTEXT else ()


def _trimmed(span: Span, text: str) -> Span:
    quote = text[span.start : span.end]
    lead = len(quote) - len(quote.lstrip(" ,，、;；:：*"))
    tail = len(quote.rstrip(" ,，、*")) - len(quote)
    return Span(span.start + lead, span.end + tail) if quote.strip(" ,，、;；:：*") else span


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
