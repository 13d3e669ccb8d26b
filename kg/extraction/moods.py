"""Whether a number is aimed at or reported, and with what force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.readings import Reading, clause
from kg.extraction.titles import lays_down_rules, reports
from kg.model import Document, Mention, Period
from kg.terms import VOC

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge

SHARE = "stat-share"
DEFAULT_MODALITY = VOC + "modality-commit"


def is_target(reading: Reading, time: Mention | None, document: Document, knowledge: Knowledge) -> bool:
    """Decide between target and observation, the words of the clause first, then what governs the sentence.

    Words of aim (力争, 目标) make a target and words of report (已, 截至, 据统计) an observation; where neither stands,
    a deadline ahead of the document or a policy that governs makes a target. Words that also mean less (将, 要) count
    as aims only where a policy governs or a plan is told.
    """
    if reading.pattern.kind:
        return reading.pattern.kind == "target"
    cues = knowledge.cues.one
    text = reading.situated.lifted.text
    begin, end = clause(text, reading.start)
    own = text[begin:end]
    scope = reading.situated.scope
    governed = scope is not None and not scope.inline
    reported = cues["told" if governed else "fact"].search(own) is not None
    planned = scope is not None or reading.situated.mood == "plan"
    aimed = cues["strictaim" if planned else "openaim"].search(own) is not None
    if not reported and (aimed or reading.value is None):
        return True
    if reported or (time is not None and time.sense == "asof"):
        return False
    if _is_ahead(time, document):
        return True
    if scope is not None and _is_of_a_date(time) and (scope.inline or _is_past(time, document)):
        return False
    return _is_governed(reading, knowledge) and reading.situated.mood != "report"


def is_rule(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a number under a policy is a limit or a condition that it lays down and no aim.

    It is one in a regulation, unless the words reach for it (达到, 覆盖) or bound it in front (不少于), and where
    something ought to be (应当, 不得) of which no policy is known.
    """
    scope = reading.situated.scope
    text = reading.situated.lifted.text
    begin, end = clause(text, reading.start)
    cues = knowledge.cues.one
    if scope is None:
        return cues["modal"].search(text[begin:end]) is not None and cues["told"].search(text[begin:end]) is None
    if not lays_down_rules(scope.policy.label, knowledge.titles):
        return False
    said = reading.value.text if reading.value is not None else ""
    bounded = cues["no_less"].match(said) or cues["no_more"].match(said)
    aimed = any(cues[name].search(text[begin:end]) for name in ("openaim", "up", "down", "cover"))
    return not aimed and bounded is None and reading.pattern.statistic != SHARE


def _is_of_a_date(time: Mention | None) -> bool:
    return time is not None and time.sense in {"date", "interval"}


def _is_past(time: Mention | None, document: Document) -> bool:
    """Whether a time was over when the document was published."""
    period, published = time.value if time is not None else None, document.metadata.published
    return published is not None and isinstance(period, Period) and period.end < published.start


def _is_ahead(time: Mention | None, document: Document) -> bool:
    published = document.metadata.published
    if time is None or time.sense != "deadline" or not isinstance(time.value, Period):
        return False
    return published is None or time.value.end > published.end


def _is_governed(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a policy governs the number: that of a heading or the document, or one named before it."""
    scope = reading.situated.scope
    if scope is None or reports(scope.policy.label, knowledge):
        return False
    at = reading.situated.lifted.offset(reading.start)
    return not scope.inline or scope.span.start < at


def modality_of(reading: Reading, knowledge: Knowledge) -> tuple[str, str]:
    """The force of a target and its hedge, as concept IRIs; a plain 实现 commits."""
    text = reading.situated.lifted.text
    begin, end = clause(text, reading.start)
    own = text[begin:end]
    return concept_in(own, "modality", knowledge) or DEFAULT_MODALITY, concept_in(own, "hedge", knowledge)


def concept_in(text: str, scheme: str, knowledge: Knowledge) -> str:
    """The concept of a value scheme that a clause speaks of, the first of the file's order; "" where there is none."""
    return next((iri for words, iri in knowledge.cues.concepts.get(scheme, ()) if words.search(text)), "")
