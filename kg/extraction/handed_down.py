"""Where a sentence tells what a body asks for by a paper that goes unnamed, or by money that it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.bidding import bids
from kg.extraction.readings import clause, numbers_in

if TYPE_CHECKING:
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

GIVERS = ("agency", "region")
REPORTS = ("told", "past", "done")  # classes of words that tell of what was
BEGUN = ("spent_on", "acted", "sets_out")  # classes of words that what is asked may begin with, beside those of action


def handed_down(sentence: Situated, knowledge: Knowledge) -> int | None:
    """Where in lifted text the words begin that tell what is asked, None where no body hands anything down.

    教育部印发通知，要求‖加强管理; 财政部下达资金5亿元，‖支持山区建设.
    """
    text, cues = sentence.lifted.text, knowledge.cues
    if not any(mention.kind in GIVERS for mention in sentence.mentions):
        return _ordered_from(sentence, knowledge)
    for name in ("issue", "makes", "grants"):
        for deed in cues.one[name].finditer(text):
            start, end = clause(text, deed.start())
            given = text[deed.end() : end].rstrip()
            paper = given.endswith(cues.classes["zh"]["papers"]) and not given.startswith(cues.classes["zh"]["filler"])
            handed = bool(numbers_in(text, deed.end(), end)) if name == "grants" else paper
            if handed and text[end : end + 1] == "," and _names_giver(sentence, start, deed.start()):
                return _asked_from(text, end + 1, knowledge)
    at = _ordered_from(sentence, knowledge)
    return _announced_from(sentence, knowledge) if at is None else at


def _opening(text: str) -> tuple[int, int]:
    """The first clause of lifted text, or the one behind whose news it is: 本报消息：‖按照教育部要求，…."""
    start, end = clause(text, 0)
    return clause(text, end + 1) if text[end : end + 1] == ":" else (start, end)


def _ordered_from(sentence: Situated, knowledge: Knowledge) -> int | None:
    """Where the words begin of what is done as a body demands: 按照教育部要求，‖各地做好…; 按要求，…."""
    text, cues = sentence.lifted.text, knowledge.cues
    start, end = _opening(text)
    classes, first = cues.classes["zh"], text[start:end].strip()
    named = first.startswith(classes["based"]) and first.endswith(classes["measures"])
    ordered = first in classes["as_asked"] or (named and _names_giver(sentence, start, end))
    if not ordered or text[end : end + 1] != ",":
        return None
    return None if any(cues.one[name].search(text, end) for name in REPORTS) else end + 1


def _announced_from(sentence: Situated, knowledge: Knowledge) -> int | None:
    """Where the words begin that a reporter heard from a body of what will be: 记者从教育部获悉，‖校车将…."""
    text, cues = sentence.lifted.text, knowledge.cues
    start, end = _opening(text)
    told = text[start:end].rstrip().endswith(cues.classes["zh"]["hearsay"]) and text[end : end + 1] == ","
    if not told or not _names_giver(sentence, start, end) or cues.one["reporter"].search(text, start, end) is None:
        return None
    past = any(cues.one[name].search(text, end) for name in (*REPORTS, "forecast"))
    return None if past or cues.one["will"].search(text, end) is None else end + 1


def goes_on_about(sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a sentence goes on with what a body does or will do: it reports and forecasts nothing."""
    text, cues = sentence.lifted.text, knowledge.cues.one
    return not any(cues[name].search(text) for name in (*REPORTS, "forecast"))


def _names_giver(sentence: Situated, start: int, end: int) -> bool:
    """Whether a stretch of lifted text names a body or a place."""
    return any(sentence.mentions[index].kind in GIVERS for index in sentence.lifted.within(start, end))


def _asked_from(text: str, begin: int, knowledge: Knowledge) -> int | None:
    """Where behind the comma what is asked begins, None where something else follows."""
    cues = knowledge.cues.one
    directs = cues["directs"].match(text, begin)
    if directs is not None:
        return directs.end()
    asks = bids(text[begin:], knowledge) or any(cues[name].match(text, begin) for name in BEGUN)
    return begin if asks else None
