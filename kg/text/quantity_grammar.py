"""What quantities are read by: patterns and phrases, compiled of the words once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.text.measures import Units, uncounted, units
from kg.text.numeral_grammar import Numerals, numerals
from kg.text.patterns import any_of, beginning_with, class_of
from kg.text.phrases import Phrases, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.text.words import Words

THREE = 3
HALF = 2
DAY = r"(?:1[0-2]|0?[1-9])/(?:[12][0-9]|3[01]|0?[1-9])"  # 2/9, of February
PART = r"[0-9]{1,3}(?:\.[0-9]+)?"  # of a whole, told with the others: 6.9:24.2:68.9


@dataclass(frozen=True, slots=True, eq=False)
class QuantityGrammar:
    """All that the words of numbers compile to."""

    first: re.Pattern[str]
    numerals: Numerals
    units: Units
    dash: re.Pattern[str]
    parts_of: re.Pattern[str]
    halves: re.Pattern[str]
    hundredth: re.Pattern[str]
    english_parts: re.Pattern[str]
    part_alone: re.Pattern[str]
    out_of: re.Pattern[str]
    slash: re.Pattern[str]
    uncounted: re.Pattern[str]
    ratio: re.Pattern[str]
    stop: re.Pattern[str]
    parts: dict[str, int]
    multiples: dict[str, int]
    wholes: dict[str, int]
    to: Phrases
    by: Phrases
    before: Phrases
    inside: Phrases
    after: Phrases
    vague: Phrases


def _neighbours(english: Iterable[tuple[str, int]]) -> str:
    """What ties two numbers that follow each other, either of which is meant: two or three."""
    word = {value: said for said, value in english}
    return "|".join(rf"(?<={word[n]}) or (?={word[n + 1]} )" for n in range(1, 10))


@cache
def quantity_grammar(words: Words) -> QuantityGrammar:
    """The grammar of some words."""
    said = words.numbers
    bounds = [*said.before]
    bounds += [(word + more, sign) for word, sign in said.before if sign != "none" for more in said.fillers]
    parts = any_of(part for part, _ in said.english_parts)
    parts_alone = [part for part, _ in said.english_parts]
    chinese_joins = any_of(word for word in said.ranges if not word.isascii())
    english_joins = any_of(word for word in said.ranges if word.isascii())
    scales = any_of(word for word, _ in said.scales)
    openings = [word for table in (said.digits, said.places, said.scales, said.english) for word, _ in table]
    return QuantityGrammar(
        first=beginning_with(
            [
                *openings,
                *"".join(word for word, _ in said.scales),
                *said.halves,
                "a",
                *parts_alone,
                *(word for word, _ in said.english_multiples),
            ],
            rf"{any_of(said.halves)}|{numerals(words).start.pattern}|{_part_alone(words)}",
        ),
        numerals=numerals(words),
        units=units(words),
        dash=re.compile(rf" ?(?:[-–—~]{{1,2}}|{chinese_joins}) ?| (?:{english_joins}) |{_neighbours(said.english)}"),
        parts_of=re.compile(any_of(said.parts_of)),
        halves=re.compile(any_of(said.halves)),
        hundredth=_hundredth(words),
        english_parts=re.compile(rf"[- ](?i:(?P<part>{parts}))(?![A-Za-z])"),
        part_alone=re.compile(_part_alone(words)),
        out_of=re.compile(_out_of(words)),
        slash=re.compile(rf"(?P<part>[0-9]{{1,2}})/(?P<whole>[0-9]{{1,3}})(?![0-9/]|,[0-9]| ?(?:{scales}))"),  # 8/10万
        uncounted=re.compile(rf"{DAY}[-–~]{DAY}(?![0-9/])|(?<=\(){DAY}(?=\))|{PART}(?:[:\u2236]{PART}){{2,}}"),
        ratio=re.compile(
            r"(?:1[:\u2236](?P<value>[0-9]{1,4}\.[0-9]{1,4}|[0-9](?![0-9])|[1-9][0-9]{2,3})"
            r"|(?P<times>[0-9]{1,3}\.[0-9]{1,4})[:\u2236]1)(?![0-9:.\u2236])"
        ),
        stop=uncounted(words),
        parts=dict(said.english_parts),
        multiples=dict(said.english_multiples),
        wholes=dict(said.english_wholes),
        to=phrases((word, "to") for word in said.english_to),
        by=phrases((word, "by") for word in said.english_further),
        before=phrases(bounds),
        inside=phrases(said.inside),
        after=phrases(said.after, said.unless),
        vague=phrases(said.vague),
    )


def _part_alone(words: Words) -> str:
    """A part of a whole that no number is told of: half of, a third of, cut by half; a verb that is one: halve the."""
    said = words.numbers
    singular = [(word, value) for word, value in said.english_parts if not word.endswith("s")]
    halves = any_of(word for word, value in singular if value == HALF)
    others = any_of(word for word, value in singular if value != HALF)
    behind = "".join(rf"(?<!\b{re.escape(word)} )" for word in said.english_no_part)
    led = "|".join(rf"(?<=\b{re.escape(word)} )" for word in said.english_by)
    whole = rf"(?=(?:{halves}|an? (?:{others})) of )"
    part = rf"(?:(?P<half>{halves})|an? (?P<other>{others}))(?![A-Za-z-])(?! (?:an?|the) )"
    multiples, of = any_of(word for word, _ in said.english_multiples), any_of(said.english_multiplied)
    changed = rf"(?P<times>{multiples})(?= (?:{of})(?![A-Za-z]))"
    return rf"(?<![A-Za-z-])(?i:{changed}|{behind}(?:{led}|{whole}){part})"


def _out_of(words: Words) -> str:
    """The whole of so many in or out of so many, before those that are meant: nine [in ten] patients."""
    said = words.numbers
    whole, other = any_of(word for word, _ in said.english_wholes), any_of(said.english_not_out_of)
    return rf"(?i: (?:in|out of)(?: every)? (?P<whole>{whole})(?= (?:of )?(?!(?:{other})(?![A-Za-z]))[a-z]{{3}}))"


def _hundredth(words: Words) -> re.Pattern[str]:
    """The second digit of 八成七: where its clause ends or a bound follows, and no number goes on or is counted.

    A digit from four on may have other words behind it, as 一线, 二手 and 三甲 begin words of their own.
    """
    said = words.numbers
    digits, places = class_of(char for char, value in said.digits if value), [char for char, _ in said.places]
    counted = class_of(form[0] for unit in words.units for form in (unit.name, *unit.forms))
    goes_on = class_of([*(char for char, _ in said.digits), *places, *"".join(word for word, _ in said.scales)])
    high = class_of(char for char, value in said.digits if value > THREE)
    ends = rf"[^\w]|$|{any_of([*(word for word, _ in said.after), *said.hundredth_before])}"
    return re.compile(rf"[{digits}](?={ends})|[{high}](?![{counted}{goes_on}])")
