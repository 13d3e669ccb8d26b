"""Names of government and party bodies that no vocabulary lists: a place, and a known ending."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.knowledge.say import JOINT
from kg.model import Entity, Span
from kg.terms import CHINA
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.knowledge.types import Concept, Knowledge


def body_of(folded: str, place: Span, knowledge: Knowledge) -> tuple[Span, Entity] | None:
    """The body whose name begins with a place (四川省卫健委), its ending in canonical form; None where none does.

    Which congress it is (第十四届) is no part of its name; 县委 shares its first character with the name of its county.
    """
    name = folded[place.start : place.end]
    if name in _country(knowledge):
        return None
    match = _ending(knowledge).match(folded, place.end)
    if match is None and (match := _committee(knowledge).match(folded, place.end - 1)):
        name = name[:-1]
    if match is None:
        return None
    found = match.groupdict()
    parts = (name, found.get("kind"), knowledge.suffixes.canonical[match["ending"]], found.get("branch"))
    whole = "".join(filter(None, parts))
    return Span(place.start, match.end()), Entity("agency", name_key(whole), whole, "zh")


def office_of(folded: str, span: Span, concept: Concept, knowledge: Knowledge) -> tuple[Span, Entity] | None:
    """The office of a body of the vocabulary that is named at a span (税务总局办公厅), in its canonical form."""
    office = next((word for word in knowledge.structure.offices if folded.startswith(word, span.end)), "")
    whole = concept.labels["zh"] + office
    if not office or concept.labels["zh"].endswith(office):
        return None
    entity = Entity("agency", name_key(whole), whole, "zh", broader=(concept.iri,))
    return Span(span.start, span.end + len(office)), entity


def of_places(folded: str, knowledge: Knowledge) -> tuple[Span, ...]:
    """Stretches of endings that belong to a place, or to all places, named before: 各市卫生健康委、医保局, 县教育局.

    None of the bodies in them is the country's, though its short name may be the same.
    """
    if _local(knowledge).search(folded) is None:
        return ()
    return tuple(Span(*match.span("list")) for match in _listed_endings(knowledge).finditer(folded))


@cache
def _country(knowledge: Knowledge) -> frozenset[str]:
    """The names of the whole country, which begin no body's name."""
    concept = knowledge.concepts.get(CHINA)
    return frozenset() if concept is None else frozenset(name for name, _ in concept.names)


@cache
def _ending(knowledge: Knowledge) -> regex.Pattern[str]:
    kinds, endings = _either(knowledge.structure.place_endings), _either(knowledge.suffixes.canonical)
    terms, branches = "|".join(knowledge.structure.terms), "|".join(knowledge.structure.branches)
    return regex.compile(rf"(?P<kind>{kinds})?(?:{terms})?(?P<ending>{endings})(?P<branch>{branches})?")


@cache
def _committee(knowledge: Knowledge) -> regex.Pattern[str]:
    """Endings of party committees, whose first character ends the name of the place as well."""
    committees = knowledge.structure.committees
    return regex.compile(rf"(?P<ending>{_either(w for w in knowledge.suffixes.canonical if w.startswith(committees))})")


@cache
def _local(knowledge: Knowledge) -> re.Pattern[str]:
    """A place right before an ending: looked for first, because it is quickly done and mostly in vain."""
    firsts = "".join(sorted({re.escape(ending[0]) for ending in knowledge.suffixes.canonical}))
    behind = "|".join(f"(?<={place}.)" for place in knowledge.structure.local)
    return re.compile(f"[{firsts}](?:{behind})")


@cache
def _listed_endings(knowledge: Knowledge) -> regex.Pattern[str]:
    endings, places = _either(knowledge.suffixes.canonical), "|".join(knowledge.structure.local)
    joints = f" |{_either(knowledge.cues.classes['zh'][JOINT])}"
    return regex.compile(rf"(?<={places})(?P<list>(?:{endings})(?:(?:{joints}) ?(?:{endings}))*)")


def _either(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(regex.escape, ordered)) or "(?!)"
