"""Numbers that ran together: what is left of a table in a line of text, whose cells nobody can tell apart.

A share right behind which the next number begins (27.8%1316) is one such place; two of them are a table. So is a line
of one name and two bare numbers or more, parted by blanks: a row whose headers stand nobody knows where.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.model import Span
from kg.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.types import Knowledge
    from kg.model import Document

NEAR = 120  # code points between two such places of a table
FEWEST = 2
KINDS = ("percent", "points")
ENDS = regex.compile(r"[。;；\n]")
WIDE = "％"  # a form of %
BARE = r"-?\d[\d,]*(?:\.\d+)?"
ROW = regex.compile(rf"[^\d\s](?:[^\s\d]|[ \u3000](?=\D)){{0,39}}(?:[ \u3000]+{BARE}){{2,}}\s*")


def glued(document: Document, knowledge: Knowledge) -> Iterator[Span]:
    """The stretches of a document in which numbers ran together, each of whole sentences, in reading order."""
    seam = _seam(knowledge)
    for block in document.blocks:
        if block.role == "boilerplate":
            continue
        start, text = block.span.start, document.text[block.span.start : block.span.end]
        if ROW.fullmatch(text):
            yield block.span
        seams = [match.start() for match in seam.finditer(text)]
        ends = [match.start() for match in ENDS.finditer(text)] if seams else []
        last: Span | None = None
        for run in _runs(seams):
            place = bisect_left(ends, run[0])
            begin = ends[place - 1] + 1 if place else 0
            place = bisect_left(ends, run[-1])
            end = ends[place] if place < len(ends) else len(text)
            whole = Span(start + begin, start + end)
            if whole != last:
                yield whole
            last = whole


def _runs(seams: Sequence[int]) -> Iterator[list[int]]:
    """The seams that stand near each other, where they are enough."""
    run: list[int] = []
    for seam in seams:
        if run and seam - run[-1] > NEAR:
            yield from (run,) if len(run) >= FEWEST else ()
            run = []
        run.append(seam)
    yield from (run,) if len(run) >= FEWEST else ()


@cache
def _seam(knowledge: Knowledge) -> regex.Pattern[str]:
    forms = any_of([WIDE, *(form for unit in knowledge.words.units if unit.kind in KINDS for form in unit.forms)])
    return regex.compile(rf"(?<=\d\s?)(?:{forms})(?=\d)")
