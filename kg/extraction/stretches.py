"""Stretches: which words beside a number name what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.bare_words import bare
from kg.extraction.clause_ends import clause
from kg.extraction.readings import Reading, numbers_in, told_after, unranked
from kg.knowledge.say import BESIDE, CHARACTERS
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge.types import Knowledge

MEASURE_ENDS = ",:"  # what stands behind a clause that names a measure alone
SHORT = 6  # code points of a clause that says no more than when, without its time


def stretches_of(place: int, readings: Sequence[Reading], knowledge: Knowledge) -> tuple[tuple[int, int], ...]:
    """The stretches of lifted text whose words name what the reading measures."""
    reading = readings[place]
    text = reading.situated.lifted.text
    begin, end = clause(text, reading.start)
    bound = begin
    told = _told_up_to(place, readings, begin)
    after = (reading.end, unranked(text, reading.end, _stop(place, readings, end, knowledge), knowledge))
    if knowledge.cues.one["having"].fullmatch(text[slice(*after)].strip()) is not None:
        after = (reading.end, reading.end)  # what the next number is of: 投入2亿元建成12间
    begin = _behind_bracket(text, begin, reading.start, knowledge)
    first = _behind_closed(text, max(begin, told), reading.start)
    before = _measure_ahead(text, begin, reading.start, knowledge) or (first, reading.start)
    behind = told_after(text, begin, end, knowledge) and not _is_listed(reading, before, knowledge)
    named: list[tuple[int, int]] = []
    for name in reading.pattern.feature:
        if name == "before":
            before = (before[0], _before_comparison(text, before, reading, knowledge))
            if not behind:
                named.append(before)
            elif told <= bound and not numbers_in(text, begin, reading.start):
                named.append((before[0], _without_verb(text, before, knowledge)))
        elif name == "ahead":
            named.append(before)
        elif name == "after":
            if behind:
                named.append(after)
        elif (stretch := reading.role(name)) is not None:
            named.append(stretch)
    return _run_on([(start, stop) for start, stop in named if start < stop])


def _is_listed(reading: Reading, before: tuple[int, int], knowledge: Knowledge) -> bool:
    """Whether a number ends one of several measures in a list: 规范管理率65%、知晓率80%."""
    text, classes = reading.situated.lifted.text, knowledge.cues.classes["zh"]
    if not text.startswith(classes[BESIDE], reading.end):
        return False
    return bool(reading.pattern.suffix) or bare(text[slice(*before)], knowledge).endswith(classes["measured"])


def _measure_ahead(text: str, begin: int, at: int, knowledge: Knowledge) -> tuple[int, int] | None:
    """The clause that names a measure alone, where the next says no more than when: 医师占比，‖2025年达到60%."""
    said = text[begin:at].replace(CHARACTERS["time"], "")
    if begin == 0 or text[begin - 1] not in MEASURE_ENDS or len(said) > SHORT or bare(said, knowledge):
        return None
    start, end = clause(text, begin - 2)[0], begin - 1
    measured = text[:end].endswith(tuple(knowledge.cues.classes["zh"]["measured"]))
    return (start, end) if measured and not numbers_in(text, start, end) else None


def _told_up_to(place: int, readings: Sequence[Reading], begin: int) -> int:
    """Where the numbers before one end that are told in its clause, from `begin` on; `begin` where none is."""
    reading, told = readings[place], begin
    text = reading.situated.lifted.text
    for other in reversed(readings[:place]):
        if other.end > told and not _is_closed(text, other, reading):
            told = other.end
    return told


def _stop(place: int, readings: Sequence[Reading], end: int, knowledge: Knowledge) -> int:
    """Where the words behind a number end: at the next one that is read or listed, or with the clause."""
    reading, lifted = readings[place], readings[place].situated.lifted
    later, read = place + 1, set[Span]()
    for i in lifted.within(reading.end, end):
        at, mention = lifted.places[i], reading.situated.mentions[i]
        while later < len(readings) and readings[later].start <= at:
            read |= {number.span for number in readings[later].mentions("q")}
            later += 1
        if mention.span in read or (mention.kind == "quantity" and _goes_on(lifted.text[:at], knowledge)):
            return at
    return end


def _goes_on(text: str, knowledge: Knowledge) -> bool:
    """Whether a list goes on to a number behind some words: 100个项目和 before 10个平台."""
    return text.rstrip().endswith(knowledge.cues.classes["zh"]["beside"])


def _is_closed(text: str, earlier: Reading, reading: Reading) -> bool:
    """Whether an earlier number stands in a bracket that closed before a later one: 图书(含电子书90万册)达310万册."""
    between = text[earlier.end : reading.start]
    return between.count(")") > between.count("(")


def _behind_bracket(text: str, begin: int, at: int, knowledge: Knowledge) -> int:
    """Where the words before a number begin: behind a bracket with words of its own, unlike 建成保护区(2740个)."""
    opens = text.rfind("(", begin, at)
    inside = opens > text.rfind(")", begin, at)
    return opens + 1 if inside and bare(text[opens + 1 : at], knowledge) else begin


def _behind_closed(text: str, begin: int, at: int) -> int:
    """Where words begin whose first part ends a bracket that an earlier number opened: 东部(10个省)、西部(12个."""
    closes = text.find(")", begin, at)
    return begin if closes < 0 or "(" in text[begin:closes] else closes + 1


def _run_on(stretches: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches in one where the next begins as one ends.

    >>> _run_on([(0, 2), (2, 5), (7, 8)])
    ((0, 5), (7, 8))
    """
    joined: list[tuple[int, int]] = []
    for start, stop in stretches:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return tuple(joined)


def _before_comparison(text: str, before: tuple[int, int], reading: Reading, knowledge: Knowledge) -> int:
    """Where the words before a change end: at what it is compared with, 急诊量较峰值减少."""
    if not reading.pattern.statistic.endswith("growth"):
        return before[1]
    return compared_from(text, before, knowledge)


def compared_from(text: str, stretch: tuple[int, int], knowledge: Knowledge) -> int:
    """Where a stretch turns to what is compared with, its end where it does not: 比 of 环比 compares nothing."""
    mute = knowledge.cues.classes["zh"]["not_against"]
    found = knowledge.cues.one["against"].finditer(text, *stretch)
    return next((match.start() for match in found if not text[: match.start()].endswith(mute)), stretch[1])


def _without_verb(text: str, before: tuple[int, int], knowledge: Knowledge) -> int:
    """Where the words before a number end once a verb of mere having (有, 建设了, 支持) at their end is taken off."""
    start, end = before
    verbs = list(knowledge.cues.one["having"].finditer(text, start, end))
    for verb in reversed(verbs):
        if not bare(text[verb.end() : end], knowledge):
            end = verb.start()
    said = bare(text[start:end], knowledge)
    return start if said in knowledge.cues.classes["zh"]["anyone"] else end
