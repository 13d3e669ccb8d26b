"""Explicit dates in short lines, for metadata: digits, Chinese numerals and English months, as periods."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg.model import Period
from kg.text.fold import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from kg.knowledge.sites import DateWords

_LONGEST_STAMP = 60  # code points of a line that is nothing but a date


def dates(text: str, words: DateWords) -> Iterator[tuple[int, int, Period]]:
    """The dates of `text` as (start, end, period) in the order in which they begin; of overlapping ones the longest."""
    found = []
    folded = fold(text)
    for pattern in words.patterns:
        for match in pattern.finditer(folded):
            period = _period(match, words)
            if period:
                found.append((match.start(), match.end(), replace(period, text=text[slice(*match.span())])))
    at = 0
    for start, end, period in sorted(found, key=lambda item: (item[0], -item[1])):
        if start >= at:
            yield start, end, period
            at = end


def first_date(text: str, words: DateWords) -> Period | None:
    """The first date of `text`, if there is one."""
    return next((period for _, _, period in dates(text, words)), None)


def stamp(text: str, words: DateWords) -> Period | None:
    """The date of a line that holds a date and nothing else but a time of day, a weekday and brackets."""
    if len(text) > _LONGEST_STAMP:
        return None
    found = list(dates(text, words))
    if not found:
        return None
    start, end, period = found[0]
    return period if words.around.fullmatch(text[:start]) and words.around.fullmatch(text[end:]) else None


def _period(match: re.Match[str], words: DateWords) -> Period | None:
    """The period of one date, its words left open; None where there is no such day."""
    parts = match.groupdict()
    year = _digits(parts["y"], words)
    month = _month(parts["mon"], words) if parts.get("mon") else _number(parts.get("m") or "", words)
    day = _number(parts.get("d") or "", words)
    if not 1 <= month <= 12 or not 1900 <= year <= 2100:
        return None
    last = calendar.monthrange(year, month)[1]
    if not parts.get("d"):
        return Period(date(year, month, 1), date(year, month, last), "month")
    if not 1 <= day <= last:
        return None
    return Period(date(year, month, day), date(year, month, day), "day")


def _month(name: str, words: DateWords) -> int:
    """The number of a month by its name or the first letters of it; 0 where there is none."""
    known = (number for number, month in enumerate(words.months, 1) if month.startswith(name) and len(name) > 2)
    # Sept is no prefix of any other month
    return next(known, 0)


def _digits(text: str, words: DateWords) -> int:
    """A year, digit by digit."""
    value = 0
    for char in text:
        value = value * 10 + _digit(char, words)
    return value


def _number(text: str, words: DateWords) -> int:
    """A number below 100 in digits or numerals (二十九, 十, 5); 0 for the empty string."""
    if words.ten not in text:
        return _digits(text, words)
    tens, ones = text.split(words.ten, 1)
    return (_digits(tens, words) if tens else 1) * 10 + _digits(ones, words)


def _digit(char: str, words: DateWords) -> int:
    if char in words.zeros:
        return 0
    place = words.numerals.find(char)
    return place if place >= 0 else int(char) if char.isdecimal() else 99
