"""Dates, deadlines and periods in a text, in Chinese and English, with the words beside them that tell their sense."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import Span
from kg.text.codes import codes
from kg.text.dates import date_at
from kg.text.moments import Moment, Time
from kg.text.numeral_grammar import LONGEST
from kg.text.numerals import numeral
from kg.text.patterns import claim
from kg.text.periods import resolve
from kg.text.time_grammar import time_grammar

if TYPE_CHECKING:
    import regex

    from kg.text.time_grammar import TimeGrammar
    from kg.text.words import Words

__all__ = ["Moment", "Time", "resolve", "times"]

FIGURES = frozenset("0123456789")
QUOTES = {"“": "”", "‘": "’", '"': '"', "「": "」"}
_THIS_YEARS_END = Moment(year_offset=0, last=True)  # 年底 without a year looks ahead
FIRST_PLAN_YEAR = 1951  # the n-th five-year plan begins 5n years after 1951: the fourteenth in 2021


@lru_cache(maxsize=64)
def times(text: str, words: Words) -> tuple[tuple[Span, Time], ...]:
    """The time expressions of folded `text` in order, without overlap; spans are offsets into it."""
    grammar = time_grammar(words)
    taken = bytearray(len(text))
    for span in codes(text, words):
        claim(taken, span.start, span.end)
    found: list[tuple[Span, Time]] = []
    floor = 0
    for match in grammar.first.finditer(text):
        at = match.start()
        if at < floor or taken[at]:
            continue
        read = _read(text, at, floor, grammar)
        if read is not None and taken.find(1, read[0].start, read[0].end) < 0:
            found.append(read)
            floor = read[0].end
    return tuple(found)


def _read(text: str, at: int, floor: int, grammar: TimeGrammar) -> tuple[Span, Time] | None:
    """The expression around `at`, where a date, a plan, a number or a word for now begins; not left of `floor`."""
    found = (
        _plan(text, at, floor, grammar)
        or _current(text, at, grammar)
        or _dated(text, at, floor, grammar)
        or _length(text, at, floor, grammar)
    )
    if found is None:
        return None
    span, time = found
    return span, replace(time, text=text[span.start : span.end])


def _plan(text: str, at: int, floor: int, grammar: TimeGrammar) -> tuple[Span, Time] | None:
    """“十四五”, 到“十四五”末, 第十四个五年规划, “14th Five-Year”."""
    match = grammar.plan.match(text, at)
    if match is None:
        return None
    number = _plan_number(match, grammar)
    if number is None:
        return None
    start, end = match.span()
    if start > floor and text[start - 1] in grammar.ordinal:
        start -= 1
    if start > floor and text[start - 1] in QUOTES and text[end : end + 1] == QUOTES[text[start - 1]]:
        start, end = start - 1, end + 1
    tail = grammar.plan_tail.match(text, end)
    closing = tail is not None and tail[0].endswith(grammar.plan_ends)
    end = tail.end() if tail is not None else end
    first = FIRST_PLAN_YEAR + 5 * number
    time = Time("plan", Moment(first + 4 if closing else first), Moment(first + 4), plan=True)
    return _cued(text, Span(start, end), floor, time, grammar)


def _plan_number(match: regex.Match[str], grammar: TimeGrammar) -> int | None:
    """Which plan it is, in figures or words; None for what is no number."""
    said = match["n"]
    if said.isdigit() and said.isascii():
        return int(said)
    if said.lower() in grammar.plan_names:
        return grammar.plan_names[said.lower()]
    read = numeral(said, 0, grammar.numerals)
    return int(read.value) if read is not None and read.end == len(said) else None


def _current(text: str, at: int, grammar: TimeGrammar) -> tuple[Span, Time] | None:
    match = grammar.current.match(text, at)
    if match is None:
        return None
    return Span(*match.span()), Time("date", Moment()) if match["open"] else Time("asof")


def _dated(text: str, at: int, floor: int, grammar: TimeGrammar) -> tuple[Span, Time] | None:
    """The date or interval at a place with the words around it; None for what is counted or comes again."""
    start, ahead = grammar.before.ending(text, at, floor) or (at, "")
    if ahead == "each":
        return None
    found = date_at(text, at, grammar.dates)
    if found is None and text[at].isascii() and (ahead not in ("", "none") or text[at - 1 : at] == "("):
        found = date_at(text, at, grammar.dates, loose=True)
        if found is not None and _bounded(text, Span(start, at), floor, found[0], grammar):
            return None
    if found is None or _counts(text, found, grammar):
        return None
    end, first, last = found
    return _cued(text, Span(at, end), floor, Time("interval" if last else "date", first, last), grammar)


def _counts(text: str, found: tuple[int, Moment, Moment | None], grammar: TimeGrammar) -> bool:
    """Whether the bare figures of a year, or of two, count what follows: 2000个, 2000-2050万亩, 2000多家, 2000 yuan."""
    end, first, _ = found
    if text[end - 1] not in FIGURES or first.year is None or first.month is not None:
        return False
    number = numeral(text, end - 4, grammar.numerals)
    if number is None or number.end > end or grammar.over.match(text, end):
        return True
    return grammar.units.beginning(text, end) is not None and grammar.after.beginning(text, end) is None


def _bounded(text: str, cue: Span, floor: int, end: int, grammar: TimeGrammar) -> bool:
    """Whether the words before bare figures make a number of them: 不少于2000, 1500至2000, over 2000 (before a noun).

    Misses with 2000 beds and of 2000 beds: accepted, because only a list of nouns would tell them from of 2020.
    """
    if grammar.ranged.fullmatch(text, max(floor, cue.start - LONGEST), cue.end):
        return True
    bound = grammar.bounds.ending(text, cue.end, floor)
    if bound is None:
        return False
    return bound[0] < cue.start or (bound[0] == cue.start and grammar.uncounted.match(text, end) is None)


def _cued(text: str, span: Span, floor: int, time: Time, grammar: TimeGrammar) -> tuple[Span, Time]:
    """The time in the sense that the words before and behind it give, and its span with these words."""
    start, ahead = grammar.before.ending(text, span.start, floor) or (span.start, "")
    end, behind = grammar.after.beginning(text, span.end) or (span.end, "")
    if ahead in ("mention", "none"):
        start = span.start
    return Span(start, end), _in_sense(time, ahead, behind)


def _in_sense(time: Time, ahead: str, behind: str) -> Time:
    """A time in the sense that the words before and behind it give."""
    if "effective" in (ahead, behind):
        return replace(time, sense="effective")
    if ahead == "asof":
        return replace(time, sense="asof")
    if "since" in (ahead, behind) and time.last is None:
        return replace(time, sense="interval", since=True)
    if "deadline" in (ahead, behind) and time.sense != "interval":
        return replace(time, sense="deadline", by=True)
    looks_ahead = time.sense == "date" and time.first == _THIS_YEARS_END
    return replace(time, sense="deadline") if looks_ahead else time


def _length(text: str, at: int, floor: int, grammar: TimeGrammar) -> tuple[Span, Time] | None:
    """近三年, 未来五年, 三年来, the past three years; 有效期5年."""
    number = numeral(text, at, grammar.numerals)
    if number is None or number.value != int(number.value) or number.value > 999:
        return None
    match = grammar.length.match(text, number.end)
    if match is None:
        return None
    length, unit = int(number.value), grammar.lengths[match["unit"]]
    term = grammar.term.ending(text, at, floor)
    window = grammar.window.ending(text, at, floor)
    if term is not None:
        return Span(term[0], match.end("unit")), Time("duration", length=length, unit=unit)
    if window is not None:
        signed = length * grammar.windows[window[1]]
        return Span(window[0], match.end()), Time("interval", length=signed, unit=unit)
    if match["trailing"]:
        return Span(at, match.end()), Time("interval", length=-length, unit=unit)
    return None
