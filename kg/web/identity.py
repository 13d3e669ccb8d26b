"""IRIs as addresses: 303 to the page or the data of a thing, and its data in RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, url_for

from kg.errors import NotFound
from kg.query.kinds import BY_NAME
from kg.query.label import entities
from kg.query.pages import select
from kg.query.twin import twin
from kg.terms import BASE, VOC
from kg.web.accept import GRAPHS, HTML, choose
from kg.web.language import language
from kg.web.named import iri_of
from kg.web.site import site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Redirect

identity = Blueprint("identity", __name__)

FORMATS = {offer.format: offer for offer in GRAPHS}


@identity.route("/id/<kind>/<name>")
def see_other(kind: str, name: str) -> Redirect:
    """The page for people, the data for programs."""
    offer = choose((HTML, *GRAPHS))
    if offer is HTML and kind in BY_NAME:
        iri_of(kind, name)  # 404 here rather than after the redirect
        return redirect(url_for("pages.thing", kind=kind, name=name), 303)
    return redirect(url_for(".data", kind=kind, name=name, extension=offer.format.replace("html", "ttl")), 303)


@identity.route("/id/<kind>/<name>.<extension>")
def see_data(kind: str, name: str, extension: str) -> Redirect:
    """The data in the format that the ending names, whatever the client accepts."""
    if extension not in FORMATS:
        abort(404)
    return redirect(url_for(".data", kind=kind, name=name, extension=extension), 303)


@identity.route("/voc/<name>")
def concept(name: str) -> Redirect:
    """The same for a concept of the vocabulary."""
    if not select(site().engine, "types", this=VOC + name):
        raise NotFound(f"{name}: no such concept in this vocabulary")
    found = entities(site().engine, [VOC + name], language())[VOC + name]
    offer = choose((HTML, *GRAPHS))
    if offer is HTML and found.kind:
        return redirect(url_for("pages.thing", kind=found.kind, name=name), 303)
    return redirect(url_for(".data", kind="voc", name=name, extension=offer.format.replace("html", "ttl")), 303)


@identity.route("/data/<kind>/<name>.<extension>")
def data(kind: str, name: str, extension: str) -> Response:
    """The triples about a thing."""
    if extension not in FORMATS:
        abort(404)
    iri = f"{VOC}{name}" if kind == "voc" else iri_of(kind, name) if kind in BY_NAME else f"{BASE}{kind}/{name}"
    return Response(twin(site().engine, iri, extension), content_type=FORMATS[extension].content_type)
