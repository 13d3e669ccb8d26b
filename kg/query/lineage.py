"""What a policy rests on and what rests on it, step by step, with the words behind each edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.query.figures import PRECISION, Day
from kg.query.label import Entity, entities
from kg.query.pages import select_each
from kg.query.quotes import Quote, edge_quotes
from kg.terms import POL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.request import Engine

# Newer to older; the others are shown beside, as they may be mutual or point forward.
LINEAGE = tuple(POL + name for name in ("basedOn", "implements", "amends", "supersedes"))


@dataclass(frozen=True, slots=True)
class Step:
    """An edge on the way up or down from the policy in focus; `depth` counts edges from 1, to the end further away.

    `circular` tells that the edge lies on a circle, which is shown and never followed twice.
    """

    newer: Entity
    relation: Entity
    older: Entity
    issued: Day
    depth: int
    circular: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Edges to older policies and from newer ones, nearest first, and other ties (cites, promulgates, mandates)."""

    focus: Entity
    older: tuple[Step, ...]
    newer: tuple[Step, ...]
    beside: tuple[Step, ...]


def lineage(engine: Engine, policy: str, language: str = "zh", steps: int = 10) -> Lineage:
    """The lineage of a policy up to `steps` edges in each direction."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node(policy)
    frontier = {policy}
    seen: set[str] = set()
    for _ in range(steps):
        seen |= frontier
        found = select_each(engine, "lineage", sorted(frontier))
        for rows in found.values():
            for row in rows:
                graph.add_edge(row["newer"].value, row["older"].value, key=row["relation"].value)
        frontier = set(graph.nodes) - seen
        if not frontier:
            break
    relations = {key for _, _, key in graph.edges(keys=True)}
    called = entities(engine, set(graph.nodes) | relations | {policy}, language)
    issued = _issued(engine, sorted(graph.nodes))
    return _around(engine, policy, graph, called, issued)


def _around(
    engine: Engine, focus: str, graph: nx.MultiDiGraph[str], called: Mapping[str, Entity], issued: Mapping[str, Day]
) -> Lineage:
    rests: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    rests.add_node(focus)
    rests.add_edges_from(edge for edge in graph.edges(keys=True) if edge[2] in LINEAGE)
    circles = [part for part in nx.strongly_connected_components(rests) if len(part) > 1]

    def step(newer: str, older: str, relation: str, depth: int, far: str) -> Step:
        return Step(
            newer=called[newer],
            relation=called[relation],
            older=called[older],
            issued=issued.get(far, Day()),
            depth=depth,
            circular=newer == older or any(newer in part and older in part for part in circles),
            quotes=edge_quotes(engine, newer, relation, older),
        )

    up = nx.single_source_shortest_path_length(rests, focus)
    down = nx.single_source_shortest_path_length(rests.reverse(copy=False), focus)
    older = [step(a, b, r, up[a] + 1, b) for a, b, r in rests.edges(keys=True) if a in up]
    newer = [step(a, b, r, down[b] + 1, a) for a, b, r in rests.edges(keys=True) if b in down]
    other = [(a, b, r) for a, b, r in graph.edges(keys=True) if r not in LINEAGE and focus in (a, b)]
    beside = [step(a, b, r, 1, b if a == focus else a) for a, b, r in other]
    return Lineage(called[focus], _ordered(older), _ordered(newer), _ordered(beside))


def _ordered(steps: list[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda s: (s.depth, s.newer.iri, s.relation.iri, s.older.iri)))


def _issued(engine: Engine, policies: list[str]) -> dict[str, Day]:
    days = {}
    for iri, rows in select_each(engine, "issued", policies).items():
        for row in rows:
            precision = row["precision"].value.removeprefix(PRECISION) if "precision" in row else ""
            days[iri] = Day(row["issuedOn"].value, precision)
    return days
