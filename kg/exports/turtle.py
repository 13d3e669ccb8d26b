"""Turtle: all graphs as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from kg.exports.spaces import SPACES
from kg.exports.triples import each_triple
from kg.store.oxigraph import flow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO


def turtle(lines: Iterable[bytes], file: BinaryIO, scratch: Path) -> None:
    """Each triple once, by subject."""
    with each_triple(lines, scratch) as triples:
        found = (quad.triple for quad in parse(flow(triples), RdfFormat.N_TRIPLES))
        serialize(found, file, RdfFormat.TURTLE, prefixes=SPACES)
