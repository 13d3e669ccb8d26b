"""What the tables of ontology/words hold once loaded: number words, units, time words; types without behaviour.

All words are folded (kg.text.fold). Each table is a tuple of pairs, in the order of its file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kg.text.moments import Length

UnitKind = Literal[
    "count", "percent", "points", "money", "duration", "age", "measure", "rate", "ratio", "tenth", "doubling"
]
# What a word beside a number says; "plain" belongs to the expression and says nothing, "none" looks like one.
Sign = Literal["ge", "gt", "le", "lt", "about", "plain", "none"]
# What a word beside a date says; "mention" is read as context, and stays outside the expression; what "each" stands
# before recurs and is no date.
Cue = Literal["deadline", "asof", "since", "effective", "plain", "mention", "each", "none"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its usual written form; `forms` are all its forms, that one first.

    `iri` is its concept; `zh` and `en` are its labels; a form followed by one of `unless` is another word (2个 in
    2个性). `before` are forms that stand before the number (¥), `over` forms that add more than (年多).
    """

    name: str
    forms: tuple[str, ...]
    kind: UnitKind
    iri: str
    zh: str
    en: str
    unless: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How numbers are said, bounded, and used for something else than counting; see ontology/words/numbers.toml."""

    digits: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    scales: tuple[tuple[str, int], ...]
    wide_scales: tuple[tuple[str, int], ...]
    wide_before: tuple[str, ...]
    blank_before: tuple[str, ...]
    captions: tuple[str, ...]
    points: tuple[str, ...]
    parts_of: tuple[str, ...]
    english: tuple[tuple[str, int], ...]
    english_scales: tuple[tuple[str, int], ...]
    english_parts: tuple[tuple[str, int], ...]
    english_no_part: tuple[str, ...]
    english_to: tuple[str, ...]
    english_by: tuple[str, ...]
    english_further: tuple[str, ...]
    english_multiples: tuple[tuple[str, int], ...]
    english_multiplied: tuple[str, ...]
    english_wholes: tuple[tuple[str, int], ...]
    english_not_out_of: tuple[str, ...]
    english_joins: tuple[str, ...]
    english_stops: tuple[str, ...]
    halves: tuple[str, ...]
    hundredth_before: tuple[str, ...]
    before: tuple[tuple[str, Sign], ...]
    fillers: tuple[str, ...]
    inside: tuple[tuple[str, Sign], ...]
    after: tuple[tuple[str, Sign], ...]
    unless: tuple[str, ...]
    vague: tuple[tuple[str, Sign], ...]
    ranges: tuple[str, ...]
    ordinal_before: tuple[str, ...]
    ordinal_after: tuple[str, ...]
    enumerating: tuple[str, ...]
    english_ordinals: tuple[str, ...]
    grades: tuple[str, ...]
    codes: tuple[str, ...]
    clock: tuple[str, ...]
    minutes: tuple[str, ...]
    clock_before: tuple[str, ...]
    eras: tuple[str, ...]
    idioms: tuple[str, ...]
    not_idioms: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """How dates, deadlines and periods are said; see ontology/words/times.toml."""

    year: tuple[str, ...]
    month: tuple[str, ...]
    day: tuple[str, ...]
    day_of_month: tuple[str, ...]
    zeros: tuple[str, ...]
    not_year: tuple[str, ...]
    year_nouns: tuple[str, ...]
    not_month: tuple[str, ...]
    not_day: tuple[str, ...]
    day_anyway: tuple[str, ...]
    years: tuple[tuple[str, int], ...]
    told_years: tuple[str, ...]
    eras: tuple[tuple[str, int], ...]
    short_years: tuple[tuple[str, int], ...]
    short_after: tuple[str, ...]
    not_short: tuple[str, ...]
    short_names: tuple[str, ...]
    months: tuple[tuple[str, int], ...]
    month_names: tuple[tuple[str, int], ...]
    parts: tuple[tuple[str, tuple[int, int]], ...]
    ends: tuple[str, ...]
    year_ends: tuple[str, ...]
    within: tuple[str, ...]
    month_parts: tuple[str, ...]
    not_part: tuple[str, ...]
    joins: tuple[str, ...]
    before: tuple[tuple[str, Cue], ...]
    after: tuple[tuple[str, Cue], ...]
    unless: tuple[str, ...]
    current: tuple[str, ...]
    not_current: tuple[str, ...]
    open: tuple[str, ...]
    windows: tuple[tuple[str, int], ...]
    trailing: tuple[str, ...]
    lengths: tuple[tuple[str, Length], ...]
    terms: tuple[str, ...]
    plan_before: tuple[str, ...]
    plan_after: tuple[str, ...]
    plan_long: tuple[str, ...]
    plan_tails: tuple[str, ...]
    plan_ends: tuple[str, ...]
    plan_english: tuple[str, ...]
    plan_names: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All tables that the number and time grammars are built from.

    Compared and hashed by identity: a grammar is kept for each, and looking that up must not hash a thousand words.
    """

    numbers: NumberWords
    units: tuple[Unit, ...]
    times: TimeWords
