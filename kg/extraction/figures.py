"""Targets and observations: which numbers of a document are figures, and what became of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.drafting import drafts_of
from kg.extraction.english import english_figures, is_english, led_by, told_on
from kg.extraction.goes_on import continued, headed
from kg.extraction.heads import is_headless
from kg.extraction.measured import earlier, measured
from kg.extraction.merge import merge
from kg.extraction.moods import claim_of
from kg.extraction.no_figures import no_figures
from kg.extraction.pairs import paired
from kg.extraction.place_topics import Topic, placed, topic_of
from kg.extraction.readings import Reading, matches, parts, settle
from kg.extraction.report_times import of_report
from kg.extraction.standpoint import Standpoint, standpoint
from kg.extraction.time_lists import timed
from kg.extraction.times import before_base, carried_time, governing, inherited
from kg.model import Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Figure, LedgerRole, Mention

LONG_PAST = 2  # years before the document, within which its bulletins and reports speak


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a document and what its numbers ended as, by their offset."""

    figures: tuple[Figure, ...]
    roles: Mapping[int, tuple[LedgerRole, str]]


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
    found: list[Figure] = []
    roles = dict(told)
    here = standpoint(situated, document, knowledge)
    carried: Mention | None = None
    leading: Draft | None = None  # the first of the sentence that others go on about
    nearest: Draft | None = None  # the first of the last sentence of a paragraph that told any
    drafts: list[Draft] = []
    spoken: Draft | None = None
    topic: Topic | None = None  # the place that the last sentence spoke of
    led = ""
    goes_on = False
    for sentence, before, may_aim in zip(situated, [None, *situated], official, strict=False):
        roles |= no_figures(sentence, knowledge)
        if sentence.sentence.heading or sentence.sentence.role in {"title", "heading", "byline", "row"}:
            continue
        taken = frozenset(mention.span.start for mention in sentence.mentions if mention.span.start in roles)
        last: Figure | None = None
        went_on, goes_on = goes_on, _goes_on(before, sentence, knowledge)
        drafts = _read(sentence, taken, drafts if goes_on else [], knowledge)
        goes_on = goes_on or (went_on and _is_bare(before, drafts, knowledge))
        carried = carried_time(carried, before, sentence, dates, knowledge, goes_on=goes_on)
        begun = frozenset(mention.span.start for draft in drafts for mention in before_base(draft.reading))
        led = led_by(led, before, sentence)
        if is_english(sentence, document.language):
            drafts = english_figures(sentence, drafts, (spoken, led), roles, here, knowledge)
            spoken = next((draft for draft in reversed(drafts) if draft.claim), None)
        else:
            beside = before is not None and before.sentence.block == sentence.sentence.block
            nearest = nearest if beside else None
            drafts = headed(drafts, leading, nearest, knowledge) if goes_on else continued(drafts, nearest, knowledge)
            nearest, spoken = next((draft for draft in drafts if draft.words), nearest), None
            topic = topic_of(topic, before, sentence, drafts, knowledge)
            drafts = placed(drafts, sentence, topic, knowledge)
        for draft in drafts:
            time = draft.time or (None if draft.claim else governing(draft.reading, dates | begun, knowledge))
            near = carried if _is_near(carried, before, here) else None
            time = time or inherited(draft.reading) or (told_on(draft, carried) if draft.claim else near)
            if not draft.claim and claim_of(draft.reading, time, here, knowledge) == "observation":
                time = _told_by_then(time, draft.reading, dates | begun, here, knowledge)
            said = measured(draft, time, here, document, knowledge)
            figure = None if said is None else of_report(said, sentence, situated, document, knowledge)
            if (
                figure is not None
                and (may_aim or figure.policy or figure.kind == "observation")
                and not _changes_aim(draft, last)
            ):
                found.append(figure)
                last = figure
                first = earlier(figure, draft, here, document)
                found += [first] if first is not None else []
                _enter(draft.reading, figure, roles, began=first is not None)
            elif figure is not None or not claim_of(draft.reading, time, here, knowledge):
                roles |= {number.span.start: ("qualifier", "no claim") for number in draft.reading.mentions("q")}
        leading = leading if goes_on else next(iter(drafts), None)
    return Figures(merge(found), roles)


def _read(sentence: Situated, taken: frozenset[int], earlier: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """What the patterns read in a sentence; `earlier` are the drafts of the one that it goes on from."""
    settled = settle(tuple(matches(sentence, "measures", knowledge)), taken)
    if not settled:
        return []
    readings = tuple(part for reading in settled for part in parts(reading, knowledge))
    return paired(timed(drafts_of(readings, knowledge), knowledge), earlier, knowledge)


def _told_by_then(
    time: Mention | None, reading: Reading, dates: frozenset[int], here: Standpoint, knowledge: Knowledge
) -> Mention | None:
    """The time of what is reported: none yet to come (下达2026年补助资金), but one before it in the sentence."""
    if time is None or not here.is_yet_to_come(time):
        return time
    other = governing(reading, dates | {time.span.start}, knowledge)
    return None if here.is_yet_to_come(other) else other


def _is_near(carried: Mention | None, before: Situated | None, here: Standpoint) -> bool:
    """Whether a time told in a sentence before may hold: not a year long past, with which a tale began."""
    if carried is None or here.published is None or not isinstance(carried.value, Period):
        return carried is not None
    goes_on = before is not None and before.sentence.folded.rstrip().endswith(";")
    return goes_on or carried.value.end.year >= here.published.start.year - LONG_PAST


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
