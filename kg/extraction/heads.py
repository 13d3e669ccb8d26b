"""The head of an indicator's name, which tells what is measured: taken off, put on, told to be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge

MOST = 10  # code points that name those of whom something is told
LEAST = 4  # characters of a measure that names itself without a verb


def is_headless(words: str, knowledge: Knowledge) -> bool:
    """Whether words name a measure and not what it is of: 总投资, 金额."""
    return words in knowledge.cues.classes["zh"]["headless"]


def headless(label: str, knowledge: Knowledge) -> str:
    """A label without the measure at its end: 个人账户共济人次 and 金额 are those of 个人账户共济."""
    heads = [head for head in knowledge.cues.classes["zh"]["measured"] if label.endswith(head) and len(head) > 1]
    return label.removesuffix(max(heads, key=len, default="")) or label


def counterpart(words: str, knowledge: Knowledge) -> str:
    """The head at the end of words of which another is told right after it: 收入 of 基金总收入 is 总收入."""
    heads = knowledge.cues.classes["zh"]["counterparts"]
    return max((head for head in heads if words.endswith(head)), key=len, default="")


def told_with(whole: str, label: str, knowledge: Knowledge) -> str:
    """A label of what was told before: 基金支出 of 基金收入, 进出口总额 (出口) of 进出口总额."""
    head = counterpart(whole, knowledge)
    return whole.removesuffix(head) + label if head and counterpart(label, knowledge) else f"{whole} ({label})"


def anew(words: str, knowledge: Knowledge) -> str:
    """The word that words begin with and that tells that something is new."""
    return next((verb for verb in knowledge.cues.classes["zh"]["anew"] if words.startswith(verb)), "")


def mere_measure(label: str, knowledge: Knowledge) -> str:
    """A measure without the word that it was reached: 完成货运量 and 货运量完成 are 货运量; 完成投资 stays."""
    heads = tuple(knowledge.cues.classes["zh"]["measured"])
    for word in knowledge.cues.classes["zh"]["accomplished"]:
        ahead, behind = label.removeprefix(word), label.removesuffix(word)
        if len(ahead) >= LEAST and ahead.endswith(heads):
            label = ahead
        elif len(behind) >= LEAST and behind.endswith(heads):
            label = behind
    return label


def of_others(told: str, label: str, knowledge: Knowledge) -> str:
    """The measure that was told of some or all, of others who alone are named.

    女性平均寿命 where 男性平均寿命 was told, 平均寿命 (女性) where 平均寿命 was; so 退休人员报销比例 of 职工报销比例.
    """
    classes = knowledge.cues.classes["zh"]
    mean = next((word for word in classes["averaged"] if told.endswith(word)), "")
    others = label.removesuffix(mean)
    people = others.endswith(tuple(classes["whose"])) and len(others) <= MOST
    if others not in classes["whom"] and not people:
        return ""
    some = max((word for word in classes["whom"] if told.startswith(word)), key=len, default="")
    some = max(some, _people(told, knowledge) if people else "", key=len)
    measured = told.removesuffix(mean).endswith((*classes["lasting"], *classes["measured"]))
    if some:
        return others + told.removeprefix(some) if told != some and measured else ""
    measure = measured and others in classes["whom"]
    return f"{told} ({others})" if measure else ""


def _people(told: str, knowledge: Knowledge) -> str:
    """The people of whom a measure is told, with whom it begins: 城市居民 of 城市居民健康素养水平."""
    first = told[:MOST]
    ends = [first.find(word) + len(word) for word in knowledge.cues.classes["zh"]["whose"] if word in first]
    return told[: min(ends, default=0)]
