"""From what a time expression says to the days it means, given the date of its document."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.model import Basis, Period, Precision

if TYPE_CHECKING:
    from kg.text.moments import Moment, Time

_ORDER: tuple[Precision, ...] = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class _Days:
    start: date
    end: date
    precision: Precision


def resolve(time: Time, document_date: Period | None) -> Period | None:
    """The period that `time` means, from first to last day; None where that cannot be told.

    What is relative (去年, 13日, 年底, 近三年) needs the document's date, at the precision that it counts from; a
    duration and a day that no calendar has (2月30日) mean no period. 2020年底 is the year 2020: its last day is the one
    that counts, and "year" how exactly it was said.
    """
    days = _days(time, document_date)
    return None if days is None else Period(days.start, days.end, days.precision, _basis(time), time.text)


def _days(time: Time, today: Period | None) -> _Days | None:
    """The days that a time means, as seen from `today`; None where it cannot be told."""
    if time.first is None:
        return None if time.sense == "duration" else _window(time, today) if time.length else _now(today)
    first = _moment(time.first, today)
    if first is None:
        return None
    if time.since:
        if today is None or today.end < first.start:
            return first
        return _Days(first.start, today.end, first.precision)
    last = first if time.last is None else _moment(time.last, today)
    if last is None or last.end < first.start:
        return None
    return _Days(first.start, last.end, max(first.precision, last.precision, key=_ORDER.index))


def _moment(moment: Moment, today: Period | None) -> _Days | None:
    """The days of a moment: a year, a month or several, or a day that the calendar has."""
    place = (moment.year, moment.month) if moment.year is not None else _relative(moment, today)
    if place is None or not date.min.year <= place[0] <= date.max.year:
        return None
    year, month = place
    if month is None:
        return _Days(date(year, 1, 1), date(year, 12, 31), "year")
    if moment.day is None:
        until = moment.until_month or month
        return _Days(date(year, month, 1), date(year, until, monthrange(year, until)[1]), "month")
    day = date(year, month, moment.day) if moment.day <= monthrange(year, month)[1] else None
    return None if day is None else _Days(day, day, "day")


def _relative(moment: Moment, today: Period | None) -> tuple[int, int | None] | None:
    """Year and month of a moment that is told from the document's date."""
    if today is None:
        return None
    if moment.month_offset is not None:
        if today.precision == "year":
            return None
        months = today.end.year * 12 + today.end.month - 1 + moment.month_offset
        return months // 12, months % 12 + 1
    if moment.year_offset is None:
        return None
    return today.end.year + moment.year_offset, moment.month


def _window(time: Time, today: Period | None) -> _Days | None:
    """Stretches that end (近三年) or begin (未来五年) with the document's date."""
    if today is None or time.unit is None:
        return None
    if time.length < 0:
        start = _shifted(today.end, time.length, time.unit)
        return None if start is None else _Days(start + timedelta(days=1), today.end, time.unit)
    end = _shifted(today.start, time.length, time.unit)
    return None if end is None else _Days(today.start, end, time.unit)


def _shifted(day: date, length: int, unit: Precision) -> date | None:
    """The day so many years, months or days off; the last of the month where it has no such day."""
    if unit == "day":
        return day + timedelta(days=length) if abs(length) < 100_000 else None
    months = day.year * 12 + day.month - 1 + length * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    if not date.min.year < year < date.max.year:
        return None
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _now(today: Period | None) -> _Days | None:
    return None if today is None else _Days(today.start, today.end, today.precision)


def _basis(time: Time) -> Basis:
    if time.plan:
        return "planPeriod"
    if time.first is None:
        return "relative" if time.length else "reportedAsCurrent"
    told = (time.first, time.last) if time.last else (time.first,)
    return "explicit" if all(moment.year is not None for moment in told if moment) else "relative"
