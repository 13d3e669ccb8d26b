"""A text taken as far as one stage of extraction, for the tests of that stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.recognise import recognise
from kg.extraction.segment import segment
from kg.extraction.situate import situate
from kg.model import Entity, Period, Stated
from kg.text.times import Time
from tests.extraction.written import document, knowledge, period

if TYPE_CHECKING:
    from kg.extraction.types import Own, Recognised, Sentence, Situated
    from kg.model import Mention


def segmented(text: str, stated: Stated | None = None) -> tuple[Sentence, ...]:
    return segment(document(text, stated), knowledge())


def recognised(text: str, stated: Stated | None = None) -> tuple[Recognised, ...]:
    page = document(text, stated)
    return recognise(page, segment(page, knowledge()), knowledge())


def situated(text: str, stated: Stated | None = None) -> tuple[tuple[Situated, ...], Own]:
    page = document(text, stated)
    return situate(recognise(page, segment(page, knowledge()), knowledge()), page, knowledge())


def named(text: str, *kinds: str) -> list[str]:
    """What the words of a text name, as `words = label`, or the words alone where they are the label."""
    found = []
    for one in recognised(text):
        for mention in one.mentions:
            if mention.kind in kinds and isinstance(mention.value, Entity):
                same = mention.text.strip("《》") == mention.value.label
                found.append(mention.text if same else f"{mention.text} = {mention.value.label}")
    return found


def told(mention: Mention) -> str:
    """A mention of a time as it was resolved."""
    if isinstance(mention.value, Period):
        return period(mention.value)
    return "unresolved" if isinstance(mention.value, Time) else str(mention.value)
