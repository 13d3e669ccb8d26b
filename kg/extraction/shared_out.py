"""The construction in which several English numbers are one each of several things: A and B reached V and V."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from kg.extraction.aims import claim_in
from kg.extraction.clauses import acting_verb, group_begin, measures
from kg.extraction.found import Found, direction, found_of
from kg.extraction.goal_nouns import goal_before
from kg.extraction.noun_phrases import trimmed
from kg.extraction.parsed import COUNT, RESPECTIVELY, quantity_at, unit_at, words_of
from kg.model import Period

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

TWO_YEARS = regex.compile(r"\b20[0-9]{2} and 20[0-9]{2}\b")
NEAR = 8  # words behind the last number in which it is said that they go one by one
LED = 4  # words before the first number in which it is
PAIR = 2


def shared_out(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """A and B reached V and V, respectively: each number is of the thing in its place."""
    if s.respectively < 0:
        return None
    together = numbers_together(s, at)
    verb, to, things = _told_of_all(s, together) if goes_with_others(s, together) else (0, 0, [])
    if not things:
        return None
    claim = "target" if goal_before(s, group_begin(s, verb)) is not None else claim_in(s, verb, last)
    below = quantity_at(s, together[0]).bound in {"lt", "le"}  # less than V and V
    comparator = "le" if below else direction(s, verb, to) or "ge" * (claim == "target")
    found = _by_modifier(s, at, together, things) or _in_its_place(s, at, together, things)
    found = found or _by_year(s, at, together, things)
    if found is None or not claim:
        return None
    unit = unit_at(s, together[-1]) if unit_at(s, at) == COUNT else ""
    known = found_of(s, at, found.named, claim, comparator)
    if known is None:
        return None
    return replace(known, prefix=found.prefix, suffix=found.suffix, unit=unit, time=found.time)


def paired(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """Cut the infant and maternal death rates to V and V: nothing says respectively, and nothing else can be meant."""
    together = numbers_together(s, at)
    if s.respectively >= 0 or len(together) != PAIR or s.word(together[1] - 1) != "and":
        return None
    verb, to, things = _told_of_all(s, together)
    plural = bool(things) and s.said.has("measures_of_many", s.word(things[-1][1] - 1))
    found = _by_modifier(s, at, together, things) if plural else _by_year(s, at, together, things)
    claim = claim_in(s, verb, last) if found is not None else ""
    if found is None or not claim:
        return None
    known = found_of(s, at, found.named, claim, direction(s, verb, to) or "ge" * (claim == "target"))
    unit = unit_at(s, together[-1]) if unit_at(s, at) == COUNT else ""
    if known is None:
        return None
    return replace(known, prefix=found.prefix, suffix=found.suffix, unit=unit, time=found.time)


def _told_of_all(s: Parsed, together: list[int]) -> tuple[int, int, list[tuple[int, int]]]:
    """The verb that tells of all of a list, what leads from it to the first number, and the things of the list."""
    to = together[0] - 1
    while to > 0 and s.said.has("amount", s.word(to)) and not s.said.has("value_lead", s.word(to)):
        to -= 1
    verb = to - 1 if s.said.has("value_lead", s.word(to)) else to
    if s.said.verb(s.word(verb), "attaining", "rising", "falling", "holding"):
        goal = goal_before(s, group_begin(s, verb))  # the target rates for A and B are V and V, respectively
        return verb, to, _things_before(s, group_begin(s, verb), None if goal is None else goal[0])
    acting = acting_verb(s, to, ("rising", "falling")) if s.word(to) == "to" else None
    return (0, 0, []) if acting is None else (acting, to, _things_before(s, to, acting + 1))


def _in_its_place(s: Parsed, at: int, together: list[int], things: list[tuple[int, int]]) -> Found | None:
    """The thing in the place of a number, with what is meant of it too: rents for flats and [rents for] houses."""
    if len(things) != len(together) or (measures(s, things[-1]) and not measures(s, things[0])):
        return None
    named = things[together.index(at)]
    prefix = "" if named == things[0] or measures(s, named) else _of_all(s, things[0])
    told = {measures(s, thing) for thing in things}
    if not (prefix or named == things[0]) and len(told) > 1:
        return None  # infant and maternal mortality rates
    return Found(named, "", prefix=prefix)


def _by_modifier(s: Parsed, at: int, together: list[int], things: list[tuple[int, int]]) -> Found | None:
    """The rate among rural and urban residents reached V and V, respectively: the words beside the joint part it."""
    if not (len(things) == 1 or (len(things) == len(together) and _joins_words(s, things))):
        return None
    begin, end = things[0][0], things[-1][1]
    joints = [i for i in range(begin, end) if s.word(i) == "and"]
    if len(together) != PAIR or len(joints) != 1 or not begin < joints[0] < end - PAIR:
        return None
    joint = joints[0]
    beside = (joint - 1, joint + 1)
    plain = all(s.word(i).replace("-", "").isalpha() and not s.said.has("measures", s.word(i)) for i in beside)
    if not plain or any(s.said.has("prepositions", s.word(i)) for i in (joint - 1, joint + 1, joint + 2)):
        return None
    if together[0] == at:
        return Found((begin, joint), "", suffix=f" {words_of(s, (joint + 2, end))}")
    ahead = f"{words_of(s, (begin, joint - 1))} " if joint - 1 > begin else ""
    return Found((joint + 1, end), "", prefix=ahead)


def _by_year(s: Parsed, at: int, together: list[int], things: list[tuple[int, int]]) -> Found | None:
    """By T and T, the rate will be V and V, respectively: each number is of one thing in the year in its place."""
    if len(things) != 1 or len(together) != PAIR:
        return None
    for i, time in s.times.items():
        period = time.value
        if i < together[0] and isinstance(period, Period) and TWO_YEARS.search(time.text) is not None:
            year = (period.start if at == together[0] else period.end).year
            then = replace(period, start=date(year, 1, 1), end=date(year, 12, 31), precision="year")
            return Found(things[0], "", time=replace(time, value=then, sense="deadline"))
    return None


def _joins_words(s: Parsed, things: list[tuple[int, int]]) -> bool:
    """Whether two things are one in which a joint ties two words: the rate among rural [and] urban residents."""
    first, last = things[0], things[-1]
    return len(things) == PAIR and measures(s, first) != measures(s, last) and last[0] == first[1] + 1


def goes_with_others(s: Parsed, together: list[int]) -> bool:
    """Whether numbers that stand together are said to go one by one with things."""
    near = {s.word(i) for i in range(together[-1], min(together[-1] + NEAR, len(s.words)))}
    near |= {s.word(i) for i in range(max(together[0] - LED, 0), together[0])}  # will respectively reach V and V
    return len(together) > 1 and RESPECTIVELY in near


def numbers_together(s: Parsed, at: int) -> list[int]:
    """The numbers of the list that one stands in, in order: V, V and V."""
    found = [at]
    for step in (-1, 1):
        other = at + step
        while s.said.has("joining", s.word(other)) or other in s.numbers or _is_per(s, other):
            if other in s.numbers and other not in s.denominators:
                found.append(other)
            other += step
    return sorted(found)


def _is_per(s: Parsed, at: int) -> bool:
    """Whether a word leads to what a number in a list is counted per: 55 [in] 100,000 and three [in] 100,000."""
    if s.word(at) == "out" or (s.word(at), s.word(at - 1)) == ("of", "out"):  # four out of 1,000
        return at + (2 if s.word(at) == "out" else 1) in s.denominators
    return s.said.has("per_or_in", s.word(at)) and at + 1 in s.denominators


def _things_before(s: Parsed, end: int, begin: int | None = None) -> list[tuple[int, int]]:
    """The noun phrases of the list that ends at a place, in order; none where one of its parts is no noun phrase."""
    found = end
    while begin is None and found > 0 and not _ends_list(s, found - 1):
        found -= 1
    begin = _behind_opening(s, found, end) if begin is None else begin
    cuts = [begin - 1, *(i for i in range(begin, end) if s.said.has("joining", s.word(i))), end]
    parts = [trimmed(s.words, a + 1, b, s.said) for a, b in pairwise(cuts) if b > a + 1]
    return [] if None in parts else [part for part in parts if part is not None]


def _behind_opening(s: Parsed, begin: int, end: int) -> int:
    """Where a list begins behind words that open the sentence: under the plan, [A and B] …."""
    comma = next((i for i in range(begin, end) if s.word(i) == ","), None)
    return begin if comma is None or not s.said.has("prepositions", s.word(begin)) else comma + 1


def _ends_list(s: Parsed, at: int) -> bool:
    """Whether no list of things goes on before a word: a time, a verb of telling, a mark that is no comma."""
    word = s.words[at]
    led = word.word == "," and (s.words[at - 1].time or at == 0)
    return (
        led
        or word.time
        or (word.number and at not in s.denominators)
        or word.word in {"that", ";", ":", "."}
        or s.said.has("contrast", word.word)
        or s.said.has("finite", word.word)
    )


def _of_all(s: Parsed, first: tuple[int, int]) -> str:
    """The words of the first thing that are meant of the others too: [ratio for] A and B; "" where there are none."""
    stop = next((i for i in range(*first) if s.said.has("of_whom", s.word(i))), None)
    return "" if stop is None or not measures(s, (first[0], stop)) else f"{words_of(s, (first[0], stop + 1))} "
