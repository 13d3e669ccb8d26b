"""Requirements without a number: what a policy wants done, or a facility type is to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.query.label import Entity, entities
from kg.query.said import about, said_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.quotes import Quote
    from kg.query.request import Engine
    from kg.query.said import Said

NODES = ("requires", "modality", "appliesTo")  # whose values are nodes


@dataclass(frozen=True, slots=True)
class Measure:
    """An action in the words of its own clause, with its force, the facility types it concerns and its quotes."""

    entity: Entity
    policies: tuple[Entity, ...]
    modality: Entity | None
    facilities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]


def measures(engine: Engine, by: str, language: str, most: int, first: int = 0) -> tuple[Measure, ...]:
    """So many of the measures of a policy or facility type, in the order of their words."""
    told = said_of(engine, about(engine, by, "measure", most, first))
    nodes = {node for said in told.values() for name in NODES for node in said.all(name)}
    called = entities(engine, nodes | told.keys(), language)
    ordered = sorted(told, key=lambda iri: (told[iri].quotes[:1], iri))
    return tuple(_measure(called[iri], told[iri], called) for iri in ordered)


def _measure(entity: Entity, said: Said, called: Mapping[str, Entity]) -> Measure:
    return Measure(
        entity=entity,
        policies=tuple(called[iri] for iri in said.all("requires")),
        modality=called.get(said.one("modality")),
        facilities=tuple(called[iri] for iri in said.all("appliesTo")),
        quotes=said.quotes,
    )
