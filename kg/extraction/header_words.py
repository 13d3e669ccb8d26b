"""What a header says besides its name, each taken out of its text: a unit, a time, a sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import regex

from kg.extraction.cell_values import Scaled, unit_in
from kg.extraction.header_names import BRACKETS
from kg.model import Mention, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.table_words import Known
    from kg.knowledge.headers import Headers

PER_MANY = regex.compile(r"per (?:100,?000|10,?000|1,?000)(?= [a-z])")
BARE_YEAR = regex.compile(r"(?<![\d.,/-])(?:19[5-9]|20[0-6])\d(?![\d.,/%-])")


def take_unit(text: list[str], known: Known) -> Scaled | None:
    """The unit in brackets or after 单位：, blanked out of the text."""
    written, unit = "".join(text), known.grammar.unit
    for match in reversed(list(BRACKETS.finditer(written))):
        inner = unit.fullmatch(match[1].strip())
        found = unit_in(inner["unit"] if inner is not None else match[1], known.headers, known.knowledge)
        if found is not None:
            blank(text, *match.span())
            return found
        if (rate := _rate_in(match[1], known)) is not None:
            return rate
    marked = unit.search(written)
    if marked is None:
        return None
    found = unit_in(marked["unit"], known.headers, known.knowledge)
    blank(text, *marked.span())
    return found


def _rate_in(words: str, known: Known) -> Scaled | None:
    """The unit of a rate per so many of whom nobody knows, who stay in the name: per 1,000 girls aged 15-19."""
    number = PER_MANY.match(words.strip())
    found = None if number is None else unit_in(number[0], known.headers, known.knowledge)
    return found if found is not None and found.unit else None


def take_time(times: Sequence[Mention], text: list[str]) -> tuple[Period | None, str]:
    """The period that a header speaks of and the sense of its time; a bare year counts where no other time is said."""
    if times:
        value = times[0].value
        if not isinstance(value, Period):
            return None, "unresolved"
        plan = times[0].sense == "plan"
        return (replace(value, basis="planPeriod") if plan else value), times[0].sense
    years = list(BARE_YEAR.finditer("".join(text)))
    if len(years) != 1:
        return None, "unresolved" if years else ""
    year = int(years[0][0])
    blank(text, *years[0].span())
    return Period(date(year, 1, 1), date(year, 12, 31), "year", text=years[0][0]), "date"


def take_sense(text: list[str], headers: Headers) -> str:
    """What the words at the edges of a header say of the numbers under it, blanked out of the text."""
    for sense in ("actual", "base", "target"):
        for match in headers.senses[sense].finditer("".join(text)):
            if not (says(text[: match.start()]) and says(text[match.end() :])):
                blank(text, *match.span())
                take_sense(text, headers)
                return sense
    return ""


def take(text: list[str], pattern: regex.Pattern[str]) -> bool:
    """Whether an expression stands there, which is blanked out."""
    match = pattern.search("".join(text))
    if match is None:
        return False
    blank(text, *match.span())
    return True


def without_senses(text: list[str], headers: Headers) -> str:
    """A header without the words that only tell what the numbers under it are."""
    words = "".join(text)
    for pattern in headers.senses.values():
        words = pattern.sub("", words)
    return words


def says(text: Sequence[str]) -> bool:
    """Whether anything is said there but marks."""
    return any(char.isalnum() for char in text)


def blank(text: list[str], start: int, end: int) -> None:
    """Blank out a stretch."""
    text[start:end] = " " * (end - start)
