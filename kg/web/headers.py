"""Headers on every answer: what a page may load, who may read it, what it varies by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# What programs on other sites may read: answers, not pages.
OPEN = (
    *("/sparql", "/update", "/store", "/data/", "/id/", "/voc/", "/queries", "/export/", "/.well-known/", "/-/"),
    "/openapi.json",
)


def send_headers(app: Flask) -> None:
    """Add the headers after each request."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.vary.update(("Accept", "Accept-Language"))
        if request.path.startswith(OPEN):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Location, Retry-After"
        if request.method == "OPTIONS" and request.path.startswith(OPEN):
            response.headers["Access-Control-Allow-Methods"] = ", ".join(sorted(response.allow))
            response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type, If-None-Match"
            response.headers["Access-Control-Max-Age"] = "86400"
        return response
