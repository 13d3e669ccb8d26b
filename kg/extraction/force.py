"""With what force something is said: the modality and the hedge that its clause speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.readings import Reading, opened_clause, own_clause
from kg.terms import VOC

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge

DEFAULT_MODALITY = VOC + "modality-commit"


def modality_of(reading: Reading, knowledge: Knowledge) -> tuple[str, str]:
    """The force of a target and its hedge, as concept IRIs; a plain 实现 commits."""
    modality = concept_in(opened_clause(reading), "modality", knowledge) or DEFAULT_MODALITY
    return modality, concept_in(own_clause(reading), "hedge", knowledge)


def concept_in(text: str, scheme: str, knowledge: Knowledge) -> str:
    """The concept of a value scheme that a clause speaks of, the first of the file's order; "" where there is none."""
    return next((iri for words, iri in knowledge.cues.concepts.get(scheme, ()) if words.search(text)), "")
