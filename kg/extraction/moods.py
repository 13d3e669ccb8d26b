"""Whether a number is aimed at or reported."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from kg.extraction.bidding import TOLD, bids, bids_somewhere
from kg.extraction.explaining import is_told_of
from kg.extraction.forecasts import is_forecast, is_to_come
from kg.extraction.indicator_lists import is_of_then
from kg.extraction.readings import BESIDE, Reading, clause, mentions_in, opened_clause, own_clause
from kg.extraction.report_news import opens_ahead
from kg.extraction.scopes import will_do
from kg.extraction.standpoint import DATED, Standpoint
from kg.extraction.times import tells_of_now
from kg.extraction.title_kinds import lays_down_rules, reports
from kg.knowledge.say import CHARACTERS, NUMERIC
from kg.model import Mention, Period, Quantity

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge

Claim = Literal["target", "observation", ""]
SHARE = "stat-share"
SET_OUT = ("action", "acted", "sets_about", "towards")  # classes of words behind 将 with which a deed begins
BODIES = (CHARACTERS["agency"], CHARACTERS["region"])
NUMBERS = frozenset(NUMERIC)
REACH = 3  # code points before a number in which a verb says that it is reached
DEEDS = ("anew", "acted")  # classes of verbs that no action is, with which a task begins as well


def claim_of(reading: Reading, time: Mention | None, here: Standpoint, knowledge: Knowledge) -> Claim:
    """Decide between target and observation, the words of the clause first, then what governs the sentence.

    Words of aim (力争, 目标) make a target and words of report (已, 截至, 据统计) an observation; where neither stands,
    a deadline ahead of the document or a policy that governs makes a target. Words that also mean less (将, 要) count
    as aims only where a policy governs or a plan is told. What a rule limits, what is forecast, asked of others, hoped
    for or yet to come, and what an undated page bids rather than reports is neither.
    """
    if knowledge.cues.one["pleads"].search(reading.situated.lifted.text, 0, reading.start) is not None:
        return ""
    target = _is_to_be_done(reading, time, here, knowledge) or _is_target(reading, time, here, knowledge)
    if (target or reading.situated.scope is None) and is_rule(reading, here, knowledge):
        return ""
    if target and (is_forecast(reading, knowledge) or _is_of_firm(reading, knowledge)):
        return ""
    if target:
        return "target"
    hoped = knowledge.cues.one["wish"].search(reading.situated.lifted.text, 0, reading.start) is not None
    unsaid = (
        hoped
        or _is_asked(reading, knowledge)
        or is_to_come(reading, time, here, knowledge)
        or _is_bidden(reading, time, here, knowledge)
    )
    return "" if unsaid else "observation"


def _is_target(reading: Reading, time: Mention | None, here: Standpoint, knowledge: Knowledge) -> bool:
    if reading.pattern.kind or _is_of_bracket(reading, time):
        return reading.pattern.kind == "target"
    cues = knowledge.cues.one
    own = own_clause(reading)
    scope = reading.situated.scope
    governed = scope is not None and not scope.inline
    listed = _is_listed(reading, time, knowledge)
    told = cues["told" if governed else "fact"].search(cues["planned_deed"].sub("", own)) is not None
    due = (scope is not None or here.known is not None) and here.is_ahead(time, planned=False)  # 到2027年，完成…
    reported = told and not listed and not due
    tale = scope is not None and scope.inline and reports(scope.policy.label, knowledge)
    names = scope is not None and scope.inline and not _is_set(reading, knowledge)
    planned = (scope is not None and not tale and not names) or reading.situated.mood == "plan"
    opened = opened_clause(reading)
    aimed = cues["openaim"].search(opened) is not None or listed
    aimed = aimed or (planned and cues["strictaim"].search(opened) is not None)
    aimed = aimed or _is_aimed_before(reading, knowledge) or _sets_about(own, knowledge)
    asked = scope is not None or here.published is None or cues["sets"].search(own) is not None
    bidden = reading.value is None and asked and reading.situated.mood != "report"
    if reported or aimed or bidden:
        return not reported
    under = scope is not None and scope.span.start < reading.situated.lifted.offset(reading.start)
    current = time is not None and time.sense == "asof"
    set_ahead = any(here.is_yet_to_come(then) for then in reading.mentions("then"))  # 提高到2030年的95%
    if current or set_ahead or (not tale and here.is_ahead(time, planned=under)):
        return not current
    if scope is None or not under or reports(scope.policy.label, knowledge):
        return False
    if scope.inline:
        return _is_set(reading, knowledge) and not (time is not None and time.sense in DATED)
    granted = cues["grant"].search(own) is not None
    return (granted or not here.is_past(time)) and reading.situated.mood != "report"


def _is_of_firm(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a firm has the aim, and no body with it: 某公司拟回购…; 上市公司披露…计划，拟回购….

    What a firm is to do by a plan of the state (某集团负责，…) is an aim of that.
    """
    situated, cues = reading.situated, knowledge.cues.one
    if situated.scope is not None or situated.mood == "plan" or situated.lead is not None:
        return False
    text = situated.lifted.text
    begin, _ = clause(text, reading.start)
    first, _ = clause(text, max(begin - 2, 0))
    for firm in cues["firms"].finditer(text, first, reading.start):
        start, _ = clause(text, firm.start())
        aims = cues["firms_aim"].match(text[firm.end() : reading.start].lstrip(BESIDE + CHARACTERS["time"]))
        if aims is not None and CHARACTERS["agency"] not in text[start : reading.start]:
            return True
    return False


