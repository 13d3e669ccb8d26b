"""What is refused goes to quarantine with all that touches it, until nothing violates; the rest stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg.graph.identify import document_iri
from kg.model import Naming
from tests.graph.nodes import ALT_LABEL, DCTERMS, EVIDENCE, OBJECT, POL, TYPE, assemble, lines, validate

if TYPE_CHECKING:
    from kg.graph.shapes import Shapes
    from tests.graph.conftest import Make, Page, Scene


def nodes(graph: Graph) -> set[str]:
    return {str(subject) for subject in graph.subjects()}


def test_a_refused_figure_takes_its_requirement_along(scene: Scene, shapes: Shapes) -> None:
    graph = scene.graph()
    target = URIRef(scene.nodes["target"])
    graph.remove((target, POL.value, None))
    checked = validate(graph, scene.extraction.document, shapes)

    assert (target, TYPE, POL.Target) in checked.quarantine
    assert (URIRef(scene.nodes["plan"]), POL.requires, target) in checked.quarantine
    assert scene.nodes["requiring"] in nodes(checked.quarantine)
    assert not {scene.nodes["target"], scene.nodes["requiring"]} & nodes(checked.graph)
    assert target not in set(checked.graph.objects())
    assert {scene.nodes["plan"], scene.nodes["extent"], scene.nodes["aim"]} <= nodes(checked.graph)
    assert set(checked.graph) | set(checked.quarantine) == set(graph)
    assert not set(checked.graph) & set(checked.quarantine)


def test_a_refused_quote_takes_what_rests_on_it_alone(scene: Scene, shapes: Shapes) -> None:
    graph = scene.graph()
    graph.set((URIRef(scene.nodes["aim"]), POL.page, Literal(0)))
    checked = validate(graph, scene.extraction.document, shapes)
    # The quote (S41), then the target that it alone witnesses (S07) with the edge that requires it (S34).
    assert {f.shape for f in checked.findings} == {"S41", "S07", "S34"}
    gone = {scene.nodes[name] for name in ("aim", "target", "requiring")}
    assert gone <= nodes(checked.quarantine)
    assert not gone & nodes(checked.graph)
    assert not validate(checked.graph, scene.extraction.document, shapes).findings


def test_a_refused_statement_takes_its_edge_along(scene: Scene, shapes: Shapes) -> None:
    graph = scene.graph()
    graph.remove((URIRef(scene.nodes["issuing"]), EVIDENCE, None))
    checked = validate(graph, scene.extraction.document, shapes)
    edge = (URIRef(scene.nodes["office"]), POL.issues, URIRef(scene.nodes["plan"]))
    assert edge in checked.quarantine
    assert edge not in checked.graph
    assert {scene.nodes["office"], scene.nodes["plan"]} <= nodes(checked.graph)


def test_a_broken_record_refuses_the_document_whole(scene: Scene, shapes: Shapes) -> None:
    graph = scene.graph()
    graph.remove((URIRef(scene.nodes["document"]), POL.textSha256, None))
    checked = validate(graph, scene.extraction.document, shapes)
    assert not list(checked.graph.subjects(TYPE, POL.Evidence))
    assert not list(checked.graph.subjects(TYPE, POL.Target))


def test_a_finding_names_the_quote_and_the_value(scene: Scene, shapes: Shapes) -> None:
    graph = scene.graph()
    share = URIRef(scene.nodes["share"])
    graph.set((share, POL.value, Literal("106.3", datatype=URIRef("http://www.w3.org/2001/XMLSchema#decimal"))))
    (finding,) = validate(graph, scene.extraction.document, shapes).findings
    assert finding.shape == "S22"
    assert finding.focus == scene.nodes["share"]
    assert finding.quotes == ("截至2020年底，90.6%的社区卫生服务站能够提供服务",)
    assert all("106.3" in text for _, text in finding.messages)


def test_labels_of_curated_things_come_from_the_ontology(page: type[Page], make: Make, shapes: Shapes) -> None:
    leaf = page(make.day("2024-01-01"))
    hospital = make.facility("医院", concept="https://w3id.org/policykg/voc/ft-hospital")
    extraction = leaf.extraction(Naming(hospital, (leaf.quote("医院"),)))
    graph = assemble(extraction)
    checked = validate(graph, extraction.document, shapes)
    assert not checked.findings
    assert set(checked.graph) == set(graph)
    assert not list(graph.objects(URIRef(hospital.concept), ALT_LABEL))


def test_the_graph_given_is_left_alone(scene: Scene, shapes: Shapes) -> None:
    graph = scene.graph()
    graph.remove((URIRef(scene.nodes["target"]), POL.value, None))
    before = set(graph)
    validate(graph, scene.extraction.document, shapes)
    assert set(graph) == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_lost_what_stays_is_valid_and_nothing_vanishes(
    data: st.DataObject, scene: Scene, shapes: Shapes
) -> None:
    """Drop any few triples that the builder is not answerable for: the kept graph has no violation left."""
    graph = scene.graph()
    stated = {POL.post, POL.issuerCountStated, DCTERMS.date, OBJECT}
    literals = (t for t in graph if isinstance(t[2], Literal) and t[1] not in stated)
    plain = sorted(literals, key=lambda t: (t[0], t[1], t[2].n3()))
    for triple in data.draw(st.lists(st.sampled_from(plain), min_size=1, max_size=4)):
        graph.remove(triple)
    document = scene.extraction.document
    checked = validate(graph, document, shapes)
    assert set(checked.graph) | set(checked.quarantine) == set(graph)
    assert not set(checked.graph) & set(checked.quarantine)
    assert bool(len(checked.quarantine)) == bool(checked.findings)
    again = validate(checked.graph, document, shapes)
    assert not again.findings
    assert lines(again.graph, document_iri(document)) == lines(checked.graph, document_iri(document))


@pytest.mark.parametrize("name", ["target", "share", "plan", "office", "aim", "document", "issuing", "offering"])
def test_no_dangling_edge_is_published(name: str, scene: Scene, shapes: Shapes) -> None:
    """Whichever node loses its type or evidence, no published triple points to a node that is gone."""
    graph = scene.graph()
    graph.remove((URIRef(scene.nodes[name]), TYPE, None))
    graph.remove((URIRef(scene.nodes[name]), EVIDENCE, None))
    checked = validate(graph, scene.extraction.document, shapes)
    gone = nodes(checked.quarantine) - nodes(checked.graph)
    pointed = {str(o) for o in checked.graph.objects()}
    refused = {f.focus for f in checked.findings}
    assert not refused & pointed
    assert not (gone & refused) & nodes(checked.graph)
