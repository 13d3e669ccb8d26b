"""Classes of cue words of ontology/words/cues.toml: what announces a target, a figure, a speaker, an undertaking."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.knowledge.files import read_toml
from kg.knowledge.types import Cues
from kg.terms import VOC
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    Parts = Mapping[str, Sequence[tuple[str, str]]]

SECTIONS = ("zh", "en", "unless", "concepts")


def load_cues(path: Path) -> Cues:
    """The file as `Cues`: folded words by language and class, and words that stand for concepts of value schemes.

    A word is not meant where it is part of one of `[unless]`: 要 in 要求, 应 in 应急.
    """
    tables = read_toml(path)
    _check(path, tables)
    longer = _parts(fold(word) for words in tables.get("unless", {}).values() for word in words)
    classes = {
        language: {name: tuple(fold(word) for word in words) for name, words in tables.get(language, {}).items()}
        for language in ("zh", "en")
    }
    said = {
        language: {name: _alternation(words, longer) for name, words in table.items()}
        for language, table in classes.items()
    }
    sources = {
        language: {name: f"(?=[{_firsts(words)}])(?:{said[language][name]})" for name, words in table.items()}
        for language, table in classes.items()
    }
    concepts = {
        scheme: tuple(
            (re.compile(_alternation([fold(word) for word in words], longer)), VOC + concept)
            for concept, words in table.items()
        )
        for scheme, table in tables.get("concepts", {}).items()
    }
    return Cues(classes, sources, concepts, _compiled(said))


def alternation(words: Iterable[str], longer: Iterable[str]) -> str:
    """One expression for some words in any case, the longest first; Latin ones as whole words, none in a longer one."""
    return _alternation(words, _parts(longer))


def _alternation(words: Iterable[str], longer: Parts) -> str:
    """`alternation` for longer words that were taken apart once for many.

    Words stand together behind the character that they begin with, and what is asked of their surroundings behind them:
    so the engine looks for one of the first characters only, which nearly every place of a text fails, and tries the
    few words that begin with it.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rest = _latin(word) if _is_latin(word[:1]) else _guarded(word, longer)
        for first in _cases(word[0]):
            rests.setdefault(first, []).append(rest)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


def _firsts(words: Iterable[str]) -> str:
    """The inside of a class of the characters that words begin with: in the middle of a pattern it is tried first."""
    return "".join(sorted({re.escape(first) for word in words for first in _cases(word[0])}))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _latin(word: str) -> str:
    """What stands behind the first letter of a Latin word."""
    return rf"(?<!\w.){_in_any_case(word[1:])}\b"


def _guarded(word: str, longer: Parts) -> str:
    """What stands behind the first character of another word."""
    guards = []
    for before, after in longer.get(word, ()):
        behind = f"(?<={_in_any_case(before + word)})" if before else ""
        guards.append(f"(?!{behind}{_in_any_case(after)})")
    return _in_any_case(word[1:]) + "".join(guards)


def _parts(words: Iterable[str]) -> Parts:
    """Every proper part of words, with what stands before and after it in each."""
    parts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for word in words:
        for start, end in combinations(range(len(word) + 1), 2):
            if end - start < len(word):
                parts[word[start:end]].append((word[:start], word[end:]))
    return parts


def _cases(char: str) -> tuple[str, ...]:
    """A character in lower and upper case, once where it has none."""
    return tuple(dict.fromkeys(one for one in (char.lower(), char.upper()) if len(one) == 1))


def _in_any_case(words: str) -> str:
    return re.escape(words) if words.lower() == words.upper() else f"(?i:{re.escape(words)})"


def _check(path: Path, tables: Mapping[str, object]) -> None:
    """KnowledgeError for a section that is unknown, or a class that is no list of words."""
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


def _compiled(sources: Mapping[str, Mapping[str, str]]) -> Mapping[str, re.Pattern[str]]:
    """One expression a class over both languages."""
    names = sorted({name for table in sources.values() for name in table})
    both = {name: [table[name] for table in sources.values() if name in table] for name in names}
    return {name: re.compile("|".join(parts)) for name, parts in both.items()}
