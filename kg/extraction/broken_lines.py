"""Lines that break within a change: 覆盖率由60% on one, 提高到90% on the next, as the bullets of slides do."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import regex

from kg.model import Figure, Span, Undertaking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extraction.types import Sentence
    from kg.knowledge.types import Knowledge
    from kg.model import Evidence

Told = TypeVar("Told", Figure, Undertaking)
BREAK = "\n"
LONGEST = 200  # code points of such lines together
REACH = 16  # code points at the beginning of a line in which it says what is reached
TURNS = ("up", "down", "became", "grow", "shrink", "turns_to")  # classes of words that lead on from where it began
REACHES = ("up", "down", "became")
SILENT = ("title", "byline", "row")


def rejoined(before: Sentence, span: Span, folded: str, knowledge: Knowledge) -> Sentence | None:
    """The line before with the one at a span, where only both tell what something changed from and to; else None.

    `folded` is the text of the document. A bullet and a comma between them are blanks.
    """
    if before.heading or before.role in SILENT or span.end - before.span.start > LONGEST:
        return None
    if folded[before.span.end : span.start].strip():
        return None
    bullet = knowledge.cues.one["bullet"].match(folded, span.start, span.end)
    begin = span.start if bullet is None else bullet.end()
    if not _goes_on(before.folded.rstrip(), folded[begin : span.end].lstrip(), knowledge):
        return None
    ahead = before.folded.rstrip(", ")
    text = ahead + " " * (begin - before.span.start - len(ahead)) + folded[begin : span.end]
    return replace(before, span=Span(before.span.start, span.end), folded=text)


def in_lines(told: Told) -> Told:
    """The same statement, each of its quotes in one line."""
    if not any(BREAK in evidence.quote for evidence in told.evidence):
        return told
    pieces = (piece for evidence in told.evidence for piece in _parted(evidence))
    return replace(told, evidence=tuple(dict.fromkeys(pieces)))


def _parted(evidence: Evidence) -> Iterator[Evidence]:
    """What is quoted of each line that a quote runs over."""
    at = evidence.span.start
    for line in evidence.quote.split(BREAK):
        said = line.strip()
        start = at + line.index(said)
        if said:
            yield replace(evidence, span=Span(start, start + len(said)), quote=said)
        at += len(line) + len(BREAK)


def _goes_on(line: str, following: str, knowledge: Knowledge) -> bool:
    """Whether a line ends with what something changed from, and the next begins with what to."""
    cues = knowledge.cues.one
    begun = _begun(knowledge).search(line)
    if begun is None or any(cues[name].search(line, begun.start()) for name in REACHES):
        return False
    turns = (cues[name].search(following[:REACH]) for name in TURNS)
    return any(turn is not None and "," not in following[: turn.start()] for turn in turns)


@cache
def _begun(knowledge: Knowledge) -> regex.Pattern[str]:
    """What a line ends with that tells what something was, and no more: 由2020年的60%."""
    zh, en = ("|".join(map(regex.escape, knowledge.cues.classes[of]["begun_at"])) for of in ("zh", "en"))
    return regex.compile(rf"(?:{zh}|\b(?:{en})\b)[^,;:。()]{{0,24}}?\d[\d.,]*[^\d,;:。()]{{0,8}},?$")
