"""What numbers are read by: tables and patterns, compiled of the words once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.text.patterns import any_of, class_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.text.words import NumberWords, Words

LONGEST = 40  # characters of a numeral; what is longer is a serial number or noise


@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """The tables of `NumberWords` made ready to read with."""

    digits: Mapping[str, int]
    places: Mapping[str, int]
    scales: tuple[tuple[str, int], ...]
    start: re.Pattern[str]
    run: re.Pattern[str]
    whole_run: re.Pattern[str]
    section: re.Pattern[str]
    point: re.Pattern[str]
    over: re.Pattern[str]
    scaled: re.Pattern[str]
    blanked: re.Pattern[str]
    english: re.Pattern[str]
    english_values: Mapping[str, int]
    english_scales: Mapping[str, int]
    english_scaled: re.Pattern[str]


@cache
def numerals(words: Words) -> Numerals:
    """The reading tables of `words`, built once for each."""
    said = words.numbers
    digits, places = dict(said.digits), dict(said.places)
    scale, place = any_of(word for word, _ in said.scales), any_of(char for char, value in said.places if value > 10)
    wide = rf"(?:{any_of(word for word, _ in said.wide_scales)})(?=[0-9]|{any_of(said.wide_before)})"
    over = any_of(word for word, sign in said.inside if sign == "gt")
    english, english_scale = any_of(word for word, _ in said.english), any_of(word for word, _ in said.english_scales)
    signs = class_of({*digits, *places, *"".join(word for word, _ in said.scales)})
    # A unit that begins with a place is no scale: 5千克, 10千瓦.
    units = any_of(form for unit in words.units for form in unit.forms if form[0] in places)
    word = rf"(?:{english})(?:-(?:{english}))?"
    return Numerals(
        digits=digits,
        places=places,
        scales=tuple(sorted((*said.scales, *said.wide_scales), key=lambda pair: -pair[1])),
        start=re.compile(rf"[0-9{signs}]|(?<![A-Za-z-])(?i:{english})(?![A-Za-z])"),
        run=re.compile(rf"[{signs}]{{1,{LONGEST + 1}}}"),
        whole_run=re.compile(rf"[{signs}]+|[0-9]+(?:[.,:/\u2236-][0-9]+)*"),
        section=_section_pattern(said),
        point=re.compile(rf"(?:{any_of(said.points)})(?P<digits>[{class_of(digits)}]{{1,6}})(?![{class_of(places)}])"),
        over=re.compile(rf"(?:{over})(?P<scale>(?:{place})?(?:{scale}))"),
        scaled=re.compile(rf" ?(?P<over>{over})?(?!{units})(?P<scale>(?:{place})?(?:{scale})|{wide}|{place})"),
        blanked=re.compile(
            rf"(?<![{class_of(said.captions)}0-9.,])[0-9]{{1,3}}(?: [0-9]{{3}}){{1,3}}(?={any_of(said.blank_before)})"
        ),
        english=re.compile(
            rf"(?i:{word}(?:(?: (?:{any_of(said.english_joins)}))? (?:{english_scale}|{word})){{0,10}})(?![A-Za-z])"
        ),
        english_values=dict(said.english),
        english_scales=dict(said.english_scales),
        english_scaled=re.compile(rf" ?(?i:(?P<scale>{english_scale}))(?![A-Za-z])"),
    )


def _section_pattern(said: NumberWords) -> re.Pattern[str]:
    """A numeral up to 9999, its places falling, with the digit before each."""
    zero = class_of(char for char, value in said.digits if value == 0)
    one = class_of(char for char, value in said.digits if value)
    k, h, t = (class_of(char for char, value in said.places if value == place) for place in (1000, 100, 10))
    return re.compile(
        rf"(?P<k>[{one}]?[{k}])?[{zero}]?(?P<h>[{one}]?[{h}])?[{zero}]?(?P<t>[{one}]?[{t}])?[{zero}]?(?P<o>[{one}])?"
    )
