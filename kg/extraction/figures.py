"""Targets and observations: which numbers of a document are figures, and what became of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.alike import each_of
from kg.extraction.begun_lists import begun_lists
from kg.extraction.carried_times import carried_time
from kg.extraction.drafting import drafts_of
from kg.extraction.english import english_figures, is_english, led_by, sole_deadline, told_on
from kg.extraction.goes_on import continued, headed
from kg.extraction.heads import is_headless
from kg.extraction.measured import earlier, measured
from kg.extraction.merge import merge
from kg.extraction.moods import claim_of
from kg.extraction.no_figures import UNPARTED, no_figures
from kg.extraction.pairs import paired
from kg.extraction.place_topics import Topic, placed, topic_of
from kg.extraction.readings import Reading, clause, matches, parts, settle
from kg.extraction.report_times import of_report
from kg.extraction.standpoint import Standpoint, standpoint
from kg.extraction.time_lists import timed
from kg.extraction.times import before_base, governing, inherited
from kg.model import Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Figure, LedgerRole, Mention

SILENT = ("title", "heading", "byline", "row")  # lines that tell no figure
LONG_PAST = 2  # years before the document, within which its bulletins and reports speak


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a document and what its numbers ended as, by their offset."""

    figures: tuple[Figure, ...]
    roles: Mapping[int, tuple[LedgerRole, str]]


