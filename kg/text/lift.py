"""A text with each mention replaced by one character, and the way back to its offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Lifted:
    """`text` has one private-use character for each of `spans`; `places` are where these characters stand in it.

    `start` is the offset of the lifted stretch in the document. Spans are absolute, sorted and do not overlap.
    """

    text: str
    start: int
    spans: tuple[Span, ...]
    places: tuple[int, ...]

    def offset(self, index: int) -> int:
        """The document offset at which the character `index` of the lifted text begins."""
        before = bisect_right(self.places, index - 1)
        if before == 0:
            return self.start + index
        return self.spans[before - 1].end + index - self.places[before - 1] - 1

    def span(self, start: int, end: int) -> Span:
        """The stretch of the document that lifted[start:end] stands for."""
        return Span(self.offset(start), self.offset(end))

    def within(self, start: int, end: int) -> range:
        """The indexes of the mentions that stand in lifted[start:end]."""
        return range(bisect_right(self.places, start - 1), bisect_right(self.places, end - 1))


def lift(text: str, start: int, mentions: Sequence[tuple[Span, str]]) -> Lifted:
    """Replace each mention of `text`, which begins at `start` of the document, by its character.

    Private-use characters of the text itself, as of icon fonts, are blanks: no mention stands there.

    >>> lift("我局印发", 10, [(Span(10, 12), "A")]).text
    'A印发'
    """
    text = _PRIVATE.sub(" ", text)
    parts: list[str] = []
    places: list[int] = []
    length, at = 0, start
    for span, character in mentions:
        plain = text[at - start : span.start - start]
        places.append(length + len(plain))
        parts += (plain, character)
        length += len(plain) + 1
        at = span.end
    parts.append(text[at - start :])
    return Lifted("".join(parts), start, tuple(span for span, _ in mentions), tuple(places))
