"""Answers that have not changed since the client asked last: a tag by version and request, and 304."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, g, request

import kg
from kg.query.ask import today
from kg.web.site import site

if TYPE_CHECKING:
    from flask import Flask

# What is the same for the same request until another version is served, but for the day.
TAGGED = ("/sparql", "/store", "/data/", "/queries/", "/export/", "/.well-known/", "/openapi.json")
ASKED = ("GET", "HEAD")


def tag_answers(app: Flask) -> None:
    """Tag answers, and say of those that a client has that they have not changed."""
    app.before_request(_unchanged)
    app.after_request(_tagged)


def _unchanged() -> Response | None:
    """A tag that is ours was given with a 200 for this very request: nothing needs to be looked at again."""
    if not _is_tagged() or not request.if_none_match or not request.if_none_match.contains_weak(_tag()):
        return None
    response = Response(status=HTTPStatus.NOT_MODIFIED)
    response.set_etag(_tag(), weak=True)
    return response


def _tagged(response: Response) -> Response:
    if response.status_code == HTTPStatus.OK and _is_tagged() and "volatile" not in g:
        response.set_etag(_tag(), weak=True)
        response.headers["Cache-Control"] = "no-cache"
    return response


def _is_tagged() -> bool:
    return request.method in ASKED and request.path.startswith(TAGGED)


def _tag() -> str:
    varies = (request.headers.get(name, "") for name in ("Accept", "Accept-Language"))
    parts = (kg.__version__, site().version, today(), request.url, *varies)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
