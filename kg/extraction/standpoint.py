"""The day that a document speaks from: its own date, or the latest day that an undated one reports of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.extraction.bare_words import HAN
from kg.extraction.clause_ends import clause
from kg.extraction.times import DATED, period_of_title
from kg.extraction.title_kinds import is_plan
from kg.knowledge.say import NUMERIC
from kg.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Mention

DAY = timedelta(days=1)
SOON = timedelta(days=31)
REACHED = 3  # characters from 已 to the number that is reached: 已达到


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A document's title and date; `latest` is the end of the last day that one without a date tells of as over."""

    title: str
    published: Period | None
    latest: date | None

    @property
    def known(self) -> date | None:
        """The last day that the document can know of, None where nothing tells."""
        return self.published.end if self.published is not None else self.latest

    def is_yet_to_come(self, time: Mention | None) -> bool:
        """Whether a time begins when the document was published or later, or ends in a later month of a year.

        No figure that it reports is of then.
        """
        if time is None or self.published is None or not isinstance(time.value, Period):
            return False
        period, now = time.value, self.published
        if period.end <= now.end:
            return False
        later = (period.end.year, period.end.month) > (now.end.year, now.end.month) and period.precision != "year"
        return later or period.start > now.end or (time.sense == "interval" and period.start >= now.start)

    def has_just_begun(self, period: Period) -> bool:
        """Whether a year began days before the document was published, so that all of it cannot be told of."""
        now = self.published
        if now is None or period.precision != "year" or now.precision != "day":
            return False
        return period.start <= now.end < min(period.start + SOON, period.end)

    def is_over(self, period: Period) -> bool:
        """Whether a period had ended before the document was published."""
        return self.published is not None and period.end < self.published.start

    def is_past(self, time: Mention | None) -> bool:
        """Whether a time was over when the document was published."""
        if time is None or time.sense not in {*DATED, "deadline"}:
            return False
        if not isinstance(time.value, Period):
            return False
        return self.is_over(time.value) or (time.sense == "interval" and self._ends_now(time.value))

    def _ends_now(self, period: Period) -> bool:
        """Whether years end as the document is published: 过去五年."""
        now = self.published
        return now is not None and period.start < now.start and period.end <= now.end and period.basis == "relative"

    def is_ahead(self, time: Mention | None, *, planned: bool) -> bool:
        """Whether a deadline, or under a policy the end of a plan, was to come when the document was written."""
        if time is None or not isinstance(time.value, Period) or time.sense not in ("deadline", "plan")[: 1 + planned]:
            return False
        return self.known is None or time.value.end > self.known


def standpoint(situated: Sequence[Situated], document: Document, knowledge: Knowledge) -> Standpoint:
    """Where a document stands in time; a plan for five years is made when they have not begun."""
    published, title = document.metadata.published, document.metadata.title
    over = [] if published is not None else [end for one in situated for end in _over(one, knowledge)]
    plan = period_of_title(title, knowledge) if published is None and is_plan(title, knowledge) else None
    if plan is not None:
        over.append(plan.start - DAY)
    return Standpoint(title, published, max(over, default=None))


def _over(sentence: Situated, knowledge: Knowledge) -> Iterator[date]:
    """The ends of the periods that a sentence without any deadline or aim reports of."""
    text = sentence.lifted.text
    times = [mention for mention in sentence.mentions if mention.kind == "time" and isinstance(mention.value, Period)]
    cues = knowledge.cues.one
    aimed = any(
        mention.sense in {"deadline", "plan"} and not _is_told(mention, sentence, knowledge) for mention in times
    )
    if aimed or any(cues[name].search(text) for name in ("openaim", "plan", "forecast", "sets")):
        return
    # 2015年为50微克, 比2013年下降23.6%: what is compared with an earlier year is over.
    versus, start = tuple(knowledge.cues.classes["zh"]["versus"]), sentence.sentence.span.start
    compared = any(sentence.sentence.folded[: mention.span.start - start].endswith(versus) for mention in times)
    words = {word.strip(",.:") for word in text.lower().split()}
    planned = HAN.search(text) is None and not words.isdisjoint(knowledge.cues.classes["en"]["aims"])
    for mention in times:
        if planned and mention.sense == "interval" and isinstance(mention.value, Period) and _of_years(mention.value):
            continue  # the plan, covering the 2023-2030 period, was formulated
        reported = mention.sense in DATED and (compared or cues["fact"].search(text) is not None)
        told = mention.sense == "deadline"  # of which no aim is told
        if isinstance(mention.value, Period) and (mention.sense == "asof" or reported or told):
            yield mention.value.end


def _is_told(mention: Mention, sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether what was so by a time is told right behind it: 到1975年，人数已达156万."""
    text = sentence.lifted.text
    at = sentence.place(mention)
    _, end = clause(text, at)
    _, end = clause(text, min(end + 1, len(text)))
    found = knowledge.cues.one["fact"].search(text, at, end)
    reached = found is not None and any(sign in NUMERIC for sign in text[found.end() : found.end() + REACHED])
    return mention.sense == "deadline" and reached


def _of_years(period: Period) -> bool:
    """Whether a period spans years."""
    return period.precision == "year" and period.start.year != period.end.year
