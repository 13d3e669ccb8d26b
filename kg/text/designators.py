"""Numbers that order, grade or name instead of counting: 第3条, 三级, （一）, “12356”, 十分."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Literal

import regex

from kg.model import Span
from kg.text.codes import codes, leftovers
from kg.text.patterns import any_but, any_of, beginning_with, claim, class_of
from kg.text.times import times

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from kg.text.words import Words

Kind = Literal["quantity", "time", "ordinal", "grade", "name", "list", "code", "idiom"]

# The blocks of circled, bracketed and dotted numbers.
CIRCLED = (*range(0x2460, 0x249C), *range(0x24EA, 0x2500), *range(0x2776, 0x2794), *range(0x3220, 0x322A))
QUOTED = regex.compile(r"[“‘「『][^“”‘’「」『』\n]{1,40}[”’」』]|\"[^\"\n]{1,40}\"")
TITLE = regex.compile(r"《[^《》\n]{1,200}》")
# A quotation with a mark inside it that ends a clause is speech, and the numbers in it count.
SPEECH = frozenset(",;:。!?、")


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    first: re.Pattern[str]
    marks: regex.Pattern[str]
    lone: regex.Pattern[str]


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
    patterns = _marks(words)
    lone = patterns.lone.fullmatch(text)
    if lone is not None:
        yield Span(*lone.span("list")), "list"
    floor = 0
    for first in patterns.first.finditer(text):
        at = first.start()
        match = patterns.marks.match(text, at) if at >= floor and not taken[at] else None
        if match is not None:
            floor = match.end()
            yield Span(at, floor), _KINDS[match.lastgroup]


def named(text: str) -> tuple[Span, ...]:
    """The insides of titles and of short quotations that are no speech: a number in them is part of a name."""
    titles = TITLE.finditer(text)
    quotes = (match for match in QUOTED.finditer(text) if SPEECH.isdisjoint(match[0]))
    return tuple(sorted(Span(match.start() + 1, match.end() - 1) for match in (*titles, *quotes)))


_KINDS: dict[str | None, Kind] = {
    "list": "list",
    "ordinal": "ordinal",
    "grade": "grade",
    "name": "name",
    "idiom": "idiom",
    "era": "time",
}


@cache
def _marks(words: Words) -> _Marks:
    said = words.numbers
    run = class_of(char for char, _ in (*said.digits, *said.places))
    openings = [
        *said.idioms,
        *said.names,
        *said.ordinal_before,
        "(",
        *(char for char, _ in (*said.digits, *said.places)),
    ]
    return _Marks(
        first=beginning_with([*openings, *map(chr, CIRCLED)]),
        marks=regex.compile("|".join((*_lists(run, words), *_orders(run, words)))),
        lone=regex.compile(rf"\s*(?P<list>[0-9]{{1,2}}|[{run}]{{1,3}})\s*"),
    )


def _lists(run: str, words: Words) -> tuple[str, ...]:
    """Numbers of list items and headings: 1. 一、 （二） ①; 1.1 with a blank behind it, unless it counts something."""
    behind = {form[0] for unit in words.units for form in unit.forms} | {word[0] for word, _ in words.numbers.scales}
    beginning = r"(?<=(?:^|[\n。;:!?]|[ \t]{2})[ \t]{0,8})"
    year = rf"(?=[12][0-9]{{3}} ?(?:{any_of(words.times.year)}))"  # 2.2020年底前: the number is glued to the year
    return (
        rf"{beginning}(?P<list>(?:[0-9]{{1,3}}(?:\.[0-9]{{1,2}}){{0,3}}|[{run}]{{1,3}})[.、)](?:{year}|(?![0-9{run}])))",
        rf"{beginning}(?P<list>[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}(?=[ \t]{{1,8}}(?![{class_of(behind)}])\p{{Han}}))",
        rf"(?P<list>\((?:[0-9]{{1,2}}|[{run}]{{1,3}})\)|[{class_of(map(chr, CIRCLED))}])",
    )


def _orders(run: str, words: Words) -> tuple[str, ...]:
    """Idioms and names, ordinals (第3条, 一是, 2nd), eras, grades."""
    said = words.numbers
    number = rf"(?:[0-9]{{1,4}}(?:\.[0-9])?|[{run}]{{1,5}})"
    alone = rf"(?<![0-9.{run}])"
    signs = run + class_of("".join(word for word, _ in said.scales))
    joined = rf"(?:[-—~、]{number}){{0,4}}"
    return (
        rf"(?P<idiom>(?<![0-9{signs}](?=[{signs}]))(?:{any_but(said.idioms, said.not_idioms)}))",
        rf"(?P<name>{any_of(said.names)})",
        rf"(?P<ordinal>(?:{any_of(said.ordinal_before)}) ?\(?{number}(?!{any_of(said.parts_of)})\)?{joined})",
        rf"(?P<era>{alone}{number} ?(?:{any_of(said.eras)})(?:{number}(?:{any_of(said.eras)}))?)",
        rf"(?P<grade>{alone}{number}{joined} ?(?:{any_of(said.grades)}))",
        rf"(?P<ordinal>{alone}{number} ?(?:{any_of(said.ordinal_after)}))",
        rf"(?<=(?:^|[\n。;:,!?、])[ \t]{{0,8}})(?P<ordinal>[{run}]{{1,2}}(?={any_of(said.enumerating)}))",
        rf"(?P<ordinal>(?<![0-9A-Za-z.])[0-9]{{1,3}}(?:{any_of(said.english_ordinals)})(?![A-Za-z]))",
    )
