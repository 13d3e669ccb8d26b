"""分别: as many numbers as things, told in two lists that go together in order.

Numbers first: 81个城市和2199个县区正分别试点推进A和B. Things first: 笔数、金额分别增长20.49%、3.21%.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.phrases import bare, normal
from kg.extraction.readings import Reading, clause, span_of
from kg.knowledge.say import JOINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Mention


def paired(drafts: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """Drafts of a sentence with 分别 resolved, clause by clause; lists that do not agree in number stay as they are."""
    result = list(drafts)
    for word in knowledge.cues.one["respectively"].finditer(drafts[0].reading.situated.lifted.text) if drafts else ():
        text = drafts[0].reading.situated.lifted.text
        begin, end = clause(text, word.start())
        inside = [i for i, d in enumerate(result) if begin <= d.reading.start < end]
        before = [i for i in inside if result[i].reading.end <= word.start()]
        after = [i for i in inside if result[i].reading.start >= word.end()]
        if len(before) >= 2 and not after:
            for i, thing in zip(before, _facilities(drafts[0].reading, word.end(), end, len(before)), strict=False):
                rest = _between(result[before[-1]].reading.situated, word.end(), end)
                result[i] = _of(result[i], thing, rest, knowledge)
        elif len(after) >= 2 and not before:
            things = _things(text, (begin, word.start()), len(after), knowledge)
            same = _said_alike(result, after)
            shared = _shares_head(text, things, knowledge)
            for i, (start, stop) in zip(after, things, strict=False):
                same[i] = _about(same[i], (start, stop), (begin, word.end()), knowledge, shared=shared)
            earlier = range(after[0] - len(after), after[0])
            if not things and earlier.start >= 0:
                for i, of in zip(after, earlier, strict=True):
                    same[i] = _again(same[i], result[of])
            result = same
    return result


def _said_alike(drafts: Sequence[Draft], places: Sequence[int]) -> list[Draft]:
    """All numbers of one list are said in the way of its first: 分别增长20.49%、3.21%."""
    pattern = drafts[places[0]].reading.pattern
    return [
        replace(draft, reading=replace(draft.reading, pattern=pattern)) if i in places else draft
        for i, draft in enumerate(drafts)
    ]


def _again(draft: Draft, earlier: Draft) -> Draft:
    """A change of what a number of the clause before counted."""
    spans = tuple(span_of(earlier.reading.situated, stretch) for stretch in earlier.phrase.stretches)
    return replace(draft, label=earlier.label, words=earlier.words, facilities=earlier.facilities, inherited=spans)


def _facilities(reading: Reading, start: int, end: int, number: int) -> tuple[Mention, ...]:
    """The facility types after the word, if there are as many as numbers."""
    situated = reading.situated
    found = [situated.mentions[i] for i in situated.lifted.within(start, end)]
    facilities = tuple(mention for mention in found if mention.kind == "facility")
    return facilities if len(facilities) == number else ()


def _between(situated: Situated, start: int, end: int) -> str:
    """The words after 分别 without the things that are listed: what is done with each of them."""
    places = {situated.lifted.places[i] for i in situated.lifted.within(start, end)}
    return "".join(" " if at in places else situated.lifted.text[at] for at in range(start, end))


def _things(text: str, stretch: tuple[int, int], number: int, knowledge: Knowledge) -> tuple[tuple[int, int], ...]:
    """The listed things before the word as stretches of lifted text, if there are as many as numbers."""
    cuts = [match.span() for match in knowledge.cues.one[JOINT].finditer(text, *stretch)][-(number - 1) :]
    if len(cuts) != number - 1:
        return ()
    begin, end = stretch
    starts = [begin, *(stop for _, stop in cuts)]
    stops = [*(start for start, _ in cuts), end]
    return tuple(zip(starts, stops, strict=True))


def _of(draft: Draft, facility: Mention, rest: str, knowledge: Knowledge) -> Draft:
    """A number of places that do something with a facility type of its own."""
    told = knowledge.cues.one["respectively"].split(draft.label)[0]
    place = bare(knowledge.cues.one[JOINT].split(told)[0], knowledge)
    words = knowledge.cues.one[JOINT].sub(" ", rest)
    label = "".join((place, *words.split()))
    return replace(draft, facilities=(facility,), label=label, words=normal(label, knowledge))


def _shares_head(text: str, things: Sequence[tuple[int, int]], knowledge: Knowledge) -> bool:
    """Whether only the last thing of a list says what is measured of all: 城市和县城污水处理率, not 笔数、金额."""
    heads = knowledge.cues.classes["zh"]["measured"]
    ends = [text[start:stop].strip().endswith(heads) for start, stop in things]
    return bool(ends) and ends[-1] and not any(ends[:-1])


def _about(
    draft: Draft, stretch: tuple[int, int], told: tuple[int, int], knowledge: Knowledge, *, shared: bool
) -> Draft:
    """A change of a thing of its own; where its items share words, the whole list is named with the thing behind."""
    situated = draft.reading.situated
    words = normal(_said(situated, stretch), knowledge)
    if not words:
        return draft
    whole = (told[0], told[1] - len(knowledge.cues.one["respectively"].findall(situated.lifted.text, *told)[-1]))
    label = _said(situated, stretch)
    if shared:
        label = f"{bare(_said(situated, whole), knowledge)} ({label})"
        words = normal(label, knowledge)
    return replace(draft, label=label, words=words, inherited=(situated.lifted.span(*told),))


def _said(situated: Situated, stretch: tuple[int, int]) -> str:
    """The folded words of a stretch of lifted text."""
    span = situated.lifted.span(*stretch)
    start = span.start - situated.sentence.span.start
    return situated.sentence.folded[start : start + span.end - span.start].strip()
