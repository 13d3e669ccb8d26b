"""The SPARQL 1.1 Graph Store Protocol at /store: graphs read always, and written where the server takes updates.

A graph is named by ?graph= or ?default, or by the address itself, below /store/.
"""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import UnsupportedMediaType

from kg.errors import NotFound, QueryError
from kg.query.dataset import exists, graph
from kg.query.edit import Drop, Payload, Put
from kg.web.accept import GRAPHS, choose
from kg.web.described import UPDATES
from kg.web.graph_names import DEFAULT, named_in_address, of_address
from kg.web.guard import updating
from kg.web.site import site
from kg.web.unchanged import preconditions

if TYPE_CHECKING:
    from kg.web.updating import Updating

graph_store = Blueprint("graph_store", __name__)

ROOT, BELOW = "/store", "/store/<path:name>"
NAME_ONE = "name a graph: ?graph=IRI, or ?default"
SENT = {offer.media: offer.format for offer in GRAPHS if offer.format != "trig"}
EXTENSIONS = {format_: media for media, format_ in SENT.items()}
UNNAMED = "application/rdf+xml"  # what a body that says nothing of its type is, as the protocol has it
MULTIPART = "multipart/form-data"


@graph_store.route(ROOT)
@graph_store.route(BELOW)
def read(name: str = "") -> Response:
    """All triples of a graph, streamed."""
    asked = _graph(name)
    if asked is None:
        raise QueryError(NAME_ONE)
    if not exists(site().engine, asked):
        raise NotFound(f"{asked}: no such graph here")
    offer = choose(GRAPHS)
    return Response(graph(site().engine, asked or _default(), offer.format), content_type=offer.content_type)


@graph_store.route(ROOT, methods=["PUT"])
@graph_store.route(BELOW, methods=["PUT"])
def replace(name: str = "") -> Response:
    """Put a graph in place of what the name stood for."""
    taker = updating()
    asked = _graph(name)
    if asked is None:
        raise QueryError(NAME_ONE)
    return _put(taker, asked, replacing=True)


@graph_store.route(ROOT, methods=["POST"])
@graph_store.route(BELOW, methods=["POST"])
def extend(name: str = "") -> Response:
    """Add to a graph; without a name, make one and tell where."""
    taker = updating()
    asked = _graph(name)
    if not request.get_data():
        return Response(status=HTTPStatus.NO_CONTENT)
    if asked is None:
        digest = hashlib.sha256(request.get_data()).hexdigest()[:16]
        asked = f"{request.base_url.rstrip('/')}/{digest}"
    return _put(taker, asked, replacing=False)


@graph_store.route(ROOT, methods=["DELETE"])
@graph_store.route(BELOW, methods=["DELETE"])
def remove(name: str = "") -> Response:
    """Remove a graph."""
    taker = updating()
    asked = _graph(name)
    if asked is None:
        raise QueryError(NAME_ONE)
    taker.change(Drop(asked), _condition(asked))
    return Response(status=HTTPStatus.NO_CONTENT)


def _condition(name: str) -> str:
    """The version that the client has seen, where it says so: what others have written since is not written over."""
    asks = any(header in request.headers for header in ("If-Match", "If-None-Match"))
    return preconditions(exists=exists(site().engine, name)) if asks else ""


def _default() -> str:
    """The graph that ?default reads: what is written there comes back, so beside a union it is not the union."""
    taker: Updating | None = current_app.extensions.get(UPDATES)
    return taker.own if taker is not None else DEFAULT


def _graph(name: str) -> str | None:
    """The graph that the request speaks of, None for the store itself."""
    asked = named_in_address()
    return of_address() if asked is None and name else asked


def _put(taker: Updating, name: str, *, replacing: bool) -> Response:
    change = taker.change(Put(name, _payloads(), name or request.base_url, replacing), _condition(name))
    if name not in change.made:
        return Response(status=HTTPStatus.NO_CONTENT)
    return Response(status=HTTPStatus.CREATED, headers={"Location": name})


def _payloads() -> tuple[Payload, ...]:
    """The RDF of the body: one text, or each part of a form; 415 where the format is not one of ours."""
    if request.mimetype == MULTIPART:
        files = [file for _, file in request.files.items(multi=True)]
        if not files:
            raise QueryError("the form holds no file")
        return tuple(Payload(file.read(), _format(file.mimetype or _extension(file.filename))) for file in files)
    return (Payload(request.get_data(), _format(request.mimetype or UNNAMED)),)


def _extension(name: str | None) -> str:
    """The media type that the name of a file tells of."""
    return EXTENSIONS.get((name or "").rpartition(".")[2].lower(), UNNAMED)


def _format(media: str) -> str:
    if media not in SENT:
        raise UnsupportedMediaType(f"{media}: send {', '.join(SENT)}")
    return SENT[media]
