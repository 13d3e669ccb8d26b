"""Where the clauses of a text end, found for all its places at once: many numbers of a sentence ask for theirs."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.knowledge.say import CLAUSE_END

if TYPE_CHECKING:
    from collections.abc import Iterable

CLAUSE_ENDS = frozenset(CLAUSE_END.replace("\\n", "\n") + "；：，！？")
_OPENING, _CLOSING = "([{《“‘", ")]}》”’"
_PLAIN = re.escape("".join(sorted(CLAUSE_ENDS - {":"})) + _OPENING + _CLOSING)
_MARKS = re.compile(rf"[{_PLAIN}]|(?<![0-9]):|:(?![0-9])")  # the hour of 9:30 ends no clause


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where the marks of a text stand, and for each the clause end that is met first from it on in one direction."""

    places: tuple[int, ...]
    before: tuple[int | None, ...]
    behind: tuple[int | None, ...]


def clause(text: str, at: int) -> tuple[int, int]:
    """The clause of lifted text that holds the character `at`; brackets and quotes do not break it.

    >>> clause("a,b(c,d)e,f", 4)
    (2, 9)
    """
    ends = _ends(text)
    mark = bisect_left(ends.places, at)
    start = ends.before[mark - 1] if mark else None
    end = ends.behind[mark] if mark < len(ends.places) else None
    return 0 if start is None else start + 1, len(text) if end is None else end


@lru_cache(maxsize=64)  # of one sentence many places are asked for, and few of one before it
def _ends(text: str) -> _Ends:
    marks = [(mark.start(), mark[0]) for mark in _MARKS.finditer(text)]
    behind = _met(marks[::-1], _CLOSING, _OPENING)[::-1]
    return _Ends(tuple(place for place, _ in marks), _met(marks, _OPENING, _CLOSING), behind)


def _met(marks: Iterable[tuple[int, str]], opening: str, closing: str) -> tuple[int | None, ...]:
    """For each mark the last clause end up to it outside of brackets: none behind a bracket that nothing opened."""
    found: list[int | None] = []
    opened: list[int | None] = []  # what was met before each bracket that is open
    met: int | None = None
    for place, mark in marks:
        if mark in opening:
            opened.append(met)
        elif mark in closing:
            met = opened.pop() if opened else None
        else:
            met = place
        found.append(met)
    return tuple(found)
