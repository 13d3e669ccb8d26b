"""Classes of cue words of ontology/words/cues.toml: what announces a target, a figure, a speaker, an undertaking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kg.errors import KnowledgeError
from kg.knowledge.tables import read_toml
from kg.knowledge.types import Cues
from kg.terms import VOC
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SECTIONS = ("zh", "en", "unless", "concepts")


def load_cues(path: Path) -> Cues:
    """The file as `Cues`: folded words by language and class, and words that stand for concepts of value schemes.

    A word is not meant where it is part of one of `[unless]`: 要 in 要求, 应 in 应急.
    """
    tables = read_toml(path)
    _check(path, tables)
    longer = tuple(fold(word) for words in tables.get("unless", {}).values() for word in words)
    classes = {
        language: {name: tuple(fold(word) for word in words) for name, words in tables.get(language, {}).items()}
        for language in ("zh", "en")
    }
    sources = {
        language: {name: alternation(words, longer) for name, words in table.items()}
        for language, table in classes.items()
    }
    concepts = {
        scheme: tuple(
            (regex.compile(alternation([fold(word) for word in words], longer), regex.IGNORECASE), VOC + concept)
            for concept, words in table.items()
        )
        for scheme, table in tables.get("concepts", {}).items()
    }
    return Cues(classes, sources, concepts, _compiled(sources))


def alternation(words: Iterable[str], longer: Iterable[str]) -> str:
    """One expression for some words, the longest first; Latin ones as whole words, none as part of a longer one.

    It looks at one character first: nearly every place of a text fails there, before any word is tried.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    either = "|".join(_guarded(word, longer) for word in ordered)
    if any(word[0].isascii() for word in ordered):
        return either
    firsts = "".join(sorted({word[0] for word in ordered}))
    return f"(?=[{firsts}])(?:{either})"


def _guarded(word: str, longer: Iterable[str]) -> str:
    escaped = regex.escape(word, special_only=True)
    if word[:1].isascii() and word[:1].isalpha():
        return rf"\b{escaped}\b"
    guards = []
    for other in longer:
        at = other.find(word)
        while at >= 0 and other != word:
            before = regex.escape(other[:at], special_only=True)
            after = regex.escape(other[at + len(word) :], special_only=True)
            guards.append(f"(?!{f'(?<={before})' if before else ''}{escaped}{after})")
            at = other.find(word, at + 1)
    return "".join(guards) + escaped


def _check(path: Path, tables: Mapping[str, object]) -> None:
    for section, table in tables.items():
        if section not in SECTIONS:
            raise KnowledgeError(str(path), f"[{section}]", "unknown section", "Use [zh], [en], [unless], [concepts.…]")
        if section == "concepts" and isinstance(table, dict):
            for scheme, concepts in table.items():
                _check_lists(path, f"[concepts.{scheme}]", concepts)
        else:
            _check_lists(path, f"[{section}]", table)


def _check_lists(path: Path, place: str, table: object) -> None:
    if not isinstance(table, dict):
        raise KnowledgeError(str(path), place, "is no table of lists", f'Write {place} and name = ["…", "…"] below')
    for name, words in table.items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
            raise KnowledgeError(str(path), f"{place} {name}", "is no list of words", 'Write name = ["…", "…"]')


def _compiled(sources: Mapping[str, Mapping[str, str]]) -> Mapping[str, regex.Pattern[str]]:
    """One expression a class over both languages."""
    names = sorted({name for table in sources.values() for name in table})
    both = {name: [table[name] for table in sources.values() if name in table] for name in names}
    return {name: regex.compile("|".join(parts), regex.IGNORECASE) for name, parts in both.items()}
