"""The names of the vocabulary, ready to be found in folded words, and what is meant by a name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.facilities import entity_of
from kg.text.fold import fold, name_key
from kg.text.scan import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.knowledge.types import Concept, Knowledge
    from kg.model import Entity


@dataclass(frozen=True, eq=False, slots=True)
class Lexicon:
    """The curated concepts ready for matching: all names at once, and names by key.

    `traps` tells how much of a trap is no name: 其中 of 其中医院, which is no 中医院 and a hospital all the same.
    """

    gazetteer: Gazetteer
    named: Mapping[str, tuple[Concept, ...]]
    traps: Mapping[str, int]
    self_words: frozenset[str]
    addressed: frozenset[str]
    here: frozenset[str]
    keys: Mapping[str, Concept]


@cache
def lexicon_of(knowledge: Knowledge) -> Lexicon:
    """The names of `knowledge` ready for matching; built once for each knowledge."""
    named: dict[str, list[Concept]] = defaultdict(list)
    traps: dict[str, Concept] = {}
    keys: dict[str, Concept] = {}
    for concept in knowledge.concepts.values():
        traps |= dict.fromkeys(map(fold, concept.traps), concept)
        for name, language in concept.names:
            keys.setdefault(name_key(name), concept)
            if concept.kind != "indicator":
                for form in _forms(fold(name), language):
                    named[form].append(concept)
    self_words = frozenset((*knowledge.suffixes.self_words, *knowledge.cues.classes["en"]["self"]))
    addressed = frozenset(knowledge.suffixes.addressed)
    here = frozenset(knowledge.structure.here)
    gazetteer = Gazetteer({*named, *traps, *self_words, *addressed, *here, *knowledge.counties.names})
    held = {trap: _nameless(trap, concept, named) for trap, concept in traps.items()}
    by_name = {name: tuple(found) for name, found in named.items()}
    return Lexicon(gazetteer, by_name, held, self_words, addressed, here, keys)


def curated(entity: Entity, lexicon: Lexicon) -> Entity:
    """An entity as the vocabulary has it, where it has one of that name and kind; else itself."""
    concept = lexicon.keys.get(entity.key)
    if concept is None and entity.language == "en":  # a key of English words has no capitals
        concept = lexicon.keys.get(name_key(entity.label))
    return entity_of(concept) if concept is not None and concept.kind == entity.kind else entity


def _nameless(trap: str, concept: Concept, named: Mapping[str, Sequence[Concept]]) -> int:
    """The length of a Chinese trap of a concept up to the name of another one that ends it, else of all of it."""
    ends = (at for at in range(1, len(trap)) if trap[at:] in named and concept not in named[trap[at:]])
    return len(trap) if trap.isascii() else next(ends, len(trap))


def _forms(name: str, language: str) -> tuple[str, ...]:
    """A name and, in English, its plural."""
    if language != "en" or name.isupper() or not name[-1:].isalpha():
        return (name,)
    if name.endswith("y") and name[-2] not in "aeiou":
        return name, name[:-1] + "ies"
    return name, name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")
