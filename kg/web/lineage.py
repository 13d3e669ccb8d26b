"""The lineage of policies: a drawing, the same as text with its words, and the drawing as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any  # Any: what url_for takes

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup

from kg.draw.lineage import LOOKS, Words, lineage_svg
from kg.errors import QueryError
from kg.query.label import entities
from kg.query.lineage import FAR, LINEAGE, PRESUMED, RELATIONS, Reach, all_lineage, lineage
from kg.query.listing import tied
from kg.terms import POL
from kg.web.accept import Offer
from kg.web.language import language, translate
from kg.web.named import iri_of
from kg.web.show import address, identity_of, tie_anchor
from kg.web.site import site
from kg.web.values import day

if TYPE_CHECKING:
    from kg.query.label import Entity
    from kg.query.lineage import Lineage

lineages = Blueprint("lineages", __name__)

SVG = Offer("svg", "image/svg+xml")
STEPS = ("0", "1", "2", "3", "all")
READABLE = 60  # policies in the drawing of all
LISTED = 200
# What the lineage can be had as, and how such addresses end (`kg.web.downloads`).
FILES = (
    *(("PNG", "png"), ("GraphML", "graphml"), ("GEXF", "gexf"), ("DOT", "dot"), ("Mermaid", "mmd")),
    *(("CSV", "csv"), ("JSON", "json"), ("Cytoscape", "cyjs"), ("Turtle", "ttl"), ("JSON-LD", "jsonld")),
)


@lineages.route("/lineage")
def whole() -> str:
    """All policies that are tied to another: drawn where they are few, else listed, those with most ties first."""
    lines = tied(site().engine, language(), LISTED)
    found = all_lineage(site().engine, [one.iri for one, _ in lines], language()) if len(lines) <= READABLE else None
    return render_template("lineages.html", lines=lines, lineage=found, drawing=picture(found) if found else "")


@lineages.route("/lineage/<name>")
def one(name: str) -> str:
    """What a policy rests on and what rests on it."""
    found = asked_lineage(name)
    given: dict[str, Any] = {way: request.args.getlist(way) for way in ("up", "down", "rel") if way in request.args}
    return render_template(
        "lineage.html",
        lineage=found,
        drawing=picture(found),
        steps=STEPS,
        looks={look.kind: look for look in LOOKS},
        relations=_relations(),
        chosen=_chosen(),
        asked={"up": request.args.get("up", "all"), "down": request.args.get("down", "all")},
        given=given,
        files=[("SVG", url_for(".file", name=name, **given))]
        + [(words, url_for("downloads.lineage", name=name, ending=ending, **given)) for words, ending in FILES],
    )


@lineages.route("/lineage/<name>.svg")
def file(name: str) -> Response:
    """The drawing alone."""
    return Response(picture(asked_lineage(name), alone=True), content_type=f"{SVG.media}; charset=utf-8")


def asked_lineage(name: str) -> Lineage:
    """The lineage of a policy by its short name, with the steps and relations that the address asks for."""
    up, down = (_steps(request.args.get(way, "all")) for way in ("up", "down"))
    return lineage(site().engine, iri_of("policy", name), language(), Reach(up, down, _chosen()))


def picture(found: Lineage, *, alone: bool = False) -> Markup:
    """The drawing; on a page its cards and labels are links, alone its cards lead to their identities."""
    focus = found.focus.label if found.focus else translate("Lineage of all policies")
    said = (
        translate("%(n)s policies") % {"n": len(found.policies)},
        translate("%(n)s relations") % {"n": len(found.ties)},
        translate("years across, issuing levels down; an arrow leads to what a policy rests on"),
    )
    words = Words(
        language=language(),
        title=f"{translate('Lineage')}: {focus}" if found.focus else focus,
        description=translate(", ").join(said),
        unknown=translate("date unknown"),
        circle=translate("circle"),
        late=translate("later than itself"),
        stated=lambda number: f"({translate('%(n)s stated') % {'n': number}})",
        day=day,
        policy=identity_of if alone else _next,
        evidence=lambda tie: "" if alone else f"#{tie_anchor(tie)}",
    )
    return Markup(lineage_svg(found, words, alone=alone))  # noqa: S704  the drawing escapes what it is given


def _next(policy: Entity) -> str:
    """From the lineage of one policy to that of another; from its own card to its page."""
    if request.endpoint == "lineages.one" and policy.slug == (request.view_args or {}).get("name"):
        return address(policy)
    return url_for("lineages.one", name=policy.slug)


def _steps(asked: str) -> int:
    if asked not in STEPS:
        raise QueryError(f"up and down are {', '.join(STEPS)}")
    return FAR if asked == "all" else int(asked)


def _chosen() -> tuple[str, ...]:
    asked = request.args.getlist("rel")
    if unknown := sorted(set(asked) - set(RELATIONS)):
        raise QueryError(f"{unknown[0]}: no such relation; there is {', '.join(RELATIONS)}")
    return (
        tuple(name for name in RELATIONS if name in asked)
        if asked
        else (*LINEAGE, "mandates", "promulgates", *PRESUMED)
    )


def _relations() -> dict[str, Entity]:
    called = entities(site().engine, [POL + name for name in RELATIONS], language())
    return {name: called[POL + name] for name in RELATIONS}
