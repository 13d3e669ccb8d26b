"""The ledger: what every number of the body ended as; those that no rule read are unexplained, and said to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Document, LedgerEntry, LedgerRole, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extraction.types import Situated

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
        names = [mention.span for mention in sentence.mentions if mention.kind in NAMES]
        quantities = {m.span: roles.get(m.span.start) for m in sentence.mentions if m.kind == "quantity"}
        for at, kind in sentence.numbers:
            role, reason = _role(at, kind, names, quantities, sentence)
            entries.append(LedgerEntry(at, document.text[at.start : at.end], role, reason, sentence.sentence.span))
    return tuple(entries)


def _role(
    at: Span,
    kind: str,
    names: Sequence[Span],
    quantities: Mapping[Span, tuple[LedgerRole, str] | None],
    sentence: Situated,
) -> tuple[LedgerRole, str]:
    if any(name.start <= at.start and at.end <= name.end for name in names):
        return "in-name", "part of a name"
    for span, role in quantities.items():
        if role is not None and span.start < at.end and at.start < span.end:
            return role
    if kind in BY_FORM:
        return BY_FORM[kind], kind
    if sentence.sentence.heading:
        return "discourse", "in a heading"
    return "unexplained", UNREAD_ROW if sentence.sentence.role == "row" else "no rule reads it"
