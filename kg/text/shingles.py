"""The shingles of a text: all stretches of so many of its letters, by which texts that have much in common are found.

Blanks, punctuation, case and script make no difference, the order of paragraphs little. A sketch holds the hashes of
some shingles, chosen by their value: of two texts it chooses the same, so sketches have in common what texts have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Block

# Letters that say as much as a few words: two texts have them in common by chance only where both use a set phrase.
WIDTHS = {"zh": 9, "en": 27}
BELOW = 2**32 // 16  # hashes that a sketch holds: one in so many, some sixty of an article
LETTERS = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
DOTTED = "\u0130"  # the one letter whose small one is two


@dataclass(frozen=True, slots=True)
class Shingled:
    """The letters and figures of a text, where each of them stands in it, and where each shingle begins in them."""

    letters: str
    places: tuple[int, ...]
    width: int
    first: Mapping[str, int]


def letters(text: str, blocks: Iterable[Block]) -> str:
    """The letters and figures of a document's own blocks."""
    own = "\n".join(text[block.span.start : block.span.end] for block in blocks if block.role != "boilerplate")
    return "".join(LETTERS.findall(_folded(own)))


def sketch(letters: str, language: str) -> tuple[int, ...]:
    """The hashes of some of the shingles of a text that is given by its letters, in order."""
    data, size = letters.encode("utf-16-le"), 2 * WIDTHS[language]
    starts = range(0, len(data) - size + 2, 2)
    return tuple(sorted({value for at in starts if (value := crc32(data[at : at + size])) < BELOW}))


def shingled(text: str, blocks: Iterable[Block], language: str) -> Shingled:
    """All shingles of a document's own blocks."""
    folded, width = _folded(text), WIDTHS[language]
    own = [block.span for block in blocks if block.role != "boilerplate"]
    spans = [found.span() for start, end in own for found in LETTERS.finditer(folded, start, end)]
    all_letters = "".join(folded[start:end] for start, end in spans)
    places = tuple(at for start, end in spans for at in range(start, end))
    shingles = range(len(all_letters) - width, -1, -1)
    return Shingled(all_letters, places, width, {all_letters[at : at + width]: at for at in shingles})


def _folded(text: str) -> str:
    """A copy of equal length in which only letters and figures tell."""
    return fold(text).replace(DOTTED, "I").lower()
