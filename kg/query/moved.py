"""Where a thing went that an old address names: the vocabulary knows it now, or the shapes refuse it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.identify import unreviewed_iri
from kg.query.kinds import slug
from kg.query.pages import select
from kg.text.fold import name_key

if TYPE_CHECKING:
    from kg.query.kinds import Kind
    from kg.query.request import Engine
    from kg.store.folder import Build

MINTED = "u-"


def curated(engine: Engine, kind: Kind, name: str) -> str:
    """The IRI of the thing that was minted under this short name before it was named in the vocabulary, "" if none.

    Nothing is kept for it: what a name was minted as can be told from the name.
    """
    if not name.startswith(MINTED):
        return ""
    for row in select(engine, "known-as", type=kind.type):
        known = row["this"].value
        was = unreviewed_iri(kind.name, name_key(row["name"].value))
        if was.endswith(f"/{name}") and not slug(known).startswith(MINTED):
            return known
    return ""


def refused(build: Build, iri: str, language: str) -> str:
    """Why the shapes keep a thing out of the graph, "" where they do not."""
    for finding in build.findings():
        if finding.level == "Violation" and finding.focus == iri:
            messages = dict(finding.messages)
            return messages.get(language) or next(iter(messages.values()), finding.shape)
    return ""
