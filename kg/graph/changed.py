"""What a change of documents does to a store: the quads and the triples of the union that came and went."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Quad, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import NamedNode, Store

UNION = DefaultGraph()
Triples = defaultdict[str, dict[Triple, None]]


class Changed:
    """The difference between a store and one that it was copied from, by predicate; what came and went is not in it."""

    def __init__(self) -> None:
        self.came = defaultdict[str, dict[Triple, None]](dict)  # into the union
        self.went = defaultdict[str, dict[Triple, None]](dict)
        self.added = defaultdict[str, list[Quad]](list)  # to graphs of documents
        self.removed = defaultdict[str, list[Quad]](list)

    def add(self, store: Store, quads: Iterable[Quad]) -> None:
        """Put quads into the graphs that they name, and into the union."""
        for quad in quads:
            store.add(quad)
            self.added[str(quad.predicate)].append(quad)
            self.come(store, quad.triple)

    def remove(self, store: Store, graph: NamedNode) -> None:
        """Take a graph away; a triple leaves the union with the last graph that holds it."""
        for quad in list(store.quads_for_pattern(None, None, None, graph)):
            store.remove(quad)
            self.removed[str(quad.predicate)].append(quad)
            self.go(store, quad.triple)
        store.remove_graph(graph)

    def come(self, store: Store, triple: Triple) -> None:
        """A triple is in some graph: it is in the union."""
        if holds(store, triple):
            return
        store.add(Quad(*triple))
        _met(triple, self.came, self.went)

    def go(self, store: Store, triple: Triple) -> None:
        """A triple is in one graph less: it is in the union as long as another holds it."""
        left = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        if any(other.graph_name != UNION for other in left):
            return
        store.remove(Quad(*triple))
        _met(triple, self.went, self.came)


def _met(triple: Triple, here: Triples, there: Triples) -> None:
    """Note a triple, or that it is again as it was."""
    predicate = str(triple.predicate)
    if triple in there[predicate]:
        del there[predicate][triple]
    else:
        here[predicate][triple] = None


def holds(store: Store, triple: Triple) -> bool:
    """Whether the union has a triple."""
    return Quad(*triple) in store
