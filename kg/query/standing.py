"""How targets stand by what is derived of them, for the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from kg.query.progress import Progress, Result

if TYPE_CHECKING:
    from kg.query.gather import Asked

NEAR = 20  # figures that are shown beside a target


def standing(asked: Asked) -> dict[str, Progress]:
    """How each target stands that anything is derived of."""
    results: dict[str, set[Result]] = {}
    for iri, facility, met, observation, gap in asked.rows("progress"):
        results.setdefault(iri, set()).add(Result(facility, observation, gap, met))
    near: dict[str, dict[str, str]] = {}
    for iri, observation, day in asked.rows("near"):
        own = near.setdefault(iri, {})
        own[observation] = max(day, own.get(observation, ""))
    others = restated(asked)
    return {
        iri: Progress(tuple(sorted(results.get(iri, ()))), _newest(near.get(iri, {})), others.get(iri, ()))
        for iri in results.keys() | near.keys() | others.keys()
    }


def restated(asked: Asked) -> dict[str, tuple[str, ...]]:
    """The targets that restate the same promise as each, one by one from one to the next."""
    found: nx.Graph[str] = nx.Graph()
    found.add_edges_from(asked.rows("restates"))
    reached = {iri[1:-1] for (iri,) in asked.owners}
    while further := set(found) - reached:
        found.add_edges_from(asked.about(further).rows("restates"))
        reached |= further
    return {iri: tuple(sorted(one - {iri})) for one in nx.connected_components(found) for iri in one}


def _newest(days: dict[str, str]) -> tuple[str, ...]:
    """The newest figures, by their days."""
    return tuple(sorted(sorted(days), key=days.__getitem__, reverse=True)[:NEAR])
