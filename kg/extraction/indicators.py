"""The indicator that the words of a figure name, curated or of its own, and its statistic."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.bare_words import HAN, normal
from kg.extraction.facilities import entity_of
from kg.extraction.readings import is_change
from kg.model import Entity
from kg.terms import FACILITY_COUNT, NUMBER, VOC
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from kg.knowledge.types import Concept, Knowledge

SHORTEST = 2  # characters that can name an indicator
RATE = VOC + "stat-rate"
LONGEST = 80  # code points of a minted indicator's label
STATISTICS = {"percent": "stat-share", "money": "stat-sum", "points": "stat-growth"}


def indicator(
    named: tuple[str, str, str], measured: tuple[str, str], *, counts_facility: bool, knowledge: Knowledge
) -> Entity | None:
    """The indicator that a phrase names, curated or of its own; None where it names nothing.

    `named` are its label, its words and what is added to them, `measured` the IRIs of statistic and unit. A count of
    facilities of which nothing else is said is the curated number of facilities, and its change one of that number.
    """
    (said, words, suffix), (statistic, unit) = named, measured
    bare_count = len(words) < SHORTEST or words in knowledge.cues.classes["zh"]["how_many"]
    number = knowledge.concepts.get(FACILITY_COUNT) if counts_facility and bare_count else None
    if number is not None and (suffix or unit == NUMBER):
        if not suffix:
            return entity_of(number)
        if is_change(suffix, knowledge):
            said = words = number.labels["zh"]
    if len(words) < SHORTEST and not counts_facility:
        return None
    curated = _curated(knowledge)
    for concept in curated.get(words + suffix, ()) or (curated.get(words, ()) if not suffix else ()):
        if concept.unit == unit or (unit == NUMBER and concept.statistic == RATE):
            return entity_of(concept)
    if len(words) < SHORTEST and not suffix:
        return None
    label = (said + suffix)[:LONGEST]
    language = "zh" if HAN.search(words or suffix) else "en"
    key = "|".join((name_key(words + suffix), statistic, unit))
    return Entity("indicator", key, label, language, statistic=statistic, unit=unit)


def is_curated(words: str, knowledge: Knowledge) -> bool:
    """Whether the vocabulary knows an indicator by these normal words."""
    return words in _curated(knowledge)


@cache
def _curated(knowledge: Knowledge) -> Mapping[str, tuple[Concept, ...]]:
    """Curated indicators by the normal form of each of their names."""
    found: dict[str, dict[str, Concept]] = defaultdict(dict)
    for concept in knowledge.concepts.values():
        if concept.kind == "indicator":
            for name, _ in concept.names:
                found[normal(name, knowledge)][concept.iri] = concept
    return {name: tuple(concepts[iri] for iri in sorted(concepts)) for name, concepts in found.items()}


def statistic_of(kind: str, value: Decimal) -> str:
    """The statistic that the kind of a unit implies where the pattern does not say; what is not whole is no count."""
    if kind == "count":
        return "stat-count" if value == value.to_integral_value() else "stat-rate"
    return STATISTICS.get(kind, "stat-rate")
