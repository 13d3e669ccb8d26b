"""Numbers that order, grade or name instead of counting: 第3条, 三级, （一）, “12356”, 十分."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import regex

from kg.model import Span
from kg.text.codes import codes, leftovers
from kg.text.dates import any_of
from kg.text.times import times

if TYPE_CHECKING:
    from kg.text.words import Words

Kind = Literal["quantity", "time", "ordinal", "grade", "name", "list", "code", "idiom"]

CIRCLED = "[①-⒛⓪-⓿❶-➓㈠-㈩]"
QUOTED = regex.compile(r"[“‘「『][^“”‘’「」『』\n]{1,40}[”’」』]|\"[^\"\n]{1,40}\"")
TITLE = regex.compile(r"《[^《》\n]{1,200}》")
# A quotation with a mark inside it that ends a clause is speech, and the numbers in it count.
SPEECH = frozenset(",;:。!?、")


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    lists: regex.Pattern[str]
    marks: regex.Pattern[str]


def designators(text: str, words: Words) -> tuple[tuple[Span, Kind], ...]:
    """All numbers of folded `text` that count nothing, with their kind, in order; outside the times, no overlap."""
    taken = bytearray(len(text))
    for span, _ in times(text, words):
        _claim(taken, span)
    patterns = _marks(words)
    found: list[tuple[Span, Kind]] = []
    for span in codes(text, words):
        if _claim(taken, span):
            found.append((span, "code"))
    for pattern in (patterns.lists, patterns.marks):
        for match in pattern.finditer(text):
            span = Span(*match.span(match.lastgroup))
            if match.lastgroup in _KINDS and _claim(taken, span):
                found.append((span, _KINDS[match.lastgroup]))
    for span, kind in leftovers(text, words):
        if _claim(taken, span):
            found.append((span, "time" if kind == "time" else "code"))
    return tuple(sorted(found))


def named(text: str) -> tuple[Span, ...]:
    """The insides of titles and of short quotations that are no speech: a number in them is part of a name."""
    inside = [Span(match.start() + 1, match.end() - 1) for match in TITLE.finditer(text)]
    for match in QUOTED.finditer(text):
        if SPEECH.isdisjoint(match[0]):
            inside.append(Span(match.start() + 1, match.end() - 1))
    return tuple(sorted(inside))


def _claim(taken: bytearray, span: Span) -> bool:
    """Take a stretch if it is free."""
    if taken.find(1, span.start, span.end) >= 0:
        return False
    taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return True


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
    run = "".join(sorted({char for char, _ in (*said.digits, *said.places)}))
    number = rf"(?:[0-9]{{1,4}}|[{run}]{{1,5}})"
    units = any_of(
        {form[0] for unit in words.units for form in unit.forms} | {word[0] for word, _ in said.scales} | {"%", "‰"}
    )
    beginning = r"(?:^|(?<=[\n。;:!?]))[ \t]*"
    numbering = (
        rf"(?P<list>(?:[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{0,3}}|[{run}]{{1,3}})[.、)](?![0-9{run}])"
        rf"|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}(?=[ \t]+(?!{units})\p{{Han}}))"
    )
    # 1.1 with a blank behind it numbers a heading; a lone number is a numbered slide or a page.
    lists = (
        rf"{beginning}{numbering}|(?P<list>\((?:[0-9]{{1,2}}|[{run}]{{1,3}})\)|{CIRCLED})"
        rf"|\A\s*(?P<list>[0-9]{{1,2}}|[{run}]{{1,3}})\s*\Z"
    )
    joined = rf"(?:[-—~、]{number}){{0,4}}"
    clause = r"(?:^|(?<=[\n。;:,!?、]))[ \t]*"
    marks = (
        rf"(?P<idiom>{any_of(said.idioms)})"
        rf"|(?P<name>{any_of(said.names)})"
        rf"|(?P<ordinal>(?:{any_of(said.ordinal_before)}) ?\(?{number}(?!{any_of(said.parts_of)})\)?{joined})"
        rf"|(?P<era>(?<![0-9.]){number} ?(?:{any_of(said.eras)})(?:{number}(?:{any_of(said.eras)}))?)"
        rf"|(?P<grade>(?<![0-9.{run}]){number}{joined} ?(?:{any_of(said.grades)}))"
        rf"|(?P<ordinal>(?<![0-9.{run}]){number} ?(?:{any_of(said.ordinal_after)}))"
        rf"|{clause}(?P<ordinal>[{run}]{{1,2}}(?={any_of(said.enumerating)}))"
        rf"|(?P<ordinal>(?<![0-9A-Za-z.])[0-9]{{1,3}}(?:{any_of(said.english_ordinals)})(?![A-Za-z]))"
    )
    return _Marks(regex.compile(lists), regex.compile(marks))
