"""Answers that have not changed since the client asked last: a tag by version and request, 304, and 412 for changes."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, g, request

import kg
from kg.query.ask import today
from kg.query.request import ChangedSince
from kg.web.accept import GRAPHS, choose
from kg.web.site import site

if TYPE_CHECKING:
    from flask import Flask

# What is the same for the same request until another version is served, but for the day.
TAGGED = ("/sparql", "/store", "/data/", "/queries/", "/export/", "/.well-known/", "/openapi.json")
ASKED = ("GET", "HEAD")
GRAPH = "/store"


def tag_answers(app: Flask) -> None:
    """Tag answers, and say of those that a client has that they have not changed."""
    app.before_request(_unchanged)
    app.after_request(_tagged)


def _unchanged() -> Response | None:
    """A tag that is ours was given with a 200 for this very request: nothing needs to be looked at again."""
    if not _is_tagged() or not request.if_none_match or not request.if_none_match.contains_weak(_tag()):
        return None
    response = Response(status=HTTPStatus.NOT_MODIFIED)
    response.set_etag(_tag(), weak=not _is_graph())
    return response


def _tagged(response: Response) -> Response:
    if response.status_code == HTTPStatus.OK and _is_tagged() and "volatile" not in g:
        response.set_etag(_tag(), weak=not _is_graph())
        response.headers["Cache-Control"] = "no-cache"
    return response


def _is_tagged() -> bool:
    return request.method in ASKED and request.path.startswith(TAGGED)


def _is_graph() -> bool:
    """Whether it is a graph, whose bytes are the same for the same version and format: its tag is a strong one."""
    return request.path.startswith(GRAPH)


def preconditions(*, exists: bool) -> str:
    """The version that alone may be changed, "" where any may; ChangedSince where the client has seen another graph.

    A tag stands for the whole version, so it is of the past once anything is changed: whoever looks again is right.
    """
    if request.if_none_match.star_tag and exists:
        raise ChangedSince("there is such a graph already")
    if "If-Match" not in request.headers:
        return site().version if request.if_none_match.star_tag else ""
    tags = () if not exists else (_graph_tag(offer.format) for offer in GRAPHS)
    if not exists or not (request.if_match.star_tag or any(map(request.if_match.is_strong, tags))):
        raise ChangedSince("the graph is not what it was; look at it again")
    return site().version


def _graph_tag(format_: str) -> str:
    parts = (kg.__version__, site().version, request.url, format_)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _tag() -> str:
    if _is_graph():
        return _graph_tag(choose(GRAPHS).format)
    varies = (request.headers.get(name, "") for name in ("Accept", "Accept-Language"))
    parts = (kg.__version__, site().version, today(), request.url, *varies)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
