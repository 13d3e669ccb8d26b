"""Aims that a story tells in several paragraphs, by a deadline that the first of them names.

《规划》提出，到2020年，…。 ‖ 床位达到0.55张。 ‖ 诊疗率提高到40%。
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kg.extraction.bidding import bids_somewhere
from kg.model import Mention, Period, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Sentence
    from kg.knowledge.types import Knowledge

    _Part = tuple[Sentence, Sequence[Mention]]

NEAR = 4  # code points between a word that tells what a plan asks for and its deadline: 提出，力争到2030年
REPORTS = ("fact", "told", "past", "turn", "answer")  # cues with which a paragraph tells of something else
# Cues of a sentence that goes on with what is to be attained.
AIMS = ("up", "down", "reach", "cover", "grow", "shrink", "no_less", "no_more")


def aims_on(
    sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]], knowledge: Knowledge
) -> Iterator[Mention | None]:
    """The deadline by which each sentence goes on with the aims of the paragraphs before it, None where it does not.

    A paragraph tells of aims where it names what a plan asks for and by when; those behind it go on with them that name
    no time and nobody, report nothing, and tell of what is to be attained.
    """
    due: Mention | None = None
    parts = zip(sentences, mentions, strict=True)
    for _, block in groupby(parts, key=lambda part: part[0].block):
        told = list(block)
        stated = _asked_by(told, knowledge)
        on = due is not None and stated is None and _goes_on(told, knowledge)
        yield from ((due if on else None) for _ in told)
        due = stated or (due if on else None)


def _asked_by(block: Sequence[_Part], knowledge: Knowledge) -> Mention | None:
    """The one deadline of a paragraph, where words that tell what a plan asks for stand right before it."""
    stated = [
        (sentence, mention)
        for sentence, found in block
        for mention in found
        if mention.sense == "deadline" and isinstance(mention.value, Period)
    ]
    if len({mention.value for _, mention in stated}) != 1:
        return None
    sentence, first = stated[0]
    at = first.span.start - sentence.span.start
    asked = knowledge.cues.one["asks"].finditer(sentence.folded, 0, at)
    before = any(at - match.end() <= NEAR for match in asked)
    return first if before or (at <= NEAR and _is_of_policy(block, sentence, knowledge)) else None


def _is_of_policy(block: Sequence[_Part], last: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence before one names a policy that asks for something: 印发《X》，要求…。到2030年，…."""
    for sentence, found in block:
        if sentence is last:
            return False
        if any(m.kind == "policy" for m in found) and knowledge.cues.one["asks"].search(sentence.folded) is not None:
            return True
    return False


def _goes_on(block: Sequence[_Part], knowledge: Knowledge) -> bool:
    """Whether a paragraph names no time and nobody, reports nothing, and each of its sentences with a number aims."""
    for sentence, found in block:
        other = any(mention.kind in {"time", "person", "agency", "policy"} for mention in found)
        if other or sentence.heading or sentence.is_question or sentence.item:
            return False
        text, cues = sentence.folded, knowledge.cues.one
        if _reports(text, knowledge):
            return False
        counts = any(isinstance(mention.value, Quantity) for mention in found)
        aims = any(cues[name].search(text) for name in AIMS) or bids_somewhere(text, knowledge)
        if counts and not (aims or _is_share(found)):
            return False
    return bool(block)


def _reports(text: str, knowledge: Knowledge) -> bool:
    """Whether words report, or turn to something else; what is so is no report as a ground: 在现有基础上提高."""
    cues = knowledge.cues.one
    return any(
        cues["on_ground_of"].match(text, found.end()) is None for name in REPORTS for found in cues[name].finditer(text)
    )


def _is_share(found: Sequence[Mention]) -> bool:
    return any(isinstance(mention.value, Quantity) and mention.value.unit == "%" for mention in found)
