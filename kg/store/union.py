"""The store of a version: all graphs of its documents and of ontology/ together, made anew or from the last one."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.graph.changed import Changed
from kg.store import catalogue
from kg.store.known import CATALOGUE
from kg.store.linked import TABLES, linked
from kg.store.oxigraph import create, load, quads
from kg.store.parts import each, joined
from kg.store.revise import MOST
from kg.terms import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Store

    from kg.store.parts import Place

PARTS, GRAPHS, STORE = "parts", "graphs", "store"
VOCABULARY, RULES = "ontology.nq", "rules.rq"  # in GRAPHS
SMALL = 64 << 20  # bytes of a store that is merged into few tables; in a larger one the engine merges what is worth it


def keep_ontology(path: Path, lines: Iterable[str], rules: Iterable[str]) -> None:
    """Keep the ontology graph of the version at a path, as N-Quads lines, with the rules that derive from it."""
    (path / GRAPHS / VOCABULARY).write_bytes(joined(lines))
    (path / GRAPHS / RULES).write_text("\n".join(rules), encoding="utf-8")


def has_other_ontology(path: Path, last: Path | None) -> bool:
    """Whether the vocabulary or a rule is another than in the last version: then all is derived anew."""
    return last is None or any(_kept(name, path) != _kept(name, last) for name in (VOCABULARY, RULES))


def new_union(path: Path) -> Store:
    """The store of the version at a path, of the ontology graph and of all documents that it lists."""
    store = create(path / STORE)
    places = catalogue.places(path / CATALOGUE).values()
    graphs = chain((_kept(VOCABULARY, path),), (lines for (lines,) in each(path / PARTS, places, ("quads",))))
    load(store, graphs)
    return store


def changed_union(last: Path, path: Path, gone: Iterable[str], fresh: Iterable[Place]) -> tuple[Store, Changed]:
    """The store of the last version without the documents that are gone and with the fresh ones, and what that changed.

    Documents that are gone are told by id, fresh ones by where they lie.
    """
    store, changed = linked(last / STORE, path / STORE), Changed()
    for identity in sorted(gone):
        changed.remove(store, NamedNode(DOCUMENT + identity))
    for (lines,) in each(path / PARTS, fresh, ("quads",)):
        changed.add(store, quads(lines))
    return store, changed


def merge_tables(store: Store, path: Path) -> None:
    """Make few tables of the many of a small store."""
    tables = _tables(path)
    if len(tables) > MOST and sum(tables) < SMALL:
        store.optimize()


def _kept(name: str, folder: Path) -> bytes:
    """A file of graphs of the version in a folder, nothing where it has none."""
    file = folder / GRAPHS / name
    return file.read_bytes() if file.exists() else b""


def _tables(path: Path) -> tuple[int, ...]:
    """The sizes (bytes) of the store's tables; one that the engine merges into another meanwhile is gone."""
    sizes = []
    for table in (path / STORE).glob(f"*{TABLES}"):
        with suppress(FileNotFoundError):
            sizes.append(table.stat().st_size)
    return tuple(sizes)
