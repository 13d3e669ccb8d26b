"""Units in a text: what stands behind a number, or before it, and how it turns the number into a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.text.words import Unit, Words


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """All forms of all units, behind a number and before it."""

    behind: Mapping[str, Unit]
    before: Mapping[str, Unit]
    longest: Mapping[str, int]

    def beginning(self, text: str, at: int) -> tuple[int, Unit] | None:
        """The end and the unit of the longest form that begins at `at` or one blank behind it."""
        start = at + 1 if text[at : at + 1] == " " else at
        longest = self.longest.get(text[start : start + 1], 0)
        for end in range(min(len(text), start + longest), start, -1):
            unit = self.behind.get(text[start:end])
            if unit is None:
                continue
            if end < len(text) and text[end - 1].isalpha() and _latin(text[end - 1]) and _latin(text[end]):
                continue
            if any(text.startswith(word, start) for word in unit.unless if len(word) > end - start):
                return None
            return end, unit
        return None

    def ending(self, text: str, at: int, floor: int) -> tuple[int, Unit] | None:
        """The start and the unit of the longest form before a number (RMB, $) that ends at `at`."""
        for start in range(max(floor, at - 4), at):
            unit = self.before.get(text[start:at])
            if unit is not None:
                return start, unit
        return None


@cache
def units(words: Words) -> Units:
    """The look-up of all units, built once for each set of words."""
    behind = {form: unit for unit in words.units for form in (*unit.forms, *unit.over)}
    before = {form: unit for unit in words.units for form in unit.before}
    longest: dict[str, int] = {}
    for form in behind:
        longest[form[0]] = max(longest.get(form[0], 0), len(form))
    return Units(behind, before, longest)


@cache
def uncounted(words: Words) -> re.Pattern[str]:
    """What stands behind a number, written in English, that counts nothing: no word at all, or one such as of.

    But three in 100,000 is a rate.
    """
    return re.compile(rf"(?! [A-Za-z]|-)| (?!in [0-9]+,000)(?i:{any_of(words.numbers.english_stops)})(?![A-Za-z])|-")


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
