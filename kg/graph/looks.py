"""By which predicates a shape looks at its focus nodes: what changes whether one fails it.

A warning is decided on the union, and after a change for the nodes alone whom that concerns. So it looks one step from
its node; what lies further away is for a SPARQL target to select.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.graph.components import COMPONENTS
from kg.graph.doubts import COUNTS, NEUTRAL
from kg.graph.names import SH, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.facts import Facts

Look = tuple[str, bool]  # a predicate, and whether the focus node is its subject

COMPARED = (SH.lessThan, SH.lessThanOrEquals, SH.equals, SH.disjoint)
ONE_STEP = (NEUTRAL | COUNTS | COMPONENTS.keys() | {*COMPARED, SH.property}) - {SH["class"]}


def looks(shape: str, shapes: Facts) -> frozenset[Look]:
    """Those of its targets and paths; KnowledgeError for a shape that looks further than one step."""
    found = {(TYPE, True) for _ in shapes.values(SH.targetClass).get(shape, ())}
    found |= {(one, True) for one in shapes.values(SH.targetSubjectsOf).get(shape, ())}
    found |= {(one, False) for one in shapes.values(SH.targetObjectsOf).get(shape, ())}
    for part in (shape, *shapes.values(SH.property).get(shape, ())):
        found.update(_steps(part, shapes))
        if strange := sorted(_said(part, shapes) - ONE_STEP):
            raise _too_far(shape, strange[0])
    return frozenset(found)


def _steps(part: str, shapes: Facts) -> Iterator[Look]:
    """The predicates by which a part looks at values, and whether forwards; KnowledgeError for a longer path."""
    path = shapes.value(part, SH.path)
    back = shapes.value(path, SH.inversePath)
    if path and not (path if path.startswith("<") else back).startswith("<"):
        raise _too_far(part, "its path")
    if path:
        yield (back, False) if back else (path, True)
    yield from ((other, True) for one in COMPARED for other in shapes.values(one).get(part, ()))


def _said(part: str, shapes: Facts) -> set[str]:
    return {predicate for predicate in shapes.predicates() if part in shapes.values(predicate)}


def _too_far(shape: str, what: str) -> KnowledgeError:
    why = f"a warning looks one step from its node, this one further: {what}"
    return KnowledgeError("shapes", shape, why, "Let a SPARQL target select the offenders, with sh:in () as constraint")
