"""Why a time does not say when a figure was: a test for each other thing that it may date or stand for."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from kg.extraction.bare_words import HAN, bare
from kg.extraction.clause_ends import clause
from kg.extraction.days import is_compared
from kg.extraction.stretch_places import attribute_end
from kg.knowledge.say import NUMERIC
from kg.model import Mention, Period, Quantity

if TYPE_CHECKING:
    from kg.extraction.readings import Reading
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

_START = attrgetter("span.start")
DIGITS = "0123456789"
FILLER = "filler"  # the class of 的
OPENS, CLOSES = "(", ")"
TURNED = ("up", "down", "became", "turned")  # classes of what leads on from what a change began with


def may_govern(mention: Mention, sentence: Situated, dates: frozenset[int], knowledge: Knowledge) -> bool:
    """Whether a time may say when something was: it is resolved, dates nothing else, and means no other days.

    Neither what something is compared with (较2020年), nor when it began (自2014年通水以来, 成立于2012年), nor the year
    of a holiday (今年“五一”假期) says that.
    """
    if (
        not isinstance(mention.value, Period)
        or mention.span.start in dates
        or _is_holiday(mention, sentence, knowledge)
    ):
        return False
    return not is_compared(mention, sentence.sentence, knowledge) and not _begun(mention, sentence, knowledge)


def _is_holiday(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a year is that of a few days named behind it, or of a week: 今年“五一”假期, 今年第2周."""
    sentence = situated.sentence
    behind = sentence.folded[mention.span.end - sentence.span.start :].lstrip(' “"')
    classes, ordinals = knowledge.cues.classes["zh"], knowledge.words.numbers.ordinal_before
    numbered = behind.startswith(ordinals) and behind[1:].lstrip(DIGITS).startswith(classes["weeks"])
    return numbered or behind.startswith(classes["holiday"])


def _begun(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a time is when something began that has gone on since: 自2014年通水以来; 始建于1952年."""
    if mention.sense == "interval":
        return False
    sentence, cues = situated.sentence, knowledge.cues.classes["zh"]
    ahead = sentence.folded[: mention.span.start - sentence.span.start].rstrip()
    if ahead.endswith(cues["founded_in"]):
        return True
    began = mention.text.startswith(cues["began"]) or ahead.endswith(cues["began"])
    return began and any(word in sentence.folded[mention.span.end - sentence.span.start :] for word in cues["since"])


def is_multiplied(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a time is what some number is a multiple or a share of: 2020年的3.9倍, 是2019年同期的48.8%."""
    cues, sentence = knowledge.cues.classes["zh"], situated.sentence
    later = range(bisect_left(situated.mentions, mention.span.end, key=_START), len(situated.mentions))
    number = next((m for i in later if isinstance((m := situated.mentions[i]).value, Quantity)), None)
    if number is None or not isinstance(number.value, Quantity):
        return False
    start = sentence.span.start
    between = sentence.folded[mention.span.end - start : number.span.start - start]
    if number.value.unit in cues["multiple"]:
        return between in (*cues[FILLER], *cues["as_then"])
    equals = sentence.folded[: mention.span.start - start].endswith(cues["equals"])
    return number.value.unit == "%" and equals and between in (*cues[FILLER], *cues["as_then"])


def made_known(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a day is when something was made known: 部委6月3日公布."""
    if not isinstance(mention.value, Period) or mention.value.precision != "day" or mention.sense != "date":
        return False
    lifted = situated.lifted
    at = situated.place(mention)
    return knowledge.cues.one["made_known"].search(lifted.text, at, clause(lifted.text, at)[1]) is not None


def is_apart(mention: Mention, reading: Reading) -> bool:
    """Whether a time stands in a clause before that of the figure."""
    lifted = reading.situated.lifted
    begin, end = clause(lifted.text, reading.situated.place(mention))
    return not begin <= reading.start < end


def is_aside(mention: Mention, reading: Reading) -> bool:
    """Whether a time stands among other words of a bracket that closes before the number.

    职工(自2015年3月起由单位缴纳)1266万人; 今天(2月5日) tells nothing but the day.
    """
    lifted = reading.situated.lifted
    at = reading.situated.place(mention)
    opens, closes = lifted.text.rfind(OPENS, 0, at), lifted.text.find(CLOSES, at, reading.start)
    inside = opens >= 0 <= closes and CLOSES not in lifted.text[opens:at]
    return inside and any(HAN.match(character) for character in lifted.text[opens + 1 : closes])


def dates_another(mention: Mention, reading: Reading) -> bool:
    """Whether a time stands in a bracket behind the number, before another number there: 79岁(2020年为77岁)."""
    lifted = reading.situated.lifted
    at = reading.situated.place(mention)
    opens, closes = lifted.text.find(OPENS, reading.end, at), lifted.text.find(CLOSES, at)
    inside = opens >= 0 and CLOSES not in lifted.text[opens:at]
    return inside and any(character in NUMERIC for character in lifted.text[at + 1 : max(closes, at)])


def is_left(mention: Mention, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a time is of what a number before turned from: 利润由1—4月份增长8%转为增长6.3%."""
    situated = reading.situated
    text, at = situated.lifted.text, situated.place(mention)
    if not text[:at].rstrip().endswith(knowledge.cues.classes["zh"]["from"]):
        return False
    first = next((i for i in range(at + 1, reading.start) if text[i] in NUMERIC), None)
    return first is not None and any(
        knowledge.cues.one[name].search(text, first + 1, reading.end) is not None for name in TURNED
    )


def describes(mention: Mention, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether a time is part of what describes the place that its clause is of: 今年新入选的甲省打造12类环境."""
    text, at = situated.lifted.text, situated.place(mention)
    behind = attribute_end(situated, clause(text, at), knowledge)
    return at < behind and bool(bare(text[at + 1 : behind], knowledge))


def is_beside(mention: Mention, situated: Situated) -> bool:
    """Whether a time stands in a bracket with a number of its own: 达到60%以上(2022年为54%)."""
    text = situated.lifted.text
    at = situated.place(mention)
    opens, closes = text.rfind(OPENS, 0, at), text.find(CLOSES, at)
    return opens > text.rfind(CLOSES, 0, at) and any(character in NUMERIC for character in text[at:closes])
