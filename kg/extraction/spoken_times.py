"""When an English figure is of: the time behind its number, else the one that its clause begins with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import is_over
from kg.extraction.parsed import COUNT, kind_at, unit_at
from kg.extraction.times import began
from kg.model import Mention, Period, Span

if TYPE_CHECKING:
    from kg.extraction.claims import Claim
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

NAMED = 8  # words between the noun of a goal and its number
REACH = 14  # words between a number and the time behind it


def time_behind(s: Parsed, at: int) -> Mention | None:
    """The time that a number is followed by, over what it is of: V of X in T."""
    for i in range(at + 1, min(len(s.words), at + REACH)):
        if s.words[i].time:
            return s.times[i] if _dates_value(s, i) else None
        if s.words[i].mark or (s.words[i].number and i not in s.denominators and not _is_passed(s, at, i)):
            return None
        if s.word(i) == "from" and began(s.times.get(i + 1)) is not None:
            return s.times[i + 1]  # by V from 2016 to 2020
        over = s.word(i) == "over" and (i + 1 in s.times or (s.said.has("article", s.word(i + 1)) and i + 2 in s.times))
        if over or s.said.has("other_time", s.word(i)) or s.said.has("contrast", s.word(i)):
            return None
    return None


def _is_passed(s: Parsed, at: int, other: int) -> bool:
    """Whether another number does not part one from its time: how many places are meant, what it rose to by that."""
    led = "from" in {s.word(at - 1), s.word(at - 2), s.word(at - 3)}  # from V to V in T: not of then
    told = kind_at(s, at) in {"percent", "points"} or s.word(at - 1) == "by"
    risen = other == at + 2 and s.word(at + 1) == "to" and told
    return _is_scope(s, other) or (risen and not led)


def _is_scope(s: Parsed, at: int) -> bool:
    """Whether a number only tells in how many places something is so: V percent [in 337 cities] in T."""
    return s.said.has("in_places", s.word(at - 1)) and unit_at(s, at) == COUNT


def _dates_value(s: Parsed, at: int) -> bool:
    """Whether a time may say when a figure is of: it is resolved and nothing is compared with it."""
    ahead = s.word(at - 1)
    interval = s.times[at].sense == "interval"
    interval = interval or (ahead == "to" and at > 1 and s.words[at - 2].time)
    onward = ahead == "to" and not s.said.has("compared_to", s.word(at - 2))  # looking forward to T
    led = s.said.has("compared_lead", ahead) and not (interval or onward)
    led = led or (ahead, s.word(at - 2)) == ("of", "basis") or _is_than(s, at)
    led = led or (s.here.known is None and s.times[at].text.lower().startswith(tuple(s.said.classes["since_lead"])))
    compared = led or s.said.has("compared_noun", s.word(at + 1)) or s.said.has("goal", s.word(at + 1))
    return isinstance(s.times[at].value, Period) and not compared and s.times[at].sense != "duration"


def _is_than(s: Parsed, at: int) -> bool:
    """Whether more or less than what was at a time is told; not that something more than doubled between two."""
    return "than" in {s.word(at - 3), s.word(at - 4)} and not s.said.acted(s.word(at - 2))


def time_of(s: Parsed, at: int, claim: Claim, last: Draft | None) -> Mention | None:
    """The time behind a number, else the nearest before it that dates no other, else for an aim the next deadline."""
    of_goal = _of_goal(s, at) if claim == "target" else None
    behind = of_goal or time_behind(s, at)
    if behind is not None:
        return behind
    others = {id(time_behind(s, i)) for i in s.numbers if i != at}
    free = [i for i, m in s.times.items() if _dates_value(s, i) and id(m) not in others]
    free = [i for i in free if i > at or not _dates_deed(s, i, at)]
    ahead = [i for i in free if i < at]
    if claim == "target":  # from V (as surveyed in T) to V by T
        ahead = [i for i in ahead if s.word(i - 1) != "(" or s.times[i].sense != "date"]
    if ahead:
        return _since_then(s, ahead[-1])
    own = [] if claim != "observation" or last is None or last.reading.situated is s.situated else _of_list(s, at)
    if own:
        return own[0]
    if (
        last is not None
        and (s.led or last.reading.situated is s.situated)
        and last.claim == claim
        and last.time is not None
    ):
        later = [] if claim != "target" or not _is_behind(s, last) else [s.times[i] for i in free if i > at]
        later = [time for time in later if time.sense == "deadline"]
        return later[0] if later else last.time
    if claim == "target" and s.situated.lead is None:
        were = {id(time_behind(s, i)) for i in s.numbers if s.said.has("before_now", s.word(i - 1))}  # up from V in T
        behind_it = [m for i, m in s.times.items() if i > at and _dates_value(s, i) and id(m) not in were]
        due = [m for m in behind_it if m.sense == "deadline" or (m.sense == "date" and _is_coming(s, m))]
        return due[0] if due else _still_due(s, last)
    told = [s.times[i] for i in free if not _is_day(s.times[i].value)] or _of_joined(s, at)
    if claim == "target":  # below goals for T: V (V in another T)
        told = [time for time in told if time.sense == "deadline" or _is_coming(s, time)]
    return told[0] if len(told) == 1 else None


def _of_goal(s: Parsed, at: int) -> Mention | None:
    """The time that stands right before the noun of a goal which a number tells: the [2030] target of V."""
    for i in range(at - 1, max(at - NAMED, 0), -1):
        if s.words[i].mark or (s.words[i].number and i not in s.denominators):
            return None
        if s.said.has("goal", s.word(i)):
            return replace(s.times[i - 1], sense="deadline") if i - 1 in s.times else None
    return None


def _of_list(s: Parsed, at: int) -> list[Mention]:
    """The only time of a clause behind a semicolon, behind all that it tells: …; X rose to V and Y to V in T."""
    times = {id(m): m for i, m in s.times.items() if i > at and _dates_value(s, i) and not _is_day(m.value)}
    return [*times.values()] if s.led and len(times) == len({id(m) for m in s.times.values()}) == 1 else []


def _still_due(s: Parsed, last: Draft | None) -> Mention | None:
    """The deadline of the aim that the sentence before told, where this one tells no time: …by 2020. Cities should ….

    What a policy also proposes may be meant for another.
    """
    if any(s.said.has("turning", word.word) for word in s.words):
        return None
    due = last is not None and last.claim == "target" and last.time is not None and last.time.sense == "deadline"
    return last.time if due and last is not None and not s.times else None


def _dates_deed(s: Parsed, at: int, number: int) -> bool:
    """Whether a time before a number only tells when something was done that is named: a campaign initiated [in T]."""
    deed = at - 1 if s.said.acted(s.word(at - 1)) else at - 2
    begun = s.said.has("begun", s.word(deed)) or (
        s.said.acted(s.word(deed)) and s.said.verb(s.word(deed), "deeds", "doing")
    )
    passive = any(s.said.has("auxiliary", s.word(i)) or s.said.adverb(s.word(i)) for i in (deed - 1, deed - 2))
    apart = any(s.words[i].mark for i in range(at, number))
    return begun and apart and not passive and s.word(deed - 1).isalpha()


def _is_behind(s: Parsed, last: Draft) -> bool:
    """Whether the time of a figure stands behind its number in this sentence: reduce X to V [by T]."""
    value = last.reading.value
    at = next((i for i, m in s.numbers.items() if value is not None and m.span == value.span), None)
    when = next((i for i, m in s.times.items() if m is last.time), None)
    return at is not None and when is not None and when > at


def _of_joined(s: Parsed, at: int) -> list[Mention]:
    """The time behind the next number of a clause, where a joint ties both: treated V people and trained V in T."""
    following = next((i for i in range(at + 1, len(s.words)) if s.words[i].number or s.words[i].mark), at)
    joined = following in s.numbers and any(s.word(i) == "and" for i in range(at, following))
    behind = time_behind(s, following) if joined else None
    return [] if behind is None or _is_day(behind.value) else [behind]


def _is_coming(s: Parsed, time: Mention) -> bool:
    """Whether a date, longer than a day, may be one by which something is aimed at: it is not over."""
    return isinstance(time.value, Period) and not _is_day(time.value) and not is_over(s, time.value)


def _is_day(period: object) -> bool:
    """Whether a time is a day: behind a figure it tells when somebody spoke."""
    return isinstance(period, Period) and period.precision == "day"


def _since_then(s: Parsed, at: int) -> Mention:
    """The time at a place, with the one that it goes on from: from January to August."""
    first, last = s.times.get(at - 2), s.times[at]
    if (
        s.word(at - 1) != "to"
        or first is None
        or not isinstance(first.value, Period)
        or not isinstance(last.value, Period)
    ):
        return last
    whole = replace(last.value, start=first.value.start)
    return replace(last, span=Span(first.span.start, last.span.end), value=whole, sense="interval")


def baseline_behind(s: Parsed, at: int) -> tuple[str, tuple[int, int]] | None:
    """The time that a change is measured against, or the years that it took, as a role: V over T, V from T to T."""
    for i in range(at + 1, min(at + 8, len(s.words))):
        of = s.word(i - 1) == "of" and "than" in {s.word(i - 3), s.word(i - 4)}  # lower than the figure of T
        near = i < at + 5 and s.said.has("compared_lead", s.word(i - 1))
        if s.words[i].time and (near or of):
            spans = s.word(i - 1) == "from" and began(s.times.get(i)) is not None
            return "began" if spans else "baseline", (s.words[i].start, s.words[i].end)
        if s.words[i].mark:
            return None
    return None


def year_before(period: Period) -> Period | None:
    """The same days a year earlier, where there are such."""
    try:
        start = period.start.replace(year=period.start.year - 1)
        end = period.end.replace(year=period.end.year - 1)
    except ValueError:  # the 29th of February
        return None
    return replace(period, start=start, end=end)
