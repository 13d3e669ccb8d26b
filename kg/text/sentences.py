"""Where sentences and clauses end, by punctuation alone: offsets into the text given, never copies of it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# Depth beyond which brackets are taken for noise; real text nests two or three deep.
DEPTH = 16
OPENERS = {
    ")": "(",
    "）": "（",
    "》": "《",
    "〉": "〈",
    "】": "【",
    "]": "[",
    "”": "“",
    "’": "‘",
    "」": "「",
    "』": "『",
}
BRACKETS = frozenset("()（）《》〈〉【】[]")
# A closing mark stays with the sentence it closes, and so does the ** of emphasis.
CLOSING = re.compile(r"(?:[”’」』\"'）)】》〉\]]|\*\*){1,8}")
# Longest that a bracket may be to be a list number, （十二）, and no aside about the sentence before it.
LIST_NUMBER = 4

# The blank is missing behind a full stop that parts a word or a year from a capital one: 2016.The plan is
CRAMPED = r"(?:(?<=[a-z]{3})|(?<=\d{4}))\.(?=[A-Z][a-z]* [A-Za-z])"
SENTENCE_MARKS = re.compile(rf"\n|[。！？；!?;]+|\.(?=[\s”’」』\"'）)\]*]|$)|{CRAMPED}|[()（）《》〈〉【】\[\]]")
CLAUSE_MARKS = re.compile(r"[，,；;：:]|[()（）《》〈〉【】\[\]“”‘’「」『』]")
# A sentence opens with a capital, a digit or a Chinese character, behind a quote or not; 68% of counties. (City …
# does not open one.
OPENING = re.compile(r"\s+[“‘「『\"']?(?:[A-Z0-9]|[^\x00-\u2e7f])")
# W.H.O., e.g., J.; Dr, Mr, vs: what is dotted inside, one letter, or has no vowel. Misses Prof. and Gov. before a
# name: accepted, because a list of them would be a table of words.
DOTTED = re.compile(r"(?:[A-Za-z]\.){1,6}[A-Za-z]?$|\b[A-Z]$|\b[A-Z]?[b-df-hj-np-tv-xz]{1,4}$")
# No. 22, Art. 5, Vol. 3: a short word that begins with a capital, before a figure.
BEFORE_FIGURE = re.compile(r"\b[A-Z][a-z]{1,3}$")


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of `text` inside `span`, trimmed of blanks; every non-blank character lies in exactly one.

    A bracket that closes within its line keeps its sentence whole, and one that opens right behind a full stop
    belongs to the sentence before it.
    """
    return _trimmed(text, span, _sentence_ends(text, span))


def clauses(text: str, span: Span) -> tuple[Span, ...]:
    """The clauses of one sentence, without the commas, colons and semicolons that part them.

    A mark inside brackets, titles or quotes parts nothing, nor does one between digits (1,168 and 10:30) or an
    English one without a blank behind it. The mark that ends the sentence stays with its last clause.
    """
    opened: list[tuple[str, int]] = []
    marks: list[int] = []
    for match in CLAUSE_MARKS.finditer(text, span.start, span.end):
        mark, at = match[0], match.start()
        if mark in OPENERS:
            _close(opened, mark, marks)
        elif mark in OPENERS.values():
            _open(opened, mark, at)
        elif _parts(text, at, span.end):
            marks.append(at)
    starts = [span.start, *(at + 1 for at in marks)]
    pieces = zip(starts, [*marks, span.end], strict=True)
    return tuple(piece for start, end in pieces for piece in _trim(text, start, end))


def _sentence_ends(text: str, span: Span) -> list[int]:
    """Ends of sentences in order. An end inside a bracket is taken back when the bracket closes."""
    ends: list[int] = []
    opened: list[tuple[str, int]] = []
    start = span.start
    for match in SENTENCE_MARKS.finditer(text, span.start, span.end):
        mark, at = match[0], match.start()
        if mark == "\n":
            opened.clear()
            ends.append(match.end())
            start = match.end()
        elif mark in OPENERS:
            _close_aside(text, opened, mark, at, ends)
        elif mark in BRACKETS:
            _open(opened, mark, at)
        elif _ends_sentence(text, match, max(start, ends[-1] if ends else start), span.end):
            ends.append(_behind_closing(text, match.end(), span.end, opened))
    return ends


def _close_aside(text: str, opened: list[tuple[str, int]], mark: str, at: int, ends: list[int]) -> None:
    """At a closing bracket: ends inside it go, and an aside right behind a full stop joins the sentence before."""
    last = ends[-1] if ends else -1
    start = _close(opened, mark, ends)
    if start is None:
        return
    ended_inside = last == at and text[at - 1] in "。."
    joins = bool(ends) and ends[-1] == start and text[start - 1] != "\n" and at - start - 1 > LIST_NUMBER
    if mark not in ")）":
        return
    if joins:
        ends[-1] = at + 1
    elif ended_inside:
        ends.append(at + 1)


def _open(opened: list[tuple[str, int]], mark: str, at: int) -> None:
    if len(opened) < DEPTH:
        opened.append((mark, at))


def _close(opened: list[tuple[str, int]], mark: str, marks: list[int]) -> int | None:
    """Where the bracket opened that `mark` closes, dropping the marks found since; None where none is open."""
    for index in range(len(opened) - 1, -1, -1):
        if opened[index][0] == OPENERS[mark]:
            start = opened[index][1]
            del opened[index:]
            while marks and marks[-1] > start:
                marks.pop()
            return start
    return None


def _ends_sentence(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark ends a sentence: not in an address, behind a list number or an abbreviation."""
    mark, after = match[0], match.end()
    if any(char in "。！？；" for char in mark):
        return True
    before, behind = text[match.start() - 1 : match.start()], text[after : min(after + 1, end)]
    if mark != ".":  # ; ? ! between ASCII letters or digits stand in an address or an entity
        return not (_is_ascii_word(before) and _is_ascii_word(behind))
    head = text[max(start, match.start() - 12) : match.start()]
    if behind.isupper():
        return True
    closed = CLOSING.match(text, after, end)
    opening = OPENING.match(text, closed.end() if closed else after, end)
    if opening is None:
        return _skip_blanks(text, after, end) == end
    if head.strip().isdigit() and match.start() - len(head) <= start:  # 3. at the start of a sentence is a list number
        return False
    return not (DOTTED.search(head) or (opening[0][-1].isdigit() and BEFORE_FIGURE.search(head)))


def _behind_closing(text: str, at: int, end: int, opened: list[tuple[str, int]]) -> int:
    """Behind the closing quotes and emphasis that follow; a bracket that is open here closes by itself."""
    match = CLOSING.match(text, at, end)
    if match is None:
        return at
    for offset, char in enumerate(match[0]):
        if char in OPENERS and char in BRACKETS and opened:
            return at + offset
    return match.end()


def _parts(text: str, at: int, end: int) -> bool:
    mark, before, behind = text[at], text[at - 1 : at], text[at + 1 : min(at + 2, end)]
    if mark in "，；：":
        return True
    if before.isdigit() and behind.isdigit():
        return False
    return not behind or behind.isspace() or not before.isascii() or not behind.isascii()


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "&=/_")


def _trimmed(text: str, span: Span, ends: list[int]) -> tuple[Span, ...]:
    bounds = [span.start, *ends, span.end]
    return tuple(piece for start, end in pairwise(bounds) for piece in _trim(text, start, end))


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trim(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without the blanks around it; nothing where it is all blank."""
    start = _skip_blanks(text, start, end)
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
