"""Constructions in which an English number is of the measure told right before, at another time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.aims import is_current
from kg.extraction.clauses import connector
from kg.extraction.found import Found, is_alike, ungrown
from kg.extraction.levels import tail_of
from kg.extraction.parsed import COUNT, kind_at, number_before, token_at, unit_at
from kg.extraction.spoken_times import time_behind

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed


def stood_at(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """…, up from V in T; …, compared with V in T; this compares to V in T."""
    where = connector(s, at, "before_now")
    if where is None or last is None:
        return None
    if not (time_behind(s, at) or is_current(s, at)):
        return Found(None, "observation", of=last) if _is_up_from(s, at, where, last) else None
    again = s.words[where - 1].time and last.time is not None and last.time in s.times.values()
    if s.words[where - 1].number and number_before(s, at) is last.reading.value:
        of = ungrown(last)  # up V percent [from V] in T, rise to V [from V] now
        alike = is_alike(s, at, of) if of is last else _is_like_grown(s, at, where - 1)
        goes_on = last.reading.situated is s.situated and alike
        return Found(None, "observation", of=of) if goes_on else None
    rising = s.said.form(s.word(where - 1)) == "gerund" and s.said.verb(s.word(where - 1), "rising", "falling")
    up = s.said.has("up_or_down", s.word(where - 1))
    if s.word(where) == "from" and s.word(where - 1) != "," and not (up or again or rising):
        return None
    this = where - 1 if s.said.has("pronoun", s.word(where - 1)) else where - 2
    elsewhere = last.reading.situated is not s.situated
    if elsewhere and not (this <= 1 and s.said.has("pronoun", s.word(max(this, 0)))):
        return None
    return Found(None, "observation", of=last) if is_alike(s, at, last) else None


def _is_up_from(s: Parsed, at: int, where: int, last: Draft) -> bool:
    """Whether a number is only what the one right before it was at a time that nothing tells: V clinics, [up from V].

    Behind a change (up V percent from V) it may be told of anything.
    """
    up = s.word(where) == "from" and s.said.has("up_or_down", s.word(where - 1)) and s.word(where - 2) == ","
    value, near = last.reading.value, number_before(s, at)
    right_before = value is not None and near is not None and near.span == value.span
    told = s.said.has("other_time", s.word(at + 1)) or s.words[at + 1 :][:1] == ()
    ends = told or s.words[at + 1].mark or kind_at(s, at + 1 if at + 1 in s.numbers else at) == "duration"
    named = last.reading.pattern.statistic != "stat-growth" and is_alike(s, at, last)
    return up and right_before and ends and named


def _is_like_grown(s: Parsed, at: int, growth: int) -> bool:
    """Whether a number has the unit of that which grew: rose to [V per 10,000], up V percent from V per 10,000."""
    grown = next((i for i in range(growth - 1, -1, -1) if s.words[i].number and i not in s.denominators), None)
    return grown is not None and unit_at(s, at) in {unit_at(s, grown), COUNT}


def also_stands_at(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V (V by T): the same at another time."""
    if last is None or s.word(at - 1) != "(" or time_behind(s, at) is None or not is_alike(s, at, last):
        return None
    adjoins = last.reading.situated is s.situated and token_at(s, last.reading.end) >= at - 2
    return Found(None, last.claim, of=last) if adjoins else None


def _is_then(s: Parsed, at: int, time: int, last: Draft) -> bool:
    """Whether a number is only told of another time than the one right before: reach V of X by T, and [V by T]."""
    near, value = number_before(s, at), last.reading.value
    same = near is not None and value is not None and near.span == value.span and last.time is s.times.get(time)
    begin = next((i for i in range(time, -1, -1) if s.words[i].number and i not in s.denominators), time)
    apart = any(s.words[i].mark or s.said.has("finite", s.word(i)) for i in range(begin, time))
    return same and last.reading.situated is s.situated and s.words[at + 1].time and not apart


def then_stands_at(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V by T and (to) V by T: the same, later."""
    joint = at - 2 if s.word(at - 1) == "to" else at - 1
    joined = s.said.has("joining_next", s.word(joint)) and time_behind(s, at) is not None
    if last is None or not joined or not is_alike(s, at, last):
        return None
    begin = joint - 1
    while begin > 0 and (s.said.has("joining", s.word(begin)) or s.words[begin].time):
        begin -= 1
    again = s.numbers.get(begin) is last.reading.value and s.words[begin + 1].time
    told = last.reading.situated is s.situated and tail_of(s, last) is not None and s.words[begin + 1].time
    again = again or (told and token_at(s, last.reading.end) == begin + 1 and last.time is s.times.get(begin + 1))
    again = again or _is_then(s, at, begin + 1, last)
    return Found(None, last.claim, last.reading.pattern.comparator, of=last) if again else None
