"""The embedded store: named graphs as the documents gave them, and their union, as a set, as the default graph.

Oxigraph can compute the union of named graphs while it answers, but not as a set: a triple of two graphs matches twice.
So the union is stored. It costs the default graph's disk space and makes COUNT mean what a reader expects.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

BATCH = 200_000


def create(path: Path) -> Store:
    """An empty store on disk that this process may write to."""
    return Store(str(path))


def load(store: Store, lines: Iterable[str]) -> None:
    """Add N-Quads lines, each with its graph, to their graphs and to the union."""
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            _load(store, batch)
            batch = []
    if batch:
        _load(store, batch)


def _load(store: Store, lines: Sequence[str]) -> None:
    store.bulk_load(BytesIO("\n".join(lines).encode()), RdfFormat.N_QUADS)
    triples = "\n".join(line.rpartition(" <")[0] + " ." for line in lines)
    store.bulk_load(BytesIO(triples.encode()), RdfFormat.N_TRIPLES)


def extend(store: Store, lines: bytes) -> None:
    """Add N-Quads, each with its graph, to their graphs and to the union, where a bulk load would cost more."""
    found = list(parse(lines, RdfFormat.N_QUADS))
    store.extend(found)
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in found)


def remove_graph(store: Store, name: str) -> None:
    """Take a graph away; a triple leaves the union with the last graph that holds it."""
    for quad in list(store.quads_for_pattern(None, None, None, NamedNode(name))):
        store.remove(quad)
        left = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(isinstance(other.graph_name, DefaultGraph) for other in left):
            store.remove(Quad(quad.subject, quad.predicate, quad.object))
    store.remove_graph(NamedNode(name))


def read_only(path: Path) -> Store:
    """A fixed snapshot of the store at `path`; StoreError where there is none."""
    if not path.is_dir():
        raise StoreError(f"{path}: no store here; make one with: kg build SOURCES -o {path.parent}")
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as fault:  # the engine's word for corruption
        raise StoreError(f"{path}: this store cannot be opened ({fault}); build it again") from fault
