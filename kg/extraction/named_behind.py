"""Constructions in which a measure is named behind its English number, or a number is of what was counted before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_around, claim_in, is_aimed, is_below_goals
from kg.extraction.clauses import before_amount, head_of
from kg.extraction.found import Found, by_name, found_of, ungrown
from kg.extraction.noun_phrases import after
from kg.extraction.parsed import COUNT, kind_at, token_at, unit_at, words_of
from kg.extraction.predicates import predicate, told_of
from kg.extraction.units import kind_of

if TYPE_CHECKING:
    from kg.extraction.claims import Claim
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

NEAR = 3  # words between the figure before and the joint behind it
OPENING = 5  # words that may stand before a goal, to tell that it is one: Target 3:
FEW = 2  # words that are but the beginning of a list where a comma follows


def measure_behind(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """Reach V percent coverage of X; a V percent X coverage."""
    begin = at + 2 if s.said.has("modifying", s.word(at + 1)) else at + 1
    if unit_at(s, at) != "%" or not s.word(begin).isalpha() or s.said.has("compared_amount", s.word(begin)):
        return None
    named = after(s.words, begin, s.denominators, s.said)
    if named is None or named[0] != begin or not s.said.has("attained_nouns", s.word(head_of(s, named))):
        return None
    return found_of(s, at, named, _claim_before(s, at, last))


def _claim_before(s: Parsed, at: int, last: Draft | None) -> Claim:
    """What is claimed of a number that a verb attains, or that a goal or an item begins with."""
    verb = before_amount(s, at)
    if s.said.verb(s.word(verb), "attaining", "holding", "showing", "rising") or s.said.has("owning", s.word(verb)):
        return claim_in(s, verb, last)
    if s.word(verb) == "with":  # it moved on with a V percent X rate
        return claim_around(s, verb, last)
    if s.word(verb) == "and" and last is not None and last.reading.situated is s.situated:
        return last.claim if token_at(s, last.reading.end) >= verb - NEAR else ""
    scope = s.situated.scope
    governed = is_below_goals(s) or s.situated.lead is not None or (scope is not None and not scope.inline)
    start = next((i + 1 for i in range(at - 1, -1, -1) if s.words[i].mark), 0)
    opens = start <= OPENING and all(s.said.has("indefinite", s.word(i)) for i in range(start, at))
    main = predicate(s, at + 1)
    told = main is not None and any(s.said.has(name, s.word(main)) for name in ("auxiliary", "binding"))
    if opens and governed and not told:
        return "target"
    listed = s.said.has("including", s.word(verb)) and s.said.has("goal", s.word(verb - 2))  # targets also include
    goal = (listed or any(s.said.has("goal", s.word(verb - i)) for i in (0, 1))) and not s.said.has(
        "met", s.word(verb - 2)
    )
    return "target" if goal and is_aimed(s, last) else ""


def of_them(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """Of them, V percent, or V, did something; among them, V were X and V were Y."""
    del last
    if not s.said.has("shares_of", s.word(0)):
        return None
    if not s.said.has("them", s.word(1)):
        whole = _counted_whole(s, at) if at > NEAR else None
        return _part_of(s, at, whole) if whole is not None else _whole_itself(s, at)
    return None if s.before is None else _of_before(s, at, s.before)


def _of_before(s: Parsed, at: int, before: Draft) -> Found | None:
    """A part of what the sentence before counted."""
    of = by_name(ungrown(before))
    counted = of.reading.value is not None and kind_of(of.reading.value, s.knowledge) == "count"
    counts = counted or before.reading.pattern.statistic == "stat-growth"  # or its growth, told behind it
    verb = _verb_behind(s, at)
    if verb is None or not counts or of.reading.situated is s.situated or kind_at(s, at) not in {"percent", "count"}:
        return None
    claim = claim_in(s, verb, None)
    kind = (
        after(s.words, verb + 1, s.denominators, s.said)
        if s.said.has("being_of", s.word(verb)) and s.word(verb + 1) != "with"
        else None
    )
    if kind is not None and unit_at(s, at) == COUNT and not s.said.acted(s.word(verb + 1)):
        return found_of(s, at, kind, claim)
    told = told_of(s, verb)
    broken = told is not None and s.word(told[0][1]) == "," and told[0][1] - told[0][0] <= FEW
    if told is None or not claim or broken:  # with smaller, rural ones
        return None
    said = f" {told[1]}".rstrip() + f" {words_of(s, told[0])}"
    share = "share of " if unit_at(s, at) == "%" else ""
    return Found(None, claim, of=of, prefix=share, suffix=said)


def _counted_whole(s: Parsed, at: int) -> tuple[int, int] | None:
    """The counted things that a sentence begins with, of which a number behind a comma is: of the V men, [V] swim."""
    first = next((i for i in range(1, NEAR + 1) if i in s.numbers), None)
    comma = next((i for i in range(at - 1, max(at - NEAR, 0), -1) if s.word(i) == ","), None)
    if first is None or comma is None or kind_at(s, first) != "count":
        return None
    return after(s.words, first + 1, s.denominators, s.said)


def _whole_itself(s: Parsed, at: int) -> Found | None:
    """The counted things themselves: of the [V] men, V swim."""
    if s.word(0) != "of" or at > NEAR or kind_at(s, at) != "count":
        return None
    part = next((i for i in s.numbers if i > at and _counted_whole(s, i) is not None), None)
    verb = None if part is None else _verb_behind(s, part)
    named = after(s.words, at + 1, s.denominators, s.said)
    return None if verb is None else found_of(s, at, named, claim_in(s, verb, None))


def _part_of(s: Parsed, at: int, whole: tuple[int, int]) -> Found | None:
    """A part of counted things that did something."""
    verb = _verb_behind(s, at)
    told = None if verb is None else told_of(s, verb)
    if verb is None or told is None or kind_at(s, at) not in {"percent", "count"}:
        return None
    found = found_of(s, at, whole, claim_in(s, verb, None))
    share = "share of " if unit_at(s, at) == "%" else ""
    return None if found is None else replace(found, tail=told[0], tie=told[1], prefix=share)


def _verb_behind(s: Parsed, at: int) -> int | None:
    """The verb of so many of them, over the same in other words: V percent[, or V,] did."""
    verb = at + 1
    if s.word(verb) == "," and s.word(verb + 1) == "or":
        verb = next((i + 1 for i in range(verb + 2, min(verb + 8, len(s.words))) if s.word(i) == ","), verb)
    elif s.word(verb) == "," and s.word(at - 1) == "or":
        verb += 1
    while s.said.adverb(s.word(verb)) or s.said.has("loose", s.word(verb)):
        verb += 1
    finite = s.said.has("auxiliary", s.word(verb)) or s.said.form(s.word(verb)) == "past" or s.said.acted(s.word(verb))
    return verb if finite or s.said.form(s.word(verb)) == "base" else None
