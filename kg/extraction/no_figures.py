"""Numbers of a sentence that are no figures, and what they are instead: by a pattern, or by what stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction import asides, idle_counts
from kg.extraction.number import Number, numbers_of
from kg.extraction.readings import matches, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge, Pattern
    from kg.model import LedgerRole

# What became of a number that no sentence tells.
UNPARTED: tuple[LedgerRole, str] = ("unexplained", "in a table whose cells run together")
QUESTION, CLOSING = "?", " ”\"')"  # how a folded sentence ends that asks
FIGURE, SCOPE = "figure", "scope"  # what a pattern says a number is after all; what a list makes of its count
ROLES: Mapping[str, LedgerRole] = {"scope": "scope", "qualifier": "qualifier", "in-name": "in-name"}
# What a number is taken for by what stands around it, and why; the first that holds.
REASONS: tuple[tuple[Callable[[Number, Knowledge], bool], LedgerRole, str], ...] = (
    (asides.tells_whom, "qualifier", "unit"),
    (asides.is_weather, "qualifier", "weather"),
    (idle_counts.counts_talk, "discourse", "unit"),
    (idle_counts.counts_sayings, "discourse", "of sayings"),
    (idle_counts.counts_receivers, "scope", "to whom it is handed"),
    (asides.is_unit, "qualifier", "the unit of a column"),
    (idle_counts.is_sample, "scope", "how many were asked"),
    (idle_counts.is_few, "discourse", "a few, in passing"),
    (asides.is_threshold, "qualifier", "threshold"),
    (asides.begins_change, "qualifier", "what a change began with"),
    (asides.is_per, "qualifier", "what another number is for"),
    (asides.is_framed, "qualifier", "beside what is told"),
    (asides.is_size, "qualifier", "how big each of them is"),
    (asides.is_multiple, "qualifier", "how many times another thing"),
    (idle_counts.is_rank, "discourse", "ordinal"),
    (idle_counts.is_group, "scope", "counted again by what it holds"),
    (idle_counts.counts_list, "scope", "counts what stands before"),
    (idle_counts.counts_place, "scope", "counts what stands before"),
    (idle_counts.counts_subject, "scope", "counts what the next number is of"),
    (asides.is_condition, "qualifier", "condition"),
    (asides.is_in_name, "in-name", "no unit"),
)


def no_figures(sentence: Situated, told: Container[int], knowledge: Knowledge) -> dict[int, tuple[LedgerRole, str]]:
    """What the numbers of a sentence that are no figures are, by their offset; nothing of those `told` already."""
    roles: dict[int, tuple[LedgerRole, str]] = {}
    if not any(mention.kind == "quantity" and mention.span.start not in told for mention in sentence.mentions):
        return roles
    if sentence.sentence.folded.rstrip(CLOSING).endswith(QUESTION):
        quantities = (mention.span.start for mention in sentence.mentions if mention.kind == "quantity")
        return {at: ("discourse", "in a question") for at in quantities if at not in told}
    if knowledge.cues.one["defines"].search(sentence.sentence.folded) is not None:
        roles |= {m.span.start: ("qualifier", "in a definition") for m in sentence.mentions if m.kind == "quantity"}
    meant: set[int] = set()  # starts of what counts though a list stands before it
    for claim in settle(tuple(matches(sentence, "ledger", knowledge))):
        starts = [mention.span.start for mention in claim.mentions("q")]
        if claim.pattern.role == FIGURE:
            meant.update(starts)
        else:
            roles |= dict.fromkeys(starts, (_role(claim.pattern), claim.pattern.id))
    for number in numbers_of(sentence, told, knowledge):
        reason = next(((role, why) for test, role, why in REASONS if test(number, knowledge)), None)
        if reason is not None and not (number.mention.span.start in meant and reason[0] == SCOPE):
            roles.setdefault(number.mention.span.start, reason)
    return {at: role for at, role in roles.items() if at not in told}


def _role(pattern: Pattern) -> LedgerRole:
    return ROLES.get(pattern.role, "discourse")