def _sets_about(own: str, knowledge: Knowledge) -> bool:
    """Whether a clause tells what a body, or a place, will do: 财政部将发行国债5000亿元."""
    words, cues = own.lstrip(BESIDE + CHARACTERS["time"]), knowledge.cues.one
    if not words.startswith(BODIES):
        return False
    also = cues["also"].match(words, 1)
    will = cues["will"].match(words, 1 if also is None else also.end())
    return will is not None and any(cues[name].match(words, will.end()) for name in SET_OUT)


def _is_to_be_done(reading: Reading, time: Mention | None, here: Standpoint, knowledge: Knowledge) -> bool:
    """Whether a number stands where plans are told, and nothing there reports: 三、今年工作…。新建医院30所.

    Where that is no part of a document that reports, its clause itself says what to do.
    """
    situated = reading.situated
    current = _is_of_bracket(reading, time) or (time is not None and time.sense == "asof")
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
        return bidden and not _reports(situated.lifted.text, knowledge)
    return not scope.inline and reports(scope.policy.label, knowledge) and not _reports(own, knowledge)


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


def _reports(text: str, knowledge: Knowledge) -> bool:
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


def _is_of_bracket(reading: Reading, time: Mention | None) -> bool:
    """Whether a number stands in a bracket that says of when it is: 达到60%以上(2022年为54%)."""
    text, at = reading.situated.lifted.text, reading.start
    opens = text.rfind("(", 0, at)
    inside = opens > text.rfind(")", 0, at) and CHARACTERS["time"] in text[opens:at]
    return inside and (tells_of_now(reading) or (time is not None and time.sense in {*DATED, "asof"}))


def _is_listed(reading: Reading, time: Mention | None, knowledge: Knowledge) -> bool:
    """Whether a sentence lists aims before a number, or goes on with such a list and reports nothing: 主要目标是：…."""
    due = reading.situated.lead
    of_then = tells_of_now(reading) or (due is not None and is_of_then(time, due))
    if reading.situated.listed and not of_then and knowledge.cues.one["fact"].search(own_clause(reading)) is None:
        return True
    return knowledge.cues.one["aim_list"].search(reading.situated.lifted.text, 0, reading.start) is not None


