"""All of what the page of a thing shows the first of: targets, figures, requirements, the values of a property."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from flask import Blueprint, abort, render_template, request

from kg.query.figures import figures
from kg.query.kinds import BY_NAME
from kg.query.label import Entity, entities
from kg.query.measures import measures
from kg.query.pages import select
from kg.query.quotes import edge_quotes
from kg.query.said import about, count_about
from kg.query.targets import standings
from kg.terms import PREFIXES
from kg.web.day import asked_day
from kg.web.language import language
from kg.web.named import iri_of
from kg.web.paging import asked_page
from kg.web.site import site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query.request import Term
    from kg.query.said import Told

rest = Blueprint("rest", __name__)

PAGE = 50
TOLD: Mapping[str, Told] = {"targets": "target", "figures": "obs", "measures": "measure"}
Direction = Literal["out", "in"]


@rest.route("/page/<kind>/<name>/<what>")
def told(kind: str, name: str, what: str) -> str:
    """The targets, figures or requirements about a thing."""
    thing = _thing(kind, name)
    if what not in TOLD:
        abort(404)
    page, engine = asked_page(), site().engine
    first = PAGE * (page - 1)
    found: Iterable[object]
    if what == "measures":
        found = measures(engine, thing.iri, language(), PAGE, first)
    else:
        iris = about(engine, thing.iri, TOLD[what], PAGE, first)
        found = (
            standings(engine, iris, asked_day(), language())
            if what == "targets"
            else figures(engine, iris, language()).values()
        )
    total = count_about(engine, thing.iri, TOLD[what])
    return _page(thing, what=what, found=tuple(found), as_of=asked_day(), total=total, page=page)


@rest.route("/page/<kind>/<name>/facts")
def facts(kind: str, name: str) -> str:
    """The values that a property of a thing has, or with `of=in` the things whose property has it as value."""
    thing, asked, page = _thing(kind, name), request.args.get("property", ""), asked_page()
    prefix, _, local = asked.partition(":")
    if prefix not in PREFIXES or not local.isalnum():
        abort(404)
    prop = PREFIXES[prefix] + local
    direction: Direction = "in" if request.args.get("of") == "in" else "out"
    values = _values(thing.iri, prop, direction)
    shown = values[PAGE * (page - 1) :][:PAGE]
    edges = {
        value: (thing.iri, prop, value.iri) if direction == "out" else (value.iri, prop, thing.iri)
        for value in shown
        if isinstance(value, Entity)
    }
    quotes = edge_quotes(site().engine, tuple(edges.values()))
    found = [(value, quotes[edges[value]] if value in edges else ()) for value in shown]
    relation = entities(site().engine, [prop], language())[prop]
    return _page(thing, what="facts", found=found, relation=relation, direction=direction, total=len(values), page=page)


def _thing(kind: str, name: str) -> Entity:
    if kind not in BY_NAME:
        abort(404)
    iri = iri_of(kind, name)
    return entities(site().engine, [iri], language())[iri]


def _values(iri: str, prop: str, direction: Direction) -> list[Entity | Term]:
    query, column = ("values-of", "value") if direction == "out" else ("saying", "thing")
    terms = [row[column] for row in select(site().engine, query, this=iri, property=prop)]
    called = entities(site().engine, (term.value for term in terms if term.kind == "uri"), language())
    values = [called[term.value] if term.kind == "uri" else term for term in terms]
    return sorted(values, key=lambda one: (one.label, one.iri) if isinstance(one, Entity) else (one.value, ""))


def _page(thing: Entity, **parts: object) -> str:
    return render_template("rest.html", thing=thing, size=PAGE, **parts)
