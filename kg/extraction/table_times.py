"""Whether a column of a row holds targets or observations, and of when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.extraction.header_cells import Said
    from kg.extraction.table_titles import Title
    from kg.model import Period

PLANNED = ("target", "base")  # senses of columns that only the tables of plans have
LONGEST = 366  # days that an observation is of; a longer period is what a plan or a series of years covers


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a row: the title of its table, when the document was published, whether the table is a plan's."""

    title: Title
    published: Period | None
    plans: bool


@dataclass(frozen=True, slots=True)
class Timed:
    """What the number of a column is: `base` tells that targets start from it, `actual` what came of them."""

    kind: Literal["target", "observation"]
    period: Period | None
    base: bool = False
    actual: bool = False
    plans: bool = False


def timed(row: Said, columns: Mapping[int, Said], around: Around) -> Mapping[int, Timed]:
    """Kind and period of each column of a row; columns of which they are not certain are left out."""
    periods = {column: _period(row, head) for column, head in columns.items()}
    senses = {column: head.sense or row.sense for column, head in columns.items()}
    latest = _latest(periods, senses)
    found = {}
    for column, head in columns.items():
        if head.sense and row.sense and head.sense != row.sense:
            continue
        if row.period and head.period and (row.period.start, row.period.end) != (head.period.start, head.period.end):
            continue
        last = column == latest
        sense = senses[column] or _sense(
            periods[column], around, (row.tense, head.tense), alone=len(columns) == 1, last=last
        )
        one = _timed(sense, periods[column], around) if sense else None
        if one is not None:
            found[column] = replace(one, actual=senses[column] == "actual")
    return found


def _timed(sense: str, period: Period | None, around: Around) -> Timed | None:
    """A number by its sense, with the period of the title where the headers say none; nothing is observed ahead."""
    title, published = around.title, around.published
    if sense == "target":
        ahead = title.period if title.tense in ("deadline", "plan", "interval") else None
        return Timed("target", period or ahead, plans=around.plans)
    told = title.period if title.tense in ("date", "asof", "interval") and sense != "base" else None
    period = period or told
    if period is not None and (period.end - period.start).days >= LONGEST:
        return None
    if period is not None and published is not None and period.start > published.end:
        return None
    return Timed("observation", period, base=sense == "base", plans=around.plans)


def _latest(periods: Mapping[int, Period | None], senses: Mapping[int, str]) -> int | None:
    """The column of the last period that is no actual one's; None where another column says to be the target's."""
    known = [(p.end, c) for c, p in periods.items() if p is not None and senses[c] != "actual"]
    return max(known)[1] if known and "target" not in senses.values() else None


def _sense(period: Period | None, around: Around, tenses: tuple[str, str], *, alone: bool, last: bool) -> str:
    """Target or actual, where no header says it: by the time, and by whether the table is one of a plan.

    The last year of a plan's table is its target unless another column says to be that. Without a time, the only
    numbers of a plan's table are targets. Those of another table are what ought to be as often as what was measured,
    so without a time, be it of the title, they are neither.
    """
    published = around.published
    if "deadline" in tenses:
        return "target"
    if period is None:
        if around.plans:
            return "target" if alone else ""
        return "actual" if around.title.period is not None else ""
    if published is not None and period.start > published.end:
        return "target"
    open_end = published is None or period.end >= published.end
    return "target" if around.plans and last and open_end else "actual"


def _period(row: Said, head: Said) -> Period | None:
    return head.period or row.period
