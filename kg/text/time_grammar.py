"""What times are read by: patterns and phrases, compiled of the words once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.text.date_grammar import Dates, dates
from kg.text.measures import Units, uncounted, units
from kg.text.numeral_grammar import Numerals, numerals
from kg.text.patterns import any_but, any_of, beginning_with, class_of
from kg.text.phrases import Phrases, phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.text.moments import Length
    from kg.text.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class TimeGrammar:
    """All that the words of time compile to."""

    first: re.Pattern[str]
    plan: regex.Pattern[str]
    plan_tail: re.Pattern[str]
    current: re.Pattern[str]
    length: re.Pattern[str]
    dates: Dates
    numerals: Numerals
    before: Phrases
    after: Phrases
    windows: Mapping[str, int]
    window: Phrases
    term: Phrases
    lengths: Mapping[str, Length]
    plan_names: Mapping[str, int]
    plan_ends: tuple[str, ...]
    ordinal: frozenset[str]
    units: Units
    bounds: Phrases
    over: re.Pattern[str]
    uncounted: re.Pattern[str]
    ranged: re.Pattern[str]


def _fiscal(words: Words) -> str:
    """A year that begins in one and ends in the next; which days it has only its country tells: 2022至23年度."""
    joins = any_of((*(word for word in words.times.joins if not word.isascii()), "-", "/", "—", "–"))
    return rf"(?<![0-9.])(?:19|20)[0-9]{{2}}(?:{joins})[0-9]{{2}}(?:{any_of(words.times.year)})"


@cache
def time_grammar(words: Words) -> TimeGrammar:
    """The grammar of some words."""
    said, numbers = words.times, words.numbers
    over = any_of(word for word, sign in numbers.inside if sign == "gt")
    unit = any_of(word for word, _ in said.lengths)
    lengths = rf"(?:{over})? ?(?P<unit>{unit})(?![A-Za-z])(?P<trailing>{any_of(said.trailing)})?"
    return TimeGrammar(
        first=beginning_with(_openings(words), _start(words)),
        plan=regex.compile(_plan_pattern(words)),
        plan_tail=re.compile(any_of((*said.plan_tails, *said.plan_ends))),
        current=re.compile(
            rf"(?P<open>{any_of(said.open)}|{_fiscal(words)})"
            rf"|(?<![A-Za-z])(?i:{any_but(said.current, said.not_current)})(?![A-Za-z])"
        ),
        length=re.compile(lengths),
        dates=dates(words),
        numerals=numerals(words),
        before=phrases(said.before),
        after=phrases(said.after, said.unless),
        windows=dict(said.windows),
        window=phrases((word, word) for word, _ in said.windows),
        term=phrases((word, word) for word in said.terms),
        lengths=dict(said.lengths),
        plan_names=dict(said.plan_names),
        plan_ends=said.plan_ends,
        ordinal=frozenset(numbers.ordinal_before),
        units=units(words),
        bounds=phrases((word, sign) for word, sign in numbers.before if sign not in ("plain", "none")),
        over=re.compile(over),
        uncounted=uncounted(words),
        # What ends in a number that is no year, and a word between two numbers.
        ranged=re.compile(rf".*(?<![0-9])(?!(?:19|20)[0-9]{{2}} ?\D)[0-9]+ ?(?:{any_of(numbers.ranges)}) ?", re.DOTALL),
    )


def _openings(words: Words) -> list[str]:
    """The words that a time expression may begin with, the words before it aside."""
    said, numbers = words.times, words.numbers
    tables = (said.years, said.eras, said.months, said.parts, said.plan_names, said.month_names, numbers.english)
    lists = (
        said.current,
        said.open,
        said.year_ends,
        said.within,
        said.short_names,
        ("the",),
        [word for word in (*said.ends, *said.month_parts) if word.isascii()],  # the Chinese ones stand behind others
    )
    told = [word for table in tables for word, _ in table] + [word for words in lists for word in words]
    return [*told, *(char for char, _ in (*numbers.digits, *numbers.places))]


def _start(words: Words) -> str:
    """Where a time expression begins: figures, Chinese numerals before a mark or a dash, and the words of time."""
    said, numbers = words.times, words.numbers
    run = class_of(char for char, _ in (*numbers.digits, *numbers.places))
    marks = (*said.year, *said.month, *said.day_of_month, *(word for word, _ in said.lengths), *said.plan_after)
    behind = class_of(mark[0] for mark in (*marks, *said.plan_long, *said.joins) if not mark[0].isascii())
    told = [word for word in _openings(words) if word not in run]
    chinese, english = (any_of(word for word in told if word.isascii() is latin) for latin in (False, True))
    rest = run + "".join(said.zeros)
    figures = rf"(?<![0-9])[0-9](?!{_counting(words)})"
    return rf"{figures}|[{run}](?=[{rest}]{{0,3}} ?[-{behind}–—~])|(?:{chinese})|(?<![A-Za-z])(?i:{english})"


def _counting(words: Words) -> str:
    """The rest of figures that are no time: with a scale or a unit behind them, and no year before that."""
    said, numbers = words.times, words.numbers
    units = [form for unit in words.units for form in unit.forms] + [scale for scale, _ in numbers.scales]
    times = (*said.year, *said.month, *said.day, *said.day_of_month, *said.joins, *said.plan_after, *said.plan_long)
    lengths = [word for word, _ in (*said.lengths, *said.short_years, *numbers.inside)]
    counted = {unit[0] for unit in units if not unit[0].isascii()} - {word[0] for word in (*times, *lengths)}
    return rf"(?<!(?=(?:19|20)[0-9]{{2}}(?![0-9])).)[0-9]{{0,8}}(?:\.[0-9]+)?[%{class_of(counted)}]"


def _plan_pattern(words: Words) -> str:
    """Ten and a digit before five (十四五), an ordinal before the long form (第十四个五年规划, 14th Five-Year Plan).

    A lone digit is one in quotes before a word for the period (“九五”期间): “六五”环境日 is a day.
    """
    said, numbers = words.times, words.numbers
    ones = class_of(char for char, value in numbers.digits if value)
    run = class_of(char for char, _ in (*numbers.digits, *numbers.places))
    return (
        rf"(?P<n>(?:{any_of(said.plan_before)})[{ones}])(?:{any_of(said.plan_after)})(?![{run}])"
        rf"|(?<=[“\"])(?P<n>[{ones}{class_of(said.plan_before)}])(?:{any_of(said.plan_after)})"
        rf"(?=[”\"](?:{any_of(word for word in said.plan_tails if not word.isascii())}|{any_of(said.plan_ends)}))"
        rf"|(?P<n>[{run}]{{1,3}}|[0-9]{{1,2}}) ?(?:{any_of(said.plan_long)})"
        rf"|(?P<n>[0-9]{{1,2}}(?={any_of(numbers.english_ordinals)}))(?:{any_of(numbers.english_ordinals)})"
        rf" (?i:{any_of(said.plan_english)})"
        rf"|(?P<n>(?i:{any_of(name for name, _ in said.plan_names)})) (?i:{any_of(said.plan_english)})"
    )
