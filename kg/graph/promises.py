"""What the builder of a document's graph answers for: what it states it asserts, and the reverse (S35 and S36)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.names import EDGES, OBJECT, PREDICATE, STATED_ONLY, SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.facts import Facts


def broken_promises(graph: Facts) -> Iterator[tuple[str, str]]:
    """The number of the shape that is broken, and the node where; decided in Python, for no document breaks one."""
    predicates, values = graph.values(PREDICATE), graph.values(OBJECT)
    stated = {
        (subject, predicate, value): statement
        for statement, subjects in graph.values(SUBJECT).items()
        for subject in subjects
        for predicate in predicates.get(statement, ())
        for value in values.get(statement, ())
    }
    for edge, statement in stated.items():
        if edge[1] not in STATED_ONLY and edge not in graph:
            yield "S35", statement
    for predicate in EDGES:
        for subject, objects in graph.values(predicate).items():
            for value in objects:
                if (subject, predicate, value) not in stated:
                    yield "S36", subject
