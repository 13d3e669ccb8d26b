"""What is to be done without a number: from the clause that begins it to the next one, or the sentence's end."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extraction.beginnings import beginnings_of, stretch_of
from kg.extraction.carried_times import is_of_one_deed
from kg.extraction.directions import directions
from kg.extraction.due import due_of
from kg.extraction.duties import GOAL, PLEDGE, is_meant
from kg.extraction.force import concept_in
from kg.extraction.governing_policy import governing
from kg.extraction.handed_down import goes_on_about
from kg.extraction.outline import behind_number, is_item
from kg.extraction.quotes import quote
from kg.extraction.readings import Reading, folded_in, span_of
from kg.extraction.undertaking_words import in_context, own_words
from kg.knowledge.say import CHARACTERS
from kg.model import Document, Entity, Figure, Period, Span, Undertaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

CLAUSE_MARK = re.compile("[,，;；。]")
SPARSE, FEW = 5, 2  # a page that asks for something in every fifth sentence, and in more than two, needs nobody named


def undertakings(
    situated: Sequence[Situated],
    official: Sequence[bool],
    figures: Sequence[Figure],
    document: Document,
    knowledge: Knowledge,
) -> tuple[Undertaking, ...]:
    """Every undertaking where a policy governs, a plan is told, or something is encouraged.

    What says a figure is none as well: an undertaking ends before it. `official` tells by sentence who is heard there.
    """
    starts_of_figures = sorted({evidence.span.start for figure in figures for evidence in figure.evidence[:1]})
    directed = list(directions(situated, knowledge))
    asked = list(_asked(situated, directed, starts_of_figures, document, knowledge))
    asking = len({place for place, _ in asked})
    is_dense = asking * SPARSE >= len(situated) and (asking > FEW or len(situated) < SPARSE)
    found: dict[tuple[str, str], Undertaking] = {}
    for place, undertaking in asked:
        if undertaking.policy is not None or is_dense or official[place] or directed[place] is not None:
            key = (undertaking.label, undertaking.policy.key if undertaking.policy else "")
            found.setdefault(key, undertaking)
    return tuple(found.values())


def _asked(
    situated: Sequence[Situated],
    directed: Sequence[int | None],
    starts_of_figures: Sequence[int],
    document: Document,
    knowledge: Knowledge,
) -> Iterator[tuple[int, Undertaking]]:
    """Whatever is asked of anybody, each with the number of its sentence."""
    barred, held = False, -1  # `held` is the paragraph in which a body told what it sets out to do
    pledges = {pattern.id for pattern in knowledge.patterns["requires"] if pattern.kind == PLEDGE}
    for place, (sentence, stated) in enumerate(zip(_with_deadlines(situated, knowledge), situated, strict=True)):
        barred = _is_barred(sentence, knowledge, barred=barred)
        pleaded = knowledge.cues.one["pleads"].search(sentence.sentence.folded) is not None
        if barred or pleaded or sentence.sentence.role in {"title", "byline"} or _tells_purpose(sentence, knowledge):
            continue
        led, at = sentence.lead == stated.lead, directed[place]
        goes_on = sentence.sentence.block == held and goes_on_about(sentence, knowledge)
        for undertaking in _in_sentence(
            sentence, 0 if goes_on else at, starts_of_figures, document, knowledge, led=led
        ):
            held = sentence.sentence.block if at is not None or undertaking.evidence[0].rule in pledges else held
            yield place, undertaking


def _with_deadlines(situated: Sequence[Situated], knowledge: Knowledge) -> Iterator[Situated]:
    """Every sentence, led by the deadline that its paragraph told before it where it tells no time: 到2025年，…。…."""
    block, due = -1, None
    for one in situated:
        due = due if one.sentence.block == block else None
        block = one.sentence.block
        times = [mention for mention in one.mentions if mention.kind == "time"]
        yield replace(one, lead=due) if due is not None and one.lead is None and not times else one
        told = next((time for time in reversed(times) if time.sense == "deadline"), None)
        due = told if times else due
        due = None if told is not None and is_of_one_deed(told, one, knowledge) else due


def _is_barred(sentence: Situated, knowledge: Knowledge, *, barred: bool) -> bool:
    """Whether a sentence is in a list of what nobody is to do (有下列行为之一的：（一）…), or tells who does so."""
    text = sentence.sentence.folded
    opens = text.rstrip().endswith(":") and knowledge.cues.one["barred"].search(text) is not None
    return opens or (barred and is_item(text, knowledge))


def _tells_purpose(sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a sentence tells what a policy was made for (为了规范…，制定本条例), or what a word of it means."""
    text = sentence.sentence.folded
    if knowledge.cues.one["defines"].search(text) is not None:
        return True
    for_it = text.startswith(knowledge.cues.classes["zh"]["purpose"], behind_number(text, knowledge))
    made = [found.end() for found in knowledge.cues.one["making"].finditer(text)] if for_it else []
    return bool(made) and knowledge.cues.one["asks"].search(text, made[-1]) is None


