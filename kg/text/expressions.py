"""All quantities and times of a text together, and every number of it with what kind of number it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Quantity, Span
from kg.text.designators import Kind, designators, named
from kg.text.patterns import claim
from kg.text.quantities import quantities
from kg.text.times import Time, times
from kg.text.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURES = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*")

__all__ = ["Kind", "Words", "expressions", "numbers"]


def expressions(text: str, words: Words) -> tuple[tuple[Span, Quantity | Time], ...]:
    """The quantities and times of folded `text` in order; none overlaps another, because times were read first."""
    both: list[tuple[Span, Quantity | Time]] = [*times(text, words), *quantities(text, words)]
    return tuple(sorted(both, key=lambda pair: pair[0]))


def numbers(text: str, words: Words) -> tuple[tuple[Span, Kind], ...]:
    """Every number of folded `text` with its kind; every figure stands in exactly one of them.

    What no grammar reads is part of a name inside a title or a quoted name, and a code elsewhere. Idioms without a
    figure (统一, 进一步) are left out: nobody calls them numbers.
    """
    found: list[tuple[Span, Kind]] = [(span, "time") for span, _ in times(text, words)]
    found += [(span, "quantity") for span, _ in quantities(text, words)]
    found += designators(text, words)
    found = [(span, kind) for span, kind in found if kind != "idiom" or FIGURES.search(text, span.start, span.end)]
    if FIGURES.search(text) is None:
        return tuple(sorted(found))
    taken = bytearray(len(text))
    for span, _ in found:
        claim(taken, span.start, span.end)
    in_names = bytearray(len(text))
    for name in named(text):
        in_names[name.start : name.end] = b"\1" * (name.end - name.start)
    for span in _free(text, taken):
        inside = in_names.find(0, span.start, span.end) < 0
        found.append((span, "name" if inside else "code"))
    return tuple(sorted(found))


def _free(text: str, taken: bytearray) -> Iterator[Span]:
    """The figures that nothing has claimed yet."""
    for match in FIGURES.finditer(text):
        if taken.find(1, match.start(), match.end()) < 0:
            yield Span(match.start(), match.end())
            continue
        for digits in re.finditer(r"[0-9]+", match[0]):
            start, end = match.start() + digits.start(), match.start() + digits.end()
            if not taken[start]:
                yield Span(start, end)
