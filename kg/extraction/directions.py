"""Where the words of news are what a meeting or an official asks of others: 会议强调，要…；二是…."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.readings import clause
from kg.knowledge.say import CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

SPEAKERS = (CHARACTERS["person"], CHARACTERS["agency"])
OPENS = (",", ":")  # what parts who asks from what is asked


def directions(situated: Sequence[Situated], knowledge: Knowledge) -> Iterator[int | None]:
    """For each sentence where in its lifted text it begins to tell what is asked, None where it does not.

    What is asked goes on in its paragraph while sentences begin with an ordinal or say 要.
    """
    block, open_ = -1, False
    for sentence in situated:
        text = sentence.lifted.text
        goes_on = knowledge.cues.one["first"].match(text.lstrip()) is not None
        open_ = open_ and (sentence.sentence.block == block or goes_on)
        block = sentence.sentence.block
        begins = _begins(text, knowledge)
        if begins is None and open_:
            goes_on = goes_on or knowledge.cues.one["ought"].match(text.lstrip()) is not None
            begins = 0 if goes_on else None
        open_ = begins is not None
        yield begins


def _begins(text: str, knowledge: Knowledge) -> int | None:
    """Where the words begin behind those that tell who asks (会议强调，; 县长王某某要求，), None where nobody does."""
    for directs in knowledge.cues.one["directs"].finditer(text):
        if text[directs.end() :].lstrip(" “").startswith(OPENS):
            start, _ = clause(text, directs.start())
            if _may_direct(text[start : directs.start()].strip(), knowledge):
                return directs.end()
    return None


def _may_direct(who: str, knowledge: Knowledge) -> bool:
    """Whether words before 强调 tell of a meeting, an official or a body, and of nobody who only advises."""
    classes, cues = knowledge.cues.classes["zh"], knowledge.cues.one
    if who.startswith(classes["based"]) or cues["adviser"].search(who) is not None:
        return False
    return who.endswith(classes["meeting"]) or any(kind in who for kind in SPEAKERS)
