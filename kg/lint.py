"""Every mistake in the data files of ontology/ and queries/, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.graph.owners import owned
from kg.graph.schema import schema
from kg.graph.shapes import prepare
from kg.knowledge.lint import lint
from kg.query.catalog import mistakes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.schema import Rule


def data_mistakes() -> tuple[KnowledgeError, ...]:
    """All that is wrong, a place once: the entries and patterns of ontology/, its shapes and rules, the questions."""
    found: dict[tuple[str, str], KnowledgeError] = {}
    for mistake in (*lint(), *_schema(), *mistakes()):
        # A file that is no Turtle is told of by whoever reads it.
        found.setdefault((mistake.path, mistake.place or mistake.why), mistake)
    return tuple(found.values())


def _schema() -> Iterator[KnowledgeError]:
    """The first mistake of the shapes, for kg or for pySHACL, and of each rule whose owners cannot be found."""
    try:
        found = schema()
        yield from _rules(found.rules)
        for constraint in prepare(found).constraints:
            constraint.judge.shape(constraint.name)
    except KnowledgeError as mistake:
        yield mistake


def _rules(rules: Iterable[Rule]) -> Iterator[KnowledgeError]:
    for rule in rules:
        try:
            owned(rule)
        except KnowledgeError as mistake:
            yield mistake
