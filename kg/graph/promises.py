"""What the builder of a document's graph answers for: edges as stated (S35, S36), quotes as long as they are (S33)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.graph.names import EDGES, INTEGER, OA, OBJECT, POL, PREDICATE, STATED_ONLY, SUBJECT
from kg.graph.spelling import string_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.graph.facts import Facts

COUNT = re.compile(rf'"([0-9]+)"\^\^<{INTEGER}>')


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


def quotes_fit(graph: Facts) -> bool:
    """Whether every quote surely is as long as its place tells, and ends within its document: S33 selects nothing.

    Else its target is asked. An engine reads all the words of a document for that, which takes longer than most checks.
    """
    starts, ends, documents = graph.values(OA.start), graph.values(OA.end), graph.values(POL.inDocument)
    lengths = {document: _count(values) for document, values in graph.values(POL.textLength).items()}
    for node, quotes in graph.values(OA.exact).items():
        start, end = _count(starts.get(node, ())), _count(ends.get(node, ()))
        held = [lengths.get(document) for document in documents.get(node, ())]
        length = held[0] if len(held) == 1 else None
        if start is None or end is None or length is None or end > length:
            return False
        if any(len(string_of(quote)) != end - start for quote in quotes):
            return False
    return True


def _count(values: Collection[str]) -> int | None:
    """The only value as a whole number, None where there are several or it is spelled in another way."""
    match = COUNT.fullmatch(next(iter(values))) if len(values) == 1 else None
    return int(match[1]) if match is not None else None
