"""The construction in which a preposition leads from a verb to a number of things: extended to V villages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_around, claim_in
from kg.extraction.clauses import before_amount, subject_of
from kg.extraction.counts import things_counted
from kg.extraction.doings import acts, participle, whole_of
from kg.extraction.found import Found, found_of
from kg.extraction.noun_phrases import trimmed
from kg.extraction.parsed import kind_at, token_at, words_of

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

LED = "CON-75"  # the pattern of what a preposition leads to
FAR = 14  # words between a verb and what a preposition leads to
SHORT = 8  # words of what is told beside the things


def led_to(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """The service was extended to V villages; the state set up archives for V percent of residents."""
    lead = at - 1 if kind_at(s, at) == "percent" else before_amount(s, at)
    if s.said.has("joining", s.word(lead)) and last is not None:
        return _along(s, at, lead, last)
    if not s.said.has("leading", s.word(lead)):
        return None
    named = _told_of(s, at)
    if named is not None and s.said.has("being", s.word(lead - 2)) and s.word(lead - 1) == "available":
        return _available(s, at, lead, named, last)
    verb = _verb_of(s, lead)
    if named is None or verb is None:
        return None
    claim = claim_in(s, verb, last) if s.said.form(s.word(verb)) != "gerund" else claim_around(s, verb, last)
    found = found_of(s, at, named, claim)
    told = _told_beside(s, verb, lead)
    return None if found is None or told is None else replace(found, suffix=f" ({told})")


def _available(s: Parsed, at: int, lead: int, named: tuple[int, int], last: Draft | None) -> Found | None:
    """X is available in V places."""
    what, claim = subject_of(s, lead - 2), claim_in(s, lead - 2, last)
    found = found_of(s, at, named, claim) if what is not None and what[1] - what[0] <= SHORT else None
    return None if found is None or what is None else replace(found, suffix=f" ({words_of(s, what)} available in)")


def _along(s: Parsed, at: int, joint: int, last: Draft) -> Found | None:
    """X was extended to V places, V others [and V] more: the same is told of all."""
    near = last.reading.situated is s.situated and last.reading.pattern.id == LED and " (" in last.label
    end = token_at(s, last.reading.end)
    if not near or joint - 4 > end or any(s.words[i].number for i in range(end, joint)):
        return None
    found = found_of(s, at, _told_of(s, at), last.claim)
    return None if found is None else replace(found, suffix=last.label[last.label.rindex(" (") :])


def _told_of(s: Parsed, at: int) -> tuple[int, int] | None:
    """The things that are counted, or of which a share is told."""
    if kind_at(s, at) == "percent":
        return whole_of(s, at + 2) if s.word(at + 1) == "of" else None
    if s.word(at + 1) == "people":
        return at + 1, at + 2
    return things_counted(s, at) if kind_at(s, at) == "count" else None


def _verb_of(s: Parsed, lead: int) -> int | None:
    """The verb that a preposition belongs to: the nearest before it in its clause, with no other number between."""
    for at in range(lead - 1, max(-1, lead - FAR), -1):
        word = s.words[at]
        if word.mark or (word.number and at not in s.denominators) or s.said.has("relative", word.word):
            return None
        noun = s.said.form(word.word) == "gerund" and s.word(at - 1) != ","  # cancer screening
        noun |= s.said.form(word.word) in {"base", "third"} and s.said.acted(s.word(at - 1))  # provided diagnoses to
        if not noun and (word.word == "set" or acts(s, at) or s.said.form(word.word) in {"past", "participle"}):
            led = s.said.has("determiner", s.word(at - 1)) or s.said.has("prepositions", s.word(at - 1))
            return None if led or s.said.has("subordinator", word.word) else at
        if s.said.has("finite", word.word):
            return None
    return None


def _told_beside(s: Parsed, verb: int, lead: int) -> str | None:
    """What is done and to what, before the preposition: [archives set up] for; [service extended] to."""
    begin = verb + 2 if s.said.has("particle", s.word(verb + 1)) else verb + 1
    what = trimmed(s.words, begin, lead, s.said) if begin < lead else subject_of(s, verb)
    if what is None or what[1] - what[0] > SHORT:
        return None
    up = f" {s.word(verb + 1)}" if begin == verb + 2 else ""
    return f"{words_of(s, what)} {participle(s, verb)}{up} {s.word(lead)}"
