"""From a draft to the figure that it tells, or to nothing where its words name nothing or claim nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.claims import claim_of
from kg.extraction.clause_ends import clause
from kg.extraction.force import modality_of
from kg.extraction.measured_things import indicator_of, quantity_of
from kg.extraction.quotes import quotes
from kg.extraction.readings import Reading, mentions_in, own_clause
from kg.extraction.times import as_of, baseline_of, before_base, began, deadline
from kg.knowledge.say import JOINT, NUMERIC
from kg.model import Document, Entity, Figure, Mention, Period, Quantity
from kg.terms import CHINA
from kg.text.quantities import PERCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.standpoint import Standpoint
    from kg.knowledge.types import Knowledge

NEAR = 6  # characters of the verb between 至少 and its number: 至少建成1所
WHOLE = 100  # per cent that a target of all is: ≥, as nothing is more


def measured(
    draft: Draft, time: Mention | None, here: Standpoint, document: Document, knowledge: Knowledge
) -> Figure | None:
    """The figure of a draft; None where its words name nothing that is measured, or claim nothing of it."""
    reading, quantity = draft.reading, quantity_of(draft.reading)
    of = indicator_of(draft, quantity, knowledge)
    claim = (draft.claim or claim_of(reading, time, here, knowledge)) if of is not None else ""
    if of is None or not claim or (claim == "observation" and _is_under_way(reading, knowledge)):
        return None
    target = claim == "target"
    policy = _setter(reading) if target else None
    modality, hedge = modality_of(reading, knowledge) if target else ("", "")
    return Figure(
        kind=claim,
        indicator=of,
        quantity=_compared(quantity, draft, knowledge) if target else quantity,
        evidence=quotes(draft, time, document, with_policy=policy is not None),
        policy=policy,
        facilities=_entities(draft.facilities),
        period=_deadline(reading, time, policy, here, knowledge) if target else _as_of(time, here, knowledge),
        region=_region(draft),
        baseline=baseline_of(reading, knowledge),
        modality=modality,
        hedge=hedge,
    )


def _as_of(time: Mention | None, here: Standpoint, knowledge: Knowledge) -> Period | None:
    """When an observation was so; what goes on since then (2019年以来) is of no day where the page has none."""
    since = tuple(knowledge.cues.classes["zh"]["since"])
    runs = time is not None and here.published is None and time.text.rstrip().endswith(since)
    return None if runs else as_of(time, here.known)


def _region(draft: Draft) -> Entity | None:
    """The place that a figure is of, by its own words or by its sentence; the whole country is none."""
    places = draft.phrase.regions or ([draft.place] if draft.place is not None else [])
    return next((entity for entity in _entities(places) if entity.concept != CHINA), None)


def _setter(reading: Reading) -> Entity | None:
    """The policy that sets a target: the one that governs, or that the sentence names before the number.

    English names it behind: …, according to the plan.
    """
    scope = reading.situated.scope
    if reading.pattern.language == "en":
        return None if scope is None else scope.policy
    behind = scope is not None and scope.span.start >= reading.situated.lifted.offset(reading.end - 1)
    return None if scope is None or (scope.inline and behind) else scope.policy


def earlier(figure: Figure, draft: Draft, time: Mention | None, here: Standpoint, document: Document) -> Figure | None:
    """What a change began with, where its words say when that was: 由2015年的3.1张提高到2020年的4.2张.

    What changed within years (2015—2019年，由3.1张提高到4.2张) began in the first of them.
    """
    reading = draft.reading
    told = [mention for mention in before_base(reading) if mention.kind == "time"]
    times = (mention.value for mention in (*told, began(time)) if mention is not None)
    before = next((value for value in times if isinstance(value, Period)), None)
    value = next((m.value for m in reading.mentions("base")), None)
    if before is None or not isinstance(value, Quantity) or value.unit != figure.quantity.unit:
        return None
    if reading.pattern.suffix:
        return None  # what a change began with is no change
    if figure.kind == "target" and (here.known is None or before.end > here.known):
        return None
    return Figure(
        kind="observation",
        indicator=figure.indicator,
        quantity=value,
        evidence=quotes(draft, None, document, with_policy=False),
        facilities=figure.facilities,
        period=before,
        region=figure.region,
    )


def _deadline(
    reading: Reading, time: Mention | None, policy: Entity | None, here: Standpoint, knowledge: Knowledge
) -> Period | None:
    """The deadline of a target: no time that was over when the document spoke, unless it tells of an aim of then."""
    if time is not None and time.sense == "date" and _is_over(time, here):
        aimed = knowledge.cues.one["openaim"].search(own_clause(reading)) is not None
        if not aimed or (isinstance(time.value, Period) and time.value.precision == "day"):
            time = None
    return deadline(time, policy, knowledge)


def _is_under_way(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether coverage is worked for and not told to be there: 全力推进县域医共体全覆盖."""
    begin, _ = clause(reading.situated.lifted.text, reading.start)
    found = knowledge.cues.one["advancing"].search(reading.situated.lifted.text, begin, reading.end)
    return reading.value is None and found is not None


def _is_over(time: Mention, here: Standpoint) -> bool:
    """Whether a time had come when the document spoke: it is when a plan was told, and no deadline of it."""
    return isinstance(time.value, Period) and here.known is not None and time.value.end <= here.known


def _compared(quantity: Quantity, draft: Draft, knowledge: Knowledge) -> Quantity:
    """A target's number with its comparator: the words' own, else ≤ after 降至, ≥ after 达到 or 至少办.

    What is wanted low is ≤ also where it is to 达到 a number: a rate of deaths, days of waiting.
    """
    reading = draft.reading
    if quantity.bound != "eq":
        return quantity
    if reading.pattern.comparator == "le":
        return replace(quantity, bound="le")
    begin, _ = clause(reading.situated.lifted.text, reading.start)
    listed = NUMERIC + " " + "".join(knowledge.cues.classes["zh"][JOINT])  # 达到65%、55%和1.2小时
    before = reading.situated.lifted.text[begin : _place(reading)].rstrip(listed)
    if any(m.end() >= len(before) - NEAR for m in knowledge.cues.one["at_least"].finditer(before)):
        return replace(quantity, bound="ge")
    reaches = any(m.end() >= len(before) - 1 for m in knowledge.cues.one["up"].finditer(before))
    reaches = reaches or before.endswith(knowledge.cues.classes["zh"]["comes_up_to"])
    every = quantity.value == WHOLE and quantity.unit == PERCENT and not reading.pattern.statistic.endswith("growth")
    if reading.pattern.comparator != "ge" and not reaches and not every:
        return quantity
    low = draft.words.endswith(knowledge.cues.classes["zh"]["wanted_low"])
    return replace(quantity, bound="le" if low else "ge")


def _place(reading: Reading) -> int:
    """Where in the lifted text the number of a reading stands; where no number is said, the reading itself."""
    situated, value = reading.situated, reading.value
    at = reading.start if value is None else situated.place(value)
    return at if value in mentions_in(situated, (at, at + 1)) else reading.start


def _entities(mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(mention.value for mention in mentions if isinstance(mention.value, Entity)))
