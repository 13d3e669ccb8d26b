"""Requirements without a number: what a policy wants done, or a facility type is to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.query.label import Entity, entities
from kg.query.pages import select
from kg.query.quotes import Quote, quote_of

if TYPE_CHECKING:
    from kg.query.pages import Row
    from kg.query.request import Engine


@dataclass(frozen=True, slots=True)
class Measure:
    """An action in the words of its own clause, with its force, the facility types it concerns and its quotes."""

    entity: Entity
    policies: tuple[Entity, ...]
    modality: Entity | None
    facilities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]


def measures(engine: Engine, by: str, language: str) -> tuple[Measure, ...]:
    """The measures of a policy or facility type, in the order of their words."""
    rows = select(engine, "measures-by", by=by)
    called = entities(engine, {t.value for row in rows for t in row.values() if t.kind == "uri"}, language)
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["measure"].value, []).append(row)

    def nodes(own: list[Row], name: str) -> tuple[Entity, ...]:
        return tuple(dict.fromkeys(called[row[name].value] for row in own if name in row))

    return tuple(
        Measure(
            entity=called[iri],
            policies=nodes(own, "policy"),
            modality=next(iter(nodes(own, "modality")), None),
            facilities=nodes(own, "appliesTo"),
            quotes=tuple(sorted({quote_of(row) for row in own})),
        )
        for iri, own in found.items()
    )
