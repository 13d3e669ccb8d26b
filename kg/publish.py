"""Publish: a build in a SPARQL store elsewhere, graph by graph, changing no more than what differs.

Each graph stands there under its own name, and the union of all, as a set, where a query looks that names no graph: in
the store's default graph, or in a graph of its own where the store makes the default graph of all others. A graph of
records says by their hashes which graphs are up to date, and at last which build it all is. Whoever is interrupted
leaves no build named, and the next run takes up what is not up to date.

All graphs grow before any shrinks, the union grows after a graph and shrinks before it. So the union never holds a
triple that no graph holds, wherever a run is interrupted; what it lacks is found by the graphs' records.
"""

from __future__ import annotations

from functools import cache
from string import Template
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.errors import StoreError
from kg.paths import QUERIES
from kg.query.dataset import PENDING, records
from kg.query.evaluate import native
from kg.query.remote import Elsewhere
from kg.query.request import Limits, Request, Term
from kg.query.rows import bind, tables
from kg.store.oxigraph import read_only
from kg.terms import DCTERMS, RECORDS_GRAPH, UNION_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from kg.query.rows import Table
    from kg.store.folder import Build
    from kg.store.remote import Remote

RECORDS = NamedNode(RECORDS_GRAPH)
HASH = NamedNode(DCTERMS + "identifier")
NONE: AbstractSet[str] = frozenset()
MOST = 2_000  # quads of one update: Virtuoso compiles an update whole, and slowly where it is long
PATIENCE = Limits(seconds=600.0, result=2 * 1024**3)


def publish(build: Build, remote: Remote, report: Callable[[str], None] = print) -> int:
    """Make the store hold what the build holds; gives the number of graphs that were changed.

    StoreError where the store does not answer, refuses a change, or gives less than it holds.
    """
    there = _There(remote, read_only(build.store))
    wanted = build.graphs()
    known = there.records()

    def after(name: str) -> set[Triple]:
        return _settled(parse(build.quads(name), RdfFormat.N_QUADS)) if name in wanted else set()

    there.record(RECORDS_GRAPH, known.pop(RECORDS_GRAPH, NONE), NONE)
    stale = [name for name in sorted({*known, *wanted}) if known.get(name, NONE) != {wanted.get(name, "")}]
    waning = []
    for number, name in enumerate(stale, 1):
        before = known.get(name, NONE)
        there.record(name, before, {PENDING})
        if there.grow(NamedNode(name), after(name), whole=PENDING in before):
            waning.append(name)
        report(f"published {number} of {len(stale)} graphs")
    for name in waning:
        there.shrink(NamedNode(name), after(name))
    for name in stale:
        there.record(name, {PENDING}, {wanted[name]} if name in wanted else NONE)
    there.record(RECORDS_GRAPH, NONE, {build.corpus})
    return len(stale)


class _There:
    """A store elsewhere, as it is changed; `union` is the union of the build as a set."""

    def __init__(self, remote: Remote, union: Store) -> None:
        self._remote = remote
        self._union = union
        self._engine = Elsewhere(remote, PATIENCE)
        self._union_graph: NamedNode | DefaultGraph | None = None

    def records(self) -> dict[str, frozenset[str]]:
        """The hashes that each graph is known by, and the whole."""
        return records(self._engine)

    def record(self, name: str, before: AbstractSet[str], after: AbstractSet[str]) -> None:
        """Say of a graph by which hash it is known from now on; it is never without one between."""
        subject = NamedNode(name)
        self._add([Quad(subject, HASH, Literal(one), RECORDS) for one in after])
        self._remove([Quad(subject, HASH, Literal(one), RECORDS) for one in sorted(before - after)])

    def grow(self, name: NamedNode, after: set[Triple], *, whole: bool) -> bool:
        """Add what a graph lacks to it and to the union, or all to the union; whether it holds more than that."""
        before = self._triples(name)
        new = _ordered(after - before)
        self._add(_quads(new, name))
        self._add(_quads(_ordered(after) if whole else new, self._union_of(name)))
        return bool(before - after)

    def shrink(self, name: NamedNode, after: set[Triple]) -> None:
        """Remove what a graph holds too much from it, and from the union what the build has nowhere."""
        gone = _ordered(self._triples(name) - after)
        self._remove(_quads((triple for triple in gone if not self._stays(triple)), self._union_of(name)))
        self._remove(_quads(gone, name))

    def _stays(self, triple: Triple) -> bool:
        return Quad(triple.subject, triple.predicate, triple.object) in self._union

    def _triples(self, name: NamedNode) -> set[Triple]:
        graph = bind(graph=Term(name.value, "uri"))
        found = _table(self._engine, "triples", graph)
        (counted,) = _table(self._engine, "graph-size", graph).dicts() or ({"triples": Term("0")},)
        if len(found.rows) != int(counted["triples"].value):
            raise StoreError(
                f"{name.value}: the store gives {len(found.rows)} of {counted['triples'].value} triples; "
                "raise the number of rows it may answer (ResultSetMaxRows in Virtuoso)"
            )
        rows = [{key: native(term) for key, term in row.items() if key != "graph"} for row in found.dicts()]
        return _settled(Quad(row["s"], row["p"], row["o"]) for row in rows)  # type: ignore[arg-type]  # as RDF has them

    def _union_of(self, pending: NamedNode) -> NamedNode | DefaultGraph:
        """The default graph, or the graph that stands for it: where the default graph is made of all the others.

        That shows by the record of a pending graph, which is in the graph of records and in no other.
        """
        if self._union_graph is None:
            record = bind(this=Term(pending.value, "uri"), value=Term(PENDING))
            seen = _table(self._engine, "seen", record).rows
            self._union_graph = NamedNode(UNION_GRAPH) if seen else DefaultGraph()
        return self._union_graph

    def _add(self, quads: Sequence[Quad]) -> None:
        self._change("add", quads)

    def _remove(self, quads: Sequence[Quad]) -> None:
        self._change("remove", quads)

    def _change(self, form: str, quads: Sequence[Quad]) -> None:
        for start in range(0, len(quads), MOST):
            self._remote.change(_update(form, quads[start : start + MOST]))


def _table(engine: Elsewhere, name: str, binding: tuple[tuple[str, Term], ...]) -> Table:
    text = (QUERIES / "store" / f"{name}.rq").read_text("utf-8")
    return tables(engine, Request(text, bindings=(binding,)))[0]


def _settled(quads: Iterable[Quad]) -> set[Triple]:
    """Triples as the engine spells them: 100.0 and 100 are one, so that they do not look like a difference."""
    store = Store()
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return {quad.triple for quad in store}


def _ordered(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(triples, key=str)


def _quads(triples: Iterable[Triple], graph: NamedNode | DefaultGraph) -> list[Quad]:
    return [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]


def _update(form: str, quads: Sequence[Quad]) -> str:
    """An update about quads of one graph; N-Triples spells terms as SPARQL does."""
    graph = quads[0].graph_name
    triples = " ".join(f"{quad.triple} ." for quad in quads)
    return _template(f"{form}-default" if isinstance(graph, DefaultGraph) else form).substitute(
        graph=graph, triples=triples
    )


@cache
def _template(name: str) -> Template:
    return Template((QUERIES / "store" / f"{name}.ru").read_text("utf-8"))
