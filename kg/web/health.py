"""For those who watch the server: whether it answers, and what it serves."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

import kg
from kg.query.pages import select
from kg.web.site import site

health = Blueprint("health", __name__)


@health.route("/-/health")
def healthy() -> Response:
    """200 where a query process answers."""
    select(site().engine, "alive")
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@health.route("/-/version.json")
def version() -> Response:
    """The version of kg, and which build it serves."""
    build = site().build
    return jsonify(kg=kg.__version__, built_by=build.version, corpus=build.corpus, documents=build.count)
