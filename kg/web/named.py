"""What an address stands for."""

from __future__ import annotations

from kg.errors import NotFound
from kg.query.kinds import BY_NAME, candidates
from kg.query.pages import select
from kg.web.site import site


def iri_of(kind: str, name: str) -> str:
    """The IRI that an address stands for; NotFound where the graph has nothing under it."""
    for iri in candidates(BY_NAME[kind], name):
        if select(site().engine, "types", this=iri):
            return iri
    raise NotFound(f"{name}: no such {kind} in this corpus")
