"""Numbers told for several times at once, in their order: 到2022年和2030年，X分别达到A和B."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from kg.extraction.readings import span_of
from kg.knowledge.say import CHARACTERS, JOINT
from kg.model import Mention, Period, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge


def timed(drafts: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """Drafts of a sentence, those of a list of as many numbers as times being of one thing at each of them."""
    if len(drafts) < 2:
        return list(drafts)
    runs = tuple(_runs(drafts[0].reading.situated, knowledge))
    result: list[Draft] = []
    for group in _lists(drafts, knowledge):
        start = group[0].reading.start
        times = next((run for end, run in reversed(runs) if end <= start), ())
        result += _at(group, times) if len(times) == len(group) > 1 else group
    return result


def number_alike(first: Mention, other: Mention) -> Mention:
    """A later number of a list, bounded as the words before the first bound all of them: 不低于22%和30%."""
    one, more = first.value, other.value
    led = not first.text[:1].isdigit() and isinstance(one, Quantity) and one.bound not in {"eq", "range"}
    if not led or not isinstance(one, Quantity) or not isinstance(more, Quantity) or more.bound != "eq":
        return other
    return replace(other, value=replace(more, bound=one.bound))


def _at(group: Sequence[Draft], times: Sequence[Mention]) -> Iterator[Draft]:
    """The numbers of a list, each at its time: all are of what the first is of, and a deadline is said once."""
    first = group[0]
    said = tuple(span_of(first.reading.situated, stretch) for stretch in first.phrase.stretches)
    for draft, time in zip(group, times, strict=True):
        when = replace(time, sense=times[0].sense)
        if draft is first:
            yield replace(draft, time=when)
            continue
        value = draft.reading.value
        if value is not None and first.reading.value is not None:
            value = number_alike(first.reading.value, value)
        reading = replace(draft.reading, pattern=first.reading.pattern, value=value)
        yield replace(first, reading=reading, time=when, inherited=said)


def _runs(situated: Situated, knowledge: Knowledge) -> Iterator[tuple[int, tuple[Mention, ...]]]:
    """Times that only joints part, with where the last of them ends; one alone counts too and takes what follows."""
    text, run, end = situated.lifted.text, list[Mention](), 0
    before_change = tuple(knowledge.cues.classes["zh"]["from"])
    for place, mention in zip(situated.lifted.places, situated.mentions, strict=True):
        if text[place] != CHARACTERS["time"] or not isinstance(mention.value, Period):
            continue
        if text[:place].endswith(before_change):
            continue  # 由目前的50%分别提高到60%和70% is told for the times before it
        if run and not _only_joint(text[end:place], knowledge):
            yield end, tuple(run)
            run = []
        run.append(mention)
        end = place + 1
    if run:
        yield end, tuple(run)


def _lists(drafts: Sequence[Draft], knowledge: Knowledge) -> Iterator[list[Draft]]:
    """Drafts whose numbers stand beside each other with nothing but joints between them."""
    number = 0
    marks: list[int] = []
    for i, draft in enumerate(drafts):
        if i:
            text, last = draft.reading.situated.lifted.text, drafts[i - 1].reading
            here = (draft.reading.role("q") or (draft.reading.start, 0))[0]
            there = (last.role("q") or (0, last.end))[1]
            number += not _only_joint(text[there:here], knowledge)
        marks.append(number)
    for _, places in groupby(range(len(drafts)), key=marks.__getitem__):
        yield [drafts[i] for i in places]


def _only_joint(words: str, knowledge: Knowledge) -> bool:
    return knowledge.cues.one[JOINT].fullmatch(words.strip()) is not None
