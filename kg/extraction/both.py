"""Words that name two things at once, each of which a list of two numbers measures: 城乡居民收入分别增长5%、7%."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.bare_words import normal

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.knowledge.types import Knowledge

PAIR = 2
LEADING = ("up", "down", "became", "reach", "each_time")  # classes of what stands between 分别 and a number


def both_of(draft: Draft, number: int, knowledge: Knowledge) -> tuple[str, str] | None:
    """The labels of the two things of which the label of a draft tells in one word, if there are two numbers."""
    written = (word.split("…") for word in knowledge.cues.classes["zh"]["both"])
    told = [(word, one, other) for word, one, other in written if word in draft.label]
    if number != PAIR or not told:
        return None
    word, one, other = max(told, key=lambda words: len(words[0]))
    label = _said(draft.label, knowledge)
    return label.replace(word, one, 1), label.replace(word, other, 1)


def _said(label: str, knowledge: Knowledge) -> str:
    """A label without 分别, and without what only leads from it to a number: 标准分别提高到每月, not 分别新增参保."""
    parted = knowledge.cues.one["respectively"].search(label)
    if parted is None:
        return label
    leads = any(knowledge.cues.one[name].match(label, parted.end()) for name in LEADING)
    return label[: parted.start()] + ("" if leads else label[parted.end() :])


def called(draft: Draft, label: str, told: tuple[int, int], knowledge: Knowledge) -> Draft:
    """A draft as a number of one of two things, told in a stretch of lifted text."""
    spans = (draft.reading.situated.lifted.span(*told),)
    return replace(draft, label=label, words=normal(label, knowledge), inherited=spans)
