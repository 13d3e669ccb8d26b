"""A reading with its phrase: what a number is of, and where it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.bare_words import normal
from kg.extraction.clause_ends import clause
from kg.extraction.drafts import Draft, stretches_told, whole_of
from kg.extraction.elsewhere import is_elsewhere, of_everywhere
from kg.extraction.heads import mere_measure
from kg.extraction.leads import carried, led
from kg.extraction.list_items import completed
from kg.extraction.phrases import phrase
from kg.extraction.readings import unit_in
from kg.extraction.stretches import stretches_of
from kg.extraction.taken_over import with_facilities, with_name
from kg.text.quantities import PERCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.phrases import Phrase
    from kg.extraction.readings import Reading
    from kg.knowledge.types import Knowledge


def drafts_of(readings: Sequence[Reading], knowledge: Knowledge) -> list[Draft]:
    """The drafts of the readings of one sentence, in order."""
    drafts: list[Draft] = []
    for place in range(len(readings)):
        draft = _elsewhere(_draft(place, readings, drafts, knowledge), drafts, knowledge)
        drafts = completed([*drafts, draft], knowledge)
    return drafts


def _elsewhere(draft: Draft, drafts: Sequence[Draft], knowledge: Knowledge) -> Draft:
    """A draft that names nothing but other places, as one of what was measured before it, there."""
    before = drafts[-1] if drafts and not draft.inherited and not draft.facilities else None
    if before is None or not is_elsewhere((before.reading, before.words), (draft.reading, draft.words), knowledge):
        return draft
    whole = of_everywhere(whole_of(before), knowledge)
    label, words = f"{whole} ({draft.label})", normal(whole, knowledge) + draft.words
    return replace(draft, label=label, words=words, inherited=stretches_told(before))


def _draft(place: int, readings: Sequence[Reading], drafts: Sequence[Draft], knowledge: Knowledge) -> Draft:
    """The draft of one of the readings of a sentence, behind the drafts of those before it."""
    reading = readings[place]
    pattern = reading.pattern
    stretches = stretches_of(place, readings, knowledge)
    own = phrase(reading.situated, stretches, knowledge, keep=bool(pattern.of))
    named = _measure(_of_place(own, place, readings, drafts, knowledge), reading, knowledge)
    facilities = (
        tuple(m for m in reading.mentions(pattern.of) if m.kind == "facility") if pattern.of else named.facilities
    )
    draft = Draft(reading, named, facilities, named.words, named.label)
    if not drafts:
        return draft
    draft = with_facilities(draft, drafts, knowledge)
    draft = with_name(draft, stretches, drafts, knowledge, placed=bool(own.regions))
    if draft.inherited and not named.regions:
        draft = replace(draft, phrase=replace(named, regions=drafts[-1].phrase.regions))
    return draft


def _measure(named: Phrase, reading: Reading, knowledge: Knowledge) -> Phrase:
    """A phrase without the word that a measure was reached; 完成意向面积的10% is a share of it."""
    if not reading.pattern.suffix and unit_in(reading) == PERCENT:
        return named
    label = mere_measure(named.label, knowledge)
    return replace(named, label=label, words=normal(label, knowledge))


def _of_place(
    own: Phrase, place: int, readings: Sequence[Reading], drafts: Sequence[Draft], knowledge: Knowledge
) -> Phrase:
    """The phrase of a reading with the place that leads up to it, or that the number before it is of."""
    reading = readings[place]
    begin, _ = clause(reading.situated.lifted.text, reading.start)
    start = min(max([begin, *(other.end for other in readings[:place])]), reading.start)
    named = led(own, reading, start, knowledge)
    if not drafts or named is not own:
        return named
    before = drafts[-1].phrase
    end = max([drafts[-1].reading.end, *(stop for _, stop in before.stretches)])
    return carried(own, reading, before, end, knowledge)
