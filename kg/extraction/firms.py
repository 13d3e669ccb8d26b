"""Whether an aim is a firm's own, which binds nobody: who has it, or who speaks for it, is told before the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.readings import BESIDE, Reading, clause
from kg.knowledge.say import CHARACTERS

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge

SPEAKER = 20  # characters in which it is told who speaks


def is_of_firm(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a firm has the aim, and no body with it: 某公司拟回购…; 公司董事长陈某宣布，到2026年，门店达到….

    What a firm is to do by a plan of the state (某集团负责，…) is an aim of that.
    """
    situated, cues = reading.situated, knowledge.cues.one
    if situated.scope is not None or situated.lead is not None:
        return False
    text = situated.lifted.text
    if _speaks_for_firm(text[: reading.start], knowledge):
        return True
    if situated.mood == "plan":
        return False
    begin, _ = clause(text, reading.start)
    first, _ = clause(text, max(begin - 2, 0))
    for firm in cues["firms"].finditer(text, first, reading.start):
        start, _ = clause(text, firm.start())
        aims = cues["firms_aim"].match(text[firm.end() : reading.start].lstrip(BESIDE + CHARACTERS["time"]))
        if aims is not None and CHARACTERS["agency"] not in text[start : reading.start]:
            return True
    return False


def _speaks_for_firm(before: str, knowledge: Knowledge) -> bool:
    """Whether words before a number begin with who speaks for a firm, and name no body: 公司董事长陈某宣布，…."""
    cues = knowledge.cues.one
    firm = cues["firms"].search(before[:SPEAKER])
    head = cues["firms_head"].match(before, firm.end()) if firm is not None else None
    said = cues["firms_aim"].search(before, head.end(), head.end() + SPEAKER) if head is not None else None
    return said is not None and CHARACTERS["agency"] not in before
