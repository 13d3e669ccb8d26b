"""All of a graph as a file in one of the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.exports.export import Source, format_of, write
from kg.exports.triples import each_quad
from kg.query.direct import Direct
from kg.store.oxigraph import read_only
from kg.store.replace import replaced

if TYPE_CHECKING:
    from pathlib import Path


def source_of(store: Path) -> Source:
    """What is exported from: the store at that path."""
    opened = read_only(store)
    return Source(Direct(opened), lambda: each_quad(opened))


def write_whole(store: Path, name: str, language: str, out: Path) -> None:
    """Write all of the store to `out`, which is there when it is whole."""
    with replaced(out) as file:
        write(source_of(store), format_of(name), None, language, file, out.parent)
