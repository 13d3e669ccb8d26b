"""pySHACL, the judge of focus nodes that may fail a shape.

It and rdflib take half a second to load, and most builds leave nothing to be judged: so they are loaded when asked.
"""
# ruff: noqa: PLC0415  see above

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.graph.names import SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyshacl.shape import Shape

    from kg.graph.facts import Facts


class Judge:
    """The shapes of a graph, by the terms that name them."""

    def __init__(self, shapes: Facts) -> None:
        self._facts = shapes

    @cached_property
    def _shapes(self) -> Mapping[str, Shape]:
        from pyshacl.errors import ShapeLoadError
        from pyshacl.shapes_graph import ShapesGraph

        from kg.graph.nodes import as_graph, text

        try:
            return {text(shape.node): shape for shape in ShapesGraph(as_graph(self._facts)).shapes}
        except ShapeLoadError as fault:
            raise KnowledgeError("shapes", "", " ".join(str(fault).split()), "Write it as SHACL has it") from fault

    def shape(self, name: str) -> Shape:
        """A shape as pySHACL has it; KnowledgeError where one of the graph is none for it."""
        return self._shapes[name]

    def failures(self, name: str, facts: Facts, focus: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The nodes that fail a shape, with the value that does, "" where it is none; a node as often as it fails."""
        from pyshacl.pytypes import SHACLExecutor

        from kg.graph.nodes import View, node, text

        _, reports = self.shape(name).validate(SHACLExecutor(), View(facts), focus=[node(one) for one in focus])
        for _, _, report in reports:
            told = {text(predicate): value for _, predicate, value in report}
            value = told.get(SH.value)
            yield text(told[SH.focusNode][1]), "" if value is None else str(value[1])
