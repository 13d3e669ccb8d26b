"""Which graph a request speaks of: IRIs of graphs as they come in parameters and addresses."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import request

from kg.errors import QueryError
from kg.query.evaluate import is_iri
from kg.web.asked import pairs

ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.*")
DEFAULT = ""


def graph_iri(value: str) -> str:
    """The IRI of a graph; QueryError where it is not absolute or no IRI."""
    if not (ABSOLUTE.fullmatch(value) and is_iri(value)):
        raise QueryError(f"{value!r} is no absolute IRI of a graph")
    return value


def named_in_address() -> str | None:
    """The graph that ?graph= or ?default names, "" for the default graph, None where the address names none."""
    parameters = pairs(request.query_string)
    graphs = [value for name, value in parameters if name == "graph"]
    default = [value for name, value in parameters if name == "default"]
    if len(graphs) + len(default) > 1:
        raise QueryError("name one graph: ?graph=IRI, or ?default")
    if default:
        return DEFAULT
    return graph_iri(graphs[0]) if graphs else None


def of_address() -> str:
    """The graph that is called as the address of this request, encoded as the client has sent it."""
    sent = request.environ.get("REQUEST_URI") or request.environ.get("RAW_URI") or ""
    path = urlsplit(sent).path or urlsplit(request.base_url).path
    return graph_iri(request.host_url.rstrip("/") + path)
