"""Where on a page somebody is heard who may ask something of others: elsewhere it only advises, or tells."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.digests import stories
from kg.extraction.title_kinds import is_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Document

AUTHORITIES = ("agency", "policy", "programme", "number", "person", "self")  # kinds of mentions whose words may bid
HEAD, REACH = 6, 12  # sentences: of a page's head; in which what is asked is still somebody's
PLACES = 4  # sentences that name a place or a kind of facility, on a page that plans for the public


def heard(situated: Sequence[Situated], document: Document, knowledge: Knowledge) -> tuple[bool, ...]:
    """For each sentence, whether an authority is named in it, not far above it, or at the head of the page.

    A place is one in its own sentence alone (辽宁计划新增托位4000个), but for a piece of a plan that speaks of places
    again and again. A page whose title is a plan's is one itself; a judgment bids only those who were before the
    court. The aims of a recipe, of a team and of a parish are nobody's. On a page of several stories each has its own.
    """
    if _is_judgment(situated, knowledge):
        return (False,) * len(situated)
    named = [_names_authority(sentence, knowledge) for sentence in situated]
    placed = [_names(sentence, ("region",)) for sentence in situated]
    told = stories(situated, document, knowledge)
    if told is not None:
        by_place = [at and _sets_out(one, knowledge) for one, at in zip(situated, placed, strict=True)]
        heard_in = {number for number, by, at in zip(told, named, by_place, strict=True) if by or at}
        return tuple(number in heard_in or at_place for number, at_place in zip(told, placed, strict=True))
    at_head = is_plan(document.metadata.title, knowledge) or _is_public_plan(document.metadata.title, knowledge)
    at_head = at_head or any(named[:HEAD]) or any(_tells_of_plan(one, knowledge) for one in situated[:HEAD])
    public = sum(_names(sentence, ("region", "facility")) for sentence in situated) >= PLACES
    return tuple(
        at_head
        or any(named[max(place - REACH, 0) : place + 1])
        or placed[place]
        or _is_listed(place, placed, situated)
        or (public and sentence.mood == "plan")
        for place, sentence in enumerate(situated)
    )


def _is_public_plan(title: str, knowledge: Knowledge) -> bool:
    """Whether an English title is that of a public plan: National nutrition strategy for …, Malta's 2030 targets."""
    words, classes = title.replace(",", " ").lower().split(), knowledge.cues.classes["en"]
    kinds, public = {head.lower() for head in knowledge.titles.heads_en}, classes["public_plan"]
    of_land = any(land in title for land in classes["lands"])
    if of_land and words and words[-1] in classes["goal"]:
        return True
    return not kinds.isdisjoint(words) and (of_land or not set(public).isdisjoint(words))


def _tells_of_plan(sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether an English sentence names a plan and tells that it is a nation's: the Harbour Plan 2030, our national ….

    A plan of a company is none, though it may speak of the public, of health and of the globe.
    """
    text, nations = sentence.sentence.folded, frozenset(knowledge.cues.classes["en"]["of_nation"])
    return _named_plan(knowledge.titles.heads_en).search(text) is not None and not nations.isdisjoint(
        word.strip("'’s,.;:()") for word in text.lower().split()
    )


@cache
def _named_plan(heads: tuple[str, ...]) -> re.Pattern[str]:
    """A kind of document with a name before it: Harbour Plan, Safe Seas Strategy."""
    return re.compile(rf"[A-Z][\w-]+ (?:{'|'.join(map(re.escape, sorted(heads)))})(?![\w-])")


def _is_listed(place: int, placed: Sequence[bool], situated: Sequence[Situated]) -> bool:
    """Whether a sentence is an item of the list behind a line that names a place: China is planning to: …."""
    while place > 0 and situated[place].sentence.item:
        place -= 1
    return placed[place] and situated[place].sentence.folded.rstrip().endswith(":")


def _names_authority(sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a sentence names what may ask something of others, be it a ministry of another country."""
    away, text = knowledge.cues.classes["en"]["anywhere"], sentence.sentence.folded
    named = _names(sentence, AUTHORITIES) or any(words in text for words in away) or _is_of_unnamed(sentence)
    return named or any(knowledge.cues.one[name].search(text) for name in ("official_words", "our_place", "government"))


def _names(sentence: Situated, kinds: tuple[str, ...]) -> bool:
    return any(mention.kind in kinds for mention in sentence.mentions)


def _sets_out(sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a sentence tells that something is issued or set out: 甲市发布20条举措."""
    return any(knowledge.cues.one[name].search(sentence.sentence.folded) for name in ("issue", "sets_out"))


def _is_of_unnamed(sentence: Situated) -> bool:
    """Whether a sentence names a policy by its kind alone, which no title says: 《意见》明确."""
    return any(mention.kind == "none" and mention.text.startswith("《") for mention in sentence.mentions)


def _is_judgment(situated: Sequence[Situated], knowledge: Knowledge) -> bool:
    """Whether a page calls itself the paper of a court in one of its first lines."""
    papers = knowledge.cues.classes["zh"]["court_papers"]
    return any(sentence.sentence.folded.strip().endswith(papers) for sentence in situated[:HEAD])
