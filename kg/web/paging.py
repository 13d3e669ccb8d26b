"""Pages of a long list, by `page` in the address."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import request

from kg.errors import QueryError

FURTHEST = 10_000


def asked_page() -> int:
    """Which page is asked for, from 1; QueryError where that is no page."""
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= FURTHEST):
        raise QueryError(f"page is a number from 1 to {FURTHEST}")
    return int(asked)


def here(**changed: object) -> str:
    """The address of this page with other parameters; one that is "" is left out, and the list begins anew."""
    dropped = {"page", *changed}
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in dropped]
    parameters = [*kept, *((name, str(value)) for name, value in changed.items() if value != "")]
    return f"{request.path}?{urlencode(parameters)}" if parameters else request.path
