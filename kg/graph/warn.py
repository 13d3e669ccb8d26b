"""What the union of all graphs makes one look at: warnings and infos, which remove nothing.

A finding shows the words that its node rests on, few of them where there are many: whatever all documents name may rest
on as many quotes as there are documents.
"""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.components import family
from kg.graph.facts import Facts
from kg.graph.names import SH, SUBCLASS, TYPE
from kg.graph.nquads import spelled_triple
from kg.graph.spelling import string_of
from kg.graph.validate import failing, finding, in_order, rows
from kg.terms import OA, POL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.facts import Triple
    from kg.graph.shapes import Constraint, Shapes
    from kg.graph.validate import Result, Row
    from kg.model import Finding

UNION = ox.DefaultGraph()
AT_ONCE = 1000  # nodes that are looked at
SHOWN = 16  # quotes of a node, in the order in which a store on the disk keeps them: of equal unions it is the same
HELD = 1000  # nodes whose words are remembered: some fail a constraint in many ways


def warnings(store: ox.Store, shapes: Shapes) -> tuple[Finding, ...]:
    """What the default graph of `store`, the union of all graphs, makes one look at; after the rules have run."""
    return noticed(store, (result for one in noted(shapes) for result in _failing(store, one)))


def noted(shapes: Shapes) -> list[Constraint]:
    """The constraints that are decided on the union."""
    return [one for one in shapes.constraints if one.level != "Violation"]


def noticed(store: ox.Store, results: Iterable[Result]) -> tuple[Finding, ...]:
    """Results on the union as findings, with the words that their nodes rest on."""
    words = lru_cache(HELD)(partial(_witness, store))
    return tuple(sorted({finding(one, *words(one.focus)) for one in results}, key=in_order))


def _failing(store: ox.Store, constraint: Constraint) -> Iterator[Result]:
    """The nodes that fail a constraint on the union; few are in memory at a time."""
    if constraint.select:
        yield from judged(store, constraint, rows(store, constraint.select))
        return
    targets = _targets(store, constraint)
    while some := set(islice(targets, AT_ONCE)):
        yield from failing(constraint, Facts(_seen(store, some, constraint)), ())


def judged(store: ox.Store, constraint: Constraint, selected: Iterable[Row]) -> Iterator[Result]:
    """Those that fail a constraint of the nodes that its SPARQL target has selected."""
    found = tuple(selected)
    return failing(constraint, Facts(_seen(store, {this for this, _ in found}, constraint)), found)


def judged_among(store: ox.Store, constraint: Constraint, nodes: Iterable[str]) -> Iterator[Result]:
    """Those that fail a constraint of the nodes that its core target names, among some."""
    below = _below(store)
    named = {one for one in nodes if any(_aims(store, how, at, one, below) for how, at in constraint.targets)}
    return failing(constraint, Facts(_seen(store, named, constraint)), ())


def _targets(store: ox.Store, constraint: Constraint) -> Iterator[str]:
    """Whom the core target of a constraint names."""
    below = _below(store)
    for how, one in constraint.targets:
        if how == SH.targetClass:
            for kind in sorted(family(one, below)):
                yield from (str(quad.subject) for quad in _union(store, None, TYPE, kind))
        elif how == SH.targetNode:
            yield one
        else:
            forward = how == SH.targetSubjectsOf
            yield from (str(quad.subject if forward else quad.object) for quad in _union(store, None, one, None))


def _aims(store: ox.Store, how: str, one: str, node: str, below: Facts) -> bool:
    """Whether a core target names a node, which may stand in many triples."""
    if how == SH.targetNode:
        return one == node
    if how == SH.targetClass:
        return any(next(_union(store, node, TYPE, kind), None) for kind in family(one, below))
    forward = how == SH.targetSubjectsOf
    return next(_union(store, node if forward else None, one, None if forward else node), None) is not None


def _seen(store: ox.Store, nodes: Iterable[str], constraint: Constraint) -> Iterator[Triple]:
    """What a constraint looks at of some nodes of the union, with the classes below others."""
    yield from _below(store)
    for node in sorted(nodes):
        for look, forward in sorted(constraint.looks):
            quads = _union(store, node if forward else None, look, None if forward else node)
            yield from map(spelled_triple, quads)


def _below(store: ox.Store) -> Facts:
    """Which classes are below which."""
    return Facts(map(spelled_triple, _union(store, None, SUBCLASS, None)))


def _union(store: ox.Store, subject: str | None, predicate: str, value: str | None) -> Iterator[ox.Quad]:
    of, to = (None if one is None else ox.NamedNode(string_of(one)) for one in (subject, value))
    return store.quads_for_pattern(of, ox.NamedNode(string_of(predicate)), to, UNION)


def _witness(store: ox.Store, focus: str) -> tuple[tuple[str, ...], str]:
    """The words that a node of the union rests on, or some of them, and the document where all stand in one."""
    found: set[str] = set()
    documents: set[str] = set()
    for at, evidence in enumerate(_objects(store, ox.NamedNode(string_of(focus)), POL + "evidence")):
        if at < SHOWN:
            found.update(exact.value for exact in _objects(store, evidence, OA + "exact"))
        elif len(documents) > 1:
            break
        documents.update(one.value.rpartition("/")[2] for one in _objects(store, evidence, POL + "inDocument"))
    return tuple(sorted(found)), documents.pop() if len(documents) == 1 else ""


def _objects(store: ox.Store, subject: object, predicate: str) -> Iterator[ox.NamedNode | ox.Literal]:
    for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None, UNION):  # type: ignore[arg-type]
        yield quad.object  # type: ignore[misc]  # the union holds no blank node and no triple term
