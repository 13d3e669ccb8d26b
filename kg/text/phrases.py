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
    longest: int
    unless: tuple[str, ...] = ()

    def ending(self, text: str, at: int, floor: int = 0) -> tuple[int, str] | None:
        """Where the longest phrase that ends at `at` (or one blank before) begins, and what it stands for.

        It does not begin before `floor`.
        """
        end = at - 1 if at > floor and text[at - 1] == " " else at
        for start in range(max(floor, end - self.longest), end):
            found = self.words.get(text[start:end]) or self.words.get(text[start:end].lower())
            if found is not None and not _is_part(text, start - 1, start) and not _is_part(text, end - 1, end):
                return start, found
        return None

    def beginning(self, text: str, at: int) -> tuple[int, str] | None:
        """Where the longest phrase that begins at `at` (or one blank behind) ends, and what it stands for."""
        start = at + 1 if text[at : at + 1] == " " else at
        if any(text.startswith(word, start) for word in self.unless):
            return None
        for end in range(min(len(text), start + self.longest), start, -1):
            found = self.words.get(text[start:end]) or self.words.get(text[start:end].lower())
            if found is not None and not _is_part(text, end - 1, end) and not _is_part(text, at - 1, at):
                return end, found
        return None


def phrases(pairs: Iterable[tuple[str, str]], unless: Iterable[str] = ()) -> Phrases:
    """A look-up of `pairs`, built once where a grammar is compiled."""
    words = dict(pairs)
    return Phrases(words, max(map(len, words), default=0), tuple(unless))


def _is_part(text: str, one: int, other: int) -> bool:
    """Whether two neighbouring places hold letters of one Latin word."""
    if one < 0 or other >= len(text):
        return False
    return text[one].isascii() and text[one].isalpha() and text[other].isascii() and text[other].isalpha()
