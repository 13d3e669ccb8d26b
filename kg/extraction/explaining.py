"""Whether words tell what something is, or is good for, in place of what is to be done: 发展教育是民生的重要内容."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge

CLAUSES, QUOTED = re.compile("[,，;；]"), re.compile("“[^”]*”")
FIGURES = "0123456789"
AT_LEAST = 2  # characters of what is told to be something


def explains(words: str, begin: int, knowledge: Knowledge) -> bool:
    """Whether words tell, from a place on, what something is or is good for: 发展教育是…, 推进改革，是….

    What is held to be so (明确…是…), or stands in quotes, is none; nor does the weather to come do anything.
    """
    cues, classes = knowledge.cues.one, knowledge.cues.classes["zh"]
    if is_good_for(words, begin, knowledge):
        return True
    parts = CLAUSES.split(QUOTED.sub("", words[begin:]))
    if cues["held_so"].search(parts[0]) is None and is_something(parts[0], AT_LEAST, knowledge):
        return True
    return any(cues["copula"].match(part) or part.startswith(classes["all_are"]) for part in parts[1:])


def is_good_for(words: str, begin: int, knowledge: Knowledge) -> bool:
    """Whether words tell from a place on what something is good for, or of the weather."""
    degrees = knowledge.cues.classes["zh"]["weather"]
    return knowledge.cues.one["explains"].search(words, begin) is not None or any(one in words for one in degrees)


def sets_out(words: str, knowledge: Knowledge) -> bool:
    """Whether words end with how many measures a paper holds: 聚焦农村供水，提出14项重点举措."""
    cues, classes = knowledge.cues.one, knowledge.cues.classes["zh"]
    if not words.rstrip().endswith(classes["measures"]):
        return False
    last = CLAUSES.split(words)[-1]
    said = cues["asks"].search(last) or cues["makes"].search(last)
    digits = (*(word for word, value in knowledge.words.numbers.digits if value > 1), *FIGURES)  # not 一批
    return said is not None and last[said.end() :].lstrip().startswith(digits)


def is_something(clause: str, begin: int, knowledge: Knowledge) -> bool:
    """Whether a clause tells from a place on that something is so and so; 一是 and 将成立 tell nothing of the kind."""
    found = knowledge.cues.one["copula"].search(clause, begin)
    if found is None or clause[found.start() - 1] in dict(knowledge.words.numbers.digits):
        return False
    return knowledge.cues.one["action"].match(clause, found.end() - 1) is None


def is_told_of(text: str, at: int, knowledge: Knowledge) -> bool:
    """Whether text tells behind a place, or with the clause that follows, what was named before it: …，是最大的底气."""
    parts = CLAUSES.split(text[at:])
    follows = any(knowledge.cues.one["copula"].match(part) for part in parts[1:])
    return follows or is_something(parts[0], AT_LEAST, knowledge)
