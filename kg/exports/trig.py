"""TriG: the graphs of the documents apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from kg.exports.spaces import SPACES
from kg.exports.triples import parted
from kg.store.merge import in_order
from kg.store.oxigraph import flow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO


def trig(lines: Iterable[bytes], file: BinaryIO, scratch: Path) -> None:
    """A block a graph, sorted."""
    with in_order((parted(line)[1] + b"\0" + line for line in lines), scratch) as ordered:
        found = parse(flow(line.partition(b"\0")[2] for line in ordered), RdfFormat.N_QUADS)
        serialize(found, file, RdfFormat.TRIG, prefixes=SPACES)
