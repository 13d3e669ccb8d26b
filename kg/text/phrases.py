"""Looking a phrase up to the left or to the right of a place, the longest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Words and what each stands for; `unless` are longer strings in which such a word means something else.

    English words are held in lower case, match any case, and only as whole words.
    """

    words: Mapping[str, str]
    by_last: Mapping[str, int]
    by_first: Mapping[str, int]
    unless: tuple[str, ...] = ()

    def ending(self, text: str, at: int, floor: int = 0) -> tuple[int, str] | None:
        """Where the longest phrase that ends at `at` (or one blank before) begins, and what it stands for.

        It does not begin before `floor`.
        """
        end = at - 1 if at > floor and text[at - 1] == " " else at
        longest = self.by_last.get(text[end - 1], 0) if end > floor else 0
        if not longest or _is_part(text, end - 1, end):
            return None
        for start in range(max(floor, end - longest), end):
            found = self._meaning(text[start:end])
            if found is not None and not _is_part(text, start - 1, start):
                return start, found
        return None

    def beginning(self, text: str, at: int) -> tuple[int, str] | None:
        """Where the longest phrase that begins at `at` (or one blank behind) ends, and what it stands for."""
        start = at + 1 if text[at : at + 1] == " " else at
        longest = self.by_first.get(text[start : start + 1], 0)
        if not longest or _is_part(text, start - 1, start) or text.startswith(self.unless, start):
            return None
        for end in range(min(len(text), start + longest), start, -1):
            found = self._meaning(text[start:end])
            if found is not None and not _is_part(text, end - 1, end):
                return end, found
        return None

    def _meaning(self, said: str) -> str | None:
        return self.words.get(said) or self.words.get(said.lower())


def phrases(pairs: Iterable[tuple[str, str]], unless: Iterable[str] = ()) -> Phrases:
    """A look-up of `pairs`, built once where a grammar is compiled."""
    words = dict(pairs)
    return Phrases(words, _longest(words, -1), _longest(words, 0), tuple(unless))


def _longest(words: Iterable[str], place: int) -> Mapping[str, int]:
    """For each character that stands at `place` of a word, in either case, the length of the longest such word."""
    found: dict[str, int] = {}
    for word in words:
        for char in (word[place], word[place].upper()):
            found[char] = max(found.get(char, 0), len(word))
    return found


def _is_part(text: str, one: int, other: int) -> bool:
    """Whether two neighbouring places hold letters of one Latin word."""
    if one < 0 or other >= len(text):
        return False
    return text[one].isascii() and text[one].isalpha() and text[other].isascii() and text[other].isalpha()
