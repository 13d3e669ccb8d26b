"""The ledger: what every number of the body ended as; those that no rule read are unexplained, and said to be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from kg.model import Document, LedgerEntry, LedgerRole, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extraction.types import Situated
    from kg.model import Mention

# What a number is by its form alone, where it is no quantity; the rest is decided by what was read.
BY_FORM: Mapping[str, LedgerRole] = {
    "time": "reference time",
    "ordinal": "discourse",
    "list": "discourse",
    "idiom": "discourse",
    "grade": "in-name",
    "name": "in-name",
    "code": "in-name",
}
_START, _END = attrgetter("span.start"), attrgetter("span.end")
UNREAD_ROW = "in a row of a table that was not read"
NAMES = ("policy", "title", "agency", "facility", "programme", "event", "region", "person", "number")


def ledger(
    situated: Sequence[Situated],
    roles: Mapping[int, tuple[LedgerRole, str]],
    document: Document,
) -> tuple[LedgerEntry, ...]:
    """One entry a number, in reading order; `roles` are what quantities ended as, by their offset."""
    entries = []
    for sentence in situated:
        if sentence.sentence.role == "byline":
            continue
        for at, kind in sentence.numbers:
            role, reason = _role(at, kind, _around(at, sentence.mentions), roles, sentence)
            entries.append(LedgerEntry(at, document.text[at.start : at.end], role, reason, sentence.sentence.span))
    return tuple(entries)


def _around(at: Span, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions that hold some of a number."""
    return mentions[bisect_right(mentions, at.start, key=_END) : bisect_left(mentions, at.end, key=_START)]


def _role(
    at: Span,
    kind: str,
    around: Sequence[Mention],
    roles: Mapping[int, tuple[LedgerRole, str]],
    sentence: Situated,
) -> tuple[LedgerRole, str]:
    """What a number ended as, and why: by the name or the figure that it is part of, its form, or its line."""
    names = (mention.span for mention in around if mention.kind in NAMES)
    if any(name.start <= at.start and at.end <= name.end for name in names):
        return "in-name", "part of a name"
    for mention in around:
        if mention.kind == "quantity" and mention.span.start in roles:
            return roles[mention.span.start]
    if kind in BY_FORM:
        return BY_FORM[kind], kind
    if sentence.sentence.heading:
        return "discourse", "in a heading"
    return "unexplained", UNREAD_ROW if sentence.sentence.role == "row" else "no rule reads it"
