"""Turtle: all graphs as one."""

from __future__ import annotations

from pyoxigraph import RdfFormat, serialize

from kg.exports.spaces import SPACES
from kg.exports.triples import quads, union


def turtle(lines: tuple[str, ...]) -> bytes:
    """Each triple once, by subject."""
    triples = (quad.triple for quad in quads(union(lines)))
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=SPACES) or b""
