"""The quick graph answers as rdflib's does, and pySHACL alone, unaided, comes to the same verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyshacl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg.graph.facts import Facts
from kg.graph.names import DECIMAL, OA, POL, SH, TYPE, VOC
from kg.graph.shapes import triple
from kg.graph.validate import validate
from kg.terms import SHAPE

if TYPE_CHECKING:
    from kg.graph.quotes import Triple
    from kg.graph.schema import Schema
    from kg.graph.shapes import Shapes
    from tests.graph.conftest import Scene

NODES = st.sampled_from([URIRef(f"https://example.org/{name}") for name in "abcd"])
VALUES = NODES | st.sampled_from([Literal("1.0", datatype=DECIMAL), Literal("1.00", datatype=DECIMAL), Literal("1")])


@given(triples=st.lists(st.tuples(NODES, NODES, VALUES), max_size=12), one=NODES, other=VALUES)
def test_look_ups_agree_with_rdflib(triples: list[Triple], one: URIRef, other: URIRef | Literal) -> None:
    facts, graph = Facts(triples), Graph()
    for row in triples:
        graph.add(row)
    assert set(facts.objects(one, one)) == set(graph.objects(one, one))
    assert set(facts.subjects(one, other)) == set(graph.subjects(one, other))
    assert set(facts.subject_objects(one)) == set(graph.subject_objects(one))
    assert set(facts.predicate_objects(one)) == set(graph.predicate_objects(one))
    assert set(facts.transitive_objects(one, one)) == set(graph.transitive_objects(one, one))
    assert set(facts.transitive_subjects(one, one)) == set(graph.transitive_subjects(one, one))
    for answers in (
        facts.objects(one, one),
        facts.subjects(one, other),
        facts.subject_objects(one),
        facts.predicate_objects(one),
    ):
        listed = list(answers)
        assert len(listed) == len(set(listed))


@pytest.mark.parametrize("name", ["nothing", "figures", "words", "names"])
def test_pyshacl_alone_finds_the_same(name: str, scene: Scene, ontology: Schema, shapes: Shapes) -> None:
    """The shapes are standard SHACL with SPARQL targets: the first round's verdicts, by the engine as it comes."""
    graph = scene.graph()
    node = {key: URIRef(iri) for key, iri in scene.nodes.items()}
    if name == "figures":
        graph.set((node["share"], POL.value, Literal("106.3", datatype=DECIMAL)))
        graph.set((node["count"], POL.value, Literal("3.63", datatype=DECIMAL)))
        graph.remove((node["extent"], POL.valueMax, None))
        graph.add((node["target"], POL.appliesTo, node["office"]))
        graph.set((node["target"], POL.comparator, VOC["cmp-about"]))
    elif name == "words":
        graph.set((node["aim"], OA.exact, Literal("short")))
        graph.remove((node["requiring"], POL.evidence, None))
        graph.set((node["urged"], POL.page, Literal(0)))
    elif name == "names":
        graph.set((node["office"], TYPE, POL.Person))
        graph.set((node["plan"], POL.titleKey, Literal("《计划》")))
        graph.remove((node["station"], POL.status, None))

    whole, described = Graph(), Graph()
    for row in graph:
        whole.add(row)
    for quad in ontology.ontology:
        whole.add(triple(quad))
    for quad in ontology.shapes:
        described.add(triple(quad))
    for constraint in shapes.constraints:
        if constraint.level != "Violation" or constraint.builder:
            described.add((constraint.shape.node, SH.deactivated, Literal(True)))  # noqa: FBT003 - an RDF value
    _, report, _ = pyshacl.validate(whole, shacl_graph=described, advanced=True, inplace=True, inference="none")
    assert isinstance(report, Graph)
    unaided = {
        (str(report.value(result, SH.sourceShape)).removeprefix(SHAPE).partition("-")[0], str(focus))
        for result, focus in report.subject_objects(SH.focusNode)
    }
    mine = {(f.shape, f.focus) for f in validate(graph, scene.extraction.document, shapes).findings}
    ours = {(number, focus) for number, focus in unaided if focus in set(map(str, graph.subjects()))}
    # Curated policies that this document does not name quote nothing, and nothing else is wrong with the vocabulary.
    assert {number for number, _ in unaided - ours} <= {"S07"}
    assert bool(ours) is (name != "nothing")
    assert ours <= mine
    # What we find besides is what quarantine laid bare in a later round.
    assert {number for number, _ in mine - ours} <= {"S07", "S34", "S13", "S30"}
