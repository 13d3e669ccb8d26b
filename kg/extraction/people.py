"""Names of officials: a post and a name that begins with a surname, or an English name and its post."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Entity, Span
from kg.text.patterns import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge.types import People


def people(folded: str, knowledge: People) -> Iterator[tuple[Span, Entity]]:
    """Every person named behind a post in Chinese, or before one in English; the span is the name alone.

    A name of three characters wins over one of two where both may end there: 赵文华在, not 赵文.
    """
    for match in _chinese(knowledge).finditer(folded):
        yield Span(*match.span("name")), Entity("person", match["name"], match["name"], "zh")
    for match in _english(knowledge).finditer(folded):
        yield Span(*match.span("name")), Entity("person", match["name"].lower(), match["name"], "en")


@cache
def _chinese(knowledge: People) -> re.Pattern[str]:
    surname = "|".join(sorted(knowledge.surnames, key=lambda word: (-len(word), word)))
    post = "|".join(sorted(knowledge.posts, key=lambda word: (-len(word), word)))
    after = "|".join(sorted(knowledge.after, key=lambda word: (-len(word), word)))
    return re.compile(
        rf"(?:{post})(?P<name>(?:{surname})(?:[{HAN}](?:·[{HAN}]+)?(?=(?:{after})|[^{HAN}]|$)"
        rf"|[{HAN}]{{2}}(?=(?:{after})|[^{HAN}]|$)))"
    )


@cache
def _english(knowledge: People) -> re.Pattern[str]:
    post = "|".join(sorted(knowledge.posts_en, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?P<name>\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+){{1,2}}), (?:the )?(?:{post})\b")
