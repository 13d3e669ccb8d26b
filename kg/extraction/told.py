"""What a sentence tells, behind the ones before it: its drafts, and what the next sentence may go on from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.alike import each_of
from kg.extraction.begun_lists import begun_lists
from kg.extraction.carried_times import carried_time
from kg.extraction.drafting import drafts_of
from kg.extraction.english import english_figures, is_english, led_by
from kg.extraction.found import STOOD
from kg.extraction.goes_on import continued, headed
from kg.extraction.heads import is_headless
from kg.extraction.no_figures import UNPARTED
from kg.extraction.pairs import paired
from kg.extraction.place_topics import Topic, placed, topic_of
from kg.extraction.readings import matches, parts, settle
from kg.extraction.time_lists import timed
from kg.extraction.times import before_base

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.standpoint import Standpoint
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Document, LedgerRole, Mention


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


def told_behind(
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
        claimed = [draft for draft in reversed(drafts) if draft.claim]
        spoken = next((draft for draft in claimed if draft.reading.pattern.id != STOOD), next(iter(claimed), None))
    else:
        beside = before is not None and before.sentence.block == sentence.sentence.block
        nearest = nearest if beside else None
        drafts = headed(drafts, last.leading, nearest, knowledge) if goes_on else continued(drafts, nearest, knowledge)
        nearest, spoken = next((draft for draft in drafts if draft.words), nearest), None
        topic = topic_of(topic, before, sentence, drafts, knowledge)
        drafts = placed(drafts, sentence, topic, knowledge)
    leading = last.leading if goes_on else next(iter(drafts), None)
    return Told(drafts, time, leading, nearest, spoken, topic, led, begun, goes_on)


def _read(sentence: Situated, taken: frozenset[int], earlier: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """What the patterns read in a sentence; `earlier` are the drafts of the one that it goes on from."""
    read = (*begun_lists(sentence, knowledge), *matches(sentence, "measures", knowledge))
    settled = settle(read, taken)
    if not settled:
        return []
    readings = tuple(part for reading in settled for part in parts(reading, knowledge))
    return each_of(paired(timed(drafts_of(readings, knowledge), knowledge), earlier, knowledge), knowledge)


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
