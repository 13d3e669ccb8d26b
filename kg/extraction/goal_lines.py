"""Lines of English documents that only name goals, for what stands below: Targets by 2030:, Target 1."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from kg.extraction.bare_words import HAN
from kg.extraction.english_words import grammar, tokens
from kg.model import Mention, Period, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extraction.english_words import Grammar, Token
    from kg.extraction.types import Sentence
    from kg.knowledge.types import Knowledge

Below = Literal["", "next", "list", "section"]  # what of the lines below a line of goals names

YEAR = re.compile(r"(?<![\w-])20[0-9]{2}(?![\w-])")
LONGEST, SHORT = 30, 6  # words of a line that names goals; of one that does not end open
BEGINNING = 160  # characters of a line that names goals without ending open
LABEL = 4  # words before the colon of a line that is a goal itself: Target 1: …


def goal_lines(
    sentences: Sequence[Sentence],
    mentions: Sequence[Sequence[Mention]],
    cells: Mapping[int, Mapping[Span, Mention | None]],
    knowledge: Knowledge,
) -> Iterator[tuple[bool, Mention | None]]:
    """For each sentence whether a line above it, its own beginning, or its column, says that it is a goal, and by when.

    A heading names all up to the next, a line that ends open the list behind it, a bare line (Target 1) what is next.
    """
    said = grammar(knowledge)
    below: Below = ""
    due: Mention | None = None
    block, aimed, depth = -1, False, 0
    for sentence, found, opens_list in zip(sentences, mentions, _before_items(sentences), strict=True):
        if sentence.span in cells.get(sentence.block, {}):
            yield True, cells[sentence.block][sentence.span]
            continue
        if sentence.block == block:
            yield aimed, due if aimed else None
            words = _words(sentence) if sentence.folded.rstrip().endswith(":") else ()
            if _names_goals(words, said, heading=False):  # the last sentence of a paragraph opens the list
                below, due = "list", _due(sentence, found)
            continue
        block = sentence.block
        words = _words(sentence) if below or _may_name_goals(sentence, knowledge) else ()
        names = _names_goals(words, said, heading=bool(sentence.heading)) or (
            opens_list and not sentence.item and _leads_to_goals(words, said)
        )
        aimed = (
            not names
            and not sentence.heading
            and (_is_labelled(words, said) or _is_below(below, sentence, words, said))
        )
        yield aimed, due if aimed else None
        if names:
            opens = sentence.item or (words[-1].word == ":" and not sentence.heading) or opens_list
            numbers = [word.word for word in words if word.word.isdigit() and not YEAR.fullmatch(word.word)]
            numbered = bool(numbers) and len(words) <= LABEL  # Target 1
            section = sentence.heading and not numbered
            below = "section" if section else "list" if opens else "next"
            due, depth = _due(sentence, found), sentence.heading
        elif below == "section" and sentence.heading > depth:
            continue  # a part of what the heading of goals opens
        elif sentence.heading or not (sentence.item or below == "section" or (below == "list" and aimed)):
            below, due = "", None


def _before_items(sentences: Sequence[Sentence]) -> list[bool]:
    """For each sentence whether the line below its own is an item of a list."""
    found: list[bool] = []
    below, first, block = False, False, -1
    for sentence in reversed(sentences):
        if sentence.block != block:
            below, block = first, sentence.block
        first = sentence.item
        found.append(below)
    return found[::-1]


def _leads_to_goals(words: Sequence[Token], said: Grammar) -> bool:
    """Whether a line above a list, though it does not end open, names what is listed: Milestones for 2025."""
    plain = [word.word for word in words if not word.mark]
    if not plain or len(words) > LONGEST or not any(said.has("goal", word) for word in plain):
        return False
    points = any(said.has("lists_below", word) for word in plain)  # the targets are listed below.
    told = any(said.has("met", word) or (said.form(word) == "past" and not points) for word in plain)
    closed = words[-1].word in {".", ";", "?", "!"} and len(plain) > LABEL and not points
    return not told and not closed


def _may_name_goals(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a line ends open, or a word for goals stands near its beginning."""
    text = sentence.folded
    opens = text.rstrip().endswith(":")
    return opens or any(word in text[:BEGINNING].lower() for word in knowledge.cues.classes["en"]["goal"])


def _words(sentence: Sentence) -> Sequence[Token]:
    """The first words of an English line, none of another."""
    if HAN.search(sentence.folded) is not None:
        return ()
    return tokens(sentence.folded)[: LONGEST + 1]


def _is_below(below: Below, sentence: Sentence, words: Sequence[Token], said: Grammar) -> bool:
    """Whether a line is a goal of those named above: the next, an item, or one that begins as a goal does."""
    if below in {"section", "list"} and not sentence.item:
        first = [word.word for word in words if not word.mark and (len(word.word) > 1 or word.word.isdigit())]
        first = first[1:4] if first[:1] == ["to"] else first[:3]
        return any(word.isdigit() for word in first) or said.form("".join(first[:1])) in {"base", "gerund"}
    return below == "next" or (bool(below) and sentence.item)


def _names_goals(words: Sequence[Token], said: Grammar, *, heading: bool) -> bool:
    """Whether a line does nothing but name goals: it ends open, is a heading, or is the goal's number."""
    plain = [word.word for word in words if not word.mark]
    if not plain or len(words) > LONGEST:
        return False
    names = said.has("lists_goals", plain[-1])  # the goals laid out in the plan include:
    to_be = {i + 1 for i, word in enumerate(plain) if word == "be"}  # targets to be achieved
    to_be |= {i + 1 for i, word in enumerate(plain) if said.has("goal", word)}  # targets set for 2025
    told = any(
        i not in to_be and (said.has("met", word) or (said.form(word) == "past" and not names))
        for i, word in enumerate(plain)
    )
    goals = not told and any(said.has("goal", word) for word in plain)
    if words[-1].word == ":":
        return goals or (plain[-1] == "to" and any(said.has("aiming", word) for word in plain))  # it is planning to:
    numbered = (
        said.has("goal", plain[0]) and len(plain) <= SHORT and not any(said.has("finite", word) for word in plain)
    )
    return goals and words[-1].word not in {".", ";", "?", "!"} and (heading or numbered) and len(plain) <= SHORT


def _is_labelled(words: Sequence[Token], said: Grammar) -> bool:
    """Whether a line is told to be a goal by how it begins: Target 1: …."""
    first = next((i for i, word in enumerate(words[:2]) if not word.mark), 0)
    named = [word.word for word in words[first : first + LABEL]]
    return bool(named) and said.has("goal", named[0]) and ":" in named


def _due(sentence: Sentence, mentions: Sequence[Mention]) -> Mention | None:
    """By when goals are to be reached that a line names: its time, or the bare year in it: 2030 targets."""
    times = [mention for mention in mentions if mention.kind == "time" and isinstance(mention.value, Period)]
    if times:
        return replace(times[-1], sense="deadline")
    year = YEAR.search(sentence.folded)
    if year is None:
        return None
    start = sentence.span.start
    period = Period(date(int(year[0]), 1, 1), date(int(year[0]), 12, 31), "year", text=year[0])
    return Mention(Span(start + year.start(), start + year.end()), "time", year[0], period, "deadline")
