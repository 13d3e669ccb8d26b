"""Constructions in which an English number is where a measure stands, or the share of a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_in, is_current
from kg.extraction.clauses import connector, group_begin, is_nation, measures, subject_of
from kg.extraction.found import OF, Found, found_of, is_alike, pointed_at
from kg.extraction.noun_phrases import after, before
from kg.extraction.parsed import COUNT, token_at, unit_at
from kg.extraction.spoken_times import time_behind

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed


def stands_at(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """X reached V; X is V; X will exceed V; X accounted for V of Y."""
    verb = at - 1
    while verb > 0 and s.said.has("amount", s.word(verb)) and s.word(verb) not in s.said.verbs:
        verb -= 1
    exceeds = s.numbers[at].text.split()[0].lower()  # the bound of a number may be its verb
    if exceeds == "exceed" and (s.said.has("binding", s.word(at - 1)) or s.word(at - 1) in {"to", "has", "have"}):
        verb = at
    elif exceeds in {"exceeds", "exceeded"}:
        subject = subject_of(s, at)
        return None if subject is None else found_of(s, at, subject, "observation")
    elif not s.said.verb(s.word(verb), "attaining"):
        return None
    claim = claim_in(s, verb, last)
    subject = subject_of(s, verb)
    row = s.said.verbs[s.word(verb)][2].split()[0] if verb < at else ""
    if subject is None:
        of = pointed_at(s, at, (group_begin(s, verb) - 2, group_begin(s, verb)), last)
        return Found(None, claim, "ge" if claim == "target" else "", of=of) if of is not None else None
    if row == "be" and not measures(s, subject):
        return None
    if s.word(at + 1) == "of" and unit_at(s, at) == "%" and s.said.has("shares", row):
        whole = after(s.words, at + 2, s.denominators, s.said)
        found = found_of(s, at, subject, claim) if whole is not None else None
        return None if found is None else replace(found, tail=whole)
    comparator = "ge" if claim == "target" and row != "be" else ""
    found = found_of(s, at, subject, claim, comparator)
    return None if found is None else replace(found, over=row in {"exceed", "surpass", "top"})


def measure_of(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """China reported an X of V; it aims to achieve an X of V, and a Y of V."""
    if s.word(at - 1) != "of" or unit_at(s, at) == COUNT:
        return None
    named = before(s.words, at - 1, s.denominators, s.said)
    if named is None or s.word(named[0] - 1) not in {"a", "an"} or not measures(s, named):
        return None
    verb = named[0] - 2
    if s.word(verb) in {"and", ","} and last is not None and last.reading.situated is s.situated:
        joined = last.reading.pattern.id == OF and token_at(s, last.reading.end) >= verb - 4
        return found_of(s, at, named, last.claim) if joined else None
    shown = s.said.verb(s.word(verb), "showing", "attaining") or s.word(verb) in {"has", "had"}
    if not shown or not (is_nation(s, verb) or s.word(verb - 1) == "to"):
        return None
    return found_of(s, at, named, claim_in(s, verb, last))


def share_of(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V percent of X is paid by Y, where that begins its clause."""
    ahead = s.word(at - 1)
    if at and not (ahead in {",", ";", "and", "that", ":", '"', "“"} or s.words[at - 1].time):
        return None
    if s.word(at + 1) != "of" or unit_at(s, at) != "%":
        return None
    whole = after(s.words, at + 2, s.denominators, s.said)
    if whole is None:
        return None
    verb = whole[1]
    end = next((i for i in range(verb, len(s.words)) if s.words[i].mark or s.words[i].number), len(s.words))
    joint = next((i for i in range(verb, end) if s.word(i) == "and" and s.word(i + 1) in {"the", "a"}), end)
    end = joint if any(s.said.has("finite", s.word(i)) for i in range(joint, len(s.words))) else end
    while end > verb and (s.words[end - 1].time or s.word(end - 1) == "and"):
        end -= 1
    if not s.said.has("finite", s.word(verb)) or end - verb < 2:
        return None
    claim = claim_in(s, verb, last)
    while s.said.has("binding", s.word(verb)) or s.word(verb) in {"be", "is", "are", "was", "were", "been"}:
        verb += 1
    found = found_of(s, at, whole, claim)
    return None if found is None else replace(found, tail=(verb, end))


def stood_at(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """…, up from V in T; …, compared with V in T; this compares to V in T."""
    where = connector(s, at, "before_now")
    if where is None or last is None or not (time_behind(s, at) or is_current(s, at)):
        return None
    again = s.words[where - 1].time and last.time is not None and last.time in s.times.values()
    if s.word(where) == "from" and s.word(where - 1) not in {"up", "down", ","} and not again:
        return None
    this = where - 1 if s.said.has("pronoun", s.word(where - 1)) else where - 2
    elsewhere = last.reading.situated is not s.situated
    if elsewhere and not (this <= 1 and s.said.has("pronoun", s.word(max(this, 0)))):
        return None
    return Found(None, "observation", of=last) if is_alike(s, at, last) else None


def also_stands_at(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V (V by T): the same at another time."""
    if last is None or s.word(at - 1) != "(" or time_behind(s, at) is None or not is_alike(s, at, last):
        return None
    adjoins = last.reading.situated is s.situated and token_at(s, last.reading.end) >= at - 2
    return Found(None, last.claim, of=last) if adjoins else None
