"""What an address stands for: a thing of the graph, one that moved (301), or one that is gone for a reason (410)."""

from __future__ import annotations

from flask import abort, redirect, request, url_for

from kg.errors import NotFound
from kg.query.kinds import BY_NAME, candidates, slug
from kg.query.moved import curated, refused
from kg.query.pages import select
from kg.web.language import language
from kg.web.site import site


def iri_of(kind: str, name: str) -> str:
    """The IRI that an address stands for; NotFound where the graph has nothing under it and never had."""
    iris = candidates(BY_NAME[kind], name)
    for iri in iris:
        if select(site().engine, "types", this=iri):
            return iri
    if name == (request.view_args or {}).get("name"):
        new = curated(site().engine, BY_NAME[kind], name)
        if new:
            abort(redirect(_moved(slug(new)), 301))
        for iri in iris:
            if reason := refused(site().build, iri, language()):
                abort(410, reason)
    raise NotFound(f"{name}: no such {kind} in this corpus")


def _moved(name: str) -> str:
    """This very address with the new name."""
    place = url_for(request.endpoint or "", **{**(request.view_args or {}), "name": name})
    return f"{place.partition('?')[0]}?{request.query_string.decode()}" if request.query_string else place
