"""A version of a build's store with the graphs of updates added.

What is added stays in the engine's log and makes no table of its own: query processes may open
few files (`kg.query.worker`), and versions of versions would pile tables up, so each starts from the build's store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.store.journal import quads
from kg.store.linked import TABLES, linked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from kg.store.journal import Change

MOST = 16  # tables that the engine opens at once when a store is opened


def revise(base: Path, target: Path, graphs: Change, own: str) -> Store:
    """A store at `target`, open for writing: that at `base`, and what updates have made.

    `own` names the graph that stands for the default graph of updates beside a union, which then holds them all; ""
    where the default graph is no union.
    """
    store = linked(base, target)
    for name in graphs.made:
        store.add_graph(NamedNode(name))
    store.extend(quad for one in quads(graphs.added) for quad in _placed(one, own))
    if len(list(target.glob(f"*{TABLES}"))) > MOST:  # so much was added that the engine made tables of it
        store.optimize()
    return store


def _placed(quad: Quad, own: str) -> Iterator[Quad]:
    """Where a quad of an update stands: in its graph, and in the union."""
    if not own:
        yield quad
        return
    in_default = isinstance(quad.graph_name, DefaultGraph)
    yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(own) if in_default else quad.graph_name)
    yield Quad(quad.subject, quad.predicate, quad.object)
