"""SHACL paths as functions: from a node to the values that it reaches in given facts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from kg.graph.names import RDF, SH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph.facts import Facts

Reach = Callable[[str], Collection[str]]
Walk = Callable[["Facts"], Reach]


def walk(path: str, shapes: Facts) -> Walk | None:
    """The path that shapes describe at a node; None for one with a star, a plus or a question mark."""
    if path.startswith("<"):
        return _along(path)
    inverse, branches = shapes.value(path, SH.inversePath), shapes.value(path, SH.alternativePath)
    if inverse.startswith("<"):
        return _back(inverse)
    if branches:
        return _joined(_either, shapes.items(branches), shapes)
    if shapes.value(path, RDF.first):
        return _joined(_through, shapes.items(path), shapes)
    return None


def _along(predicate: str) -> Walk:
    def bound(facts: Facts) -> Reach:
        values = facts.values(predicate)
        return lambda node: values.get(node, ())

    return bound


def _back(predicate: str) -> Walk:
    def bound(facts: Facts) -> Reach:
        subjects = facts.subjects(predicate)
        return lambda node: subjects.get(node, ())

    return bound


def _joined(join: Callable[[list[Reach]], Reach], paths: Sequence[str], shapes: Facts) -> Walk | None:
    steps = [step for path in paths if (step := walk(path, shapes)) is not None]
    return (lambda facts: join([step(facts) for step in steps])) if len(steps) == len(paths) else None


def _either(reaches: list[Reach]) -> Reach:
    return lambda node: {value for reach in reaches for value in reach(node)}


def _through(reaches: list[Reach]) -> Reach:
    """What is reached by one after another."""

    def reached(node: str) -> Collection[str]:
        at: Collection[str] = (node,)
        for reach in reaches:
            at = {value for one in at for value in reach(one)}
        return at

    return reached
