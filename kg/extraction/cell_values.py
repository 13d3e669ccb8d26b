"""What a cell holds as a number, and what a header's words are as a unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from kg.knowledge.headers import close
from kg.model import Quantity
from kg.text.quantities import quantities

if TYPE_CHECKING:
    from kg.knowledge.headers import Headers, Per
    from kg.knowledge.types import Knowledge
    from kg.model import Bound

LONGEST_VALUE = 40  # code points; a longer cell is prose
LONGEST_UNIT = 30
PLAIN = regex.compile(r"-?(?:[1-9]\d{0,2}(?:,\d{3}){1,5}|0|[1-9]\d{0,14})(?:\.\d{1,8})?")
YEAR = regex.compile(r"(?:19[5-9]|20[0-6])\d")
# Marks of footnotes behind a number, but not the two of m² and 10².
FOOTNOTE = regex.compile(
    r"(?<=[\d%])(?<!(?<!\d)10)(?:[\u00b9\u00b2\u00b3\u2070-\u2079\u2460-\u2473]|[*†‡#]|\[\d{1,2}\])+$"
)
# A code, or a part of something, that only looks like a number; 25/1000 is a rate.
ODD = regex.compile(r"0\d|\d+/(?!10{3,5}$)\d+$")
LEAST_SCALE = 1000  # of a unit that begins with digits: 10,000 persons
# Words that lead up or down to a number, as classes of cues.toml, and the bound that they set.
REACHED: tuple[tuple[str, Bound], ...] = (("up", "ge"), ("down", "le"))
ONE = "1.0"  # a number that no grammar of dates, grades or fractions claims


@dataclass(frozen=True, slots=True)
class Scaled:
    """A unit as a header states it: 万人 is `factor` 10000 of unit 人; `per` where it is per something (张/千人)."""

    factor: Decimal
    unit: str
    per: Per | None = None


@lru_cache(maxsize=4096)
def number_in(text: str, knowledge: Knowledge) -> Quantity | None:
    """The one number that a folded cell consists of, with its bound and unit; None for anything else.

    Footnote marks are left out. Misses changes (下降10%) and sums in square brackets: accepted, because what they are
    of is said elsewhere.
    """
    words = FOOTNOTE.sub("", text).strip()
    if not words or len(words) > LONGEST_VALUE or ODD.match(words):
        return None
    if PLAIN.fullmatch(words):
        return Quantity(Decimal(words.replace(",", "")), "", text=words)
    for cue, bound in REACHED:
        said = knowledge.cues.one[cue].match(words)
        if said is not None:
            found = number_in(words[said.end() :].strip(), knowledge)
            plain = found is not None and found.bound == "eq"
            return replace(found, bound=bound, text=words) if found is not None and plain else None
    read = quantities(words, knowledge.words)
    if len(read) != 1 or (read[0][0].start, read[0][0].end) != (0, len(words)):
        return None
    return read[0][1]


def is_year(text: str) -> bool:
    """Whether a cell is a bare year."""
    return YEAR.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def unit_in(text: str, headers: Headers, knowledge: Knowledge) -> Scaled | None:
    """The unit that folded words are as a whole, None where they are anything else.

    >>> unit_in("万人", load().headers, load())  # doctest: +SKIP
    Scaled(factor=Decimal('10000'), unit='人', per=None)
    """
    words = close(text).strip("()[]:, ")
    if not words or len(words) > LONGEST_UNIT:
        return None
    plain = _plain_unit(words, headers, knowledge)
    if plain is not None:
        return plain
    if words in headers.pers and not words[0].isdigit():
        return Scaled(Decimal(1), "", headers.pers[words])
    counted, slash, per = words.rpartition("/")
    if not slash:
        counted, per = _english_per(words, headers)
    of = _plain_unit(counted, headers, knowledge) if counted and counted != "1" else Scaled(Decimal(1), "")
    found = headers.pers.get(per.strip())
    return replace(of, per=found) if of is not None and found is not None else None


def _plain_unit(words: str, headers: Headers, knowledge: Knowledge) -> Scaled | None:
    """A unit with a scale before it at most: 万人次, million yuan, 10,000 persons."""
    words = headers.units.get(words.strip(), words.strip())
    if words[:1].isdigit() and not words.startswith("1/"):
        return _read("", words, LEAST_SCALE, headers, knowledge)
    words = words.removeprefix("1") if words.startswith("1/") else words
    return _read(ONE + " " if words[:1].isascii() and words[:1].isalpha() else ONE, words, 0, headers, knowledge)


def _read(one: str, words: str, least: int, headers: Headers, knowledge: Knowledge) -> Scaled | None:
    """`one` and `words` read together as a number: its value is the scale."""
    text = one + words
    read = quantities(text, knowledge.words)
    whole = len(read) == 1 and read[0][0].start == 0 and read[0][0].end == len(text)
    if not whole:
        head, _, last = words.rpartition(" ")
        known = headers.units.get(last)
        return _read(one, f"{head}{known}", least, headers, knowledge) if head and known and last != known else None
    value = read[0][1]
    sure = value.bound == "eq" and not value.approximate and value.value >= least
    return Scaled(Decimal(f"{value.value.normalize():f}"), value.unit) if sure and _is_scale(value.value) else None


def _is_scale(value: Decimal) -> bool:
    return value.normalize().as_tuple().digits == (1,)


def _english_per(words: str, headers: Headers) -> tuple[str, str]:
    """Words parted before "per": beds per 1,000 population."""
    at = words.find(" per ")
    return (words[:at], words[at + 1 :]) if at > 0 and words[at + 1 :] in headers.pers else (words, "")
