"""A version of a store beside it: a copy that shares all that is on the disk, with the graphs of updates added.

Oxigraph never writes to a table file (.sst) again, so the copy links them; everything else is copied. Readers of the
store see nothing of it. What is added stays in the engine's log and makes no table of its own: query processes may open
few files (`kg.query.worker`), and versions of versions would pile tables up, so each starts from the build's store.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.store.journal import quads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store.journal import Change

TABLES = ".sst"
LOCK = "LOCK"
MOST = 16  # tables that the engine opens at once when a store is opened


def revise(base: Path, target: Path, graphs: Change, own: str) -> Store:
    """A store at `target`, open for writing: that at `base`, and what updates have made.

    `own` names the graph that stands for the default graph of updates beside a union, which then holds them all; ""
    where the default graph is no union.
    """
    store = _copied(base, target)
    for name in graphs.made:
        store.add_graph(NamedNode(name))
    store.extend(quad for one in quads(graphs.added) for quad in _placed(one, own))
    if len(list(target.glob(f"*{TABLES}"))) > MOST:  # so much was added that the engine made tables of it
        store.optimize()
    return store


def _copied(source: Path, target: Path) -> Store:
    target.mkdir(parents=True)
    for file in sorted(source.iterdir()):
        if file.suffix == TABLES:
            _link(file, target / file.name)
        elif file.name != LOCK:
            shutil.copyfile(file, target / file.name)
    return Store(str(target))


def _placed(quad: Quad, own: str) -> Iterator[Quad]:
    """Where a quad of an update stands: in its graph, and in the union."""
    if not own:
        yield quad
        return
    in_default = isinstance(quad.graph_name, DefaultGraph)
    yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(own) if in_default else quad.graph_name)
    yield Quad(quad.subject, quad.predicate, quad.object)


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # another disk, or a system without links
        shutil.copyfile(file, target)
