"""Evaluating what would be changed, on the graphs that earlier updates have made and on nothing else.

What documents say is out of reach: it is not in this store. The store is in memory, and nothing is lasting here: what
an edit comes to is a `Change`, to be made elsewhere, and taken back here where it is not.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, parse

from kg.errors import NotFound, QueryError
from kg.query.evaluate import GRAPHS, syntax_error
from kg.store.journal import Change, apply, lines, undone
from kg.terms import PREFIXES


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update; relative IRIs are of `base`."""

    text: str
    base: str


@dataclass(frozen=True, slots=True)
class Payload:
    """RDF of one graph, in one of the formats of `kg.query.evaluate.GRAPHS`."""

    data: bytes
    format: str


@dataclass(frozen=True, slots=True)
class Put:
    """Add to the graph called `graph`, "" for the default graph, or put in place of what it holds.

    Relative IRIs are of `base`.
    """

    graph: str
    payloads: tuple[Payload, ...]
    base: str
    replacing: bool


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove the graph."""

    graph: str


Edit = Update | Put | Drop


class Draft:
    """The graphs that updates have made, with the last edit not yet settled."""

    def __init__(self, sofar: Change) -> None:
        self._store = Store()
        apply(sofar, self._store)
        self._quads = set(self._store)
        self._graphs = self._named()
        self._last = Change()

    def edit(self, edit: Edit) -> Change:
        """What the edit comes to; where it raises, nothing has changed.

        QueryError for what does not parse or cannot be done, NotFound for a graph that is not there.
        """
        _do(self._store, edit)
        quads, graphs = set(self._store), self._named()
        self._last = Change(
            added=lines(quads - self._quads),
            removed=lines(self._quads - quads),
            made=tuple(sorted(graphs - self._graphs)),
            dropped=tuple(sorted(self._graphs - graphs)),
        )
        self._quads, self._graphs = quads, graphs
        return replace(self._last, digest=_digest(edit))

    def take_back(self) -> None:
        """As if the last edit had not been."""
        apply(undone(self._last), self._store)
        self._quads, self._graphs = set(self._store), self._named()

    def _named(self) -> set[str]:
        return {name.value for name in self._store.named_graphs() if isinstance(name, NamedNode)}


def _do(store: Store, edit: Edit) -> None:
    match edit:
        case Update(text, base):
            _update(store, text, base)
        case Put(graph, payloads, base, replacing):
            triples = [triple for payload in payloads for triple in _parsed(payload, base)]
            name = NamedNode(graph) if graph else DefaultGraph()
            if replacing:
                store.clear_graph(name)
            if isinstance(name, NamedNode):
                store.add_graph(name)
            store.extend(Quad(t.subject, t.predicate, t.object, name) for t in triples)
        case Drop(graph):
            if graph and not store.contains_named_graph(NamedNode(graph)):
                raise NotFound(f"{graph}: no such graph here")
            store.remove_graph(NamedNode(graph) if graph else DefaultGraph())


def _update(store: Store, text: str, base: str) -> None:
    try:
        store.update(text, base_iri=base, prefixes=PREFIXES)
    except SyntaxError as fault:
        raise syntax_error(fault) from None
    except (RuntimeError, ValueError, OSError) as fault:
        raise QueryError(str(fault)) from None


def _parsed(payload: Payload, base: str) -> list[Quad]:
    try:
        found = list(parse(payload.data, GRAPHS[payload.format], base_iri=base, rename_blank_nodes=True))
    except SyntaxError as fault:
        raise QueryError(f"the body does not parse: {fault.msg}", fault.lineno or 0, fault.offset or 0) from None
    except (ValueError, OSError, RuntimeError) as fault:
        raise QueryError(f"the body does not parse: {fault}") from None
    if any(not isinstance(quad.graph_name, DefaultGraph) for quad in found):
        raise QueryError("the body names graphs of its own; send one graph at a time")
    return found


def _digest(edit: Edit) -> str:
    match edit:
        case Update(text):
            return hashlib.sha256(text.encode()).hexdigest()
        case Put(_, payloads):
            return hashlib.sha256(b"\n".join(payload.data for payload in payloads)).hexdigest()
    return ""
