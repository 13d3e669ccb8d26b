"""Whether a clause bids: it begins with an action, behind the words that may lead it (一是进一步加强…)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kg.extraction.readings import CLAUSE_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Sentence
    from kg.knowledge.types import Knowledge

LEADS = ("bullet", "first", "lead", "lead", "lead")  # classes of words that may stand before the action
FEWEST, MOST = 4, 0.5  # a page bids if it has so many sentences, and so great a part of them bid and tell of no past
TOLD = ("told", "past", "fact")
_CLAUSES = regex.compile("[" + regex.escape("".join(sorted(CLAUSE_ENDS))) + "]")


def bids(words: str, knowledge: Knowledge) -> bool:
    """Whether folded words begin with an action, which may be one that leads to others as well: 完善制度."""
    at, action = len(words) - len(words.lstrip()), knowledge.cues.one["action"]
    for name in LEADS:
        if action.match(words, at) is not None:
            return True
        led = knowledge.cues.one[name].match(words, at)
        if led is not None and knowledge.cues.one["action"].match(words, at):
            return True  # 支持, 完善 and more may lead another action, and are actions themselves
        at = led.end() if led is not None else at
    return action.match(words, at) is not None


def bids_somewhere(text: str, knowledge: Knowledge) -> bool:
    """Whether a clause of a folded sentence begins with an action."""
    return any(bids(part, knowledge) for part in _CLAUSES.split(text))


def mostly_bids(sentences: Sequence[Sentence], knowledge: Knowledge) -> bool:
    """Whether most sentences of a page bid: a piece of a plan without its title."""
    told = [sentence.folded for sentence in sentences if not sentence.heading and sentence.role != "row"]
    return len(told) >= FEWEST and sum(_bids_only(text, knowledge) for text in told) >= MOST * len(told)


def _bids_only(text: str, knowledge: Knowledge) -> bool:
    """Whether a sentence begins with an action, or has a clause that does and nothing that reports."""
    if bids(text, knowledge):
        return True
    return bids_somewhere(text, knowledge) and not any(knowledge.cues.one[name].search(text) for name in TOLD)
