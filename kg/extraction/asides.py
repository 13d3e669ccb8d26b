"""Why an amount is no figure: it tells whom or how long, a limit, a condition, a size, or is part of a name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.bare_words import HAN
from kg.extraction.number import LISTED, Number, ends_with
from kg.extraction.readings import numbers_in
from kg.extraction.units import AGE, is_lived
from kg.knowledge.say import CHARACTERS, JOINT, NUMERIC

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge

SMALL = 100  # a number in Chinese characters without a unit below this is a word or part of a name
POWERS = frozenset(10**power for power in range(1, 9))  # in which counts are told
UNIT_CLOSES = regex.compile(r" ?[A-Za-z]+\)")
PLANT = 12  # characters behind a size in which it is told what has it
CODE, LONG_CODE = 6, 9  # digits that only number what stands before them, in brackets and without
DEED = 6  # characters of 每 and a verb behind it: 每改造提升1所
NAME = 2  # characters of a name that looks like a number
CHANGED = ("up", "down", "became")  # classes of what leads from one number to another
MADE = ("action", "acted", "anew", "achieve", "brings")  # classes of verbs of what is made, or done to something
CONTEXT = ("age", "duration")  # kinds of unit that say whom or how long, not how much
_UNKNOWN_UNIT = regex.compile(r" ?[A-Z]{2,}(?=\p{Han}|$)")  # 500 NTU, in Chinese; 500 TCM clinics are some


def tells_whom(number: Number, knowledge: Knowledge) -> bool:
    """An age or a length of time tells of whom or how long, unless it is itself what is told.

    人均预期寿命由2018年的77岁提高到2020年的78岁 tells of two, 巩固率和受教育年限分别达到96%、11年 of one.
    """
    if number.kind not in CONTEXT or (number.kind == AGE and is_lived(number.before, knowledge)):
        return False
    if _tells_which(number, knowledge):
        return True
    before, after = _before_its_time(number, knowledge), number.after.lstrip()
    if before.endswith(knowledge.cues.classes["zh"]["from"]):
        return not any(knowledge.cues.one[name].match(after) for name in CHANGED)
    first = before.rstrip(NUMERIC + "".join(knowledge.cues.classes["zh"][JOINT]))
    if _goes_on_about(number, before, knowledge):
        return False
    told = ends_with(first, ("reach", "lasting", *CHANGED), knowledge)
    return not told or (bool(after) and after[0].isalnum())


def _goes_on_about(number: Number, before: str, knowledge: Knowledge) -> bool:
    """Whether the length of something was told, and the number is that of others: 平均寿命80岁，其中男性77岁."""
    classes = knowledge.cues.classes["zh"]
    whom = before.endswith(classes["whom"]) and bool(numbers_in(number.text, 0, number.at))
    return whom and any(word in before for word in classes["lasting"])


def _tells_which(number: Number, knowledge: Knowledge) -> bool:
    """Whether a share of something is told before, and the number says of which: 近四成的专利维持超过10年."""
    begin, at = number.clause[0], number.at
    shares = (i for i in range(begin, at) if number.text[i] == CHARACTERS["percent"])
    return any(number.text[i + 1 :].startswith(knowledge.cues.classes["zh"]["filler"]) for i in shares)


def _before_its_time(number: Number, knowledge: Knowledge) -> str:
    """The lifted words before a number and the time that it is of: 由 of 由2018年的77岁."""
    before = number.text[: number.at].rstrip()
    dated = before.rstrip("".join(knowledge.cues.classes["zh"]["of_then"]))
    return dated[:-1].rstrip() if dated.endswith(CHARACTERS["time"]) else before


def is_weather(number: Number, knowledge: Knowledge) -> bool:
    """Degrees are those of the weather."""
    return number.quantity.unit in knowledge.cues.classes["zh"]["weather"]


def is_unit(number: Number, knowledge: Knowledge) -> bool:
    """It says in brackets in what a column is told: Visual Disability (10,000 persons)."""
    power = number.quantity.value in POWERS and number.exact
    bracket = number.before.rstrip().endswith("(") and UNIT_CLOSES.match(number.after) is not None
    return power and bracket and number.quantity.unit not in knowledge.cues.classes["zh"]["multiple"]


def is_threshold(number: Number, knowledge: Knowledge) -> bool:
    """It says which ones are meant and not how many there are: 500万元以上的担保业务, 费率不超过1%的业务."""
    classes, said = knowledge.cues.classes["zh"], number.mention.text
    if number.exact or number.quantity.bound == "range":
        return False
    ended = HAN.match(number.after) is not None and number.before.rstrip().endswith(classes["done_away"])
    which = ended or number.after.startswith(classes["settlements"])  # 消除56人以上大班额, 20户以上自然村
    if which and number.kind == "count" and said.endswith(classes["behind"]):
        return True
    if _goes_on_alike(number, knowledge):
        return False
    if knowledge.cues.one["of_it"].match(number.after) is None:
        graded = number.quantity.unit in classes["graded_by"] and said.rstrip().endswith(classes["behind"])
        in_money = number.kind == "money" and number.after.startswith(classes["sized_in_money"])  # 十亿元以上项目
        return (graded or in_money) and HAN.match(number.after) is not None
    before = said.startswith((*classes["no_less"], *classes["no_more"], *classes["beyond"]))
    if before and number.before.rstrip().endswith(classes["measured"]):
        return True
    behind = said.rstrip().endswith(classes["behind"])
    return number.quantity.unit != "%" and (behind or (before and number.kind == "measure"))


def _goes_on_alike(number: Number, knowledge: Knowledge) -> bool:
    """Whether a list goes on behind it with another thing and its number, and ends so: 粮食500亩以上、油料200亩以上."""
    text, end = number.text, number.clause[1]
    if number.after[:1] not in LISTED or knowledge.cues.one["filler"].search(text, number.at, end) is not None:
        return False
    another = numbers_in(text, number.at + 1, end)
    return bool(another) and HAN.match(number.after[1:]) is not None


def is_per(number: Number, knowledge: Knowledge) -> bool:
    """It tells for how many of something another number is: 每20张床位配备1名医师, 每新建1所补助5万元."""
    before, per = number.before.rstrip(), knowledge.cues.classes["zh"]["per"]
    if before.endswith(per):
        return True
    ends = (before.rfind(word, max(len(before) - DEED, 0)) + len(word) for word in per if word in before[-DEED:])
    verbs = {before[end:] for end in ends} if number.quantity.value == 1 else set()
    return any(knowledge.cues.one[name].fullmatch(verb) for name in MADE for verb in verbs)


def begins_change(number: Number, knowledge: Knowledge) -> bool:
    """It tells what something changed from, in a clause that does not tell what to: 覆盖率由2020年的60%."""
    rest = number.text[number.at + 1 : number.clause[1]].strip()
    breaks = not rest or any(knowledge.cues.one[name].fullmatch(rest) for name in CHANGED)
    return breaks and _before_its_time(number, knowledge).endswith(knowledge.cues.classes["zh"]["begun_at"])


def is_framed(number: Number, knowledge: Knowledge) -> bool:
    """It tells of something beside what its clause tells: 除3家试点外, 由5个部门组成."""
    begin, end = number.clause
    text, at = number.text, number.at
    return any(text.find(opens, begin, at) >= 0 <= text.find(ends, at, end) for opens, ends in _frames(knowledge))


@cache
def _frames(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """How such a phrase opens and how it ends."""
    parted = (frame.partition("…") for frame in knowledge.cues.classes["zh"]["frames"])
    return tuple((opens, ends) for opens, _, ends in parted)


def is_size(number: Number, knowledge: Knowledge) -> bool:
    """It tells how big each of those is that are counted right before it (4台30万千瓦机组), or its kind: 10千伏线路.

    A plant is told apart by it as well (60万吨乙烯项目), and a fund by its price (2分钱基金).
    """
    before = number.text[max(number.at - 1, 0) : number.at]
    classes, unit = knowledge.cues.classes["zh"], number.quantity.unit
    if HAN.match(number.after) is None:
        return False
    if unit in classes["small_coins"] or (unit in classes["capacity"] and _is_of_plant(number, knowledge)):
        return True
    counted = before == CHARACTERS["count"] and unit in classes["graded_by"]
    return number.kind == "measure" and (unit in classes["rated_in"] or counted)


def _is_of_plant(number: Number, knowledge: Knowledge) -> bool:
    """Whether a size goes on to the name of a plant (60万吨乙烯项目), and nothing is done to that: 改造60万吨装置."""
    plant = knowledge.cues.one["plants"].search(number.after[:PLANT])
    named = plant is not None and all(HAN.match(character) for character in number.after[: plant.end()])
    return named and not ends_with(number.before.rstrip(), ("reach", "having", *MADE), knowledge)


def is_multiple(number: Number, knowledge: Knowledge) -> bool:
    """It tells how many times another thing something is: 总申购金额162亿元，是发行金额的8.1倍; not 是2012年的2.8倍."""
    classes = knowledge.cues.classes["zh"]
    before = number.text[number.clause[0] : number.at]
    if number.quantity.unit not in classes["multiple"] or not before.endswith(classes["filler"]):
        return False
    bounded = any(knowledge.cues.one[name].search(before) for name in ("no_less", "no_more"))  # 不低于低保标准的1.3倍
    return (bounded or before.lstrip().startswith(classes["equals"])) and CHARACTERS["time"] not in before


def is_condition(number: Number, knowledge: Knowledge) -> bool:
    """Its clause tells in which case, and another one what holds then: 超过100人的，…."""
    (begin, end), text = number.clause, number.text
    conditions = knowledge.cues.classes["zh"]["condition"]
    return text[end : end + 1] in {",", ";"} and text[begin:end].rstrip().endswith(conditions)


def is_in_name(number: Number, knowledge: Knowledge) -> bool:
    """It is part of a name (风云三号07星, 九台区); a mere number is a figure only where words reach it."""
    before, after, said = number.before.rstrip(), number.after.lstrip(), number.mention.text
    local = knowledge.cues.classes["zh"]["local"]
    if HAN.match(said) and len(said) == NAME and after.startswith(local) and before.endswith(local):
        return True
    if number.quantity.unit:
        return _is_magnitude(said, number.quantity.unit, knowledge)
    if _UNKNOWN_UNIT.match(number.after) or number.after.startswith(knowledge.cues.classes["zh"]["no_unit"]):
        return True
    if not number.exact:
        return False
    beside = number.before[-1:]
    numbered = CODE if beside == "(" and after.startswith(")") else LONG_CODE  # 基金(81971234), 准字20202220123
    code = said.isdigit() and len(said) >= numbered
    if code or (beside.isascii() and (beside.isalpha() or beside == "/")):  # HAF001/02
        return True
    plain = said.isdigit() or (HAN.match(said) is not None and number.quantity.value < SMALL)
    return bool(HAN.match(after)) and plain and not ends_with(before, ("reach", "having"), knowledge)


def _is_magnitude(said: str, unit: str, knowledge: Knowledge) -> bool:
    """Whether words are a mere order of magnitude before what has it: 千亿县, 百亿镇."""
    numbers = knowledge.words.numbers
    places = {word for word, _ in (*numbers.places, *numbers.scales)}
    digits = said.removesuffix(unit)
    named = unit in knowledge.cues.classes["zh"]["sized_by"]
    return named and len(digits) > 1 and all(digit in places for digit in digits)
