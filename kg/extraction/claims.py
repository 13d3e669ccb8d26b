"""Whether a number is aimed at or reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kg.extraction.bidding import bids, bids_somewhere
from kg.extraction.drafts import SHARE
from kg.extraction.firms import is_of_firm
from kg.extraction.forecasts import is_forecast, is_to_come
from kg.extraction.indicator_lists import is_of_then
from kg.extraction.plain_telling import is_base, tells_there_is
from kg.extraction.readings import BESIDE, Reading, clause, opened_clause, own_clause
from kg.extraction.scopes import will_do
from kg.extraction.times import DATED, is_in_dated_bracket, tells_of_now
from kg.extraction.title_kinds import lays_down_rules, reports
from kg.extraction.to_be_done import is_to_be_done, tells_more
from kg.knowledge.say import CHARACTERS, NUMERIC
from kg.model import Mention, Quantity

if TYPE_CHECKING:
    from kg.extraction.standpoint import Standpoint
    from kg.knowledge.types import Knowledge

Claim = Literal["target", "observation", ""]
SET_OUT = ("action", "acted", "sets_about", "towards")  # classes of words behind 将 with which a deed begins
BODIES = (CHARACTERS["agency"], CHARACTERS["region"])
NUMBERS = frozenset(NUMERIC)
REACH = 3  # code points before a number in which a verb says that it is reached


def claim_of(reading: Reading, time: Mention | None, here: Standpoint, knowledge: Knowledge) -> Claim:
    """Decide between target and observation, the words of the clause first, then what governs the sentence.

    Words of aim (力争, 目标) make a target and words of report (已, 截至, 据统计) an observation; where neither stands,
    a deadline ahead of the document or a policy that governs makes a target. Words that also mean less (将, 要) count
    as aims only where a policy governs or a plan is told. What a rule limits, what is forecast, asked of others, hoped
    for or yet to come, and what an undated page bids rather than reports is neither.
    """
    if knowledge.cues.one["pleads"].search(reading.situated.lifted.text, 0, reading.start) is not None:
        return ""
    target = is_to_be_done(reading, time, here, knowledge) or _is_target(reading, time, here, knowledge)
    if (target or reading.situated.scope is None) and is_rule(reading, here, knowledge):
        return ""
    if target and any(test(reading, knowledge) for test in (is_forecast, is_of_firm, _is_penalty)):
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
    """Whether a number is aimed at, by its pattern, else its clause, else its time, else the policy that governs."""
    if reading.pattern.kind or is_in_dated_bracket(reading, time) or is_base(reading, knowledge):
        return reading.pattern.kind == "target"
    cues = knowledge.cues.one
    own = own_clause(reading)
    scope = reading.situated.scope
    governed = scope is not None and not scope.inline
    listed = not here.is_past(time) and _is_listed(reading, time, knowledge)
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
        dated = time is not None and time.sense in DATED
        return _is_set(reading, knowledge) and not dated and not tells_there_is(own, knowledge)
    granted = cues["grant"].search(own) is not None
    return (granted or not here.is_past(time)) and reading.situated.mood != "report"


def _is_penalty(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a clause tells what somebody has to pay who does wrong, and nobody aims at: 处1万元以上罚款."""
    return knowledge.cues.one["penalty"].search(own_clause(reading)) is not None


def _sets_about(own: str, knowledge: Knowledge) -> bool:
    """Whether a clause tells what a body, or a place, will do: 财政部将发行国债5000亿元."""
    words, cues = own.lstrip(BESIDE + CHARACTERS["time"]), knowledge.cues.one
    if not words.startswith(BODIES):
        return False
    also = cues["also"].match(words, 1)
    will = cues["will"].match(words, 1 if also is None else also.end())
    return will is not None and any(cues[name].match(words, will.end()) for name in SET_OUT)


def _is_listed(reading: Reading, time: Mention | None, knowledge: Knowledge) -> bool:
    """Whether a sentence lists aims before a number, or goes on with such a list and reports nothing: 主要目标是：…."""
    due = reading.situated.lead
    of_then = tells_of_now(reading) or (due is not None and is_of_then(time, due))
    if reading.situated.listed and not of_then and not tells_more(own_clause(reading), knowledge):
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
    """Whether the words before a number bound it and nothing reports: 占比不低于60% is asked for, 已不低于60% is so.

    So is what there is to be at least: 每校至少配备1名.
    """
    text = reading.situated.lifted.text[: reading.end]
    told = any(knowledge.cues.one[name].search(text) for name in ("fact", "past"))
    own = own_clause(reading)
    said = any(knowledge.cues.one[name].search(own) for name in ("fact", "past"))
    least = knowledge.cues.one["at_least"].search(own) is not None
    return (least and not said) or (not told and _is_bounded(reading, knowledge))


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
