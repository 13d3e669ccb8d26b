"""What the shapes say of a change before anybody sees it: the nodes it touches, with all that is known around them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

from kg.graph.facts import Facts
from kg.graph.nquads import spelled_triple
from kg.graph.schema import schema
from kg.graph.shapes import Shapes, prepare
from kg.graph.validate import failing, rows
from kg.graph.warn import noticed
from kg.store.journal import quads
from kg.store.oxigraph import read_only
from kg.terms import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Finding
    from kg.store.journal import Change

STEPS = 2  # how far a shape looks from its focus node: a node it points at, and the type of what that points at

Node = NamedNode | BlankNode


def violations(after: Store, before: Path, change: Change) -> tuple[Finding, ...]:
    """The violations that a change brings about at the nodes that it touches; one that was there already is none.

    `after` is a store where it has been made, `before` the place of one where it has not.
    """
    found = _violations(after, change)
    known = {_key(finding) for finding in _violations(read_only(before), change)} if found else set()
    return tuple(finding for finding in found if _key(finding) not in known)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.focus, finding.shape, finding.messages


def _violations(store: Store, change: Change) -> tuple[Finding, ...]:
    """What the shapes find of the nodes that a change touches, each as a violation."""
    touched = {quad.subject for quad in quads(change.added + change.removed)}
    nodes = {node for node in touched if isinstance(node, Node)}
    shapes = _shapes()
    around = Store()
    around.extend(_named(quad) for quad in _around(store, nodes))
    used = {f"<{term.value}>" for quad in around for term in quad if isinstance(term, NamedNode)}
    around.extend(quad for iri in sorted(used & shapes.described.keys()) for quad in shapes.described[iri].quads)
    around.extend(shapes.classes.quads)
    names = {_name(node).value for node in nodes}
    facts = Facts(map(spelled_triple, around))
    failed = (result for one in shapes.constraints for result in failing(one, facts, rows(around, one.select)))
    found = noticed(around, failed)
    return tuple(replace(finding, level="Violation") for finding in found if finding.focus in names)


def make_ready() -> None:
    """Read the shapes before the first change comes."""
    _shapes()


@cache
def _shapes() -> Shapes:
    """Those that documents can break, of the level that removes nothing: here a change is taken whole or not at all.

    What only the builder of documents' graphs can break says nothing of an update.
    """
    whole = prepare(schema())
    kept = (one for one in whole.constraints if one.level == "Violation" and not one.builder)
    return replace(whole, constraints=tuple(replace(one, level="Warning") for one in kept))


def _around(store: Store, nodes: set[Node]) -> Iterator[Quad]:
    """What points at the nodes, what they say, and what is said of what they point at."""
    for node in nodes:
        yield from store.quads_for_pattern(None, None, node, None)
    seen: set[Node] = set()
    edge = nodes
    for _ in range(STEPS + 1):
        seen |= edge
        said = [quad for node in edge for quad in store.quads_for_pattern(node, None, None, None)]
        yield from (quad for quad in said if not isinstance(quad.object, Triple))  # of which the shapes know nothing
        edge = {quad.object for quad in said if isinstance(quad.object, Node)} - seen


def _named(quad: Quad) -> Quad:
    """In the union, with names for blank nodes: documents have none, and what looks at their graphs knows none."""
    assert isinstance(quad.subject, Node)  # a triple is no subject
    value = quad.object
    return Quad(_name(quad.subject), quad.predicate, _name(value) if isinstance(value, Node) else value)


def _name(node: Node) -> NamedNode:
    return NamedNode(BLANK + node.value) if isinstance(node, BlankNode) else node
