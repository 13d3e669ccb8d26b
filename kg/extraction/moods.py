"""The mood of each sentence: whether it plans or reports, by the headings above it and by itself."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extraction.bidding import bids_somewhere
from kg.extraction.plan_times import of_tale, turns_ahead
from kg.extraction.promised import lists_deeds, opens_deeds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Mood, Own, Scope, Sentence
    from kg.knowledge.types import Knowledge

REMEDY = 4  # code points before what a heading speaks of, in which a word may tell what is done about it


def moods_of(  # noqa: PLR0913  what a sentence stands in
    sentences: Sequence[Sentence],
    scopes: Sequence[Scope | None],
    own: Own,
    news: Sequence[Mood],
    knowledge: Knowledge,
    *,
    ground: Mood,
) -> Iterator[Mood]:
    """Whether each sentence plans or reports; `ground` where nothing tells, `news` what its paragraphs tell.

    The headings above tell it, and the sentence itself where no policy governs; it goes on to the next heading or
    question. A report, or news of one, turns from one to the other in its text as well. Where a document that is no
    policy lays down what follows, the rest of it plans; what bids there tells no more of how things stand than its
    words name it: 对现状水质良好的湖泊开展评估，制定方案. What names who is in charge of it plans as well.
    """
    mood = ground
    for sentence, scope, told_of in zip(sentences, scopes, news, strict=True):
        if sentence.heading or sentence.is_question:
            mood = ground
        told = sentence.heading or scope is None or scope.inline
        headings = [sentence] if told else []
        headings += [sentences[i] for i in reversed(sentence.trail)]
        texts = (one.folded for one in headings if one.role != "title" or not _tells_both(one.folded, knowledge))
        found = next((found for text in texts if (found := _mood_of(text, knowledge))), mood)
        if not (found == "report" and ground == "plan" and _tells_nothing(sentence, knowledge)):
            mood = found
        lists = scope is None and lists_deeds(sentence, knowledge)
        opens = lists and opens_deeds(sentence, knowledge)
        may_turn = not lists and (scope is None or of_tale(scope, knowledge))
        if opens or (may_turn and turns_ahead(sentence, knowledge)):
            mood = "plan"
        if told_of == "plan" and (scope is None or scope.inline):
            yield "plan"
        elif told_of == "report" and scope is None and not mood:
            yield "report"
        else:
            yield "plan" if scope is None and _is_assigned(sentence.folded, knowledge) else mood
        if lists:
            ground = mood = "plan"
        if own.at(sentence.span.start) is None and knowledge.cues.one["lays_down"].search(sentence.folded):
            ground = mood = "plan"


def _tells_nothing(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence that is no heading, and below none, says what to do or has no word that reports."""
    if sentence.heading or sentence.trail:
        return False
    told = any(knowledge.cues.one[name].search(sentence.folded) for name in ("told", "past"))
    return not told or bids_somewhere(sentence.folded, knowledge)


def _is_assigned(text: str, knowledge: Knowledge) -> bool:
    """Whether a sentence ends with a bracket that tells who is in charge of what it says: …。(税务总局负责)."""
    text = text.rstrip("。. ")
    opens = text.rfind("(") if text.endswith(")") else -1
    return opens > 0 and knowledge.cues.one["assigns"].search(text, opens) is not None


@lru_cache(maxsize=64)  # one title stands above all sentences
def _tells_both(title: str, knowledge: Knowledge) -> bool:
    """Whether a title names what was done and what will be, of which its parts tell: 2023年工作总结和2024年工作打算."""
    return all(knowledge.cues.one[name].search(title) for name in ("reviews", "plan"))


@lru_cache(maxsize=64)  # one heading stands above many sentences
def _mood_of(text: str, knowledge: Knowledge) -> Mood:
    planned = knowledge.cues.one["plan"].search(text)
    if planned is not None:
        return "plan" if knowledge.cues.one["fulfilled"].match(text, planned.end()) is None else "report"
    return "report" if _reviews(text, knowledge) else ""


def _reviews(text: str, knowledge: Knowledge) -> bool:
    """Whether a heading tells how things stand (发展基础, 突出短板), and not what is done about it: 夯实发展基础."""
    cues = knowledge.cues.one
    last = text.rpartition(",")[2].rstrip()
    if last.endswith(tuple(knowledge.cues.classes["zh"]["status_end"])) and cues["remedies"].search(last) is None:
        return True
    status = cues["status"].search(text)
    return status is not None and cues["remedies"].search(text, max(status.start() - REMEDY, 0), status.start()) is None
