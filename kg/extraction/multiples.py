"""Constructions of changes asked for: halve X, reduce by V the use of X, a reduction by V of X, or of X by V."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_in, is_aimed, is_below_goals, is_due
from kg.extraction.clauses import connector, head_of
from kg.extraction.found import Found, found_of, way
from kg.extraction.noun_phrases import after, trimmed
from kg.extraction.parsed import COUNT, kind_at, quantity_at, unit_at

if TYPE_CHECKING:
    from kg.extraction.claims import Claim
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

FAR = 14  # words of what a noun of change is of, before the number
OPENING = 6  # words that may stand before an aim, to tell that it is one: Target 3: by 2030,


def multiplied(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """Halve the number of X, double the share of X: where somebody is to."""
    verb = s.numbers[at].text.lower()
    if not s.said.verb(verb, "rising", "falling"):
        return None
    claim: Claim = "target" if _opens(s, at) and _is_asked(s) else ""
    claim = claim or claim_in(s, at, last)
    named = after(s.words, at + 2, s.denominators, s.said)
    found = found_of(s, at, named, claim) if claim == "target" else None
    suffix = " decline" if s.said.verb(verb, "falling") else " growth"
    return None if found is None else replace(found, suffix=suffix)


def changed_first(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """Reduce by V percent the use of X; a reduction by V percent of X; a reduction of X by V percent."""
    by = connector(s, at, "change_by")
    if by is None or kind_at(s, at) not in {"percent", "points"}:
        return None
    ahead, behind = s.word(by - 1), s.word(at + 1)
    if s.said.verb(ahead, "rising", "falling") and s.word(by) == "by" and _is_object(s, at + 1):
        claim, named = claim_in(s, by - 1, last), after(s.words, at + 1, s.denominators, s.said)
    elif s.said.has("change", ahead) and s.said.has("change_in", behind):
        claim, named = _asked_for(s, by - 1, last), after(s.words, at + 2, s.denominators, s.said)
    elif s.word(by) == "by" and (noun := _noun_of_change(s, by)) is not None:
        claim, named = _asked_for(s, noun, last), trimmed(s.words, noun + 2, by, s.said)
        found = found_of(s, at, named, claim) if claim == "target" else None
        return None if found is None else replace(found, suffix=way(s, noun))
    else:
        return None
    found = found_of(s, at, named, claim) if claim == "target" else None
    return None if found is None else replace(found, suffix=way(s, by - 1))


def none_left(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """Achieve zero X by T, reduce to zero X, zero X: where it is asked that there are none."""
    if quantity_at(s, at).value != 0 or unit_at(s, at) != COUNT:
        return None
    net = s.word(at - 1) == "net"
    verb = at - 2 if net else at - 1
    verb = verb - 1 if s.word(verb) == "to" and s.said.verb(s.word(verb - 1), "falling") else verb
    claim: Claim = "target" if _opens(s, at - net) and _is_asked(s) else ""
    if not claim and (s.said.form(s.word(verb)) or s.word(verb) == "be"):
        claim = claim_in(s, verb, last)
    named = after(s.words, at + 1, s.denominators, s.said)
    head = "" if named is None else s.word(head_of(s, named))
    found = found_of(s, at, named, claim) if claim == "target" and _is_countable(s, head) else None
    return None if found is None else replace(found, prefix="net " if net else "")


def _is_countable(s: Parsed, head: str) -> bool:
    """Whether there can be none of something: zero deaths, zero transmission, but no zero tolerance."""
    return s.said.has("plural", head) or s.said.has("ending", head) or (head.endswith("s") and not head.endswith("ss"))


def _is_object(s: Parsed, at: int) -> bool:
    """Whether what is changed stands behind by how much: reduce by V [the use of X], by V [mortality from X]."""
    word = s.word(at)
    other = ("prepositions", "conjunction", "subordinator", "loose", "change_lead", "compared_amount", "finite")
    return word.isalpha() and not s.said.adverb(word) and not any(s.said.has(name, word) for name in other)


def _noun_of_change(s: Parsed, end: int) -> int | None:
    """The noun of change of what stands before a number: a [reduction] of X by."""
    for at in range(end - 1, max(-1, end - FAR), -1):
        word = s.words[at]
        if word.mark or word.number or word.time or s.said.has("finite", word.word):
            return None
        if s.said.has("change", word.word) and s.said.has("rise_in", s.word(at + 1)):
            return at
    return None


def _asked_for(s: Parsed, noun: int, last: Draft | None) -> Claim:
    """Whether a noun of change is an aim: it begins one of a list of goals, or a word for goals leads to it."""
    led = noun - 1
    while led > 0 and (s.said.has("determiner", s.word(led)) or s.said.has("indefinite", s.word(led))):
        led -= 1
    goal = any(s.said.has("goal", s.word(i)) for i in (led, led - 1)) and not s.said.has("met", s.word(led - 2))
    goes_on = s.word(led) == "and" and last is not None and last.claim == "target"
    if (goal or goes_on) and is_aimed(s, last):
        return "target"
    return "target" if led <= OPENING and _opens(s, noun) and _is_asked(s) else ""


def _opens(s: Parsed, at: int) -> bool:
    """Whether nothing but an article, a time or what tells of a goal stands before a word in its sentence."""
    begin = next((i + 1 for i in range(at - 1, -1, -1) if s.words[i].mark), 0)
    between = range(begin, at)
    plain = all(s.said.has("indefinite", s.word(i)) or s.words[i].time or s.word(i) == "to" for i in between)
    return plain and begin <= OPENING


def _is_asked(s: Parsed) -> bool:
    """Whether what opens a sentence is asked for: it stands below goals or a deadline, or has one of its own."""
    own = any(is_due(s, time) and time.sense == "deadline" for time in s.times.values())
    return is_below_goals(s) or s.situated.lead is not None or own
