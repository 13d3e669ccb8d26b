"""The thing that a person means by an IRI, whole or short, by a name of it, or by its document number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import SHOWN, NotFound
from kg.query.kinds import BY_TYPE, KINDS
from kg.query.pages import select
from kg.query.resolve import called, entity, names_like, only
from kg.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from kg.query.request import Engine

WRITTEN = re.compile(r"[!-~]*[:/][!-~]*")  # as an IRI is, whole or short, and no name is


def meant(engine: Engine, words: str, type_: str = "") -> str:
    """The IRI of a thing, of that class where one is given; NotFound where the graph holds nothing of it."""
    if WRITTEN.fullmatch(words):
        return known(engine, expand(words), type_)
    if type_:
        return entity(engine, type_, words, "NAME").value
    found = sorted({iri for kind in KINDS for iri in called(engine, kind.type, words)})
    if not found:
        near = names_like(engine, words, *(kind.type for kind in KINDS))
        remedy = "give a whole name, a document number or an IRI"
        remedy = f"{remedy}; there is {', '.join(near)}" if near else remedy
        raise NotFound(f"nothing is called {words[:SHOWN]!r} here; {remedy}", near)
    return only(found, words, "NAME")


def known(engine: Engine, iri: str, type_: str = "") -> str:
    """The IRI; NotFound where the graph holds nothing under it, or nothing of that class."""
    types = {row["type"].value for row in select(engine, "types", this=iri)}
    if not types:
        raise NotFound(f"{iri}: nothing is known of it in this graph")
    if type_ and type_ not in types:
        raise NotFound(f"{iri}: is no {BY_TYPE[type_].name}; name one")
    return iri


def expand(identifier: str) -> str:
    """Write out the IRI of a prefixed name (voc:ft-thc) or of a path below the base (policy/u-…)."""
    prefix, colon, local = identifier.partition(":")
    if "://" in identifier:
        return identifier
    if not colon:
        return BASE + identifier
    if prefix not in PREFIXES:
        raise NotFound(f"{identifier}: unknown prefix; known are {', '.join(sorted(PREFIXES))}")
    return PREFIXES[prefix] + local
