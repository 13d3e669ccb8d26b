"""Goals: the deadline that a section of goals, or the line before a list, states once for the items under it.

（二）发展目标。到2025年，…。 1.公交分担率不低于50%。 2.…
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.outline import depth, is_item
from kg.extraction.promised import is_list_of_deeds
from kg.model import Mention, Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Sentence
    from kg.knowledge.types import Knowledge

    _Stated = dict[object, Mention]  # the deadlines that a part states, by the time that each means
    _Section = tuple[int, _Stated]

CLOSED = ("。", ".", ";", "!", "?")  # how a line ends that introduces nothing
TITLE = 30  # code points at the beginning of a block in which it says that it tells of goals
LOWEST = 95  # the depth of an item without a number


def goal_times(
    sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]], knowledge: Knowledge
) -> Iterator[Mention | None]:
    """The deadline that each sentence takes over from the section of goals it stands in, None where it takes none.

    A section states one if the lines over its items hold a single one, or if they hold none and those of the sections
    beside it do. A block that has said a deadline goes on by it, and so does a paragraph without a number behind it.
    """
    sections: list[_Section] = []  # the depth of each section of goals around, and what it stated
    block, below, said = -1, False, False
    latest: _Stated = {}  # the deadlines of the last paragraph of the section that told any
    plain = False  # whether a paragraph of a section of goals begins without a number
    for sentence, found in zip(sentences, mentions, strict=True):
        if sentence.block != block:
            block, said = sentence.block, False
            here = sentence.heading or depth(sentence.folded, knowledge) or (LOWEST if sentence.item else 0)
            opens = knowledge.cues.one["goals"].search(sentence.folded[:TITLE]) is not None
            if here:
                sections = _closed(sections, here)
                sections += [(here, {})] if opens else []
                latest = {}
            below = bool(sections) and here > sections[-1][0]
            plain = bool(sections) and not here
        due: _Stated = {m.value: m for m in reversed(found) if m.sense == "deadline" and isinstance(m.value, Period)}
        latest = (latest if said else {}) if due else latest
        _add(due, latest)
        said = said or bool(due)
        if sections and not below:
            _add(due, sections[-1][1])
        goes_on = next(iter(latest.values())) if plain and len(latest) == 1 else None
        yield (goes_on or (_single(sections) if below else None)) if not said and not sentence.heading else None


def list_times(
    sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]], knowledge: Knowledge
) -> Iterator[Mention | None]:
    """The time that each item of a list takes over from the paragraph before the list, None where it takes none.

    Numbered lines are items right behind a line that ends open (到2020年将实现：1、…).
    """
    stated: Mention | None = None
    before: Sentence | None = None
    opened = False
    for sentence, found in zip(sentences, mentions, strict=True):
        item = sentence.item or (opened and is_item(sentence.folded, knowledge))
        opened = sentence.folded.rstrip().endswith(":") or (opened and item)
        yield stated if item else None
        if not item:
            goes_on = before is not None and before.block == sentence.block
            stated = stated_for_list(sentence, found, stated if goes_on else None)
        before = sentence


def stated_for_list(sentence: Sentence, mentions: Sequence[Mention], before: Mention | None = None) -> Mention | None:
    """The time of a list behind a sentence: its last where it ends open, else the one deadline of its paragraph."""
    times = [mention for mention in mentions if isinstance(mention.value, Period)]
    due = [mention for mention in times if mention.sense == "deadline"]
    if not sentence.folded.rstrip().endswith(CLOSED):
        return times[-1] if times else None
    several = {mention.value for mention in (*due, *filter(None, (before,)))}
    return (due[-1] if due else before) if len(several) == 1 else None


def going_on_with_aims(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[bool]:
    """Whether each sentence goes on with the aims that one before it begins to list.

    It stands behind a semicolon (目标为：…；…), has an ordinal (将办好10件实事。一是…), or is on a page that lists them
    (今年将办好以下实事), up to a heading of what was.
    """
    listed, counted, before, page = False, False, None, False
    for sentence in sentences:
        text = sentence.folded.strip()
        page = page and not (sentence.heading and knowledge.cues.one["reviews"].search(text) is not None)
        goes_on = before is not None and before.block == sentence.block and before.folded.rstrip().endswith(";")
        counted = counted and (goes_on or knowledge.cues.one["first"].match(text) is not None)
        listed = listed and goes_on
        yield listed or counted or page
        page = page or is_list_of_deeds(sentence, knowledge)
        listed = listed or knowledge.cues.one["aim_list"].search(sentence.folded) is not None
        counted = counted or _announces_deeds(text, knowledge)
        before = sentence


def _announces_deeds(text: str, knowledge: Knowledge) -> bool:
    """Whether a sentence ends by telling that so many things will be done: 将办好10件实事."""
    ends = text.rstrip("。:").endswith(knowledge.cues.classes["zh"]["deeds_ahead"])
    return ends and text.endswith(("。", ":")) and knowledge.cues.one["will"].search(text) is not None


def _add(stated: _Stated, to: _Stated) -> None:
    """Keep what is stated, of each time where it is first."""
    for period, mention in stated.items():
        to.setdefault(period, mention)


def _closed(sections: Sequence[_Section], here: int) -> list[_Section]:
    """The sections that are still open at a number of a depth; what a closed one stated is left to the one around."""
    left = list(sections)
    while left and left[-1][0] >= here:
        _, stated = left.pop()
        if left:
            _add(stated, left[-1][1])
    return left


def _single(sections: Sequence[_Section]) -> Mention | None:
    """The one deadline of the innermost section that states any."""
    stated: _Stated = next((found for _, found in reversed(sections) if found), {})
    return next(iter(stated.values())) if len(stated) == 1 else None
