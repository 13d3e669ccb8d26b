"""Which pattern reads which number: at most one a number, the surest first, then the longest, then the first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extraction.clause_ends import CLAUSE_ENDS, clause
from kg.knowledge.say import CHARACTERS, JOINT, NUMERIC
from kg.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge, Pattern
    from kg.model import Mention, Span

__all__ = [
    "BESIDE",
    "BETWEEN",
    "CLAUSE_ENDS",
    "Reading",
    "after_joint",
    "clause",
    "folded_in",
    "is_change",
    "matches",
    "mentions_in",
    "numbers_in",
    "opened_clause",
    "own_clause",
    "parts",
    "settle",
    "span_of",
    "told_after",
    "unit_in",
    "unranked",
    "whole",
]

BESIDE = " ,()"  # what stands between a time and the clause that it opens
_NUMBERS = re.compile(f"[{NUMERIC}]")
BETWEEN = ' 、,().”"'  # what stands between the items of a list, or ends a sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """A pattern's match in a sentence; `roles` are stretches of the lifted text by name, `value` the number read.

    `value` is None where the words mean a number without saying it (全覆盖).
    """

    pattern: Pattern
    situated: Situated
    start: int
    end: int
    roles: tuple[tuple[str, tuple[int, int]], ...]
    value: Mention | None

    def role(self, name: str) -> tuple[int, int] | None:
        """The stretch of lifted text that plays a role, None where it is not there."""
        return dict(self.roles).get(name)

    def mentions(self, name: str) -> tuple[Mention, ...]:
        """The mentions that play a role."""
        stretch = self.role(name)
        return mentions_in(self.situated, stretch) if stretch else ()


def unit_in(reading: Reading) -> str | None:
    """The unit of the number read, None where none is."""
    return reading.value.value.unit if reading.value is not None and isinstance(reading.value.value, Quantity) else None


def mentions_in(situated: Situated, stretch: tuple[int, int]) -> tuple[Mention, ...]:
    """The mentions that stand in a stretch of lifted text."""
    return tuple(situated.mentions[i] for i in situated.lifted.within(*stretch))


def span_of(situated: Situated, stretch: tuple[int, int]) -> Span:
    """The stretch of the document that a stretch of lifted text stands for."""
    return situated.lifted.span(*stretch)


def folded_in(situated: Situated, span: Span) -> str:
    """The folded words at a span of the document that lies in a sentence."""
    start = situated.sentence.span.start
    return situated.sentence.folded[span.start - start : span.end - start]


def matches(situated: Situated, relation: str, knowledge: Knowledge) -> Iterator[Reading]:
    """Every match of every pattern of a relation whose needs the sentence meets, in the order of the patterns."""
    text = situated.lifted.text
    for pattern in _possible(situated.meets & _needed(relation, knowledge), relation, knowledge):
        if pattern.words in text:
            for match in pattern.regex.finditer(text):
                said = {name: words for name, words in match.groupdict().items() if words is not None}
                if pattern.of or all(words.strip(BETWEEN) for words in said.values()):  # more than parts a list
                    yield _reading(pattern, situated, match, said)


@cache
def _needed(relation: str, knowledge: Knowledge) -> frozenset[str]:
    return frozenset().union(*(pattern.needs for pattern in knowledge.patterns.get(relation, ())))


@lru_cache(maxsize=4096)  # many sentences meet the same needs of a relation
def _possible(meets: frozenset[str], relation: str, knowledge: Knowledge) -> tuple[Pattern, ...]:
    return tuple(pattern for pattern in knowledge.patterns.get(relation, ()) if pattern.needs <= meets)


def whole(reading: Reading) -> tuple[int, int]:
    """All that a reading matched."""
    return reading.start, reading.end


def settle(
    readings: Sequence[Reading],
    taken: frozenset[int] = frozenset(),
    extent: Callable[[Reading], tuple[int, int]] = whole,
) -> tuple[Reading, ...]:
    """The readings that stand, in the order of the text: a number, or a stretch without one, is read once.

    `taken` are starts of numbers (offsets in the document) that are spoken for: none of them is read, but something
    may have begun with one (由原来的141天压缩至25天). `extent` tells what of a match no other may read.
    """
    if not readings:
        return ()
    order = sorted(range(len(readings)), key=lambda i: (-readings[i].pattern.priority, _length(readings[i]), i))
    numbers: set[int] = set()
    stretches: list[tuple[int, int]] = []
    standing = []
    for i in order:
        reading = readings[i]
        starts = {m.span.start for role in ("q", "base", "threshold") for m in reading.mentions(role)}
        free = not starts & numbers and not any(m.span.start in taken for m in reading.mentions("q"))
        if reading.value is None:
            first, last = extent(reading)
            free &= all(last <= start or end <= first for start, end in stretches)
        if free:
            numbers |= starts
            stretches.append(extent(reading))
            standing.append(i)
    return tuple(readings[i] for i in sorted(standing, key=lambda i: (readings[i].start, readings[i].end, i)))


def parts(reading: Reading, knowledge: Knowledge) -> tuple[Reading, ...]:
    """A reading whose predicate lists several things to have, as one reading each: 设置中医馆、配备中医医师."""
    stretch = reading.role("what")
    if not reading.pattern.of or stretch is None:
        return (reading,)
    text = reading.situated.lifted.text
    verbs = [
        match.start()
        for match in knowledge.cues.one["equip"].finditer(text, *stretch)
        if after_joint(text, match.start(), knowledge)
    ]
    if not verbs:
        return (reading,)
    cuts = [stretch[0], *verbs, stretch[1] + 1]
    found = []
    for number, (start, end) in enumerate(pairwise(cuts)):
        kept = {name: place for name, place in reading.roles if name != "verb" or not number}
        found.append(replace(reading, roles=tuple({**kept, "what": (start, end - 1)}.items())))
    return tuple(found)


def after_joint(text: str, at: int, knowledge: Knowledge) -> bool:
    """Whether a joint of a list (、, 和) ends right before a place of lifted text."""
    return text[:at].endswith(knowledge.cues.classes["zh"][JOINT])


def is_change(suffix: str, knowledge: Knowledge) -> bool:
    """Whether what a pattern adds to an indicator's name makes it a change: 增加, 下降."""
    cues = knowledge.cues.classes["zh"]
    return suffix in cues["grow"] or suffix in cues["shrink"]


