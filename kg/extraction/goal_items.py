"""Constructions of items of a list of goals that have no verb: X: V by T and V by T; a rate of V; V of X with Y."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import is_below_goals, is_led_by_deadline
from kg.extraction.cell_values import unit_in
from kg.extraction.clauses import BULLETS, DASHES, is_measure
from kg.extraction.counts import things_counted
from kg.extraction.found import Found, found_of, is_alike, started, way
from kg.extraction.noun_phrases import trimmed
from kg.extraction.parsed import COUNT, kind_at, quantity_at, token_at, unit_at
from kg.extraction.readings import folded_in, span_of
from kg.extraction.units_behind import unit_behind
from kg.model import Mention, Period, Quantity

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

STANDS = "CON-55"  # the pattern of what an item of a list of goals names
LABELS = frozenset(":=") | DASHES  # what stands between a name and its number
BOUNDS = frozenset("<>≤≥")
INSIDE = frozenset(",()[]/&-+%'’\"")  # marks inside a name
OPENING, CLOSING = frozenset("(["), frozenset(")]")
SAYING = ("finite", "binding", "doubting", "foreseeing", "relative")
LONGEST = 24  # words of a name
BRACKET = 7  # words of a unit in brackets
NEAR = 4  # words between a number and the next of the same


def item_stands(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """What an item names before its number, or what it named before the last number, where it says nothing else."""
    if not _is_item(s) or _tells_more(s, at):
        return None
    again, end = _next_of_same(s, at, last), _end_of_name(s, at)
    if again is not None or end is None:
        return again
    begin = _begin(s, end)
    if s.said.verb(s.word(begin), "rising", "falling", "attaining") and s.said.form(s.word(begin)) == "base":
        begin += 1  # Reduce X: V
    if not 0 < end - begin <= LONGEST or _end_of_words(s, begin) < end:
        return None
    unit, opening = _unit_in_brackets(s, end)
    named = trimmed(s.words, begin, opening, s.said)
    fits = unit is not None and (not unit or unit_at(s, at) in {COUNT, unit})
    named = named if named is None or unit else (named[0], max(end, named[1]) if opening < end else named[1])
    if named is None or not fits or (not unit and _is_no_name(s, at, named)):
        return None
    base = at - 2 if s.word(at - 1) == "to" else None
    falls = base is not None and quantity_at(s, base).value > quantity_at(s, at).value
    if s.word(end) not in LABELS and s.numbers[at].text[:1] not in BOUNDS and not (is_measure(s, named) or base):
        return None
    found = started(found_of(s, at, named, "target", "" if base is None else "le" if falls else "ge"), base)
    per = unit_behind(s, at)
    return None if found is None or per is None else replace(found, unit=unit or per)


def item_changes(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """What an item names that is to change by a number: X: V reduction; X: reduce by V."""
    del last
    verb = at - 2 if s.word(at - 1) == "by" else at + 1
    end = at - 3 if verb < at else at - 1
    changes = s.said.verb(s.word(verb), "rising", "falling") or s.said.has("change", s.word(verb))
    if not _is_item(s) or unit_at(s, at) != "%" or not changes or s.word(end) not in LABELS:
        return None
    begin = _begin(s, end)
    if not 0 < end - begin <= LONGEST or _end_of_words(s, begin) < end:
        return None
    found = found_of(s, at, trimmed(s.words, begin, end, s.said), "target")
    return None if found is None else replace(found, suffix=way(s, verb))


def item_counts(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """What an item begins with: V percent of X with Y, V new X in Y."""
    del last
    if not _is_item(s) or any(_is_word(s, i) for i in range(_begin(s, at), at)):
        return None
    share = unit_at(s, at) == "%" and s.word(at + 1) == "of"
    things = things_counted(s, at) if kind_at(s, at) == "count" else (at + 2, at + 2) if share else None
    end = _end_of_words(s, at + 1)
    told = end < len(s.words) and not (s.words[end].time or (s.words[end].mark and s.word(end) not in LABELS))
    if things is None or told or end - at > LONGEST:
        return None
    found = found_of(s, at, trimmed(s.words, things[0], end, s.said), "target")
    return found if found is None or not share else replace(found, prefix="share of ")


def _is_item(s: Parsed) -> bool:
    return is_below_goals(s) or is_led_by_deadline(s)


def _tells_more(s: Parsed, at: int) -> bool:
    """Whether a number is a change, or the word behind it a unit that nobody knows: 30% reduction, 5 g."""
    behind = s.word(at + 1)
    change = s.said.has("change", behind) or s.said.has("lessening", behind) or quantity_at(s, at).value < 0
    closed = ("prepositions", "conjunction", "subordinator", "loose")
    apart = any(s.said.has(name, behind) for name in closed) or not behind.isalpha() or s.words[at + 1].time
    return change or (unit_at(s, at) == COUNT and not apart)


def _begin(s: Parsed, end: int) -> int:
    """Where an item begins behind its bullet or number."""
    begin = next((i for i in range(end) if s.word(i) not in BULLETS), end)
    begin = begin + 2 if s.word(begin).isdigit() and s.word(begin + 1) in {".", ")"} else begin
    return begin + 3 if s.said.has("goal", s.word(begin)) and s.word(begin + 2) == ":" else begin  # Target 3: X


def _unit_in_brackets(s: Parsed, end: int) -> tuple[str | None, int]:
    """The unit that ends a name in brackets, and where these begin: Coverage (%), Mortality (per 1,000 births).

    "" where they tell no unit, None where they tell a scale beside it.
    """
    opening = next((i for i in range(end - 1, max(end - BRACKET, 0), -1) if s.word(i) in OPENING), None)
    if opening is None or s.word(end - 1) not in CLOSING:
        return "", end
    said = folded_in(s.situated, span_of(s.situated, (s.words[opening].end, s.words[end - 1].start)))
    unit = unit_in(said, s.knowledge.headers, s.knowledge)
    scales = {f"{scale}{more}" for scale, _ in s.knowledge.words.numbers.english_scales for more in ("", "s")}
    if unit is None and not scales.isdisjoint(said.lower().split()):
        return None, opening
    return ("" if unit is None else unit.unit if unit.factor == 1 else None), opening


def _is_word(s: Parsed, at: int) -> bool:
    """Whether a word says more than that a number is about so: ≥, at least."""
    return s.word(at)[:1].isalpha() and not s.said.has("loose", s.word(at)) and not s.said.has("amount", s.word(at))


def _end_of_name(s: Parsed, at: int) -> int | None:
    """Where the name before a number ends: before its colon or dash, before at or of, or right before the number."""
    lead = at - 1
    if s.word(lead) == "to" and at - 2 in s.numbers and s.word(at - 3) == "from":
        return at - 4 if s.word(at - 4) in LABELS else at - 3  # X: from V to V
    while lead > 0 and s.said.has("amount", s.word(lead)) and not s.said.has("item_leads", s.word(lead)):
        lead -= 1
    if s.word(lead) in LABELS or s.said.has("item_leads", s.word(lead)):
        return lead
    lasts = kind_at(s, at) in {"duration", "age"}  # infants under 6 months
    named = s.word(lead).isalpha() and not s.said.has("prepositions", s.word(lead)) and not lasts
    return at if lead == at - 1 and (named or s.numbers[at].text[:1] in BOUNDS) else None


def _is_no_name(s: Parsed, at: int, named: tuple[int, int]) -> bool:
    """Whether words before a number are no name of what it tells: support 40 towns: 12 in the east; Version: 2.1."""
    counts = any(i in s.numbers and i not in s.denominators and kind_at(s, i) == "count" for i in range(*named))
    lone = named[1] - named[0] == 1 and unit_at(s, at) == COUNT and not s.word(named[0]).endswith("s")
    return lone or (counts and s.said.form(s.word(named[0])) in {"base", "gerund"})


def _end_of_words(s: Parsed, begin: int) -> int:
    """Where words end that can all stand in a name: before a time, a number that tells of itself, a finite verb."""
    inside = False
    for at in range(begin, len(s.words)):
        word = s.words[at]
        inside = word.word in OPENING or (inside and word.word not in CLOSING)
        counts = word.number and at not in s.denominators and not _is_inside(s, at)
        said = any(s.said.has(name, word.word) for name in SAYING) or (word.mark and word.word not in INSIDE)
        said = said and (word.word, s.word(at - 1)) != ("be", "to")  # 40 ships to be painted
        if word.time or (not inside and (counts or said)):
            return at
    return len(s.words)


def _is_inside(s: Parsed, at: int) -> bool:
    """Whether a number counts things of a name or tells an age: women with 4+ visits, infants under 6 months."""
    kind, behind = kind_at(s, at), s.word(at + 1)
    return kind in {"duration", "age"} or (kind == "count" and (behind.isalpha() or behind == "+"))


def _next_of_same(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """The next number of the same name: X: V by T [and V by T]; what it was, in brackets: X: V (T: V)."""
    if last is None or last.reading.situated is not s.situated or last.reading.pattern.id != STANDS:
        return None
    of, between = last.reading.value, range(token_at(s, last.reading.end), at)
    if of is None or not isinstance(of.value, Quantity) or len(between) > NEAR or not is_alike(s, at, last):
        return None
    times = [s.times[i] for i in (*between, at + 1, at + 2) if i in s.times]
    unit = of.value.unit if unit_at(s, at) == COUNT else ""
    told = [s.word(i) for i in between if not (s.words[i].time or s.words[i].mark)]
    if len(times) == 1 and s.word(between.start) in OPENING and all(word.isalpha() for word in told):
        return _as_it_was(last, times[0], unit, s.situated.lead)
    plain = bool(times) and all(word == "and" for word in told)
    return Found(None, "target", of=last, unit=unit) if plain else None


def _as_it_was(last: Draft, time: Mention, unit: str, lead: Mention | None) -> Found | None:
    """What a thing was before it is to be as the number before tells, by its own deadline or that of the list."""
    then = last.time or lead
    due = then.value if then is not None else None
    before = isinstance(time.value, Period) and isinstance(due, Period) and time.value.end < due.end
    return Found(None, "observation", of=last, unit=unit, time=time) if before else None
