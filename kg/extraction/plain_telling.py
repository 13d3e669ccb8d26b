"""Numbers that are plainly told and no aim, whatever governs them: what a change begins with, how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.readings import BESIDE, Reading, clause
from kg.knowledge.say import CHARACTERS

if TYPE_CHECKING:
    from kg.extraction.readings import Reading
    from kg.knowledge.types import Knowledge

CHANGES = ("grow", "shrink", "up", "down")  # cues of a change behind the number that it begins with


def is_base(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a number is what a change begins with, told by itself: 由目前的20万元分别下降10%和15%."""
    number, text, classes = reading.role("q"), reading.situated.lifted.text, knowledge.cues.classes["zh"]
    if number is None:
        return False
    before = text[: number[0]].rstrip()
    for word in classes["describes"]:
        before = before.removesuffix(word)
    if not before.rstrip(CHARACTERS["time"] + " ").endswith(classes["begun_at"]):
        return False
    _, end = clause(text, number[0])
    return any(knowledge.cues.one[name].search(text, number[1], end) for name in CHANGES)


def tells_there_is(own: str, knowledge: Knowledge) -> bool:
    """Whether a clause tells how many there are somewhere: 全市有书吧300家."""
    words, classes = own.lstrip(BESIDE + CHARACTERS["region"]), knowledge.cues.classes["zh"]
    whole = max((word for word in classes["whole"] if words.startswith(word)), key=len, default="")
    return words.removeprefix(whole).startswith(classes["there_is"])
