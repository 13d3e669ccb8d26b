"""The words of an undertaking: its clause without who says so, when the next is due, who is in charge, and figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from kg.extraction.bare_words import bare
from kg.extraction.duties import ASKED, BY
from kg.extraction.outline import behind_number
from kg.extraction.readings import Reading, folded_in, span_of
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

IN_BRACKETS = re.compile(r"[.。]?\s*\([^()]{0,160}\)$")
JOINED, THAT = re.compile(r"\s*(?:(?:and|but|while)\s+)?"), re.compile(r"\s+that\s+")
COMMAS = ("，", ",")
SAYING = 40  # code points in which it is told who says so
SHORTEST, LONGEST = 6, 300  # code points of an undertaking's words


def own_words(
    reading: Reading, stretch: tuple[int, int], starts_of_figures: Sequence[int], text: str, knowledge: Knowledge
) -> Span | None:
    """The words of an undertaking that runs over a stretch of lifted text; None where they are too few or too many.

    They end before the clause of a figure, which is told as such; `text` is the document's.
    """
    sentence = reading.situated
    span = _before_figures(span_of(sentence, stretch), starts_of_figures, text)
    span = _without_time(_trimmed(span, text), sentence, text, knowledge)
    span = _told(_trimmed(span, text), reading, text, knowledge)
    return span if SHORTEST <= span.end - span.start <= LONGEST else None


def in_context(sentence: Situated, span: Span, text: str) -> Span:
    """The sentence that an undertaking stands in: who and on what condition; of a long one its own words alone."""
    whole = _trimmed(sentence.sentence.span, text)
    return whole if whole.end - whole.start <= LONGEST and whole.start <= span.start and span.end <= whole.end else span


def _before_figures(span: Span, starts_of_figures: Sequence[int], text: str) -> Span:
    """The part of a span before the clause of the first figure in it."""
    place = bisect_left(starts_of_figures, span.start)
    if place == len(starts_of_figures) or starts_of_figures[place] >= span.end:
        return span
    clause = max((text.rfind(mark, span.start, starts_of_figures[place]) for mark in ",，;；"), default=-1)
    return Span(span.start, max(clause, span.start))


def _without_time(span: Span, sentence: Situated, text: str, knowledge: Knowledge) -> Span:
    """A span without a time behind its last comma, which is of what follows: 培育示范基地，‖力争到2025年，(每区1家)."""
    for mention in sentence.mentions:
        if mention.kind == "time" and mention.span.end == span.end and mention.span.start > span.start:
            before = text[span.start : mention.span.start]
            comma = max(map(before.rfind, COMMAS))
            if not bare(before[comma + 1 :], knowledge):
                return _trimmed(Span(span.start, span.start + max(comma, 0)), text)
    return span


def _told(span: Span, reading: Reading, text: str, knowledge: Knowledge) -> Span:
    """The words of an undertaking without a number or 提出 before them and the bodies in charge in brackets behind."""
    words = folded_in(reading.situated, span)
    behind = IN_BRACKETS.search(words)
    charged = behind is not None and knowledge.cues.one["charge"].search(behind[0]) is not None
    end = span.start + behind.start() if behind is not None and charged else span.end
    begin = _behind_ordinal(words, behind_number(words, knowledge), knowledge)
    if (by := reading.role(BY)) is not None:
        begin = max(span_of(reading.situated, by).end - span.start, begin)  # 6月底前‖完成检修
    if reading.pattern.language == "en":
        end = span.start + _without_saying(words[: end - span.start], knowledge)
        begin = max(begin, _behind_saying(words, knowledge))
    asked = knowledge.cues.one["asks"].match(words, begin)
    if asked is not None and (reading.pattern.kind == ASKED or knowledge.cues.one["ought"].match(words, asked.end())):
        begin = asked.end()  # 强调‖要深入贯彻
    return _trimmed(Span(min(span.start + begin, end), end), text)


def _behind_ordinal(words: str, begin: int, knowledge: Knowledge) -> int:
    """Where words go on behind the ordinal of a list in a sentence: 一是, 首先， but not 第一时间."""
    ordinal = knowledge.cues.one["first"].match(words, begin)
    if ordinal is None:
        return begin
    parted = words.startswith((",", ":"), ordinal.end())
    said = ordinal[0].endswith(tuple(knowledge.cues.classes["zh"]["copula"]))
    return ordinal.end() + parted if parted or said else begin


def _without_saying(words: str, knowledge: Knowledge) -> int:
    """Where English words end once who says so is taken off behind them: …, according to the plan; …, he added."""
    comma = words.rfind(", ")
    while comma > SHORTEST:
        tail, cues = words[comma:], knowledge.cues.one
        based = cues["based"].match(tail, 2) is not None
        if not based and cues["bids"].search(tail) is None:
            break
        words, comma = words[:comma], words.rfind(", ", 0, comma)
    return len(words)


def _behind_saying(words: str, knowledge: Knowledge) -> int:
    """Where English words begin once a joint, or who says so, is taken off before them: and it noted that …."""
    joint = JOINED.match(words)
    begin = joint.end() if joint is not None else 0
    said = knowledge.cues.one["bids"].search(words, begin, begin + SAYING)
    that = THAT.match(words, said.end()) if said is not None else None
    return that.end() if that is not None else begin


def _trimmed(span: Span, text: str) -> Span:
    quote = text[span.start : span.end]
    lead = len(quote) - len(quote.lstrip(" 　,，、;；:：*-•—"))
    tail = len(quote.rstrip(" 　,，;；。.*")) - len(quote)
    return Span(span.start + lead, span.end + tail)
