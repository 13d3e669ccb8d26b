"""Whether a number stands where plans are told, and its words tell what is to be done: 三、今年工作…。新建医院30所."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.bidding import TOLD, bids, bids_somewhere
from kg.extraction.explaining import is_told_of
from kg.extraction.readings import Reading, clause, mentions_in, own_clause
from kg.extraction.report_news import opens_ahead
from kg.extraction.times import is_in_dated_bracket
from kg.extraction.title_kinds import reports
from kg.knowledge.say import CHARACTERS
from kg.model import Mention, Period

if TYPE_CHECKING:
    from kg.extraction.standpoint import Standpoint
    from kg.knowledge.types import Knowledge

DEEDS = ("anew", "acted")  # classes of verbs that no action is, with which a task begins as well


def is_to_be_done(reading: Reading, time: Mention | None, here: Standpoint, knowledge: Knowledge) -> bool:
    """Whether a number stands where plans are told, and nothing there reports: 三、今年工作…。新建医院30所.

    Where that is no part of a document that reports, its clause itself says what to do.
    """
    situated = reading.situated
    current = is_in_dated_bracket(reading, time) or (time is not None and time.sense == "asof")
    own_kind = bool(reading.pattern.kind) or reading.pattern.language != "zh"
    if situated.mood != "plan" or own_kind or current or here.is_past(time):
        return False
    own, scope = own_clause(reading), situated.scope
    # A policy that an earlier sentence named says nothing of the past by itself; a time of its own tells when that was.
    carried = scope is not None and scope.inline and scope.span.end <= situated.sentence.span.start
    if scope is None or (carried and time is None):
        # 新建医院30所 is a deed, 新建馆舍绿化率35% is how what is newly built ought to be
        share = CHARACTERS["percent"] in situated.lifted.text[reading.start : reading.end]
        deed = _without_whole_year(reading, own, knowledge)
        done = not share and any(knowledge.cues.one[name].match(deed) for name in DEEDS)
        bidden = (
            done
            or _is_due(reading, time, here, knowledge)
            or opens_ahead(time, situated.sentence, here.published, knowledge)
            or bids(own, knowledge)
            or bids(situated.lifted.text, knowledge)
            or _is_of_part(reading, here, knowledge)
        )
        return bidden and not tells_more(situated.lifted.text, knowledge)
    return not scope.inline and reports(scope.policy.label, knowledge) and not tells_more(own, knowledge)


def _without_whole_year(reading: Reading, own: str, knowledge: Knowledge) -> str:
    """The words of a clause without the year that all of a plan is of: 全年新增床位300张."""
    begin = clause(reading.situated.lifted.text, reading.start)[0] + len(own) - len(own.lstrip())
    first = mentions_in(reading.situated, (begin, begin + 1))
    whole = bool(first) and first[0].text in knowledge.cues.classes["zh"]["whole_year"]
    return own.lstrip()[whole:]


def _is_of_part(reading: Reading, here: Standpoint, knowledge: Knowledge) -> bool:
    """Whether a number stands under a heading that plans for a time which is not over: 三、2024年主要任务.

    How many there are (我国有上亿市场主体) is told there as well.
    """
    part = reading.situated.lead
    if part is None or part.sense != "plan" or not isinstance(part.value, Period) or here.is_over(part.value):
        return False
    number = reading.role("q")
    text = reading.situated.lifted.text
    before = text[: number[0]].rstrip() if number is not None else ""
    there_is = before.endswith(knowledge.cues.classes["zh"]["there_is"])
    told = number is not None and is_told_of(text, number[1], knowledge)
    return not there_is and not told and knowledge.cues.one["explains"].search(text) is None


def _is_due(reading: Reading, time: Mention | None, here: Standpoint, knowledge: Knowledge) -> bool:
    """Whether a sentence itself tells by when a number is to be so: 到2030年，利用率达到40%.

    What is told of a plan period (“十五五”期间，下降10%) has to bid somewhere, or to tell what is to be attained.
    """
    if time not in reading.situated.mentions or not here.is_ahead(time, planned=True):
        return False
    text = reading.situated.lifted.text
    asks = bids_somewhere(text, knowledge) or knowledge.cues.one["attain"].search(text) is not None
    return asks or (time is not None and time.sense == "deadline")


def tells_more(text: str, knowledge: Knowledge) -> bool:
    """Whether words tell that something is so, with more than a verb that a task has as well: 完成改造100个.

    What an aim is compared with (增幅高于去年) tells of nothing.
    """
    task = knowledge.cues.classes["zh"]["accomplished"]
    said = _compared(knowledge).sub("", text)
    return any(found.group() not in task for name in TOLD for found in knowledge.cues.one[name].finditer(said))


@cache
def _compared(knowledge: Knowledge) -> re.Pattern[str]:
    """A word of comparison and the time that it compares with, in lifted text."""
    versus = "|".join(map(re.escape, knowledge.cues.classes["zh"]["versus"]))
    return re.compile(f"(?:{versus})[ ]*{CHARACTERS['time']}")
