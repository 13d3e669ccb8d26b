"""What a policy rests on and what rests on it, step by step, with the words behind each edge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import networkx as nx

from kg.query.figures import PRECISION, Day
from kg.query.label import Entity, entities
from kg.query.pages import select_each
from kg.query.quotes import Quote, quote_of
from kg.terms import POL, VOC
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.query.pages import Row
    from kg.query.request import Engine

# Newer to older; the others are drawn where asked for, as they may be mutual or point forward.
LINEAGE = ("basedOn", "implements", "amends", "supersedes")
PRESUMED = ("laterVersionOf", "nextPlanAfter", "localCounterpartOf")  # from titles alone: no document says so
BESIDE = ("cites", "promulgates", "mandates", *PRESUMED)
RELATIONS = (*LINEAGE, *BESIDE)
UNKNOWN = VOC + "level-unknown"
FAR = 99  # steps: as far as it goes
MOST = 150  # policies; a drawing of more is too tall to read
QUOTED = 50  # quotes of one edge

Triple = tuple[str, str, str]
Steps = tuple[int | None, int | None]  # up and down from the focus


@dataclass(frozen=True, slots=True)
class Card:
    """A policy of the lineage; `up` and `down` are its steps from the focus, None where there is no way.

    `level` is the highest level that one of its issuers stands on, `rank` its order from 1; `stated` is how many
    issuers documents speak of, "" where none does.
    """

    policy: Entity
    issued: Day
    issuers: tuple[Entity, ...]
    stated: str
    number: str
    level: Entity
    rank: int
    up: int | None = None
    down: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge between two policies of the lineage, named as the graph has it: `newer` is its subject.

    `circular` tells that it lies on a circle, `late` that what it rests on was surely issued later; both are shown as
    they are. A derived edge has no quotes of its own.
    """

    newer: Entity
    relation: Entity
    older: Entity
    circular: bool
    late: bool
    quotes: tuple[Quote, ...]

    @property
    def name(self) -> str:
        """The relation's local name in the ontology."""
        return self.relation.iri.removeprefix(POL)


@dataclass(frozen=True, slots=True)
class Lineage:
    """Policies by date and the edges between them; `focus` is None for the lineage of all.

    `left_out` counts policies that are further away than there was room for.
    """

    focus: Entity | None
    policies: tuple[Card, ...]
    ties: tuple[Tie, ...]
    left_out: int = 0

    @property
    def cards(self) -> Mapping[Entity, Card]:
        """The card of each policy."""
        return {card.policy: card for card in self.policies}

    @property
    def older(self) -> tuple[Tie, ...]:
        """The edges on the way up from the focus, nearest first."""
        return self._way(LINEAGE, "newer", "up")

    @property
    def newer(self) -> tuple[Tie, ...]:
        """The edges on the way down to those that rest on the focus, nearest first."""
        return self._way(LINEAGE, "older", "down")

    @property
    def others(self) -> tuple[Tie, ...]:
        """Edges on neither way: between policies that the focus is tied to, or of a lineage without a focus."""
        shown = {*self.older, *self.newer, *self.beside}
        return tuple(tie for tie in self.ties if tie not in shown)

    @property
    def beside(self) -> tuple[Tie, ...]:
        """Other ties of the focus."""
        return tuple(tie for tie in self.ties if tie.name in BESIDE and self.focus in (tie.newer, tie.older))

    def _way(self, relations: Sequence[str], end: str, steps: str) -> tuple[Tie, ...]:
        far = {card.policy: getattr(card, steps) for card in self.policies}
        found = [tie for tie in self.ties if tie.name in relations and far[getattr(tie, end)] is not None]
        return tuple(sorted(found, key=lambda tie: (far[getattr(tie, end)], tie.newer.iri, tie.name, tie.older.iri)))


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a lineage goes: steps up and down, over which relations (local names), to how many policies."""

    up: int = FAR
    down: int = FAR
    relations: tuple[str, ...] = RELATIONS
    most: int = MOST


WHOLE = Reach()


def lineage(engine: Engine, policy: str, language: str = "zh", reach: Reach = WHOLE) -> Lineage:
    """The lineage of a policy; of more than there is room for, the nearest."""
    known = _Known(engine)
    above, more_above = _walk(known, policy, reach, outward=True)
    below, more_below = _walk(known, policy, reach, outward=False)
    nearest = sorted({**above, **below}, key=lambda iri: (min(above.get(iri, FAR), below.get(iri, FAR)), iri))
    steps = {iri: (above.get(iri), below.get(iri)) for iri in nearest[: reach.most]}
    steps |= {iri: (None, None) for iri in _beside(known, policy, reach.relations) if iri not in steps}
    edges = _edges(known, steps, reach.relations, policy)
    left_out = len(nearest[reach.most :]) + more_above + more_below
    return replace(_drawn(engine, policy, steps, edges, language), left_out=left_out)


def all_lineage(engine: Engine, policies: Iterable[str], language: str = "zh") -> Lineage:
    """The lineage among these policies."""
    steps: dict[str, Steps] = dict.fromkeys(policies, (None, None))
    return _drawn(engine, "", steps, _edges(_Known(engine), steps, RELATIONS, ""), language)


class _Known:
    """How policies are tied to others, each asked about once: the ways up and down meet the same ones."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rows: dict[str, tuple[Row, ...]] = {}

    def ties(self, policies: Iterable[str]) -> Iterator[Row]:
        """The ties of each of these policies."""
        wanted = tuple(policies)
        self._rows |= select_each(self._engine, "lineage", (iri for iri in wanted if iri not in self._rows))
        return chain.from_iterable(self._rows[iri] for iri in wanted)


