"""Why a count is no figure: it counts what is said, what is listed or told again, who acts or who was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.bare_words import HAN, bare
from kg.extraction.number import LISTED, Number, ends_with
from kg.extraction.readings import numbers_in, told_after
from kg.knowledge.say import CHARACTERS, JOINT

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge

LINK = 1  # characters between the name of a share and its number: 为
FEW = 10  # 两种 is a way of talking, 两千家 is a count
BODIES = 100  # as many act together at the most
RANKED = 5  # characters before a number that may tell that it ranks: 列全省
HANDED = 16  # characters between 分解到 and the last count of a list behind it
NOUN = 2  # characters of a noun, at the least


def counts_talk(number: Number, knowledge: Knowledge) -> bool:
    """It counts parts of what is said (四方面, 三项任务) or who acts (8个部门), or is a mere 一种, 二次."""
    said = number.mention.text
    if number.quantity.value <= BODIES and number.after.lstrip().startswith(knowledge.cues.classes["zh"]["ministries"]):
        return True
    if _is_of_outline(number, knowledge):
        return True
    single = number.quantity.value <= FEW and knowledge.cues.one["single"].match(said) is not None
    return single or said.rstrip().endswith(tuple(knowledge.cues.classes["zh"]["talk"]))


def counts_receivers(number: Number, knowledge: Knowledge) -> bool:
    """It counts those to whom a task is handed, and what a list goes on with: 把任务分解到11个乡镇、105个村."""
    begin = number.clause[0]
    handed = max((m.end() for m in knowledge.cues.one["handed_to"].finditer(number.text, begin, number.at)), default=-1)
    return handed >= 0 and number.at - handed <= HANDED and number.kind == "count"


def _is_of_outline(number: Number, knowledge: Knowledge) -> bool:
    """Whether it follows the number of parts that a document has: 共五部分18条, not 五部分18条铁路."""
    parts = number.before.rstrip().endswith(knowledge.cues.classes["zh"]["outlined"])
    return parts and not HAN.match(number.after.lstrip())


def counts_sayings(number: Number, knowledge: Knowledge) -> bool:
    """It counts a few sayings in quotes, and no things, or numbers one: 五个“全覆盖”, not 36家“暖心驿站”.

    Behind a verb with which things come about a number in figures counts these: 新建3个“口袋公园”.
    """
    unit = number.quantity.unit
    if HAN.match(number.mention.text) is None and ends_with(number.before.rstrip(), ("having", "anew"), knowledge):
        return False
    few = number.exact and number.quantity.value <= FEW and unit in knowledge.cues.classes["zh"]["talk_units"]
    return (few or not unit) and number.after.startswith("“")


def is_sample(number: Number, knowledge: Knowledge) -> bool:
    """It says how many were asked in a survey, or were where it was made: 发放问卷1200份, 3200名居民参与调查."""
    begin, end = number.clause
    asked = knowledge.cues.one["asked"].search(number.text, begin, end)
    return asked is not None and (number.kind == "count" or 0 <= number.at - asked.end() <= LINK)


def is_few(number: Number, knowledge: Knowledge) -> bool:
    """A few things are told of in passing, spelt and without a verb that counts them: 减免三项费用."""
    spelt = number.kind == "count" and HAN.match(number.mention.text) is not None
    few = number.exact and number.quantity.value <= FEW
    return spelt and few and not ends_with(number.before.rstrip(), ("reach", "having"), knowledge)


def is_rank(number: Number, knowledge: Knowledge) -> bool:
    """It tells which place something took among others: 前50名, 列全省56位."""
    cues = knowledge.cues.classes["zh"]
    if number.quantity.unit not in cues["ranked"]:
        return False
    first = number.before.endswith(cues["first_of"]) and not number.before.endswith(cues["not_first"])
    return first or knowledge.cues.one["stands_at"].search(number.before[-RANKED:]) is not None


def is_group(number: Number, knowledge: Knowledge) -> bool:
    """It counts the groups of what is counted right behind it: 5批1756种药品."""
    grouped = number.quantity.unit in knowledge.cues.classes["zh"]["grouped"]
    return grouped and bool(numbers_in(number.text, number.at + 1, min(number.at + 2, len(number.text))))


def counts_list(number: Number, knowledge: Knowledge) -> bool:
    """It is how many things the words right before it list: 上海、江苏、浙江三省, 教育、住房2项支出."""
    if not number.exact or number.quantity.value > FEW:
        return False
    begin, at = number.clause[0], number.at
    listed = number.text[begin:at].split(LISTED)
    joints = sum(1 for _ in knowledge.cues.one[JOINT].finditer(number.text, begin, at))
    whole = len(listed) > 1 and not numbers_in(number.text, begin, at) and all(part.strip() for part in listed)
    return whole and number.quantity.value in {len(listed), joints + 1}


def counts_place(number: Number, knowledge: Knowledge) -> bool:
    """In brackets it tells how many of something unsaid a place has: 淮河流域(49个)."""
    behind = number.text[: number.at].rstrip()
    bracketed = behind.endswith("(") and number.text[number.at + 1 :].lstrip().startswith(")")
    if not bracketed or number.kind == "percent":
        return False
    return behind[:-1].rstrip().endswith((*knowledge.cues.classes["zh"]["place_ends"], CHARACTERS["region"]))


def counts_subject(number: Number, knowledge: Knowledge) -> bool:
    """It counts those of whom the clause tells the next number: 首批74个城市平均浓度下降20%.

    What has words of its own before it (床位3张) counts for itself, and what is said to be had does, unless those
    that are had have something in turn: 有20个条目的平均得分为4分.
    """
    (begin, end), at, text = number.clause, number.at, number.text
    later = numbers_in(text, at + 1, end)
    if number.kind != "count" or not later or told_after(text, begin, end, knowledge):
        return False
    between = text[at + 1 : later[0]]
    if len(HAN.findall(between)) < NOUN or knowledge.cues.one[JOINT].search(between) is not None:
        return False
    before = text[max([begin, *(place + 1 for place in numbers_in(text, begin, at))]) : at].rstrip()
    if knowledge.cues.one["from"].search(before) is not None:  # 由原来的6个减少到2个
        return False
    filler = knowledge.cues.classes["zh"]["filler"]
    if ends_with(before, ("having",), knowledge):
        return any(word in between for word in filler)
    return before.endswith(filler) or not bare(before, knowledge)
