"""Indicator lists: the lines below one that announces indicators for a year to come, a line each.

到2025年，主要指标如下： 人均预期寿命79.5岁； 婴儿死亡率4‰以下。
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.outline import is_item
from kg.extraction.times import DATED
from kg.model import Entity, Mention, Period, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Sentence
    from kg.knowledge.types import Knowledge

LONGEST = 60  # code points of a line that gives one indicator
STOPS = "。!?"  # how a line ends that may be the last of its list


def indicator_lists(
    sentences: Sequence[Sentence],
    mentions: Sequence[Sequence[Mention]],
    published: Period | None,
    knowledge: Knowledge,
) -> Iterator[Mention | None]:
    """The deadline of the list that each sentence gives an indicator of, or announces; None where it does neither."""
    due: Mention | None = None
    before: Sentence | None = None
    said: Sequence[Mention] = ()
    for sentence, found in zip(sentences, mentions, strict=True):
        new = before is None or before.block != sentence.block
        if new and due is not None and not _goes_on(sentence, found, before, knowledge):
            due = None
        if due is None and _announces(sentence, knowledge):
            due = _deadline(found, published, set_before=_names_goals(before, said, knowledge))
        yield due
        before, said = sentence, found


def is_of_then(time: Mention | None, due: Mention) -> bool:
    """Whether a time is one of a figure's own before the deadline of its list: 79岁（2020年77.3岁）."""
    if time is None or not isinstance(time.value, Period) or not isinstance(due.value, Period):
        return False
    return time.sense in {*DATED, "asof"} and time.value.end < due.value.start


def _announces(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a line ends open behind a word for indicators: 主要指标如下：, not 主要指标完成情况如下：."""
    text = sentence.folded.rstrip()
    words = knowledge.cues.classes["zh"]
    if not text.endswith(":"):
        return False
    text = text.rstrip(": ")
    for lead in words["list_leads"]:
        text = text.removesuffix(lead).rstrip(", ")
    return text.endswith(words["indicator_heads"]) and knowledge.cues.one["fact"].search(text) is None


def _deadline(found: Sequence[Mention], published: Period | None, *, set_before: bool) -> Mention | None:
    """The one time of a line that announces indicators, where it lies ahead.

    In an undated document a bare year (2030年的主要指标) tells it only where a policy's goals are told of right before.
    """
    times = [mention for mention in found if isinstance(mention.value, Period)]
    if len(times) != 1 or not isinstance(times[0].value, Period):
        return None
    time, period = times[0], times[0].value
    if time.sense == "deadline":
        ahead = published is None or period.end > published.end
    else:
        ahead = time.sense == "date" and (set_before if published is None else period.start > published.end)
    return replace(time, sense="deadline") if ahead else None


def _names_goals(before: Sentence | None, said: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a sentence tells of the goals of a policy that it names."""
    named = any(mention.kind == "policy" and isinstance(mention.value, Entity) for mention in said)
    return named and before is not None and knowledge.cues.one["goals"].search(before.folded) is not None


def _goes_on(sentence: Sentence, found: Sequence[Mention], before: Sentence | None, knowledge: Knowledge) -> bool:
    """Whether a line gives one more indicator: it is short, holds a quantity, and the list has not ended."""
    if sentence.heading or len(sentence.folded.strip()) > LONGEST:
        return False
    numbered = sentence.item or is_item(sentence.folded, knowledge)
    over = before is not None and before.folded.rstrip(" |").endswith(tuple(STOPS))
    counts = any(isinstance(mention.value, Quantity) for mention in found)
    return counts and (numbered or not over)
