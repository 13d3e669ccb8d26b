"""Names of government and party bodies that no vocabulary lists: a region, or another body, and a known ending."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.model import Entity, Span
from kg.terms import CHINA
from kg.text.fold import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.types import Knowledge


def bodies(folded: str, knowledge: Knowledge) -> Iterator[tuple[Span, Entity]]:
    """Every body composed of a region and an ending (四川省卫健委), its ending in canonical form.

    Misses bodies of places that the vocabulary does not list: accepted until counties are listed.
    """
    for match in _composed(knowledge).finditer(folded):
        ending = match["ending"]
        if match[0] in knowledge.suffixes.generic:
            continue
        name = match["place"] + knowledge.suffixes.canonical[ending]
        yield Span(*match.span()), Entity("agency", name_key(name), name, "zh")


@cache
def _composed(knowledge: Knowledge) -> regex.Pattern[str]:
    places = sorted(
        {
            fold(name)
            for concept in knowledge.concepts.values()
            if concept.kind == "region" and concept.iri != CHINA
            for name, language in concept.names
            if language == "zh"
        },
        key=lambda name: (-len(name), name),
    )
    endings = sorted(knowledge.suffixes.canonical, key=lambda name: (-len(name), name))

    def either(words: Sequence[str]) -> str:
        return "|".join(map(regex.escape, words)) or "(?!)"

    return regex.compile(
        rf"(?P<place>(?:{either(places)})(?:{either(knowledge.structure.place_endings)})?)(?P<ending>{either(endings)})"
    )
