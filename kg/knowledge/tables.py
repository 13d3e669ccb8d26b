"""Lists of words of ontology/words/*.toml that the recogniser composes names from, checked when they are read."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

import regex

from kg.errors import KnowledgeError
from kg.knowledge.files import read_toml
from kg.knowledge.types import Composition, Counties, People, Structure, Suffixes, Titles
from kg.text.fold import fold

if TYPE_CHECKING:
    from pathlib import Path

Table = TypeVar("Table", Titles, Structure, People)


def load_titles(path: Path) -> Titles:
    """How policy documents are named."""
    return _lists(path, Titles)


def load_structure(path: Path) -> Structure:
    """How documents are built; KnowledgeError where an expression cannot be compiled."""
    structure = _lists(path, Structure)
    for field in dataclasses.fields(Structure):
        for pattern in getattr(structure, field.name):
            try:
                regex.compile(pattern)
            except regex.error as error:
                raise KnowledgeError(str(path), field.name, f"{pattern}: {error}", "Correct the expression") from None
    return structure


def load_people(path: Path) -> People:
    """How officials are named."""
    return _lists(path, People)


JOINTS = "joints"  # the list of `[listed]` that holds what parts its items


def load_composition(path: Path) -> Composition:
    """How facility types are composed: `[modifiers]` by slot with their English, `[dropped]`, `[traps]`, `[listed]`."""
    modifiers, dropped, traps, listed = _sections(path, "modifiers", "dropped", "traps", "listed")
    kinds = {name: _folded(path, f"[listed] {name}", words) for name, words in listed.items()}
    words = [pair for slot, table in modifiers.items() for pair in _pairs(path, f"[modifiers.{slot}]", table)]
    return Composition(
        modifiers=tuple(sorted((fold(word), english) for word, english in dict(words).items())),
        dropped=tuple(sorted(_words(path, "dropped", dropped))),
        traps=tuple(sorted(_words(path, "traps", traps))),
        alike=tuple(kinds[name] for name in sorted(kinds) if name != JOINTS),
        joints=kinds.get(JOINTS, ()),
    )


def load_suffixes(path: Path) -> Suffixes:
    """How names of bodies end: `[suffixes]` ending = canonical ending, and the other tables of words about bodies."""
    names = "suffixes", "generic", "self", "addressed", "namesakes", "of_namesakes", "not_of_namesakes"
    suffixes, generic, self_words, addressed, namesakes, theirs, others = _sections(path, *names)
    return Suffixes(
        canonical={fold(word): canonical for word, canonical in sorted(_pairs(path, "[suffixes]", suffixes))},
        generic=tuple(sorted(_words(path, "generic", generic))),
        self_words=tuple(sorted(_words(path, "self", self_words))),
        addressed=tuple(sorted(_words(path, "addressed", addressed))),
        namesakes=dict(sorted(_pairs(path, "[namesakes]", namesakes))),
        of_namesakes=_words(path, "of_namesakes", theirs, as_written=True),
        not_of_namesakes=_words(path, "not_of_namesakes", others, as_written=True),
    )


def load_counties(path: Path) -> Counties:
    """The names of counties, districts and county-level cities: `[counties]`, and which of them are `[shared]`."""
    counties, shared = _sections(path, "counties", "shared")
    return Counties(frozenset(_words(path, "counties", counties)), frozenset(_words(path, "shared", shared)))


def _lists(path: Path, kind: type[Table]) -> Table:
    table = read_toml(path)
    names = {field.name for field in dataclasses.fields(kind)}
    for name in sorted(names ^ table.keys()):
        why = "is missing" if name in names else "is unknown"
        raise KnowledgeError(str(path), name, why, f"The lists are: {', '.join(sorted(names))}")
    return kind(**{name: _folded(path, name, words) for name, words in table.items()})


def _sections(path: Path, *names: str) -> list[dict[str, object]]:
    """The tables of a file that holds these and no others, in the order asked for."""
    tables = read_toml(path)
    for name in sorted(set(names) ^ tables.keys()):
        why = "is missing" if name in names else "is unknown"
        raise KnowledgeError(str(path), f"[{name}]", why, f"The tables are: {', '.join(names)}")
    for name in names:
        if not isinstance(tables[name], dict):
            raise KnowledgeError(str(path), f"[{name}]", "is no table", f"Write [{name}] and its words below")
    return [tables[name] for name in names]


def _pairs(path: Path, place: str, table: object) -> list[tuple[str, str]]:
    """A table of words as pairs: each with the word that it stands for."""
    if not isinstance(table, dict) or not table:
        raise KnowledgeError(str(path), place, "is no table of words", f"Write {place} and 'word' = 'word' below")
    for word, other in table.items():
        if not word or not isinstance(other, str) or not other:
            raise KnowledgeError(str(path), f"{place} {word}", f"is {other!r}", "Write 'word' = 'word'")
    return list(table.items())


def _words(path: Path, name: str, table: dict[str, object], *, as_written: bool = False) -> tuple[str, ...]:
    """The words of a table that holds one list, `words`; folded, but for those that count as they are written."""
    if table.keys() != {"words"}:
        raise KnowledgeError(str(path), f"[{name}]", "has other lists", "Write words = ['…', '…'] and nothing else")
    return _folded(path, f"[{name}] words", table["words"], as_written=as_written)


def _folded(path: Path, place: str, words: object, *, as_written: bool = False) -> tuple[str, ...]:
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise KnowledgeError(str(path), place, "is no list of words", "Write name = ['…', '…']")
    return tuple(word if as_written else fold(word) for word in words)
