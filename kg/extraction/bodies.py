"""Names of government and party bodies that no vocabulary lists: a place, and a known ending."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.model import Entity, Span
from kg.terms import CHINA
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.knowledge.types import Knowledge


def body_of(folded: str, place: Span, knowledge: Knowledge) -> tuple[Span, Entity] | None:
    """The body whose name begins with a place (四川省卫健委), its ending in canonical form; None where none does.

    Which congress it is (第十四届) is no part of its name.

    Misses bodies of places that the vocabulary does not list: accepted until counties are listed.
    """
    match = _ending(knowledge).match(folded, place.end)
    name = folded[place.start : place.end]
    if match is None or name in _country(knowledge):
        return None
    whole = name + (match["kind"] or "") + knowledge.suffixes.canonical[match["ending"]]
    return Span(place.start, match.end()), Entity("agency", name_key(whole), whole, "zh")


@cache
def _country(knowledge: Knowledge) -> frozenset[str]:
    """The names of the whole country, which begin no body's name."""
    concept = knowledge.concepts.get(CHINA)
    return frozenset() if concept is None else frozenset(name for name, _ in concept.names)


@cache
def _ending(knowledge: Knowledge) -> regex.Pattern[str]:
    def either(words: Iterable[str]) -> str:
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return "|".join(map(regex.escape, ordered)) or "(?!)"

    kinds, endings = either(knowledge.structure.place_endings), either(knowledge.suffixes.canonical)
    return regex.compile(rf"(?P<kind>{kinds})?(?:{'|'.join(knowledge.structure.terms)})?(?P<ending>{endings})")
