"""Constructions in which an English number is what something changes to or by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_in
from kg.extraction.clauses import acting_verb, begin_of, connector, measures, subject_of, without_start
from kg.extraction.found import Found, direction, found_of, pointed_at, started, way
from kg.extraction.noun_phrases import before
from kg.extraction.parsed import kind_at, quantity_at, token_at

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed


def changed_to(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """X rose (from V in T) to V; raise X (from V) to V; and X from V to V."""
    to = connector(s, at, "toward")
    if to is None and s.word(at - 1) == "from" and quantity_at(s, at).high is not None:
        to, end, base = at - 1, at - 1, None
    elif to is None and s.said.has("toward", s.numbers[at].text.split()[0].lower()):  # kept [below V]
        to, end, base = at, at, None
    elif to is None:
        return None
    else:
        end, base = without_start(s, to)
    verb = end - 1
    while verb > 0 and (s.words[verb].time or s.said.has("group", s.word(verb)) or s.said.adverb(s.word(verb))):
        verb -= 1
    moving = ("rising", "falling", "holding") if s.word(to) not in {"to", "from"} else ("rising", "falling")
    if s.said.verb(s.word(verb), *moving) and not s.said.has("determiner", s.word(verb - 1)):
        claim = claim_in(s, verb, last)
        subject = subject_of(s, verb)
        return started(found_of(s, at, subject, claim, direction(s, verb, to)), base)
    acting = acting_verb(s, end, moving)
    if acting is not None:
        named = before(s.words, end, s.denominators, s.said)
        claim = claim_in(s, acting, last)
        if named is None or named[0] <= acting:
            of = pointed_at(s, at, (acting + 1, end), last)
            return Found(None, claim, direction(s, acting, to), of=of) if of is not None else None
        return started(found_of(s, at, named, claim, direction(s, acting, to)), base)
    return _changed_too(s, at, end, base, last)


def _changed_too(s: Parsed, at: int, end: int, base: int | None, last: Draft | None) -> Found | None:
    """Raise A to V and B to V: what the verb of the figure before changes as well."""
    joined = before(s.words, end, s.denominators, s.said)
    if joined is None or last is None or (last.reading.situated is not s.situated and base is None):
        return None
    if s.word(begin_of(s, joined) - 1) not in {"and", "of", ","} or not measures(s, joined):
        return None
    falls = base is not None and quantity_at(s, base).value > quantity_at(s, at).value
    same = last.reading.pattern.comparator if base is None else "le" if falls else "ge"
    return started(found_of(s, at, joined, last.claim, same), base)


def changed_by(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """X rose (by) V percent; cut X by V percent; X …, up V percent on T; …, a year-on-year increase of V percent."""
    if (
        kind_at(s, at) not in {"percent", "points"}
        or s.said.has("compared_amount", s.word(at + 1))
        or s.word(at + 1) == "of"
    ):
        return None
    by = connector(s, at, "change_by")
    end = at if by is None else by
    verb = end - 1
    if not s.said.verb(s.word(verb), "rising", "falling"):
        return _changed_object(s, at, end, last) if s.word(end) == "by" else None
    go_on = _goes_on(s, verb, last)
    if go_on is not None:
        return replace(go_on, suffix=way(s, verb))
    adverb = s.word(verb) in {"up", "down"}  # went up by V
    main = verb - 1 if adverb else verb
    if (adverb and not s.said.verb(s.word(main), "moving")) or s.said.has("determiner", s.word(verb - 1)):
        return None
    subject = subject_of(s, main)
    if subject is None or not measures(s, subject):
        return None
    found = found_of(s, at, subject, claim_in(s, main, last))
    return None if found is None else replace(found, suffix=way(s, verb))


def _changed_object(s: Parsed, at: int, end: int, last: Draft | None) -> Found | None:
    """Cut X by V percent."""
    acting = acting_verb(s, end, ("rising", "falling"))
    named = before(s.words, end, s.denominators, s.said) if acting is not None else None
    if acting is None or named is None or named[0] <= acting:
        return None
    found = found_of(s, at, named, claim_in(s, acting, last))
    return None if found is None else replace(found, suffix=way(s, acting))


def _goes_on(s: Parsed, verb: int, last: Draft | None) -> Found | None:
    """A change of the figure right before a comma: GDP reached V, up V percent."""
    comma = verb - 1
    while comma > 0 and s.word(comma) in {"a", "an", "year-on-year", "annual", "representing", "marking", "with"}:
        comma -= 1
    if last is None or s.word(comma) != "," or last.claim != "observation" or last.reading.situated is not s.situated:
        return None
    between = range(token_at(s, last.reading.end), comma)
    if any(s.words[i].number or s.said.has("finite", s.word(i)) or s.words[i].mark for i in between):
        return None
    return Found(None, "observation", of=last)
