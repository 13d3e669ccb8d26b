"""The date, or the two ends of an interval, that is written at a place: the moments that it means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.text.chinese_numerals import chinese_values
from kg.text.moments import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    import regex

    from kg.text.date_grammar import Dates

LONGEST_ERA = 1000  # a year of more is none of an era
CENTURY, SHORT = 100, 2  # figures of the second year of 2021-25
LONGEST_DATE = 60  # code points of a Chinese date before what joins it to another


def date_at(text: str, at: int, table: Dates, *, loose: bool = False) -> tuple[int, Moment, Moment | None] | None:
    """The end and the moments of the date written at `at`; `loose` reads what needs a word beside it."""
    chinese = table.chinese if table.joint.search(text, at, at + LONGEST_DATE) is not None else table.alone
    written = (chinese, table.english) if text[at].isascii() else (chinese,)
    for pattern in (table.loose,) if loose else written:
        match = pattern.match(text, at)
        moments = None if match is None else _moments(match, table)
        if match is not None and moments is not None:
            return match.end(), *moments
    return None


def _moments(match: regex.Match[str], table: Dates) -> tuple[Moment, Moment | None] | None:
    """The one or two moments of a date as matched; None where the calendar has no such day."""
    groups = match.groupdict()
    first = _moment(groups, "", table)
    if first is None:
        return None
    if not any(groups.get(name + "2") for name in ("y", "ry", "rm", "m", "d", "part", "mon")):
        return first, None
    last = _moment(groups, "2", table)
    if last is None:
        return None
    if (groups.get("y2") or "").isascii() and len(groups.get("y2") or "") == SHORT and first.year is not None:
        last = replace(last, year=first.year - first.year % CENTURY + int(groups["y2"] or 0))
        return (first, last) if first.year < (last.year or 0) else None
    return first, _completed(first, last, groups)


def _completed(first: Moment, last: Moment, groups: Mapping[str, str | None]) -> Moment:
    """The second end with what it takes from the first: 2019年3月15日至12月31日, 3月1日至5日."""
    if last.year is not None or groups.get("ry2") or groups.get("rm2"):
        return last
    if last.month is None and last.day is not None and first.month is not None:
        return replace(last, year=first.year, year_offset=first.year_offset, month=first.month, month_offset=None)
    if last.month is None:
        return last
    return replace(last, year=first.year, year_offset=first.year_offset, month_offset=None)


def _moment(groups: Mapping[str, str | None], n: str, table: Dates) -> Moment | None:
    """One moment from the groups of a match whose names end in `n`; None where a number is out of range."""
    year, month, day = (_number(groups.get(name + n), table) for name in ("y", "m", "d"))
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    era = groups.get("era" + n) or groups.get("era")  # the second end of an interval is of the era of the first
    if year is not None and year < LONGEST_ERA:
        year += table.short_era if era is None else table.eras[era]
    if (name := groups.get("mon" + n)) is not None:
        month = table.names[name]
    ry, rm, part = (groups.get(name + n) for name in ("ry", "rm", "part"))
    offset = table.years.get(ry.lower()) if ry else None
    months = table.months.get(rm.lower()) if rm else None
    first, until = table.parts.get(part.lower() if part else "", (month, None))
    last = part is not None and part.lower() in table.ends
    if year is None and offset is None and months is None:
        # A day alone is of the document's month, anything else of its year.
        offset, months = (None, 0) if day is not None and month is None else (0, None)
    told = ry is not None and ry.lower() in table.told
    return Moment(year, offset, first, until, months, day, last, told)


def _number(said: str | None, table: Dates) -> int | None:
    """Figures, a Chinese numeral, or Chinese digits one by one (二〇二二, 二O二二); -1 for what is none of them."""
    if said is None:
        return None
    if said.isdigit() and said.isascii():
        return int(said)
    values = chinese_values(said, table.numerals)
    if values is not None and values[1] is None:
        return int(values[0])
    digits = [0 if char in table.zeros else table.numerals.digits.get(char) for char in said]
    return -1 if None in digits else int("".join(map(str, digits)))