@dataclass(frozen=True, slots=True)
class Around:
    """What holds for all sentences of a document.

    `dates` are offsets of times that date something else, `due` is the only deadline that an English page about a plan
    tells.
    """

    situated: Sequence[Situated]
    document: Document
    knowledge: Knowledge
    dates: frozenset[int]
    here: Standpoint
    due: Mention | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells, and what the next may go on from.

    `leading` is the first draft of the sentence that others go on about, `nearest` the first of the last sentence of a
    paragraph that told any, `topic` the place last spoken of, `led` the words that English goes on from; `begun` are
    offsets of what stands before a number that a change begins with.
    """

    drafts: Sequence[Draft] = ()
    time: Mention | None = None
    leading: Draft | None = None
    nearest: Draft | None = None
    spoken: Draft | None = None
    topic: Topic | None = None
    led: str = ""
    begun: frozenset[int] = frozenset()
    goes_on: bool = False


def figures(  # noqa: PLR0913  all that was found out before
    situated: Sequence[Situated],
    document: Document,
    knowledge: Knowledge,
    *,
    official: Sequence[bool],
    dates: frozenset[int],
    told: Mapping[int, tuple[LedgerRole, str]],
) -> Figures:
    """Every figure that a sentence of the document tells; rows of tables are read elsewhere.

    `official` tells by sentence whether somebody who sets targets is heard there. `dates` are offsets of times that
    date something else (an issue, an event), `told` numbers that were read already and what they ended as.
    """
    here = standpoint(situated, document, knowledge)
    due = sole_deadline(situated, here, knowledge) if document.language == "en" else None
    around = Around(situated, document, knowledge, dates, here, due)
    found: list[Figure] = []
    roles = dict(told)
    said = Told()
    for sentence, before, may_aim in zip(situated, [None, *situated], official, strict=False):
        roles |= no_figures(sentence, told, knowledge)
        if not sentence.sentence.heading and sentence.sentence.role not in SILENT:
            said = _told(said, before, sentence, roles, around)
            found += _figures(said, before, sentence, roles, around, may_aim=may_aim)
    return Figures(merge(found), roles)


def _told(
    last: Told, before: Situated | None, sentence: Situated, roles: Mapping[int, tuple[LedgerRole, str]], around: Around
) -> Told:
    """What a sentence tells, behind one that told the last."""
    knowledge, dates = around.knowledge, around.dates
    taken = frozenset(mention.span.start for mention in sentence.mentions if mention.span.start in roles)
    goes_on = _goes_on(before, sentence, knowledge)
    unparted = bool(taken) and all(roles[at] == UNPARTED for at in taken)
    drafts = [] if unparted else _read(sentence, taken, last.drafts if goes_on else [], knowledge)
    goes_on = goes_on or (last.goes_on and _is_bare(before, drafts, knowledge))
    then = goes_on or sentence.sentence.folded.lstrip().startswith(knowledge.cues.classes["zh"]["meanwhile"])
    time = carried_time(last.time, before, sentence, dates | last.begun, knowledge, goes_on=then)
    begun = frozenset(mention.span.start for draft in drafts for mention in before_base(draft.reading))
    nearest, spoken, topic, led = last.nearest, last.spoken, last.topic, led_by(last.led, before, sentence)
    if is_english(sentence, around.document.language):
        drafts = english_figures(sentence, drafts, (spoken, led), roles, around.here, knowledge)
        spoken = next((draft for draft in reversed(drafts) if draft.claim), None)
    else:
        beside = before is not None and before.sentence.block == sentence.sentence.block
        nearest = nearest if beside else None
        drafts = headed(drafts, last.leading, nearest, knowledge) if goes_on else continued(drafts, nearest, knowledge)
        nearest, spoken = next((draft for draft in drafts if draft.words), nearest), None
        topic = topic_of(topic, before, sentence, drafts, knowledge)
        drafts = placed(drafts, sentence, topic, knowledge)
    leading = last.leading if goes_on else next(iter(drafts), None)
    return Told(drafts, time, leading, nearest, spoken, topic, led, begun, goes_on)


def _figures(  # noqa: PLR0913  a sentence, and where it stands
    told: Told,
    before: Situated | None,
    sentence: Situated,
    roles: dict[int, tuple[LedgerRole, str]],
    around: Around,
    *,
    may_aim: bool,
) -> list[Figure]:
    """The figures of the drafts of a sentence; what its numbers ended as is entered in `roles`."""
    here, document, knowledge = around.here, around.document, around.knowledge
    found: list[Figure] = []
    last: Figure | None = None
    for draft in told.drafts:
        time = _time_of(draft, told, before, around)
        said = measured(draft, time, here, document, knowledge)
        figure = None if said is None else of_report(said, sentence, around.situated, document, knowledge)
        if figure is not None and _may_be_said(figure, draft, last, may_aim=may_aim):
            last = figure
            first = earlier(figure, draft, time, here, document)
            found += [figure] if first is None else [figure, first]
            _enter(draft.reading, figure, roles, began=first is not None)
        elif figure is not None or not claim_of(draft.reading, time, here, knowledge):
            roles |= {number.span.start: ("qualifier", "no claim") for number in draft.reading.mentions("q")}
    return found


def _time_of(draft: Draft, told: Told, before: Situated | None, around: Around) -> Mention | None:
    """The time that a draft is of: its own, one that governs it, or one that was told before."""
    knowledge, dates, reading = around.knowledge, around.dates | told.begun, draft.reading
    time = draft.time or (None if draft.claim else governing(reading, dates, knowledge))
    near = told.time if _is_near(told.time, before, around.here) and not _comes_again(reading, knowledge) else None
    time = _of_part(time, reading, around.here) or inherited(reading)
    time = time or (told_on(draft, told.time) if draft.claim else near)
    if time is None and draft.claim == "target" and around.due is not None:
        return around.due if around.due.span.end <= reading.situated.sentence.span.end else None
    if not draft.claim and claim_of(reading, time, around.here, knowledge) == "observation":
        return _told_by_then(time, reading, dates, around.here, knowledge)
    return time


def _of_part(time: Mention | None, reading: Reading, here: Standpoint) -> Mention | None:
    """A time; the years to come (今后五年) are those for which the part plans in which they are told of."""
    part = reading.situated.lead
    if time is None or part is None or part.sense != "plan" or time.sense != "interval":
        return time
    ahead = isinstance(time.value, Period) and time.value.basis == "relative" and here.is_yet_to_come(time)
    return part if ahead else time


def _may_be_said(figure: Figure, draft: Draft, last: Figure | None, *, may_aim: bool) -> bool:
    """Whether who is heard may say it; not by how much an aim right before exceeds what was."""
    return (may_aim or figure.policy is not None or figure.kind == "observation") and not _changes_aim(draft, last)


def _read(sentence: Situated, taken: frozenset[int], earlier: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """What the patterns read in a sentence; `earlier` are the drafts of the one that it goes on from."""
    read = (*begun_lists(sentence, knowledge), *matches(sentence, "measures", knowledge))
    settled = settle(read, taken)
    if not settled:
        return []
    readings = tuple(part for reading in settled for part in parts(reading, knowledge))
    return each_of(paired(timed(drafts_of(readings, knowledge), knowledge), earlier, knowledge), knowledge)


def _told_by_then(
    time: Mention | None, reading: Reading, dates: frozenset[int], here: Standpoint, knowledge: Knowledge
) -> Mention | None:
    """The time of what is reported: none yet to come (下达2026年补助资金), but one before it in the sentence.

    The year of a part that plans is none of what is so by now.
    """
    if time is None or not (here.is_yet_to_come(time) or _is_of_plans(time, reading, here)):
        return time
    other = governing(reading, dates | {time.span.start}, knowledge)
    return None if other == time or here.is_yet_to_come(other) else other


def _is_of_plans(time: Mention, reading: Reading, here: Standpoint) -> bool:
    """Whether a time is that of the part of a report that plans, and not over."""
    led = time == reading.situated.lead and reading.situated.mood == "plan"
    return led and isinstance(time.value, Period) and not here.is_over(time.value)


def _is_near(carried: Mention | None, before: Situated | None, here: Standpoint) -> bool:
    """Whether a time told in a sentence before may hold: not a year long past, with which a tale began."""
    if carried is None or here.published is None or not isinstance(carried.value, Period):
        return carried is not None
    goes_on = before is not None and before.sentence.folded.rstrip().endswith(";")
    return goes_on or carried.value.end.year >= here.published.start.year - LONG_PAST


def _comes_again(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether the clause of a number tells what is so each year, by no deadline told before: …；每年检查100%的企业."""
    text = reading.situated.lifted.text
    begin, _ = clause(text, reading.start)
    return any(word in text[begin : reading.start] for word in knowledge.cues.classes["zh"]["yearly"])


