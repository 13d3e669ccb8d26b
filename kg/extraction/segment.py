"""Segment: a document's blocks as sentences, each with the headings it stands under."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.broken_lines import rejoined
from kg.extraction.goal_cells import goal_cells
from kg.extraction.types import Sentence
from kg.model import Span
from kg.text.fold import curled, fold, name_key
from kg.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.knowledge.types import Knowledge, Structure
    from kg.model import Block, Document

SHORTEST_TITLE = 6  # code points
LONGEST_HEADING = 40  # code points; a longer line without a full stop is an item or a broken paragraph
# Code points of a sentence: all that stands in one is compared with all the rest of it, so nothing may go on for ever.
LONGEST_SENTENCE = 2_000
PARTING = ",;、 "
# What no heading without mark-up holds: no figure but the year at its beginning.
_RUNNING = regex.compile(r"[,;。!?…%]|——|\.\s|\.$|(?<!^\d{0,3})\d|^(?!(?:19|20)\d\d\p{Han})\d")
ROW = "table "  # how a reader's reason for a block begins that is a row of a table
UNNUMBERED = 90  # the depth of a heading without a number: below every numbered one


def segment(document: Document, knowledge: Knowledge) -> tuple[Sentence, ...]:
    """The sentences of every block that is content or tells of the document (byline), in reading order."""
    written = curled(document.text)
    folded = fold(written)
    found: list[Sentence] = []
    stack: list[tuple[int, int]] = []
    titled = name_key(document.metadata.title)
    goals = goal_cells(document, knowledge)
    alone = 0  # the depth of a heading that is a number only: the line after it is its title
    for index, block in enumerate(document.blocks):
        if block.role == "boilerplate":
            continue
        text = folded[block.span.start : block.span.end]
        row = block.reason.startswith(ROW)
        depth = 0 if row else _depth(block, text, knowledge)
        if depth >= UNNUMBERED and alone:
            depth = alone
        if depth >= UNNUMBERED and _is_part(name_key(text), titled):
            depth = 1  # what a notice hands down, under its own title
        alone = depth if depth and _lone(knowledge.structure).match(text) else 0
        while depth and stack and stack[-1][0] >= depth:
            stack.pop()
        trail = tuple(place for _, place in stack)
        if depth:
            stack.append((depth, len(found)))
        spans = (block.span,) if depth else _spans(written, block.span, goals.get(index, {}))
        item = block.role == "item" or bool(_classed("bullet", folded, block.span, knowledge))
        for place, span in enumerate(piece for whole in spans for piece in _cut(whole, folded)):
            whole = rejoined(found[-1], span, folded, knowledge) if found and not (place or depth or row) else None
            if whole is not None:
                found[-1] = whole
                continue
            text = folded[span.start : span.end]
            role = "item" if span in goals.get(index, {}) else "row" if row else block.role
            found.append(Sentence(span, text, index, role, depth, trail, item or role == "item"))
    return tuple(found)


def _spans(written: str, span: Span, goals: Iterable[Span]) -> Iterator[Span]:
    """The sentences of a block; cells of a row that are goals are one each."""
    at = span.start
    for goal in goals:
        if written[at : goal.start].strip():
            yield from sentences(written, Span(at, goal.start))
        yield goal
        at = goal.end
    if at == span.start or written[at : span.end].strip():
        yield from sentences(written, Span(at, span.end))


def _is_part(line: str, title: str) -> bool:
    return len(line) >= SHORTEST_TITLE and line != title and line in title


def _cut(span: Span, folded: str) -> Iterator[Span]:
    """A sentence in pieces of bounded length, each but the last ending behind a mark where it has one."""
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        most = start + LONGEST_SENTENCE
        mark = max(folded.rfind(mark, start, most) for mark in PARTING)
        end = mark + 1 if mark >= start else most
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _depth(block: Block, text: str, knowledge: Knowledge) -> int:
    """The depth of a heading, 0 for anything else.

    A reader's word for it counts first; of a line without mark-up, a number of an outline or shortness without any
    punctuation and digits tells. Misses headings that read like sentences: accepted, they are read as such.
    """
    if block.role == "title":
        return 1
    for depth, numbering in enumerate(_numberings(knowledge.structure), start=2):
        if (match := numbering.match(text)) and (block.role == "heading" or _is_short(text[match.end() :], knowledge)):
            return depth
    if block.role == "heading":
        return UNNUMBERED + block.level
    return UNNUMBERED if block.role == "paragraph" and _is_short(text, knowledge) else 0


@cache
def _numberings(structure: Structure) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in structure.numberings)


@cache
def _lone(structure: Structure) -> regex.Pattern[str]:
    return regex.compile("|".join(structure.lone_numbers))


def _is_short(text: str, knowledge: Knowledge) -> bool:
    plain = text.strip()
    return (
        len(plain) <= LONGEST_HEADING and not _RUNNING.search(plain) and not knowledge.cues.one["bullet"].match(plain)
    )


def _classed(name: str, folded: str, span: Span, knowledge: Knowledge) -> bool:
    return knowledge.cues.one[name].match(folded, span.start, span.end) is not None
