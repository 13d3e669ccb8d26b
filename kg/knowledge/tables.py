"""Lists of words of ontology/words/*.toml that the recogniser composes names from, checked when they are read."""

from __future__ import annotations

import dataclasses
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

import regex

from kg.errors import KnowledgeError
from kg.knowledge.types import Composition, People, Structure, Suffixes, Titles
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
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


def load_composition(path: Path) -> Composition:
    """How facility types are composed: `[modifiers]` by slot, each word with its English, and `[dropped]`."""
    table = read_toml(path)
    modifiers = {word: english for slot in table["modifiers"].values() for word, english in slot.items()}
    return Composition(
        modifiers=tuple(sorted((fold(word), english) for word, english in modifiers.items())),
        dropped=tuple(sorted(fold(word) for word in table["dropped"]["words"])),
    )


def load_suffixes(path: Path) -> Suffixes:
    """How names of bodies end: `[suffixes]` ending = canonical ending, `[generic]`, `[self]`."""
    table = read_toml(path)
    return Suffixes(
        canonical={fold(word): canonical for word, canonical in sorted(table["suffixes"].items())},
        generic=tuple(sorted(fold(word) for word in table["generic"]["words"])),
        self_words=tuple(sorted(fold(word) for word in table["self"]["words"])),
    )


def read_toml(path: Path) -> Mapping[str, Any]:  # Any: a TOML table holds whatever its author wrote
    """A TOML file as tables; KnowledgeError with the parser's place where it is none."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(str(path), "", f"not TOML in UTF-8 ({error})", "Correct the file") from None
    except FileNotFoundError:
        raise KnowledgeError(str(path), "", "is missing", "Put it back; the reader needs it") from None


def _lists(path: Path, kind: type[Table]) -> Table:
    table = read_toml(path)
    names = {field.name for field in dataclasses.fields(kind)}
    for name in sorted(names ^ table.keys()):
        why = "is missing" if name in names else "is unknown"
        raise KnowledgeError(str(path), name, why, f"The lists are: {', '.join(sorted(names))}")
    for name, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise KnowledgeError(str(path), name, "is no list of words", "Write name = ['…', '…']")
    return kind(**{name: tuple(fold(word) for word in words) for name, words in table.items()})
