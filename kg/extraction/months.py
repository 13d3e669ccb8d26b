"""Months of an English sentence whose year is told behind them: from January to August in 2023."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Mention, Period, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extraction.english_words import Token


def with_years(times: Mapping[int, Mention], words: Sequence[Token]) -> dict[int, Mention]:
    """The times of a sentence by place, each month in the year right behind it, and both of two that make a stretch."""
    told = dict(times)
    for at, year in times.items():
        month = times.get(at - 1)
        if month is None or (last := _in_year(month, year)) is None:
            continue
        first = times.get(at - 3) if words[at - 2].word == "to" else None
        begun = None if first is None else _in_year(first, year)
        whole = last if begun is None else _stretch(begun, last)
        told |= dict.fromkeys((at - 1, at) if begun is None else (at - 3, at - 1, at), whole)
    return told


def _in_year(month: Mention, year: Mention) -> Mention | None:
    """A month of no year of its own in the year told behind it."""
    if not isinstance(month.value, Period) or not isinstance(year.value, Period):
        return None
    if (month.value.precision, year.value.precision, month.value.basis) != ("month", "year", "relative"):
        return None
    start = month.value.start.replace(year=year.value.start.year)
    end = start.replace(day=monthrange(start.year, start.month)[1])
    value = replace(month.value, start=start, end=end, basis="explicit")
    return replace(month, value=value, span=Span(month.span.start, year.span.end), sense=year.sense)


def _stretch(first: Mention, last: Mention) -> Mention:
    """From the beginning of a month to the end of another."""
    if not isinstance(first.value, Period) or not isinstance(last.value, Period):
        return last
    whole = replace(last.value, start=first.value.start)
    return replace(last, value=whole, span=Span(first.span.start, last.span.end), sense="interval")
