"""The RDF half of ontology/ as one value: the ontology graph, the shapes, and the rules that derive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Quad, QueryTriples, Store

from kg.errors import KnowledgeError
from kg.knowledge.files import text_of
from kg.knowledge.turtle import turtle
from kg.paths import ONTOLOGY

if TYPE_CHECKING:
    from pathlib import Path

ADVICE = "Correct it; kg lint checks all data files"


@dataclass(frozen=True, slots=True)
class Rule:
    """A CONSTRUCT query: `name` is its file without the ending, and gives the order in which rules run."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Schema:
    """`ontology` are the triples of the ontology graph, `shapes` those of the SHACL shapes, each in file order."""

    ontology: tuple[Quad, ...]
    shapes: tuple[Quad, ...]
    rules: tuple[Rule, ...]


def schema(folder: Path = ONTOLOGY) -> Schema:
    """Read policy.ttl, vocab/, shapes/ and rules/; KnowledgeError with file, line and reason where one is wrong."""
    vocabulary = sorted((folder / "vocab").rglob("*.ttl"))
    return Schema(
        ontology=tuple(quad for path in (folder / "policy.ttl", *vocabulary) for quad in _named(path)),
        shapes=tuple(quad for path in sorted((folder / "shapes").glob("*.ttl")) for quad in turtle(path, rename=True)),
        rules=tuple(map(read_rule, rule_files(folder))),
    )


def rule_files(folder: Path = ONTOLOGY) -> list[Path]:
    """The files of the rules in their order."""
    return sorted((folder / "rules").glob("*.rq"))


def _named(path: Path) -> tuple[Quad, ...]:
    """The triples of a file of the ontology graph, which is published and so has no blank nodes."""
    quads = turtle(path, rename=True)
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise KnowledgeError(str(path), "", f"a blank node beside {quad.predicate}", "Give the node an IRI")
    return quads


def read_rule(path: Path) -> Rule:
    """A rule; KnowledgeError with the line where it is no CONSTRUCT query."""
    query = text_of(path)
    try:
        answer = Store().query(query)
    except SyntaxError as fault:
        raise KnowledgeError(str(path), place_in(str(fault)), f"not SPARQL: {fault}", ADVICE) from fault
    if not isinstance(answer, QueryTriples):
        raise KnowledgeError(str(path), "", "not a CONSTRUCT query", "A rule derives triples with CONSTRUCT")
    return Rule(path.stem, query)


def place_in(fault: str) -> str:
    """The line that the engine's message names, as in "error at 2:9: expected …"; "" where it names none."""
    _, _, place = fault.partition("error at ")
    line, _, _ = place.partition(":")
    return line if line.isdigit() else ""