def _goes_on(before: Situated | None, sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a sentence goes on about what the one before it told of: …；… in its block, 其中，… in the next too."""
    if before is None or before.sentence.heading or sentence.sentence.block - before.sentence.block > 1:
        return False
    among = sentence.sentence.folded.lstrip().startswith(knowledge.cues.classes["zh"]["among"])
    return among or (before.sentence.block == sentence.sentence.block and before.sentence.folded.rstrip().endswith(";"))


def _is_bare(before: Situated | None, drafts: Sequence[Draft], knowledge: Knowledge) -> bool:
    """Whether a sentence begins with a bare head, not its change, as the one before it did: 其中，出口…。进口…."""
    first = next(iter(drafts), None)
    if first is None or before is None or before.sentence.heading:
        return False
    return is_headless(first.words, knowledge) and not first.reading.pattern.suffix


def _changes_aim(draft: Draft, last: Figure | None) -> bool:
    """Whether a number tells by how much the aim right before it exceeds what was: 计划发行3亿元，较上年增加4%."""
    aimed = last is not None and last.kind == "target"
    return aimed and bool(draft.inherited) and draft.reading.role("baseline") is not None


def _enter(reading: Reading, figure: Figure, roles: dict[int, tuple[LedgerRole, str]], *, began: bool) -> None:
    """Enter what the numbers of a figure ended as; `began` tells that what it began with is one too."""
    ends: Mapping[str, LedgerRole] = {
        "q": figure.kind,
        "base": "observation" if began else "qualifier",
        "threshold": "qualifier",
    }
    for name, role in ends.items():
        for number in reading.mentions(name):
            roles[number.span.start] = (role, reading.pattern.id)