def _is_aimed_before(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a clause before a number aims at one, and nothing between reports: 投资力争2800亿元，…，开工1000公里.

    One that tells what is to be reached (服务要实现广泛覆盖) needs no number of its own.
    """
    text = reading.situated.lifted.text[: reading.end]
    wanted = knowledge.cues.one["wanted"].search(text, 0, reading.start)
    if wanted is not None and knowledge.cues.one["up"].search(text, reading.start - REACH) is not None:
        return not any(knowledge.cues.one[name].search(text, wanted.end()) for name in ("fact", "past"))
    for aim in reversed(list(knowledge.cues.one["openaim"].finditer(text, 0, reading.start))):
        _, end = clause(text, aim.start())
        if end < reading.start and NUMBERS.intersection(text[aim.end() : end]):
            return not any(knowledge.cues.one[name].search(text, aim.end()) for name in ("fact", "past"))
    return False


def _is_asked(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether the words before a number bound it and nothing reports: 占比不低于60% is asked for, 已不低于60% is so."""
    text = reading.situated.lifted.text[: reading.end]
    told = any(knowledge.cues.one[name].search(text) for name in ("fact", "past"))
    return not told and _is_bounded(reading, knowledge)


def _is_bounded(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether words before a number bound it: 不低于60%, 不超过3天."""
    said = _said(reading)
    return any(knowledge.cues.one[name].match(said) for name in ("no_less", "no_more"))


def is_rule(reading: Reading, here: Standpoint, knowledge: Knowledge) -> bool:
    """Whether a number under a policy is a limit or a condition that it lays down and no aim.

    It is one in a regulation, unless the words reach for it (达到, 覆盖), bound it in front (不少于) or say what is
    granted (补助标准为), and where something ought to be (应当, 不得) of which no policy is known.
    """
    scope = reading.situated.scope
    own = own_clause(reading)
    cues = knowledge.cues.one
    title = scope.policy.label if scope is not None else here.title
    if scope is None and cues["modal"].search(own) is not None and cues["told"].search(own) is None:
        return True
    if not lays_down_rules(title, knowledge.titles):
        return False
    aimed = any(cues[name].search(own) for name in ("openaim", "up", "down", "cover", "allows"))
    aimed = aimed or cues["down"].match(_said(reading)) is not None  # 控制在30%
    return not aimed and not _is_bounded(reading, knowledge) and reading.pattern.statistic != SHARE


def _is_bidden(reading: Reading, time: Mention | None, here: Standpoint, knowledge: Knowledge) -> bool:
    """Whether a sentence of a page that has no date bids (建设50个观测站) and nothing in it reports.

    On a page with a date it is the clause of the number itself, where a plan is told.
    """
    if reading.situated.scope is not None or reading.pattern.language != "zh":
        return False
    text, planned = reading.situated.lifted.text, reading.situated.mood == "plan"
    cues, own = knowledge.cues.one, own_clause(reading)
    told = ("told",) if planned and here.published is None else ("fact", "past")
    reached = cues["reach"].search(own) is not None or _is_counted(reading, knowledge)
    if time is not None or reached or any(cues[name].search(text) for name in told):
        return False
    if here.published is not None:
        return planned and bids(own, knowledge)
    return planned or bids_somewhere(text, knowledge)


def _is_counted(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a number tells that there are some more, as none does that is bidden: 建立公园4300多个."""
    return any(word in _said(reading) for word in knowledge.cues.classes["zh"]["some_more"])


def _said(reading: Reading) -> str:
    """The words of the number of a reading, with what bounds it."""
    quantity = reading.value.value if reading.value is not None else None
    return quantity.text if isinstance(quantity, Quantity) else ""


def _is_set(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a sentence tells that the policy it names before a number sets it: 《通知》要求…, 不少于…."""
    situated = reading.situated
    scope, cues = situated.scope, knowledge.cues.one
    if scope is None:
        return False
    begin = max(scope.span.end - situated.sentence.span.start, 0)
    if (scope.asks and not begin) or will_do(situated.sentence, scope, knowledge):
        return True
    return _is_bounded(reading, knowledge) or cues["sets"].search(situated.sentence.folded, begin) is not None
