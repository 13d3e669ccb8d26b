"""Whether two texts are one but for what was cut, added or set anew, and what they have in common.

Letters of one form to many places have more in common than many a repost with its source. They differ where it matters:
their figures are others, or one name stands in place of another again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from kg.text.shingles import Shingled

SHARE = Decimal("0.8")  # of the shingles of the shorter text, and of the figures of that which has fewer
FEWEST = 64  # shingles: a shorter text is told by too few words
FIGURE = re.compile(r"\d+(?:\.\d+)?")
LAST_DAY, YEARS = 31, range(1900, 2100)  # each page has its own day: what may be part of one tells nothing
REACH = 60  # letters that stand in place of others, at most


def overlap(one: Shingled, other: Shingled) -> Decimal | None:
    """How much of the shorter text stands in the longer, where it is nearly all; None of two letters of one form."""
    short, long = sorted((one, other), key=lambda text: len(text.first))
    if len(short.first) < FEWEST or short.width != long.width:
        return None
    share = Decimal(len(short.first.keys() & long.first.keys())) / len(short.first)
    return None if share < SHARE or _is_form(short, long) else share


def stretches(one: Shingled, other: Shingled) -> Iterator[tuple[int, int, int]]:
    """The stretches of letters that stand in both: where each begins here and there, and how long it is."""
    at, width = 0, one.width
    while at + width <= len(one.letters):
        place = other.first.get(one.letters[at : at + width])
        if place is None:
            at += 1
            continue
        length = _same(one.letters[at:], other.letters[place:])
        yield at, place, length
        at += length - width + 1


def figures(letters: str) -> frozenset[str]:
    """The figures of a text that are no part of a date."""
    found = set(FIGURE.findall(letters))
    return frozenset(one for one in found if "." in one or len(one) > 4 or _tells(int(one)))


def agree(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether of the figures of that text which has fewer nearly all stand in the other: else they are not one text."""
    return len(one & other) >= SHARE * min(len(one), len(other))


def _tells(figure: int) -> bool:
    return figure > LAST_DAY and figure not in YEARS


def _is_form(short: Shingled, long: Shingled) -> bool:
    if not agree(figures(short.letters), figures(long.letters)):
        return True
    names = Counter(name for name in map(_differing, _exchanged(short, long)) if all(name))
    return any(number > 1 for number in names.values())


def _exchanged(short: Shingled, long: Shingled) -> Iterator[tuple[str, str]]:
    """The words of the one, and those that stand in their place between the same words of the other."""
    width, letters = short.width, short.letters
    last = -1  # where the last shingle began that both have
    for at in range(len(letters) - width + 1):
        shingle = letters[at : at + width]
        if shingle not in long.first:
            continue
        if 0 <= last < at - 1:
            before = long.first[letters[last : last + width]] + width
            after = long.letters.find(shingle, before, before + REACH)
            if after >= 0:
                yield letters[last + width : at], long.letters[before:after]
        last = at


def _differing(exchanged: tuple[str, str]) -> tuple[str, str]:
    """What differs of two stretches beside their figures."""
    here, there = (FIGURE.sub("", words) for words in exchanged)
    same = _same(here, there)
    here, there = here[same:], there[same:]
    same = _same(here[::-1], there[::-1])
    return here[: len(here) - same], there[: len(there) - same]


def _same(one: str, other: str) -> int:
    """How many characters they begin with alike."""
    unlike = (at for at, (here, there) in enumerate(zip(one, other, strict=False)) if here != there)
    return next(unlike, min(len(one), len(other)))
