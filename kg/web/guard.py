"""Who may change the graphs: whoever shows the token that the server was started with."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from flask import current_app, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from kg.errors import QueryRefused
from kg.web.described import UPDATES

if TYPE_CHECKING:
    from kg.web.updating import Updating

OFF = "updates are off: this server only answers"
CHANGES = "changes"  # in a request's context: it would change something
BODY = 32 * 1024 * 1024  # bytes of an update or a graph


def updating() -> Updating:
    """Whoever takes updates; QueryRefused where nobody does, 401 where the request may not ask for them.

    It also lets the body of the request be as large as that of an update may be.
    """
    setattr(g, CHANGES, True)
    found: Updating | None = current_app.extensions.get(UPDATES)
    if found is None:
        raise QueryRefused(OFF)
    token = found.writing.token
    shown = request.authorization
    given = (shown.token or "") if shown is not None and shown.type == "bearer" else ""
    if token and not hmac.compare_digest(given.encode(), token.encode()):
        raise Unauthorized("show the token of this server", www_authenticate=WWWAuthenticate("bearer", {"realm": "kg"}))
    request.max_content_length = BODY
    return found
