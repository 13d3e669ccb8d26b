"""What is to be done without a number: from the clause that begins it to the next one, or the sentence's end."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extraction.moods import concept_in
from kg.extraction.readings import Reading, matches, span_of
from kg.model import Document, Entity, Evidence, Figure, Span, Undertaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

ALWAYS = "always"  # the kind of a pattern whose match is an undertaking wherever it stands
SHORTEST, LONGEST = 6, 300  # code points of an undertaking's words


def undertakings(
    situated: Sequence[Situated], figures: Sequence[Figure], document: Document, knowledge: Knowledge
) -> tuple[Undertaking, ...]:
    """Every undertaking where a policy governs, a plan is told, or something is encouraged.

    What says a figure is none as well: an undertaking ends before it.
    """
    starts_of_figures = sorted({evidence.span.start for figure in figures for evidence in figure.evidence[:1]})
    found: dict[tuple[str, str], Undertaking] = {}
    for sentence in situated:
        if sentence.sentence.role in {"title", "byline"}:
            continue
        for undertaking in _in_sentence(sentence, starts_of_figures, document, knowledge):
            key = (undertaking.label, undertaking.policy.key if undertaking.policy else "")
            found.setdefault(key, undertaking)
    return tuple(found.values())


def _in_sentence(
    sentence: Situated, starts_of_figures: Sequence[int], document: Document, knowledge: Knowledge
) -> Iterator[Undertaking]:
    begins: dict[int, Reading] = {}
    for reading in matches(sentence, "requires", knowledge):
        begins.setdefault(reading.start, reading)
    starts = [*_finished(sorted(begins), sentence.lifted.text, knowledge), len(sentence.lifted.text)]
    for start, end in pairwise(starts):
        reading = begins[start]
        ends = reading.pattern.kind == ALWAYS and not _goes_on(sentence.lifted.text[start : reading.end], knowledge)
        whole = (start, reading.end if ends else end)
        span = _trimmed(_before_figures(span_of(sentence, whole), starts_of_figures, document.text), document.text)
        label = document.text[span.start : span.end]
        if not SHORTEST <= len(label) <= LONGEST or not _is_meant(sentence, reading, label, knowledge):
            continue
        scope = sentence.scope if _governs(sentence, span) else None
        quote = _in_context(sentence, span, document.text)
        evidence = [Evidence(quote, document.text[quote.start : quote.end], reading.pattern.id)]
        if scope is not None and not (quote.start <= scope.span.start and scope.span.end <= quote.end):
            text = document.text[scope.span.start : scope.span.end]
            evidence.append(Evidence(scope.span, text, reading.pattern.id))
        yield Undertaking(
            label=label,
            language=reading.pattern.language,
            evidence=tuple(evidence),
            policy=scope.policy if scope is not None else None,
            facilities=_facilities(sentence, span),
            modality=concept_in(label, "modality", knowledge),
        )


def _finished(starts: Sequence[int], text: str, knowledge: Knowledge) -> list[int]:
    """The beginnings without those that only go on: 通过兼并等方式, and 在…的基础上, say nothing by themselves."""
    kept: list[int] = []
    for start in starts:
        if not kept or not _goes_on(text[kept[-1] : start], knowledge):
            kept.append(start)
    return kept


def _goes_on(words: str, knowledge: Knowledge) -> bool:
    return words.rstrip(" 　,，、").endswith(knowledge.cues.classes["zh"]["unfinished"])


def _in_context(sentence: Situated, span: Span, text: str) -> Span:
    """The sentence that an undertaking stands in: who and on what condition; of a long one its own words alone."""
    whole = _trimmed(sentence.sentence.span, text)
    return whole if whole.end - whole.start <= LONGEST and whole.start <= span.start and span.end <= whole.end else span


def _before_figures(span: Span, starts_of_figures: Sequence[int], text: str) -> Span:
    """The part of a span before the clause of the first figure in it."""
    place = bisect_left(starts_of_figures, span.start)
    if place == len(starts_of_figures) or starts_of_figures[place] >= span.end:
        return span
    clause = max((text.rfind(mark, span.start, starts_of_figures[place]) for mark in ",，;；"), default=-1)
    return Span(span.start, max(clause, span.start))


def _is_meant(sentence: Situated, reading: Reading, label: str, knowledge: Knowledge) -> bool:
    """Whether the words are an undertaking here: a governing policy, a plan told, an encouragement; never a report."""
    cues = knowledge.cues.one
    if _goes_on(label, knowledge):
        return False
    if reading.pattern.kind == ALWAYS:
        return True
    if cues["done"].search(label[:10]) or cues["explains"].search(label):
        return False
    if concept_in(label[:12], "modality", knowledge).endswith("encourage"):
        return True
    if sentence.mood == "report" or cues["past"].search(label):
        return False
    return sentence.mood == "plan" or _governs(sentence, span_of(sentence, (reading.start, reading.end)))


def _governs(sentence: Situated, span: Span) -> bool:
    scope = sentence.scope
    return scope is not None and (not scope.inline or scope.span.start < span.end)


def _facilities(sentence: Situated, span: Span) -> tuple[Entity, ...]:
    inside = (
        mention.value
        for mention in sentence.mentions
        if mention.kind == "facility" and span.start <= mention.span.start and mention.span.end <= span.end
    )
    return tuple(dict.fromkeys(value for value in inside if isinstance(value, Entity)))


def _trimmed(span: Span, text: str) -> Span:
    quote = text[span.start : span.end]
    lead = len(quote) - len(quote.lstrip(" 　,，、;；:：*-•"))
    tail = len(quote.rstrip(" 　,，;；。.*")) - len(quote)
    return Span(span.start + lead, span.end + tail)
