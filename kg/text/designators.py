"""Numbers that order, grade or name instead of counting: 第3条, 三级, （一）, “12356”, 十分."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Literal

from kg.model import Span
from kg.text.codes import codes, leftovers
from kg.text.patterns import HAN, any_but, any_of, beginning_with, claim, class_of
from kg.text.times import times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.text.words import Words

Kind = Literal["quantity", "time", "ordinal", "grade", "name", "list", "code", "idiom"]

# The blocks of circled, bracketed and dotted numbers.
CIRCLED = (*range(0x2460, 0x249C), *range(0x24EA, 0x2500), *range(0x2776, 0x2794), *range(0x3220, 0x322A))
QUOTED = re.compile(r"[“‘「『][^“”‘’「」『』\n]{1,40}[”’」』]|\"[^\"\n]{1,40}\"")
OPENED = re.compile('[《“‘「『"]')
TITLE = re.compile(r"《[^《》\n]{1,200}》")
GROUP = re.compile(r"\(\?P<\w+>")
GAP = 8  # blanks that may stand before the number of a list
LINES, CLAUSES = "\n。;:!? ", "\n。;:,!?、"  # behind what a list begins, and behind what a clause does
# A quotation with a mark inside it that ends a clause is speech, and the numbers in it count.
SPEECH = frozenset(",;:。!?、")


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """Patterns in the order they are tried, each with the marks that it stands behind; None where it may anywhere."""

    first: re.Pattern[str]
    marks: tuple[tuple[str | None, re.Pattern[str]], ...]
    lone: re.Pattern[str]


@lru_cache(maxsize=64)
def designators(text: str, words: Words) -> tuple[tuple[Span, Kind], ...]:
    """All numbers of folded `text` that count nothing, with their kind, in order; outside the times, no overlap."""
    taken = bytearray(len(text))
    for span, _ in times(text, words):
        claim(taken, span.start, span.end)
    found: list[tuple[Span, Kind]] = []
    # Lazily, one after the other: what is claimed by an earlier kind is not looked at by a later one.
    for span, kind in chain(_codes(text, words), _marked(text, taken, words), _remaining(text, words)):
        if claim(taken, span.start, span.end):
            found.append((span, kind))
    return tuple(sorted(found))


def _codes(text: str, words: Words) -> Iterator[tuple[Span, Kind]]:
    yield from ((span, "code") for span in codes(text, words))


def _remaining(text: str, words: Words) -> Iterator[tuple[Span, Kind]]:
    yield from ((span, "time" if is_clock else "code") for span, is_clock in leftovers(text, words))


def _marked(text: str, taken: bytearray, words: Words) -> Iterator[tuple[Span, Kind]]:
    """The designators in what is not taken yet, each with its kind."""
    patterns = _marks(words)
    lone = patterns.lone.fullmatch(text)
    if lone is not None:
        yield Span(*lone.span("list")), "list"
    floor = 0
    for first in patterns.first.finditer(text):
        at = first.start()
        match = _mark(text, at, patterns) if at >= floor and not taken[at] else None
        if match is not None:
            floor = match.end()
            yield Span(at, floor), _KINDS[match.lastgroup]


def _mark(text: str, at: int, patterns: _Marks) -> re.Match[str] | None:
    for behind, pattern in patterns.marks:
        match = pattern.match(text, at)
        if match is not None and (behind is None or _begins(text, at, behind)):
            return match
    return None


def _begins(text: str, at: int, behind: str) -> bool:
    """Whether nothing but a few blanks stands between a place and the beginning, or one of the marks `behind`.

    A gap of two blanks is such a mark where the blank is one of them.
    """
    before = text[max(0, at - GAP - 1) : at]
    bare = before.rstrip(" \t")
    gap = len(before) - len(bare)
    return (not bare and gap == at <= GAP) or (bool(bare) and bare[-1] in behind) or (" " in behind and gap > 1)


@lru_cache(maxsize=64)
def named(text: str) -> tuple[Span, ...]:
    """The insides of titles and of short quotations that are no speech: a number in them is part of a name."""
    if OPENED.search(text) is None:
        return ()
    titles = TITLE.finditer(text)
    quotes = (match for match in QUOTED.finditer(text) if SPEECH.isdisjoint(match[0]))
    return tuple(sorted(Span(match.start() + 1, match.end() - 1) for match in (*titles, *quotes)))


_KINDS: dict[str | None, Kind] = {
    "list": "list",
    "ordinal": "ordinal",
    "ordinal_behind": "ordinal",
    "ordinal_english": "ordinal",
    "grade": "grade",
    "name": "name",
    "idiom": "idiom",
    "era": "time",
}


@cache
def _marks(words: Words) -> _Marks:
    """The forms of designators, and what any of them begins with."""
    said = words.numbers
    run = class_of(char for char, _ in (*said.digits, *said.places))
    openings = [
        *said.idioms,
        *said.names,
        *said.ordinal_before,
        "(",
        "[",
        *(char for char, _ in (*said.digits, *said.places)),
    ]
    enumerated = rf"(?P<ordinal>[{run}]{{1,2}}(?={any_of(said.enumerating)}))"
    marks = ((LINES, _lists(run, words)), (None, _orders(run, words)), (CLAUSES, enumerated))
    either = GROUP.sub("(?:", "|".join(pattern for _, pattern in marks))
    return _Marks(
        first=beginning_with([*openings, *map(chr, CIRCLED)], either),
        marks=tuple((behind, re.compile(pattern)) for behind, pattern in marks),
        lone=re.compile(rf"\s*(?P<list>[0-9]{{1,2}}|[{run}]{{1,3}})\s*"),
    )


def _lists(run: str, words: Words) -> str:
    """Numbers of list items and headings: 1. 一、; 1.1 with a blank behind it, unless it counts something."""
    behind = {form[0] for unit in words.units for form in unit.forms} | {word[0] for word, _ in words.numbers.scales}
    year = rf"(?=[12][0-9]{{3}} ?(?:{any_of(words.times.year)}))"  # 2.2020年底前: the number is glued to the year
    return (
        rf"(?P<list>(?:[0-9]{{1,3}}(?:\.[0-9]{{1,2}}){{0,3}}|[{run}]{{1,3}})[.、)](?:{year}|(?![0-9{run}]))"
        rf"|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}(?=[ \t]{{1,8}}(?![{class_of(behind)}])[{HAN}]))"
    )


def _orders(run: str, words: Words) -> str:
    """Bracketed list numbers and notes （二） [1] ①, idioms and names, ordinals (第3条, 一是, 2nd), eras, grades."""
    said = words.numbers
    number = rf"(?:[0-9]{{1,4}}(?:\.[0-9])?|[{run}]{{1,5}})"
    alone = rf"(?<![0-9.{run}])"
    signs = run + class_of("".join(word for word, _ in said.scales))
    joined = rf"(?:[-—~、]{number}){{0,4}}"
    return "|".join(
        (
            rf"(?P<list>\((?:[0-9]{{1,2}}|[{run}]{{1,3}})\)|\[[0-9]{{1,2}}\]|[{class_of(map(chr, CIRCLED))}])",
            rf"(?P<idiom>(?<![0-9{signs}](?=[{signs}]))(?:{any_but(said.idioms, said.not_idioms)}))",
            rf"(?P<name>{any_of(said.names)})",
            rf"(?P<ordinal>(?:{any_of(said.ordinal_before)}) ?\(?{number}(?!{any_of(said.parts_of)})\)?{joined})",
            rf"(?P<era>{alone}{number} ?(?:{any_of(said.eras)})(?:{number}(?:{any_of(said.eras)}))?)",
            rf"(?P<grade>{alone}{number}{joined} ?(?:{any_of(said.grades)}))",
            rf"(?P<ordinal_behind>{alone}{number} ?(?:{any_of(said.ordinal_after)}))",
            rf"(?P<ordinal_english>(?<![0-9A-Za-z.])[0-9]{{1,3}}(?:{any_of(said.english_ordinals)})(?![A-Za-z]))",
        )
    )
