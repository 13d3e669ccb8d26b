"""The construction that tells what so many people or things have: for every 1,000 people there are V beds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_in
from kg.extraction.clauses import before_amount, denominated, group_begin
from kg.extraction.found import Found, found_of
from kg.extraction.noun_phrases import after

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed


def had_by_every(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """For every 1,000 people there are V beds and V doctors; every 10,000 residents have (access to) V doctors."""
    verb = before_amount(s, at)
    joined = s.word(verb) == "and" and last is not None and last.reading.situated is s.situated
    if (s.word(verb - 1), s.word(verb)) == ("access", "to"):
        verb -= 2
    there = s.said.has("being", s.word(verb)) and s.word(group_begin(s, verb) - 1) == "there"
    if not (joined or there or s.said.has("owning", s.word(verb)) or s.said.has("enjoying", s.word(verb))):
        return None
    ahead = (i for i in range(verb - 1, -1, -1) if i in s.denominators and s.said.has("every", s.word(i - 1)))
    many = next(ahead, None)
    people = None if many is None else _counted_by_many(s, many)
    if many is None or people is None or any(s.word(i) in {";", "."} for i in range(many, at)):
        return None
    named = after(s.words, at + 1, s.denominators, s.said)
    if named is None or denominated(s, named):
        return None
    claim = last.claim if joined and last is not None else claim_in(s, verb, last)
    found = found_of(s, at, named, claim)
    return None if found is None else replace(found, tail=(many, people), tie="per")


def _counted_by_many(s: Parsed, many: int) -> int | None:
    """Where the things end of which there are so many: every 1,000 [people]."""
    if s.word(many + 1) == "people":
        return many + 2
    named = after(s.words, many + 1, s.denominators, s.said)
    return None if named is None else named[1]
