"""What a time expression says, before anyone has asked on which day it was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sense = Literal["date", "deadline", "asof", "interval", "duration", "plan", "effective"]
Length = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a month, a part of a year or a year as said; None where the words leave it open.

    `year_offset` and `month_offset` count from the document's date (去年 is -1). `until_month` ends a part of a year
    (上半年 is months 1 to 6). `last` tells that the end of it is meant (2020年底). `told` tells that the offset
    counts from the year that the text speaks of, and from the document's only where it speaks of none (上年).
    """

    year: int | None = None
    year_offset: int | None = None
    month: int | None = None
    until_month: int | None = None
    month_offset: int | None = None
    day: int | None = None
    last: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: its sense, one moment or the two ends of an interval, and its words.

    | sense | said as | moments |
    | --- | --- | --- |
    | date | 2021年, 去年, 13日 | first |
    | deadline | 到2025年, 2025年底前, 年底, by 2025 | first; the last day of it is meant |
    | asof | 截至2020年底, as of; without a moment: 目前, currently (the document's date) | first or none |
    | interval | 2021—2025年; 2015年以来 (`since`: until the document's date); 近三年 (`length` -3) | both, one, none |
    | plan | “十四五”时期 | first and last are its years; as a deadline `plan` is set and the sense is deadline |
    | effective | 自2023年7月1日起施行 | first |
    | duration | 有效期5年: `length` 5, `unit` year | none |

    `by` tells that the words are 到 or by, which also open a report (By the end of 2020, … has reached): the reader
    of the whole sentence decides. `text` is the surface.
    """

    sense: Sense
    first: Moment | None = None
    last: Moment | None = None
    text: str = ""
    by: bool = False
    since: bool = False
    plan: bool = False
    length: int = 0
    unit: Length | None = None
