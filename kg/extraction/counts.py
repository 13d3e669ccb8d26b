"""Constructions in which an English number counts things that are had or done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_in
from kg.extraction.clauses import begins_clause, counted_per, denominated, head_of, is_nation, is_told_to
from kg.extraction.found import COUNTED, Found, found_of
from kg.extraction.noun_phrases import after
from kg.extraction.parsed import COUNT, kind_at, quantity_at, token_at, unit_at

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

FEW = 10  # small numbers are ways of talking unless something makes figures of them


def counted(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """There are V things; the country has V things; provide V things per N; V of one thing and V of another."""
    named = _things(s, at)
    if named is None:
        return None
    if begins_clause(s, at) and s.word(at - 1) != "and":
        return _counted_subject(s, at, named, last)
    verb = _before_amount(s, at)
    along = last is not None and last.reading.situated is s.situated and last.reading.pattern.id == COUNTED
    along = along and last is not None and token_at(s, last.reading.end) >= verb - 1
    if s.word(verb) == "and" or (s.word(verb) == "with" and s.word(verb - 1) == "," and along):
        return (
            found_of(s, at, named, last.claim) if along and last is not None else _counted_subject(s, at, named, last)
        )
    if s.word(verb) == "with":
        listed = kind_at(s, at) == "measure" and s.situated.lead is not None
        return found_of(s, at, named, "target") if listed else None
    return _had_or_done(s, at, verb, named)


def _things(s: Parsed, at: int) -> tuple[int, int] | None:
    """The things that a number counts, right behind it, where there are many, or so many per something."""
    if kind_at(s, at) not in {"count", "measure"} or s.said.has("compared_amount", s.word(at + 1)):
        return None
    begin = at + 2 if s.word(at + 1) == "of" else at + 1
    if begin == at + 2 and unit_at(s, at) == COUNT:
        return None
    if s.word(begin) == "people" and begins_clause(s, at) and s.said.has("finite", s.word(begin + 1)):
        return begin, begin + 1  # V people are insured
    named = after(s.words, begin, s.denominators, s.said)
    if named is None or _is_talk(s, named):
        return None
    per = denominated(s, named) or counted_per(s, named) is not None
    many = quantity_at(s, at).value >= FEW or quantity_at(s, at).value % 1 != 0
    return named if per or many or unit_at(s, at) else None


def _is_talk(s: Parsed, named: tuple[int, int]) -> bool:
    """Whether things are counted that are parts of what is said, or mere people."""
    head = s.word(head_of(s, named))
    told = head == "people" and head_of(s, named) + 1 < named[1]  # people aged 60 or older
    return s.said.has("talked", head) and not told


def _had_or_done(s: Parsed, at: int, verb: int, named: tuple[int, int]) -> Found | None:
    """The country has V things; build V things."""
    there = any(s.word(i) == "there" for i in range(max(verb - 3, 0), verb))
    owned = s.said.has("owning", s.word(verb)) and is_nation(s, verb)
    done = s.said.verb(s.word(verb), "deeds") and (is_nation(s, verb) or is_told_to(s, verb))
    found = found_of(s, at, named, claim_in(s, verb, None)) if there or owned or done else None
    if found is None:
        return None
    per = denominated(s, named) or counted_per(s, named) is not None
    deed = s.said.verbs[s.word(verb)][2].split()[3] if done and not per else ""
    return replace(found, suffix=f" {deed}" if deed else "", tail=counted_per(s, named))


def _before_amount(s: Parsed, at: int) -> int:
    """The word before a number and what leads up to it: has [a total of]."""
    verb = at - 1
    while verb > 0 and (s.said.has("amount", s.word(verb)) or s.word(verb) in {"total", "of"}):
        verb -= 1
    return verb


def _counted_subject(s: Parsed, at: int, named: tuple[int, int], last: Draft | None) -> Found | None:
    """V things are had or done: 300 clinics were renovated."""
    verb = named[1]
    while s.said.has("binding", s.word(verb)):
        verb += 1
    if s.word(verb) not in {"be", "are", "were", "have"}:
        return None
    begin = verb + 1 + (s.word(verb + 1) == "been")
    if s.said.has("foreseeing", s.word(begin)):
        return None
    end = next((i for i in range(begin, len(s.words)) if breaks(s, i)), len(s.words))
    while end > begin and s.words[end - 1].time:
        end -= 1
    if end <= begin or s.said.has("prepositions", s.word(end - 1)) or s.said.has("conjunction", s.word(end - 1)):
        return None
    found = found_of(s, at, named, claim_in(s, verb, last))
    return None if found is None else replace(found, tail=(begin, end))


def breaks(s: Parsed, at: int) -> bool:
    """Whether a mark stands at a place, or a number that is another figure."""
    return s.words[at].mark or (s.words[at].number and at not in s.denominators)
