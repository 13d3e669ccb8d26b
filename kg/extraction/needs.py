"""Which needs of patterns a text meets, found in one pass: what spares most patterns a try."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from kg.knowledge.say import CHARACTERS, NUMERIC, class_need
from kg.text.scan import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.knowledge.types import Knowledge

_KINDS = frozenset(CHARACTERS.values())


def met(text: str, knowledge: Knowledge) -> frozenset[str]:
    """The needs (`kg.knowledge.say.needs`) that a lifted text meets: kinds of mentions, and classes of cue words."""
    gazetteer, classes = _words(knowledge)
    kinds = _KINDS.intersection(text)
    numeric = () if kinds.isdisjoint(NUMERIC) else (NUMERIC,)
    return kinds.union(numeric, *(classes[word] for word in gazetteer.words_in(text)))


@cache
def _words(knowledge: Knowledge) -> tuple[Gazetteer, Mapping[str, frozenset[str]]]:
    """The words of classes that patterns need, ready to be found, with those classes by word."""
    needed = frozenset().union(*(pattern.needs for group in knowledge.patterns.values() for pattern in group))
    found: dict[str, set[str]] = defaultdict(set)
    for language, table in knowledge.cues.classes.items():
        for name, words in table.items():
            if class_need(name, language) in needed:
                for word in words:
                    found[word].add(class_need(name, language))
    return Gazetteer(found), {word: frozenset(names) for word, names in found.items()}
