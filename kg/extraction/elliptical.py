"""Constructions in which an English number is of the measure told right before, for others that the clause names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_in
from kg.extraction.clauses import group_begin
from kg.extraction.found import COUNTED, Found, direction, is_alike
from kg.extraction.noun_phrases import after
from kg.extraction.parsed import kind_at, words_of

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.english_words import Grammar
    from kg.extraction.parsed import Parsed

WAYS = (" decline", " growth")
LONGEST = 16  # words that name the others


def also_of(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """The rate for A should be below V, for B below V, and that of C will reach V."""
    if last is None or not _goes_on(s, at, last):
        return None
    end, verb, to = _verb_before(s, at)
    begin = next((i + 1 for i in range(end - 1, -1, -1) if s.words[i].mark or _is_figure(s, i)), 0)
    that = (i for i in range(end - 1, begin, -1) if s.said.has("standing_in", s.word(i)) and _leads(s, i + 1))
    begin = next(that, begin)
    while s.words[begin].time or s.said.has("light_lead", s.word(begin)) or s.word(begin) == ",":
        begin += 1
    if s.word(begin + 1) == "which":  # in which another thing is V
        return None
    if not _leads(s, begin) or not 0 < end - begin - 1 <= LONGEST or s.words[end - 1].mark:
        return None
    if _is_other(s, at, begin, end):
        return None
    claim = last.claim if verb is None else claim_in(s, verb, last)
    comparator = direction(s, verb, to) if verb is not None and to is not None else ""
    return Found(None, claim, comparator, of=of_others(last, s.word(begin), words_of(s, (begin + 1, end)), s.said))


def also_among(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """It reached V among A, V for B and V for C; there are V clinics, including V for A and V for B."""
    if last is None or last.reading.situated is not s.situated or not s.said.has("others", s.word(at + 1)):
        return None
    named = after(s.words, at + 2, s.denominators, s.said)
    joint = at - 1
    while s.said.has("loose", s.word(joint)) or s.said.has("amount", s.word(joint)):
        joint -= 1
    if (
        named is None
        or not (s.said.has("joining", s.word(joint)) or s.word(joint) == "including")
        or not is_alike(s, at, last)
    ):
        return None
    ahead = _number_before(s, at)
    if ahead is None or s.numbers[ahead] is not last.reading.value or kind_at(s, ahead) != kind_at(s, at):
        return None
    including = s.word(joint) == "including" and last.reading.pattern.id == COUNTED
    listed = _leads(s, ahead + 1) and not any(s.said.has("finite", s.word(i)) for i in range(ahead, at))
    if not (including or listed) or any(s.words[i].time for i in range(ahead, at)):
        return None
    of = last if including else of_others(last, s.word(at + 1), "", s.said)
    suffix = f" {s.word(at + 1)} {words_of(s, named)}"
    return Found(None, last.claim, last.reading.pattern.comparator, of=of, suffix=suffix)


def apart(s: Parsed, at: int) -> str:
    """What a number is of alone, where the next of its list is of others: reached V [among A], V for B."""
    if not s.said.has("others", s.word(at + 1)):
        return ""
    named = after(s.words, at + 2, s.denominators, s.said)
    following = None if named is None else named[1]
    while following is not None and (
        s.said.has("joining", s.word(following)) or s.said.has("amount", s.word(following))
    ):
        following += 1
    if named is None or following not in s.numbers or not s.said.has("others", s.word(following + 1)):
        return ""
    return f" {s.word(at + 1)} {words_of(s, named)}" if kind_at(s, following) == kind_at(s, at) else ""


def _is_other(s: Parsed, at: int, begin: int, end: int) -> bool:
    """Whether the words before a number tell of something else: of A and [V], that of which V people ….

    What is of others has no name of its own: an of stands behind that or those, no noun behind a mere count.
    """
    bare = s.word(begin) == "of" and not s.said.has("standing_in", s.word(begin - 1))
    counts = kind_at(s, at) == "count" and s.word(at + 1).isalpha() and not s.said.has("prepositions", s.word(at + 1))
    return bare or counts or s.said.has("conjunction", s.word(end - 1))


def _goes_on(s: Parsed, at: int, last: Draft) -> bool:
    """Whether the figure before is of the same kind, in the same sentence, with no other number between."""
    if last.reading.situated is not s.situated and not s.led:
        return False
    growth = last.reading.pattern.statistic == "stat-growth" and last.label.endswith(WAYS)
    ahead = _number_before(s, at)
    near = ahead is None or s.numbers[ahead] is last.reading.value or last.reading.situated is not s.situated
    same = kind_at(s, at) in {"percent", "points"}
    return near and (same if growth else is_alike(s, at, last))


def _verb_before(s: Parsed, at: int) -> tuple[int, int | None, int | None]:
    """Where the words end that stand before a number and its verb, that verb, and what leads from it to the number."""
    verb = at - 1
    while verb > 0 and s.said.has("amount", s.word(verb)) and s.word(verb) not in s.said.verbs:
        verb -= 1
    if s.said.verb(s.word(verb), "attaining", "rising", "falling", "holding"):
        return group_begin(s, verb), verb, verb + 1
    return (verb if s.word(verb) == "," else verb + 1), None, None


def _leads(s: Parsed, at: int) -> bool:
    """Whether a word leads to others: for primary pupils, of cooks."""
    return s.said.has("other", s.word(at)) or s.word(at) == "of"


def _is_figure(s: Parsed, at: int) -> bool:
    return s.words[at].number and at not in s.denominators


def _number_before(s: Parsed, at: int) -> int | None:
    """The number before one in its sentence, that counts no whole."""
    return next((i for i in range(at - 1, -1, -1) if _is_figure(s, i)), None)


def of_others(last: Draft, tie: str, others: str, said: Grammar) -> Draft:
    """The figure before, as if it were of others: the rate [among sailors] as that among cooks."""
    way = next((way for way in WAYS if last.label.endswith(way)), "")
    label = last.label.removesuffix(way)
    cuts = [label.find(f" {word} ") for word in ({tie} if f" {tie} " in label else said.classes["other"])]
    cut = min((at for at in cuts if at > 0), default=len(label))
    told = f"{label[:cut]} {tie} {others}{way}" if others else label[:cut]
    facilities = () if others else last.facilities
    return replace(last, label=told, words=told.lower(), facilities=facilities)
