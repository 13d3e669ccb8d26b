"""Addressee: whom a letter is to, whom 你局 means in it where it tells what that body sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Entity, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Sentence

KIND = "addressee"  # the kind of mentions such as 你局
SENT = ("policy", "title", "number")  # kinds of mentions of what a body sends
BEFORE_SENT = 8  # code points between 你局 and what it sent: 报来的, 关于校车的请示
COLON = ":"


def addressee(sentence: Sentence, mentions: Sequence[Mention]) -> Entity | None:
    """The one body that a line with a colon at its end is made of: 某省人民政府：."""
    bodies = [m for m in mentions if m.kind == "agency"]
    told = sentence.folded.strip()
    if len(bodies) != 1 or not told.endswith(COLON) or len(told) > len(bodies[0].text) + len(COLON):
        return None
    value = bodies[0].value
    return value if isinstance(value, Entity) else None


def who_sent(mention: Mention, mentions: Sequence[Mention], body: Entity | None, sentence: Sentence) -> Mention | None:
    """你局 right before what that body sent, as the body that the letter is to; None where it tells nothing so."""
    if body is None or mention.kind != KIND:
        return None
    at = mention.span.end
    sent = next((m for m in mentions if m.span.start >= at), None)
    if sent is None or sent.kind not in SENT or sent.span.start - at > BEFORE_SENT:
        return None
    start = sentence.span.start
    between = sentence.folded[at - start : sent.span.start - start]
    return replace(mention, kind="agency", value=body) if between.isalpha() or not between else None
