"""How a date or the two ends of an interval are written, compiled of the words once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.text.numeral_grammar import numerals
from kg.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.text.numeral_grammar import Numerals
    from kg.text.words import Words

DASH = "[-–—~]{1,2}"
LETTER_OR_DIGIT = "[0-9A-Za-z]"
NUMERIC_YEAR = rf"(?<!{LETTER_OR_DIGIT}|[0-9][.,]|[/-])(?P<y>(?:19|20)[0-9]{{2}})"


@dataclass(frozen=True, slots=True, eq=False)
class Dates:
    """The ways of writing dates in the order they are tried, and the values of words.

    `loose` ones are a date only beside a word that says so: in 2021, on the 2nd. `alone` are Chinese dates that no
    other is joined to: most, and far sooner told than the intervals, each of which tries a date over again; `joint`
    finds what an interval cannot do without.
    """

    chinese: regex.Pattern[str]
    alone: regex.Pattern[str]
    joint: re.Pattern[str]
    english: regex.Pattern[str]
    loose: regex.Pattern[str]
    years: Mapping[str, int]
    told: frozenset[str]
    eras: Mapping[str, int]
    short_era: int
    months: Mapping[str, int]
    names: Mapping[str, int]
    parts: Mapping[str, tuple[int, int]]
    ends: frozenset[str]
    zeros: frozenset[str]
    numerals: Numerals


@cache
def dates(words: Words) -> Dates:
    """The date patterns of `words`, compiled once for each."""
    said = words.times
    return Dates(
        chinese=_one_of(_chinese(words)),
        alone=_one_of(_alone(words)),
        joint=re.compile(f"{DASH}|{any_of(_joins(words))}"),
        english=_one_of(pattern for pattern, loose in _english(words) if not loose),
        loose=_one_of(pattern for pattern, loose in _english(words) if loose),
        years=dict(said.years),
        told=frozenset(said.told_years),
        eras=dict(said.eras),
        short_era=max(before for _, before in said.short_years),
        months=dict(said.months),
        names=dict(said.month_names),
        parts=dict(said.parts),
        ends=frozenset((*said.ends, *said.year_ends, *said.within)),
        zeros=frozenset(said.zeros),
        numerals=numerals(words),
    )


def _one_of(patterns: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _chinese(words: Words) -> tuple[str, ...]:
    """In the order tried: numeric dates, intervals that share a mark (2021—2025年), then a date or two of them."""
    said = words.times
    join = rf" ?(?:{DASH}|{any_of(_joins(words))}) ?"
    year, month, day = (rf"(?:{any_of(marks)})" for marks in (said.year, said.month, said.day_of_month))
    y, m, d = _year("", words), _month("", words), _day("", words)
    of_year = rf"(?:(?:{y}|{_told('ry', '', said.years)}) ?)?"
    numeric, one = _alone(words)
    marked_years = (
        rf"(?<![0-9])(?P<y>[12][0-9]{{3}}) ?{year}?{join}(?P<y2>[12][0-9]{{3}}) ?(?!{any_of(said.not_year)}){year}"
        rf"(?! ?[0-9]{{1,2}} ?{month})"
    )
    bare_years = rf"{NUMERIC_YEAR} ?{DASH} ?(?P<y2>(?:19|20)[0-9]{{2}})(?!{LETTER_OR_DIGIT}|[.,/-][0-9])"
    first_day, last_day = _number_of("d", "", words), rf"{_number_of('d', '2', words)} ?(?!{_not_day(words)}){day}"
    months = (
        rf"{of_year}{_number_of('m', '', words)} ?{join}{_number_of('m', '2', words)} ?(?!{any_of(said.not_month)})"
        rf"{month}(?! ?[0-9]{{1,2}} ?{day})"
    )
    days = (rf"{of_year}{m} ?{d}{join}{last_day}", rf"{of_year}{m} ?{first_day}{join}{last_day}")
    same_era = (
        rf"{_told('era', '', said.eras)} ?{_year_of_era('', words)} ?{year}(?: ?{m}(?: ?{d})?)?{join}"
        rf"{_year_of_era('2', words)} ?{year}(?: ?{_month('2', words)}(?: ?{_day('2', words)})?)?"
    )
    return (same_era, numeric, marked_years, bare_years, *days, months, rf"{one}{join}{_one('2', words)}", one)


def _alone(words: Words) -> tuple[str, str]:
    """The Chinese dates that are no interval: in figures, and in words."""
    numeric = (
        rf"{NUMERIC_YEAR}(?P<sep>[-/.])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})"
        rf"(?:[ T]{{1,2}}[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?(?![0-9]|[-/.:][0-9])"
    )
    return numeric, _one("", words)


def _joins(words: Words) -> list[str]:
    return [word for word in words.times.joins if not word.isascii()]


def _one(n: str, words: Words) -> str:
    """A single date: of a year said or told, of a month told, of a month, a day alone, a part of a year alone."""
    said = words.times
    y, m, d = _year(n, words), _month(n, words), _day(n, words)
    of_it = rf"(?!{any_of(said.not_part)})(?:{_chinese_words(said.month_parts)})"
    month_tail = rf"(?: ?{d}| ?(?P<part{n}>{_chinese_words(said.ends)})|{of_it})?"
    parts = _chinese_words([part for part, _ in said.parts] + list(said.ends) + list(said.within))
    year_tail = rf"(?: ?{m}{month_tail}| ?(?P<part{n}>{parts})|{of_it})?"
    alone = _chinese_words([part for part, _ in said.parts] + list(said.year_ends) + list(said.within))
    day_alone = rf"(?<![0-9.:/])(?P<d{n}>3[01]|[12][0-9]|[1-9]|{_run(words)}{{2,3}})(?!{_not_day(words)})"
    return (
        rf"(?:(?:{y}|{_told('ry', n, said.years)}){year_tail}|{_told('rm', n, said.months)}(?: ?{d}|(?P<part{n}>"
        rf"{_chinese_words(said.ends)}))?|{m}{month_tail}|{day_alone}(?:{any_of(said.day)})|(?<!{LETTER_OR_DIGIT}|{_run(words)})(?P<part{n}>{alone}))"
    )


def _year(n: str, words: Words) -> str:
    """A year with its mark: of four digits, of an era, or short where the words around show that it is one."""
    said = words.times
    digits = "".join(sorted(char for char, _ in words.numbers.digits))
    year, month = (rf"(?:{any_of(marks)})" for marks in (said.year, said.month))
    mark = rf" ?(?!{any_of(said.not_year)})(?:{any_of(said.year)})"
    of_era = rf"{_told('era', n, said.eras)} ?{_year_of_era(n, words)}"
    told = rf"{any_of(word for word, _ in said.short_years)}| ?{year} ?[0-9]{{1,2}} ?{month}"
    begins = rf"(?:^|(?<=(?:{any_of(said.short_after)}) ?))(?<![0-9][.,])"
    length = rf" ?{year}(?:{any_of(said.not_short)})(?! ?[0-9])"  # 由106年的20.3%提升至112年的80.2% names years
    short = (
        rf"(?<![0-9][.,])(?P<y{n}>1[0-2][0-9])(?={told})"
        rf"|{begins}(?P<y{n}>1[0-2][0-9])(?= ?{year})(?!{length})"
    )
    told_in = rf"(?:{any_of(said.short_names)})(?P<y{n}>1[0-2][0-9])\)"
    spelled = rf"[{digits}][{digits}{''.join(said.zeros)}]{{3}}"
    return rf"(?:{of_era}|{told_in}|(?<![0-9])(?:{short}|(?P<y{n}>[12][0-9]{{3}}|{spelled}))){mark}"


def _year_of_era(n: str, words: Words) -> str:
    numerals = "".join(sorted(char for char, _ in (*words.numbers.digits, *words.numbers.places)))
    return rf"(?P<y{n}>[1-9][0-9]{{0,2}}(?![0-9])|[{numerals}]{{1,6}})"


def _month(n: str, words: Words) -> str:
    said = words.times
    return rf"{_number_of('m', n, words)} ?(?!{any_of(said.not_month)})(?:{any_of(said.month)})"


def _day(n: str, words: Words) -> str:
    said = words.times
    return rf"{_number_of('d', n, words)} ?(?!{_not_day(words)})(?:{any_of(said.day_of_month)})"


def _not_day(words: Words) -> str:
    said = words.times
    return rf"(?!{any_of(said.day_anyway)})(?:{any_of(said.not_day)})"


def _number_of(name: str, n: str, words: Words) -> str:
    figures = "1[0-2]|0?[1-9]" if name == "m" else "3[01]|[12][0-9]|0?[1-9]"
    return rf"(?<![0-9.])(?P<{name}{n}>{figures}|{_run(words)}{{1,3}})"


def _run(words: Words) -> str:
    tens = [char for char, value in words.numbers.places if value == 10]
    return "[" + "".join(sorted({*tens, *(char for char, _ in words.numbers.digits)})) + "]"


def _told(name: str, n: str, table: tuple[tuple[str, int], ...]) -> str:
    return rf"(?P<{name}{n}>{_chinese_words(word for word, _ in table)})"


def _english(words: Words) -> tuple[tuple[str, bool], ...]:
    """In the order tried, each with whether it needs a word beside it."""
    said = words.times
    year = r"(?P<y>(?:19|20)[0-9]{2})(?![0-9A-Za-z%]|[.,][0-9]|-[A-Za-z])"
    month = rf"(?P<mon>{any_of(name for name, _ in said.month_names)})\b"
    nth = rf"(?:{any_of(words.numbers.english_ordinals)})"
    day = rf"(?<![0-9.,])(?P<d>3[01]|[12][0-9]|0?[1-9])(?:{nth})?(?![0-9A-Za-z])"
    told = rf"(?P<ry>(?i:{_english_words(word for word, _ in said.years)}))\b"
    told_month = rf"(?P<rm>(?i:{_english_words(word for word, _ in said.months)}))\b"
    part = rf"(?:the )?(?P<part>(?i:{_english_words([*(word for word, _ in said.parts), *said.ends])}))"
    part_of = rf"{part}(?: of)? (?:{month},? {year}|{year}|{told}|{told_month}|{month}|the year)"
    joins = rf"(?: ?{DASH} ?| (?:{_english_words(said.joins)}) )"
    tail = rf"(?={any_of(word for word in said.plan_tails if word.isascii())})"
    short = rf"(?P<y2>1[3-9]|[2-9][0-9]|[0-9]{{2}}{tail})(?!{LETTER_OR_DIGIT}|[%.,/-][0-9])"
    return (
        (rf"{NUMERIC_YEAR}{DASH}{short}", False),  # 2021-25; as 2006-10 may be a month, only where a word says so
        (rf"(?P<part>(?i:{_english_words((*said.year_ends, *said.within))}))(?![A-Za-z])", False),
        (part_of, False),
        (rf"{day}(?: of)? {month}\.?(?:,? {year})?", False),
        (rf"{month}\.? {day}(?:,? {year})?", False),
        (rf"{month}\.?,? {year}", False),
        (rf"{NUMERIC_YEAR}(?= (?i:{_english_words(said.year_nouns)}))", False),
        (rf"(?i:{_english_words(said.month_parts)}) ?{year}", False),
        (rf"{told_month}", False),
        (rf"{told}", False),
        (rf"(?:the )(?P<d>3[01]|[12][0-9]|0?[1-9]){nth}(?![0-9A-Za-z])(?!,? [A-Z])", True),
        (rf"{year}{joins}(?P<y2>(?:19|20)[0-9]{{2}})(?![0-9])", True),
        (year, True),
        (month, True),
    )


def _chinese_words(words: Iterable[str]) -> str:
    return any_of(word for word in words if not word.isascii())


def _english_words(words: Iterable[str]) -> str:
    return any_of(word for word in words if word.isascii())
