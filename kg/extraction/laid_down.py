"""Whether a text lays down the document that its title names, and speaks of none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.title_kinds import bare_title, is_headline, is_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Recognised
    from kg.knowledge.types import Knowledge
    from kg.model import Span

KIND = 12  # code points in which a kind of document stands: 行动计划, 第 1 条 本办法
PREAMBLE = 30  # the first article stands within these sentences


def lays_itself_down(recognised: Sequence[Recognised], span: Span, title: str, knowledge: Knowledge) -> bool:
    """Whether a text lays down a document of its title, or is a plan: bidden or aimed at, and never spoken of."""
    return _makes_itself(recognised, title, knowledge) or (
        is_plan(title, knowledge)
        and not is_headline(title, knowledge)
        and not any(_speaks_of_one(one, span, knowledge) for one in recognised)
    )


def _speaks_of_one(one: Recognised, title: Span, knowledge: Knowledge) -> bool:
    """Whether a sentence below the title tells of the plan as others do: 《方案》提出, 记者, who says what."""
    if one.sentence.span.start < title.end:
        return False
    start, cues = one.sentence.span.start, knowledge.cues.one
    told = (one.sentence.folded[m.span.end - start :] for m in one.mentions if m.kind in {"policy", "title"})
    spoken = any(cues["asks"].match(words) is not None for words in told)
    reported = cues["reporter"].search(one.sentence.folded) is not None
    return spoken or reported or any(m.kind == "person" for m in one.mentions)


def _makes_itself(recognised: Sequence[Recognised], title: str, knowledge: Knowledge) -> bool:
    """Whether the text says early on that it lays down a document of a kind that its title names.

    制定本办法; 本辦法依健康食品管理法第七條訂定之.

    A notice of issuing names two, and the text is of what it issues.
    """
    if title.isascii():
        words = knowledge.cues.classes["en"]["makes_this"]
        return any(word in one.sentence.folded for one in recognised[:PREAMBLE] for word in words)
    bare = bare_title(title, knowledge.titles)
    heads = [head for head in knowledge.titles.heads if head in bare]
    for one in recognised[:PREAMBLE]:
        said = one.sentence.folded
        for word in knowledge.cues.classes["zh"]["makes_this"]:
            _, made, behind = said.partition(word)
            if made and any(head in behind[:KIND] for head in heads):
                return True
        opens = said[:KIND]  # 第1條 本辦法
        this = any(pointer + head in opens for pointer in knowledge.titles.pointers for head in heads)
        if this and knowledge.cues.one["is_made"].search(said):
            return True
    return False
