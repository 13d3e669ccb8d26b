"""Which classes of cue words a text has a word of, found in one pass: what spares most patterns a try."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from kg.text.scan import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.knowledge.types import Knowledge


def classes_in(text: str, knowledge: Knowledge) -> frozenset[str]:
    """The classes of ontology/words/cues.toml, of both languages, that have a word in a lifted text."""
    gazetteer, classes = _words(knowledge)
    return frozenset().union(*(classes[name] for _, name in gazetteer.find(text)))


@cache
def _words(knowledge: Knowledge) -> tuple[Gazetteer, Mapping[str, frozenset[str]]]:
    found: dict[str, set[str]] = defaultdict(set)
    for table in knowledge.cues.classes.values():
        for name, words in table.items():
            for word in words:
                found[word].add(name)
    return Gazetteer(found), {word: frozenset(names) for word, names in found.items()}