def _in_sentence(  # noqa: PLR0913  a sentence, and what is known around it
    sentence: Situated,
    directed: int | None,
    starts_of_figures: Sequence[int],
    document: Document,
    knowledge: Knowledge,
    *,
    led: bool,
) -> Iterator[Undertaking]:
    """What a sentence asks for; `led` tells that its lead holds for all that it says, not only for what is to be so."""
    begins = beginnings_of(sentence, directed, knowledge)
    actors: tuple[Entity, ...] = ()
    for number, (begin, end) in enumerate(pairwise([*begins, len(sentence.lifted.text)])):
        reading = begins[begin]
        actors = _actors(reading, actors)
        stretch = stretch_of(reading, begin, end, knowledge, is_first=number == 0)
        span = own_words(reading, stretch, starts_of_figures, document.text, knowledge)
        asked_of = directed is not None and reading.start >= directed
        if span is not None and is_meant(sentence, reading, span, document.text, knowledge, directed=asked_of):
            directed = 0 if reading.pattern.kind == PLEDGE and directed is None else directed
            yield _undertaking(reading, span, actors, document, knowledge, led=led)


def _undertaking(  # noqa: PLR0913  what is asked, of whom, where it stands
    reading: Reading,
    span: Span,
    actors: Sequence[Entity],
    document: Document,
    knowledge: Knowledge,
    *,
    led: bool,
) -> Undertaking:
    """What the words at a span ask for, of `actors`, with the policy and the deadline that hold for them."""
    sentence, pattern, text = reading.situated, reading.pattern, document.text
    scope = governing(sentence, span, knowledge)
    due = due_of(sentence, span, document.metadata.published, knowledge, led=led or pattern.kind == GOAL)
    main = in_context(sentence, span, text)
    beside = [told.span for told in (scope, due) if told is not None and not _holds(main, told.span)]
    return Undertaking(
        label=text[span.start : span.end],
        language=pattern.language,
        evidence=tuple(quote(one, document, pattern.id) for one in (main, *beside)),
        policy=scope.policy if scope is not None else None,
        facilities=tuple(dict.fromkeys((*actors, *_facilities(sentence, span)))),
        modality=_force(reading, span, knowledge),
        period=due.value if due is not None and isinstance(due.value, Period) else None,
    )


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _force(reading: Reading, span: Span, knowledge: Knowledge) -> str:
    """How binding an undertaking is, by its first clause from its verb on: what stands before it tells of whom."""
    stretch = reading.role("ought")
    start = span_of(reading.situated, stretch).start if stretch is not None else span.start
    words = folded_in(reading.situated, Span(max(start, span.start), span.end))
    return concept_in(CLAUSE_MARK.split(words)[0], "modality", knowledge) or concept_in(words, "modality", knowledge)


def _actors(reading: Reading, before: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The kinds of facility named as who is to do it, else those of the clauses before it up to a semicolon.

    乡镇卫生院要加强培训，‖开展巡诊.
    """
    situated, who = reading.situated, reading.role("who")
    text = situated.lifted.text
    if who is None:
        parted = text[: reading.start].rstrip().endswith(";") or reading.start == 0
        return () if parted or reading.pattern.kind == GOAL else before
    named = [situated.mentions[index] for index in situated.lifted.within(*who)]
    if not text[who[0] : who[1]].rstrip().endswith(CHARACTERS["facility"]):
        return ()
    return tuple(m.value for m in named if m.kind == "facility" and isinstance(m.value, Entity))


def _facilities(sentence: Situated, span: Span) -> tuple[Entity, ...]:
    inside = (
        mention.value
        for mention in sentence.mentions
        if mention.kind == "facility" and span.start <= mention.span.start and mention.span.end <= span.end
    )
    return tuple(dict.fromkeys(value for value in inside if isinstance(value, Entity)))
