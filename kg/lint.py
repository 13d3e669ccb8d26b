"""Every mistake in the data files of ontology/ and queries/, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.graph.owners import owned
from kg.graph.schema import read_rule, rule_files, schema
from kg.graph.shapes import prepare
from kg.knowledge.lint import lint
from kg.query.catalog import mistakes

if TYPE_CHECKING:
    from collections.abc import Iterator


def data_mistakes() -> tuple[KnowledgeError, ...]:
    """All that is wrong, a place once: the entries and patterns of ontology/, its shapes and rules, the questions."""
    found: dict[tuple[str, str], KnowledgeError] = {}
    for mistake in (*lint(), *_shapes(), *_rules(), *mistakes()):
        # A file that is no Turtle is told of by whoever reads it.
        found.setdefault((mistake.path, mistake.place or mistake.why), mistake)
    return tuple(found.values())


def _shapes() -> Iterator[KnowledgeError]:
    """The first mistake of the shapes, for kg or for pySHACL."""
    try:
        for constraint in prepare(schema()).constraints:
            constraint.judge.shape(constraint.name)
    except KnowledgeError as mistake:
        yield mistake


def _rules() -> Iterator[KnowledgeError]:
    """What is wrong with each rule: no CONSTRUCT query, or one whose owners cannot be found."""
    for path in rule_files():
        try:
            owned(read_rule(path))
        except KnowledgeError as mistake:
            yield mistake
