"""The deeds that a government promises for a year: 今年将办好10件实事, and pages that are a list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extraction.types import Sentence
    from kg.knowledge.types import Knowledge

NEAR = 30  # code points behind 今年 in which it is told what will be done
OPENS = 12  # code points behind the name of a list of deeds in which a colon opens it: 实事项目分别是：
DASHES = ("—", "--")  # how a line ends that introduces what stands below it


def lists_deeds(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence promises deeds, of which the rest of the page tells.

    It says so of this year (今年将办好10件实事), or calls what it introduces so (2024年民生实事项目为：).
    """
    return _promises(sentence, knowledge) or is_list_of_deeds(sentence, knowledge)


def is_list_of_deeds(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether the rest of the page is a list of such deeds: 今年将办好以下民生实事; 2024年十大民生实事项目."""
    if knowledge.cues.one["as_follows"].search(sentence.folded) is not None and _promises(sentence, knowledge):
        return True
    return opens_deeds(sentence, knowledge) or _is_headline_of_deeds(sentence, knowledge)


def opens_deeds(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether deeds of a programme that a sentence names stand behind its colon or below it: 实事项目包括：新建…."""
    text, cues = sentence.folded.rstrip(), knowledge.cues.one
    named = cues["deeds_programme"].search(text)
    if named is None or cues["deeds_told"].search(text) is not None:
        return False
    return text.endswith(DASHES) or ":" in text[named.end() : named.end() + OPENS]


def _promises(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence promises deeds for this year."""
    cues, text = knowledge.cues.one, sentence.folded
    year = cues["this_year"].search(text)
    if year is None or cues["deeds_listed"].search(text) is None:
        return False
    told = any(cues[name].search(text) for name in ("fact", "past"))
    return not told and cues["going"].search(text, year.end(), year.end() + NEAR) is not None


def _is_headline_of_deeds(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a heading calls what stands below it such a list, and tells of no progress (进展, 完成情况, 落地)."""
    if not sentence.heading and sentence.role != "title":
        return False
    cues, text = knowledge.cues.one, sentence.folded
    listed = cues["deeds_programme"].search(text) is not None and cues["deeds_list"].search(text) is not None
    return listed and cues["deeds_told"].search(text) is None
