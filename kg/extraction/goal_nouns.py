"""Constructions in which a noun or a verb of aim leads to an English number: a target of V for X, to have V of X do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_in, is_aimed
from kg.extraction.clauses import measures
from kg.extraction.doings import whole_of
from kg.extraction.found import found_of
from kg.extraction.noun_phrases import after, before, trimmed
from kg.extraction.parsed import unit_at
from kg.extraction.predicates import predicate, subject_from, told_of

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.found import Found
    from kg.extraction.parsed import Parsed

SAID = 3  # words of things of which a share is had that tell what they do: villages served by doctors
LED = 7  # words between a goal and where it stands: a target for 2030 to be less than
LONG = 20  # words of a phrase that names a goal
NEAR = 6  # words between a noun of aim and what it leads to


def goal_of(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """A target of V percent for X."""
    of = at - 1
    while s.said.has("amount", s.word(of)) and s.word(of) != "of":
        of -= 1
    if s.word(of) != "of" or not s.said.has("goal", s.word(of - 1)) or not is_aimed(s, last):
        return None
    named = after(s.words, at + 2, s.denominators, s.said) if s.said.has("goal_for", s.word(at + 1)) else None
    met = any(s.said.has("met", s.word(i)) for i in range(max(of - NEAR, 0), of))
    return None if met or named is None or not measures(s, named) else found_of(s, at, named, "target")


def goal_counted(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """Set a target of V things: how many of them there are to be; not what a target was met or missed by."""
    of = at - 1
    while s.said.has("amount", s.word(of)):
        of -= 1
    goal = of - 1
    if s.word(of) != "of" or not s.said.has("goal", s.word(goal)) or not is_aimed(s, last):
        return None
    article = next((i for i in range(goal - 1, max(goal - SAID, 0), -1) if s.said.has("determiner", s.word(i))), None)
    sets = article is not None and s.said.has("setting_goals", s.word(article - 1))
    return found_of(s, at, after(s.words, at + 1, s.denominators, s.said), "target") if sets else None


def goal_stands(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """It set its X target for T at V; a plan with an X target of V: what the measure named before the goal is to be."""
    goal = at - 1
    while goal > at - LED and (
        s.words[goal].time or s.said.has("amount", s.word(goal)) or s.said.has("goal_value", s.word(goal))
    ):
        goal -= 1
    named = before(s.words, goal, s.denominators, s.said) if s.said.has("goal", s.word(goal)) else None
    if named is None or goal == at - 1 or s.word(goal - 1) not in s.said.classes["measures"]:
        return None
    verb = range(max(named[0] - NEAR, 0), named[0])
    met = any(s.said.has("met", s.word(i)) for i in verb)
    sets = any(s.said.has("setting_goals", s.word(i)) for i in verb)
    return found_of(s, at, named, "target") if sets and not met and is_aimed(s, last) else None


def goal_before(s: Parsed, end: int) -> tuple[int, int] | None:
    """What a phrase that ends at a place names as a goal: the target for [X] is V, the target [X rate] is V."""
    for at in range(end - 1, max(end - LONG, 0), -1):
        word = s.words[at]
        aged = word.number and s.word(at - 1) == "aged"
        if word.mark or word.time or (word.number and at not in s.denominators and not aged):
            return None
        if s.said.has("goal", word.word) and s.said.has("determiner", s.word(at - 1)):
            led = s.said.has("goal_of", s.word(at + 1))
            named = trimmed(s.words, at + 2 if led else at + 1, end, s.said)
            return named if named is not None and (led or measures(s, named)) else None
    return None


def share_wanted(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """To have V percent of X insured; the goal is for V of X to be insured; to ensure that V of X are insured."""
    begin = at
    while s.said.has("loose", s.word(begin - 1)) or s.said.has("amount", s.word(begin - 1)):
        if s.word(begin - 1) == "for":
            break
        begin -= 1
    lead = begin - 1
    if s.word(at + 1) != "of" or unit_at(s, at) != "%" or lead < 0:
        return None
    if s.word(lead) == "that" or s.said.has("bidding", s.word(lead)):
        return _bidden(s, at, lead if s.word(lead) == "that" else begin, last)
    called = s.said.has("calls", s.word(lead - 1)) or s.said.has("aiming", s.word(lead - 1))
    calls = s.word(lead) == "for" and called
    aimed = s.word(lead) == "for" and (calls or _leads_goal(s, lead)) and is_aimed(s, last)
    if not aimed and not (s.said.has("having_of", s.word(lead)) and claim_in(s, lead, last) == "target"):
        return None
    whole = whole_of(s, at + 2)
    if whole is not None:  # villages [served by doctors]
        whole = whole[0], next((i for i in range(whole[0] + 1, whole[1]) if _tells_deed(s, i)), whole[1])
    told = None if whole is None else _wanted_of(s, whole[1])
    said = told is not None or (whole is not None and whole[1] - whole[0] >= SAID)
    found = found_of(s, at, whole, "target") if said else None
    return None if found is None else replace(found, tail=told)


def _tells_deed(s: Parsed, at: int) -> bool:
    """Whether a word begins what those before it do or have done to them: villages [served] by, men [knowing] it."""
    does = s.word(at).endswith("ing") and (s.word(at + 1).isalpha() or s.words[at + 1].mark)
    return s.said.acted(s.word(at)) or (does and at + 1 < len(s.words) and s.word(at) not in s.said.classes["measures"])


def _bidden(s: Parsed, at: int, that: int, last: Draft | None) -> Found | None:
    """Ensure, or require, that V percent of X do something: an aim, though it is told in the present."""
    verb = predicate(s, at + 2) if s.said.has("bidding", s.word(that - 1)) and is_aimed(s, last) else None
    told = None if verb is None else told_of(s, verb)
    if verb is None or told is None or s.said.form(s.word(verb)) == "past" or s.said.has("stating_past", s.word(verb)):
        return None
    found = found_of(s, at, subject_from(s, at + 2, verb), "target")
    return None if found is None else replace(found, tail=told[0], tie=told[1])


def _leads_goal(s: Parsed, at: int) -> bool:
    """Whether a noun of aim and a form of be stand right before a word: the goal is [for] …."""
    return names_goal(s, at) and s.said.has("stating_still", s.word(at - 1))


def names_goal(s: Parsed, at: int) -> bool:
    """Whether a noun of aim stands shortly before a place: [goals] include …."""
    return any(s.said.has("goal", s.word(i)) for i in range(max(at - NEAR, 0), at))


def _wanted_of(s: Parsed, begin: int) -> tuple[int, int] | None:
    """What is wanted of a share, right behind its things: [insured], [on treatment], to [know] their status."""
    first = begin + 1 if s.word(begin) == "to" else begin
    if s.word(first) == "be":
        first += 1
    led = first > begin or _tells_deed(s, first) or s.said.has("opening_lead", s.word(first))
    if s.said.has("opening_lead", s.word(first)) and s.words[first + 1].time:
        return None
    end = first
    while end < len(s.words) and not (s.words[end].mark or s.words[end].number or s.words[end].time):
        end += 1
    return (first, end) if led and end > first else None
