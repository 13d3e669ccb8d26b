"""Finding many names at once, and choosing among overlapping finds."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

import ahocorasick_rs

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Found = TypeVar("Found")
FIRST = itemgetter(0)
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_CAPITAL = re.compile("[A-Z]")
_LOWER = {ord(upper): ord(upper) + 32 for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


class Gazetteer:
    """All places of all names, overlaps included; names in Latin letters match whole words, in any case.

    A name of capitals only (NHC) matches in capitals only. Offsets are code points of the text searched.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(set(names)))
        self._acronyms = frozenset(filter(_is_acronym, self.names))
        self._latin = frozenset(filter(_has_latin_end, self.names))
        self._automaton = ahocorasick_rs.AhoCorasick(
            [_lowered(name) for name in self.names], matchkind=ahocorasick_rs.MatchKind.Standard
        )

    def find(self, text: str) -> list[tuple[Span, str]]:
        """Every place of every name, in the order of their ends."""
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(_lowered(text), overlapping=True):
            name = self.names[index]
            if name not in self._latin or (
                _whole(text, start, end) and not (name in self._acronyms and text[start:end] != name)
            ):
                found.append((Span(start, end), name))
        return found

    def words_in(self, text: str) -> set[str]:
        """The names that may stand in a text: those of `find`, and some that are only parts of Latin words."""
        found = self._automaton.find_matches_as_indexes(_lowered(text), overlapping=True)
        return {self.names[index] for index in set(map(FIRST, found))}


def _lowered(text: str) -> str:
    """ASCII in lower case, so that offsets stay; most Chinese text has no capital, and translating it is slow."""
    return text.translate(_LOWER) if _CAPITAL.search(text) else text


def _is_acronym(name: str) -> bool:
    return name.isascii() and name.isupper()


def _has_latin_end(name: str) -> bool:
    """Whether a name may stand inside of a longer word."""
    return name[0].islower() or name[0] in _LETTERS or name[-1] in _LETTERS


def _whole(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start] in _LETTERS and text[start - 1] in _LETTERS
    after = end < len(text) and text[end - 1] in _LETTERS and text[end] in _LETTERS
    joined = text[start].islower() and text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()  # school-age
    return not (before or after or joined)


def choose(candidates: Sequence[tuple[Span, float, Found]]) -> list[tuple[Span, Found]]:
    """Of overlapping candidates the set of greatest total weight, by weighted interval scheduling in O(n log n).

    Ties fall to the candidate that stands earlier in the order of (end, start, position given).
    """
    if not candidates:
        return []
    order = sorted(range(len(candidates)), key=lambda i: (candidates[i][0].end, candidates[i][0].start, i))
    ends = [candidates[i][0].end for i in order]
    best, taken = [0.0], []
    for rank, i in enumerate(order):
        span, weight, _ = candidates[i]
        before = bisect_right(ends, span.start, 0, rank)
        with_it = best[before] + weight
        taken.append(with_it > best[rank])
        best.append(max(with_it, best[rank]))
    chosen, rank = [], len(order)
    while rank:
        rank -= 1
        if taken[rank]:
            span, _, found = candidates[order[rank]]
            chosen.append((span, found))
            rank = bisect_right(ends, span.start, 0, rank)
    return chosen[::-1]
