"""The graph explorer: what is near a thing, drawn around it; every node leads on to what is near it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from kg.draw.lettering import CUT, em
from kg.draw.rings import LONGEST, rings
from kg.errors import QueryError
from kg.exports.part import around
from kg.query.kinds import BY_NAME
from kg.query.label import entities
from kg.query.listing import spoken_of, tied
from kg.web.language import language
from kg.web.named import iri_of
from kg.web.site import site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from kg.draw.rings import Rings, Spot
    from kg.query.label import Entity

explorer = Blueprint("explorer", __name__)

STEPS = ("1", "2")
MOST = 90  # nodes in a picture that one can read
FEW = 30  # nodes of a kind that none is left out of for others
HIDDEN = {"doc"}  # kinds that are left out unless asked for


@dataclass(frozen=True, slots=True)
class Link:
    """An edge of the picture."""

    source: Entity
    relation: Entity
    target: Entity


@dataclass(frozen=True, slots=True)
class Around:
    """What is drawn: places with their nodes, the edges between them, and how many more nodes there are."""

    focus: Entity
    picture: Rings
    nodes: dict[str, Entity]
    links: tuple[Link, ...]
    kinds: dict[str, int]
    left_out: int

    def lines(self) -> list[tuple[Spot, Spot, Link]]:
        """The edges with the places of their ends."""
        at = {spot.id: spot for spot in self.picture.spots}
        return [(at[link.source.iri], at[link.target.iri], link) for link in self.links]


@explorer.route("/graph")
def start() -> Response | str:
    """The neighbourhood of the policy with most ties."""
    found = tied(site().engine, language(), 1)
    if not found:
        return render_template("graph.html", found=None)
    return redirect(url_for(".near", kind="policy", name=found[0][0].slug), 303)


@explorer.route("/graph/<kind>/<name>")
def near(kind: str, name: str) -> str:
    """What is near a thing."""
    if kind not in BY_NAME:
        raise QueryError(f"{kind}: no such kind; there is {', '.join(BY_NAME)}")
    steps = request.args.get("steps", "1")
    if steps not in STEPS:
        raise QueryError(f"steps is {' or '.join(STEPS)}")
    kinds = request.args.getlist("kind")
    found = _around(iri_of(kind, name), int(steps), set(kinds))
    return render_template("graph.html", found=found, steps=steps, all_steps=STEPS, chosen=kinds, cut=_cut)


def _around(iri: str, steps: int, kinds: set[str]) -> Around:
    part = around(site().engine, iri, steps)
    spoken = spoken_of(site().index, part.nodes) | {iri}
    links = [link for link in part.links if link[0] != link[2] and {link[0], link[2]} <= spoken]
    ties: dict[str, int] = {}
    for source, _, target in links:
        ties[source], ties[target] = ties.get(source, 0) + 1, ties.get(target, 0) + 1
    called = entities(site().engine, spoken, language())
    there = {one: sum(entity.kind == one for entity in called.values()) for one in BY_NAME}
    wanted = kinds or {one for one in BY_NAME if one not in HIDDEN}
    beside = {end for link in links if iri in (link[0], link[2]) for end in (link[0], link[2])}
    fit = [node for node in spoken if node == iri or called[node].kind in wanted]
    # of what is as near, few of a kind before the many of another: measures by the hundred hide the policies
    order = {node: (node != iri, node not in beside, there.get(called[node].kind, 0) > FEW) for node in fit}
    kept = sorted(fit, key=lambda node: (*order[node], -ties.get(node, 0), node))[:MOST]
    shown = [link for link in links if link[0] in kept and link[2] in kept]
    named = called | entities(site().engine, {relation for _, relation, _ in shown}, language())
    return Around(
        focus=called[iri],
        picture=rings(iri, {node: called[node].label for node in kept}, [(a, b) for a, _, b in shown]),
        nodes={node: called[node] for node in kept},
        links=tuple(Link(named[a], named[relation], named[b]) for a, relation, b in shown),
        kinds={one: number for one, number in there.items() if number},
        left_out=len(fit) - len(kept),
    )


def _cut(label: str) -> str:
    """As much of a label as there is room for."""
    while em(label) > LONGEST:
        label = label.removesuffix(CUT)[:-1].rstrip() + CUT
    return label
