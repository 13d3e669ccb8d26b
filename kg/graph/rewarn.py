"""The warnings after a change: a node is looked at again only where the change concerns it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.names import EVIDENCE
from kg.graph.spelling import string_of
from kg.graph.validate import rows
from kg.graph.warn import judged, judged_among, noted, noticed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Store, Triple

    from kg.graph.changed import Changed
    from kg.graph.shapes import Constraint, Shapes
    from kg.graph.validate import Result
    from kg.model import Finding

THIS = ("?this",)


def rewarn(old: Store, new: Store, shapes: Shapes, changed: Changed) -> tuple[frozenset[str], tuple[Finding, ...]]:
    """The IRIs of nodes whose warnings may be others than in the old store, and all of theirs in the new."""
    constraints = noted(shapes)
    nodes = {node for triples in (changed.came, changed.went) for node in _quoted(triples)}
    for one in constraints:
        nodes |= _concerned(one, old, new, changed)
    nodes = {node for node in nodes if node.startswith("<")}
    found = (result for one in constraints for result in _failing(one, new, nodes) if result.focus in nodes)
    return frozenset(map(string_of, nodes)), noticed(new, found)


def _quoted(triples: Mapping[str, Mapping[Triple, None]]) -> set[str]:
    """The nodes whose words changed, which a finding shows."""
    return {str(triple.subject) for triple in triples.get(EVIDENCE, ())}


def _concerned(constraint: Constraint, old: Store, new: Store, changed: Changed) -> set[str]:
    """The nodes that may fail now, or have failed and do no longer."""
    found = {
        str(triple.subject if forward else triple.object)
        for triples in (changed.came, changed.went)
        for predicate, forward in constraint.looks
        for triple in triples.get(predicate, ())
    }
    if constraint.owned is not None:
        found |= {node for (node,) in constraint.owned.concerned(new, changed.came, changed.added)}
        found |= {node for (node,) in constraint.owned.concerned(old, changed.went, changed.removed)}
    return found


def _failing(constraint: Constraint, store: Store, nodes: Iterable[str]) -> Iterator[Result]:
    if constraint.owned is None:
        return judged_among(store, constraint, nodes)
    asked = constraint.owned.about(THIS, ((node,) for node in sorted(nodes)))
    return judged(store, constraint, (row for select in asked for row in rows(store, select)))
