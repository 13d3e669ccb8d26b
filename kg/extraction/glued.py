"""Numbers that ran together: what is left of a table in a line of text, whose cells nobody can tell apart.

A share right behind which the next number begins (27.8%1316) is one such place; two of them are a table. So is a line
of one name and two bare numbers or more, parted by blanks: a row whose headers stand nobody knows where.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.model import Span
from kg.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge.types import Knowledge
    from kg.model import Document

NEAR = 120  # code points between two such places of a table
FEWEST = 2
KINDS = ("percent", "points")
ENDS = regex.compile(r"[。;；\n]")
WIDE = "％"  # a form of %
BARE = r"-?\d[\d,]*(?:\.\d+)?"
ROW = regex.compile(rf"[^\d\s](?:[^\s\d]|[ \u3000](?=\D)){{0,39}}(?:[ \u3000]+{BARE}){{2,}}\s*")
LONGEST_ROW = 200


def glued(document: Document, knowledge: Knowledge) -> Iterator[Span]:
    """The stretches of a document in which numbers ran together, each of whole sentences, in reading order."""
    seam = _seam(knowledge)
    for block in document.blocks:
        if block.role == "boilerplate":
            continue
        start, text = block.span.start, document.text[block.span.start : block.span.end]
        if len(text) <= LONGEST_ROW and ROW.fullmatch(text):
            yield block.span
        run: list[int] = []
        for match in seam.finditer(text):
            if run and match.start() - run[-1] > NEAR:
                yield from _whole(text, run, start)
                run = []
            run.append(match.start())
        yield from _whole(text, run, start)


def _whole(text: str, seams: list[int], start: int) -> Iterator[Span]:
    """The sentences that the seams stand in, if they are enough."""
    if len(seams) < FEWEST:
        return
    before = [match.end() for match in ENDS.finditer(text, 0, seams[0])]
    behind = ENDS.search(text, seams[-1])
    yield Span(start + (before[-1] if before else 0), start + (behind.start() if behind else len(text)))


@cache
def _seam(knowledge: Knowledge) -> regex.Pattern[str]:
    forms = any_of([WIDE, *(form for unit in knowledge.words.units if unit.kind in KINDS for form in unit.forms)])
    return regex.compile(rf"(?<=\d\s?)(?:{forms})(?=\d)")