def numbers_in(text: str, start: int, end: int) -> list[int]:
    """Where in a stretch of lifted text numbers stand."""
    return [number.start() for number in _NUMBERS.finditer(text, start, end)]


def told_after(text: str, begin: int, end: int, knowledge: Knowledge) -> bool:
    """Whether the numbers of a clause stand before what they count: 支持508个项目; else after it: 床位3张、医师2名."""
    last = max(begin, *(text.rfind(number, begin, end) for number in NUMERIC))
    rest = knowledge.cues.one["light"].sub("", text[last + 1 : unranked(text, last + 1, end, knowledge)])
    return len(rest.strip(BETWEEN + CHARACTERS["time"])) > 0


def unranked(text: str, start: int, end: int, knowledge: Knowledge) -> int:
    """Where a stretch of lifted text ends but for how something ranks: 35亿吨、居全国首位."""
    rank = knowledge.cues.one["ranks"].search(text, start, end)
    return rank.start() if rank is not None else end


def _length(reading: Reading) -> int:
    return reading.start - reading.end


def _reading(pattern: Pattern, situated: Situated, match: re.Match[str], said: Mapping[str, str]) -> Reading:
    """A match as a reading; `said` are the words of its groups by their names."""
    roles = tuple((name, match.span(name)) for name in said)
    numbers = mentions_in(situated, match.span("q")) if said.get("q") else ()
    return Reading(pattern, situated, match.start(), match.end(), roles, numbers[0] if numbers else None)


def own_clause(reading: Reading) -> str:
    """The clause that a number stands in."""
    text = reading.situated.lifted.text
    begin, end = clause(text, reading.start)
    return text[begin:end]


def opened_clause(reading: Reading) -> str:
    """The clause that a number stands in, with the one before it that only tells till when: 力争到2025年，90%的…."""
    text = reading.situated.lifted.text
    begin, end = clause(text, reading.start)
    opening, _ = clause(text, max(begin - 1, 0))
    opens = text[opening:begin].rstrip(BESIDE).endswith(CHARACTERS["time"])
    return text[opening if opens else begin : end]
