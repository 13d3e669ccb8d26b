"""Whose that is which a notice issues, and of which day: by the lines under its title, or the last ones below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.enactment import enactment
from kg.extraction.signatures import signature, signed_in_brackets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Own, Recognised, Scope
    from kg.knowledge.types import Knowledge
    from kg.model import Mention

REMARKS = 2  # sentences that may stand below the last signature


def with_head_of_content(own: Own, recognised: Sequence[Recognised], content: Scope, knowledge: Knowledge) -> Own:
    """A notice with what the lines under the title of what it issues, or the last ones below it, tell of that."""
    made = enactment(recognised, content.span, knowledge)
    signed = signed_in_brackets(recognised, content.span)
    below = _signature_below(own, recognised, content, knowledge)
    return replace(
        own,
        amendments=(*own.amendments, *made.amendments),
        content_issuers=made.issuers or signed[0] or below[0],
        content_date=made.date or signed[1] or below[1],
    )


def _signature_below(
    own: Own, recognised: Sequence[Recognised], content: Scope, knowledge: Knowledge
) -> tuple[tuple[Mention, ...], Mention | None]:
    """Who signed what a document hands down, and on which day, where the last lines tell: the report of a ministry."""
    below = [one for one in recognised if one.sentence.span.start >= content.span.start]
    issuers, day, end = signature(below, knowledge)
    behind = sum(one.sentence.span.start >= end for one in below)
    is_own = day is None or (own.date is not None and day.span == own.date.span)
    return ((), None) if is_own or behind > REMARKS else (issuers, day)
