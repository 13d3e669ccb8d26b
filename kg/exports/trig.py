"""TriG: the graphs of the documents apart."""

from __future__ import annotations

from pyoxigraph import RdfFormat, serialize

from kg.exports.spaces import SPACES
from kg.exports.triples import quads


def trig(lines: tuple[str, ...]) -> bytes:
    """A block a graph."""
    ordered = sorted(quads(lines), key=lambda quad: str(quad.graph_name))  # within a graph the lines stay sorted
    return serialize(ordered, format=RdfFormat.TRIG, prefixes=SPACES) or b""
