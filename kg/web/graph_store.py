"""The SPARQL 1.1 Graph Store Protocol at /store: graphs read always, and written where the server takes updates.

A graph is named by ?graph= or ?default, or by the address itself, below /store/.
"""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import UnsupportedMediaType

from kg.errors import NotFound, QueryError, QueryRefused
from kg.query.dataset import exists, graph
from kg.query.edit import Drop, Payload, Put
from kg.web.accept import GRAPHS, choose
from kg.web.graph_names import DEFAULT, named_in_address, of_address
from kg.web.guard import updating
from kg.web.site import site

if TYPE_CHECKING:
    from kg.web.updating import Updating

graph_store = Blueprint("graph_store", __name__)

ROOT, BELOW = "/store", "/store/<path:name>"
NAME_ONE = "name a graph: ?graph=IRI, or ?default"
SENT = {offer.media: offer.format for offer in GRAPHS if offer.format != "trig"}
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
    return Response(graph(site().engine, asked, offer.format), content_type=offer.content_type)


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
    _refuse_union(taker, asked)
    taker.change(Drop(asked))
    return Response(status=HTTPStatus.NO_CONTENT)


def _graph(name: str) -> str | None:
    """The graph that the request speaks of, None for the store itself."""
    asked = named_in_address()
    return of_address() if asked is None and name else asked


def _put(taker: Updating, name: str, *, replacing: bool) -> Response:
    _refuse_union(taker, name)
    change = taker.change(Put(name, _payloads(), name or request.base_url, replacing))
    if name not in change.made:
        return Response(status=HTTPStatus.NO_CONTENT)
    return Response(status=HTTPStatus.CREATED, headers={"Location": name})


def _refuse_union(taker: Updating, name: str) -> None:
    if name == DEFAULT and taker.writing.union:
        raise QueryRefused("the default graph is the union of all graphs; write to one of them: ?graph=IRI")


def _payloads() -> tuple[Payload, ...]:
    """The RDF of the body: one text, or each part of a form; 415 where the format is not one of ours."""
    if request.mimetype == MULTIPART:
        parts = [(file.mimetype, file.read()) for _, file in request.files.items(multi=True)]
        if not parts:
            raise QueryError("the form holds no file")
    else:
        parts = [(request.mimetype, request.get_data())]
    return tuple(Payload(data, _format(media)) for media, data in parts)


def _format(media: str) -> str:
    if media not in SENT:
        raise UnsupportedMediaType(f"{media or 'no media type'}: send {', '.join(SENT)}")
    return SENT[media]
