"""What the service can do and what it holds, in RDF: the service description and VoID."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, render_template, request, url_for
from pyoxigraph import RdfFormat, parse, serialize

import kg
from kg.query.dataset import names, size
from kg.query.evaluate import GRAPHS as FORMATS
from kg.terms import BASE, PREFIXES
from kg.web.accept import GRAPHS, choose
from kg.web.site import site

if TYPE_CHECKING:
    from kg.web.accept import Offer

described = Blueprint("described", __name__)

UPDATES = "kg-updates"  # the extension of an application that takes updates


@described.route("/.well-known/void")
def void() -> Response:
    """The data set, where programs look for it."""
    return description(choose(GRAPHS))


def description(offer: Offer) -> Response:
    """Service and data set, in a format on offer."""
    updating = current_app.extensions.get(UPDATES)
    turtle = render_template(
        "service.ttl",
        endpoint=url_for("protocol.sparql", _external=True) if request.blueprint == "described" else request.base_url,
        root=request.host_url,
        space=BASE,
        triples=size(site().engine),
        graphs=names(site().engine),
        documents=site().build.count,
        prefixes=PREFIXES,
        updates=updating is not None,
        union=updating is None or updating.writing.union,
        version=kg.__version__,
    )
    triples = parse(turtle.encode(), RdfFormat.TURTLE)
    data = serialize(triples, format=FORMATS[offer.format], prefixes=PREFIXES)
    return Response(data, content_type=offer.content_type)