def _walk(known: _Known, start: str, reach: Reach, *, outward: bool) -> tuple[dict[str, int], int]:
    """The policies on the way up (outward) or down with their steps, and how many more begin where it was given up."""
    followed = {POL + name for name in reach.relations if name in LINEAGE}
    own, other = ("newer", "older") if outward else ("older", "newer")
    found = {start: 0}
    frontier = [start]
    for step in range(1, (reach.up if outward else reach.down) + 1):
        ends = {
            row[other].value
            for row in known.ties(frontier)
            if row["relation"].value in followed and row[own] == row["this"]
        }
        frontier = sorted(ends - found.keys())
        room = reach.most - len(found)
        found |= dict.fromkeys(frontier[:room], step)
        if not frontier or len(frontier) > room:
            return found, max(0, len(frontier) - room)
    return found, 0


def _beside(known: _Known, policy: str, relations: Sequence[str]) -> set[str]:
    """The policies that the focus cites, promulgates or orders, and those that do so with it."""
    wanted = {POL + name for name in relations if name in BESIDE}
    rows = [row for row in known.ties((policy,)) if row["relation"].value in wanted]
    return {row[end].value for row in rows for end in ("newer", "older")}


def _drawn(engine: Engine, focus: str, steps: Mapping[str, Steps], edges: Sequence[Triple], language: str) -> Lineage:
    facts = select_each(engine, "lineage-policies", sorted(steps))
    named = {term.value for rows in facts.values() for row in rows for term in row.values() if term.kind == "uri"}
    called = entities(engine, {*steps, *named, UNKNOWN, *(relation for _, relation, _ in edges)}, language)
    cards = {iri: _card(called[iri], facts[iri], called, steps[iri]) for iri in steps}
    return Lineage(
        focus=called.get(focus),
        policies=tuple(sorted(cards.values(), key=lambda card: (card.issued.date or "~", card.policy.iri))),
        ties=_ties(engine, edges, called, {iri: card.issued for iri, card in cards.items()}),
    )


def _edges(known: _Known, policies: Iterable[str], relations: Sequence[str], focus: str) -> list[Triple]:
    """The edges among the policies; with a focus, citations and the like only where they touch it."""
    wanted = {POL + name for name in relations}
    near = {POL + name for name in BESIDE}
    inside = set(policies)
    return sorted(
        {
            (row["newer"].value, row["relation"].value, row["older"].value)
            for row in known.ties(inside)
            if row["relation"].value in wanted
            and {row["newer"].value, row["older"].value} <= inside
            and (not focus or row["relation"].value not in near or focus in (row["newer"].value, row["older"].value))
        }
    )


def _card(policy: Entity, rows: Sequence[Row], called: Mapping[str, Entity], steps: Steps) -> Card:
    said = {name: term.value for row in rows for name, term in row.items()}
    levels = sorted((int(row["rank"].value), row["level"].value) for row in rows if "rank" in row)
    rank, level = levels[0] if levels else (FAR, UNKNOWN)
    issuers = {called[row["issuer"].value]: int(row["rank"].value) for row in rows if {"issuer", "rank"} <= row.keys()}
    return Card(
        policy=policy,
        issued=Day(said.get("issuedOn", ""), said.get("precision", "").removeprefix(PRECISION)),
        issuers=tuple(sorted(issuers, key=lambda issuer: (issuers[issuer], issuer.iri))),
        stated=said.get("stated", ""),
        number=said.get("number", ""),
        level=called[level],
        rank=rank,
        up=steps[0],
        down=steps[1],
    )


def _ties(
    engine: Engine, edges: Sequence[Triple], called: Mapping[str, Entity], issued: Mapping[str, Day]
) -> tuple[Tie, ...]:
    rests: nx.DiGraph[str] = nx.DiGraph()
    rests.add_edges_from((newer, older) for newer, relation, older in edges if relation.removeprefix(POL) in LINEAGE)
    circle = {iri: n for n, part in enumerate(nx.strongly_connected_components(rests)) for iri in part if len(part) > 1}
    quotes: dict[Triple, set[Quote]] = {}
    for row in chain.from_iterable(select_each(engine, "lineage-quotes", sorted({edge[0] for edge in edges})).values()):
        quotes.setdefault((row["this"].value, row["relation"].value, row["older"].value), set()).add(quote_of(row))
    return tuple(
        Tie(
            newer=called[newer],
            relation=called[relation],
            older=called[older],
            circular=newer == older or (newer in circle and circle[newer] == circle.get(older)),
            late=relation.removeprefix(POL) in LINEAGE and issued[newer].is_before(issued[older]),
            quotes=_telling(quotes.get((newer, relation, older), set()), called[newer])[:QUOTED],
        )
        for newer, relation, older in edges
    )


def _telling(quotes: Iterable[Quote], newer: Entity) -> tuple[Quote, ...]:
    """The quotes of a tie, those last that only name the policy whose words they are."""
    own = name_key(newer.label)
    return tuple(sorted(quotes, key=lambda quote: (name_key(quote.text) == own, quote)))
