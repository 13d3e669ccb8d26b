"""The SHACL shapes, prepared once: what each decides, and for which nodes.

Shapes have their own targets, so the engine checks all focus nodes of a constraint at once. A SPARQL target is
answered by Oxigraph, and the nodes it selects are handed to the engine: rdflib's SPARQL is a hundred times slower.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from typing import Literal as OneOf

import pyoxigraph as ox
from pyshacl.shapes_graph import ShapesGraph
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from kg.errors import KnowledgeError
from kg.graph.names import RDFS, SH, TYPE
from kg.graph.nquads import plain
from kg.terms import RDFS as RDFS_IRI
from kg.terms import SHAPE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyshacl.shape import Shape

    from kg.graph.schema import Schema

Level = OneOf["Violation", "Warning", "Info"]

BUILDER = URIRef(SHAPE + "builder")
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
COMPARED = (SH.lessThan, SH.lessThanOrEquals, SH.equals, SH.disjoint)
PATHS = (SH.path, SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)
SUBCLASS = RDFS_IRI + "subClassOf"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One shape with a target: `number` as in S14; `select` is its SPARQL target, "" where it has a core target.

    `builder` tells that only this program can break it, never a document.
    """

    number: str
    level: Level
    shape: Shape
    select: str
    builder: bool


@dataclass(frozen=True, slots=True)
class Shapes:
    """All constraints in the order of their IRIs; the ontology by subject, for the slice that a document uses."""

    constraints: tuple[Constraint, ...]
    reads: frozenset[str]
    described: Mapping[Node, tuple[ox.Quad, ...]]
    classes: tuple[ox.Quad, ...]


def prepare(schema: Schema) -> Shapes:
    """Read the shapes of a schema; KnowledgeError for a shape that cannot be used."""
    graph = plain()
    for quad in schema.shapes:
        graph.add(triple(quad))
    shapes = ShapesGraph(graph)
    found = {shape.node: shape for shape in shapes.shapes}
    targeted = sorted({subject for target in TARGETS for subject in graph.subjects(target)}, key=str)
    constraints = tuple(_constraint(found[name], graph) for name in targeted)
    described: defaultdict[Node, list[ox.Quad]] = defaultdict(list)
    for quad in schema.ontology:
        described[node(quad.subject)].append(quad)
    return Shapes(
        constraints,
        frozenset(predicate for c in constraints if c.level != "Violation" for predicate in _reads(c.shape, graph)),
        {subject: tuple(quads) for subject, quads in described.items()},
        tuple(quad for quad in schema.ontology if quad.predicate.value == SUBCLASS),
    )


def triple(quad: ox.Quad) -> tuple[Any, Any, Any]:  # Any: rdflib leaves the kinds of nodes open
    """A quad of the store as a triple of rdflib."""
    return node(quad.subject), node(quad.predicate), node(quad.object)


def node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> URIRef | BNode | Literal:
    """A term of the store as rdflib has it."""
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.Literal():
            language = term.language
            return Literal(term.value, lang=language) if language else Literal(term.value, datatype=_datatype(term))
        case ox.BlankNode():
            return BNode(term.value)
    raise TypeError(f"{term}: a triple as a term is not used here")


def _datatype(term: ox.Literal) -> URIRef | None:
    """A plain string has no datatype in rdflib, or it would differ from the same string as assembled."""
    return None if term.datatype.value.endswith("#string") else URIRef(term.datatype.value)


def _constraint(shape: Shape, graph: Graph) -> Constraint:
    name = str(shape.node)
    if not name.startswith(SHAPE):
        raise KnowledgeError("shapes", name, "a shape with a target has no name", f"Name it <{SHAPE}S…-…>")
    level = str(shape.severity).removeprefix(str(SH))
    if level not in {"Violation", "Warning", "Info"}:
        raise KnowledgeError("shapes", name, f"unknown severity {level}", "Use sh:Violation, sh:Warning or sh:Info")
    return Constraint(
        number=name.removeprefix(SHAPE).partition("-")[0],
        level=level,  # type: ignore[arg-type]  # the test above narrows it
        shape=shape,
        select=_select(shape.node, graph),
        builder=(shape.node, SH.group, BUILDER) in graph,
    )


def _select(shape: Node, graph: Graph) -> str:
    """The SPARQL target of a shape, with its prefixes."""
    for target in graph.objects(shape, SH.target):
        select = str(graph.value(target, SH.select))
        declared = [d for owner in graph.objects(target, SH.prefixes) for d in graph.objects(owner, SH.declare)]
        prefixes = {str(graph.value(d, SH.prefix)): str(graph.value(d, SH.namespace)) for d in declared}
        query = "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in sorted(prefixes)) + select
        try:
            ox.Store().query(query)
        except SyntaxError as fault:
            raise KnowledgeError("shapes", str(shape), f"its target is not SPARQL: {fault}", "Correct it") from fault
        return query
    return ""


def _reads(shape: Shape, graph: Graph) -> set[str]:
    """The predicates that a core shape looks at: of targets and, at any depth, of paths and what they compare."""
    found = {str(TYPE), str(RDFS.subClassOf)}
    found.update(str(o) for target in TARGETS[2:4] for o in graph.objects(shape.node, target))
    waiting, seen = [shape.node], set()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        for predicate, value in graph.predicate_objects(at):
            if predicate in COMPARED or (predicate in PATHS and isinstance(value, URIRef)):
                found.add(str(value))
            elif isinstance(value, BNode):
                waiting.append(value)
                found.update(str(item) for item in Collection(graph, value) if isinstance(item, URIRef))
    return found
