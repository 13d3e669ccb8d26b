"""A hand-made document becomes the lines of tests/graph/deck.txt, whatever the order of its statements."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef

from kg.graph.identify import document_iri, entity_iri
from kg.model import Attribute, Edge, Metadata, Naming, Undertaking
from kg.terms import PREFIXES
from tests.graph.nodes import (
    ALT_LABEL,
    DATE_PRECISION,
    DCTERMS,
    OBJECT,
    POL,
    PREDICATE,
    PREF_LABEL,
    SKOS,
    SUBJECT,
    VOC,
    assemble,
    lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Extraction
    from tests.graph.conftest import Make, Page, Scene

GOLDEN = Path(__file__).with_name("deck.txt")


def readable(graph: Graph) -> list[str]:
    """One line a triple, with prefixes and without the escapes of N-Quads; hashes and offsets stay."""
    short = sorted(((iri, f"{name}:") for name, iri in PREFIXES.items()), key=lambda pair: -len(pair[0]))

    def text(node: object) -> str:
        if isinstance(node, Literal):
            kind = f"@{node.language}" if node.language else f" {text(node.datatype)}" if node.datatype else ""
            return f'"{node}"{kind}'
        iri, prefix = next(((i, p) for i, p in short if str(node).startswith(i)), ("", ""))
        return prefix + str(node).removeprefix(iri)

    return sorted(" ".join(map(text, triple)) for triple in graph)


def test_the_graph_is_as_reviewed(scene: Scene, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN, "".join(f"{line}\n" for line in readable(scene.graph())))


def test_nothing_is_blank(scene: Scene) -> None:
    assert not [node for triple in scene.graph() for node in triple if isinstance(node, BNode)]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_statements_does_not_show(data: st.DataObject, scene: Scene) -> None:
    def written(extraction: Extraction) -> tuple[str, ...]:
        return lines(assemble(extraction), document_iri(extraction.document))

    shuffled = data.draw(st.permutations(scene.extraction.statements))
    twice = [*shuffled, *data.draw(st.lists(st.sampled_from(shuffled), max_size=3))]
    assert written(replace(scene.extraction, statements=tuple(twice))) == written(scene.extraction)


def test_the_record_of_a_document(page: type[Page], make: Make) -> None:
    leaf = page()
    leaf.quote("正文𠮷")
    about = Metadata("标题", "某某网", "", make.day("2023-05"), "https://example.org/a?b=1 2", "CC-BY-4.0")
    extraction = replace(leaf.extraction(), document=replace(leaf.document(), metadata=about))
    graph = assemble(extraction)
    node = URIRef(document_iri(extraction.document))
    assert {str(value) for value in graph.objects(node, DCTERMS.title)} == {"标题"}
    assert str(graph.value(node, DCTERMS.issued)) == "2023-05-31"
    assert graph.value(node, DATE_PRECISION) == VOC["precision-month"]
    assert str(graph.value(node, POL.textLength)) == "3"
    assert str(graph.value(node, POL.textSha256)) == hashlib.sha256("正文𠮷".encode()).hexdigest()
    # An address as received may hold blanks: it is kept, as a literal.
    assert str(graph.value(node, DCTERMS.source)) == "https://example.org/a?b=1 2"
    assert lines(graph, str(node))


def test_a_document_without_a_title_is_called_by_its_path(page: type[Page]) -> None:
    leaf = page(identifier="deep/notice.txt")
    leaf.quote("正文")
    extraction = replace(leaf.extraction(), document=replace(leaf.document(), metadata=Metadata()))
    assert [str(title) for title in assemble(extraction).objects(None, DCTERMS.title)] == ["deep/notice.txt"]


@pytest.mark.parametrize("name", ["issuedOn", "documentNumber", "title"])
def test_what_documents_may_state_differently_is_only_stated(name: str, page: type[Page], make: Make) -> None:
    leaf, policy = page(make.day("2024-01-01")), make.policy("某某规划")
    value = make.day("2022-03-08") if name == "issuedOn" else "国发〔2022〕5号"
    graph = assemble(leaf.extraction(Attribute(policy, name, value, (leaf.quote("国发〔2022〕5号"),))))
    predicate = PREF_LABEL if name == "title" else POL[name]
    node = URIRef(entity_iri(policy))
    assert not list(graph.objects(node, predicate))
    stated = {s for s in graph.subjects(PREDICATE, predicate) if graph.value(s, SUBJECT) == node}
    assert str(value if isinstance(value, str) else "2022-03-08") in {str(graph.value(s, OBJECT)) for s in stated}


def test_every_spelling_is_an_alternative_label(page: type[Page], make: Make) -> None:
    leaf, agency = page(), make.agency("卫生局")
    spelled = [replace(agency, label=label) for label in ("卫生局", "市卫生局")]
    graph = assemble(leaf.extraction(*(Naming(one, (leaf.quote(one.label),)) for one in spelled)))
    node = URIRef(entity_iri(agency))
    assert {str(label) for label in graph.objects(node, ALT_LABEL)} == {"卫生局", "市卫生局"}
    assert not list(graph.objects(node, PREF_LABEL))
    for label in graph.objects(node, ALT_LABEL):
        (statement,) = graph.subjects(OBJECT, label)
        (evidence,) = graph.objects(statement, POL.evidence)
        assert str(graph.value(evidence, URIRef("http://www.w3.org/ns/oa#exact"))) == str(label)


def test_a_minted_facility_type_stands_under_its_head_noun(page: type[Page], make: Make) -> None:
    leaf = page()
    facility = make.facility("民营中医诊所", "ft-clinic")
    graph = assemble(leaf.extraction(Naming(facility, (leaf.quote("民营中医诊所"),))))
    node = URIRef(entity_iri(facility))
    assert graph.value(node, SKOS.broader) == VOC["ft-clinic"]
    assert graph.value(node, SKOS.inScheme) == VOC.facility
    assert graph.value(node, POL.status) == VOC.unreviewed


def test_an_entity_that_is_only_used_rests_on_the_words_that_use_it(page: type[Page], make: Make) -> None:
    leaf = page()
    policy, quote = make.policy("某某规划"), leaf.quote("该规划：鼓励到基层服务")
    graph = assemble(leaf.extraction(Undertaking("鼓励到基层服务", "zh", (quote,), policy)))
    (evidence,) = graph.objects(URIRef(entity_iri(policy)), POL.evidence)
    assert str(evidence).endswith(f"#char={quote.span.start},{quote.span.end}")


def test_figures_are_written_with_their_point_and_in_their_words(page: type[Page], make: Make) -> None:
    leaf = page(make.day("2024-01-01"))
    quote = leaf.quote("约5500多家，10至15%")
    figure = make.figure("observation", make.indicator("医院"), "5500", quote, bound="gt")
    graph = assemble(leaf.extraction(figure))
    (node,) = graph.subjects(POL.indicator)
    assert str(graph.value(node, POL.value)) == "5500.0"
    assert str(graph.value(node, POL.valueText)) == "5500"
    assert set(graph.objects(node, POL.valueQualifier)) == {VOC["q-over"]}
    about = assemble(leaf.extraction(replace(figure, quantity=replace(figure.quantity, approximate=True, bound="eq"))))
    assert set(about.objects(node, POL.valueQualifier)) == {VOC["q-approx"]}


def test_an_edge_of_two_rules_names_both(page: type[Page], make: Make) -> None:
    leaf, one, two = page(), make.policy("甲"), make.policy("乙")
    edge = Edge(one, "cites", two, (leaf.quote("甲引用乙", "CIT-1"), leaf.quote("甲提到乙", "CIT-2")))
    graph = assemble(leaf.extraction(edge))
    (statement,) = graph.subjects(PREDICATE, POL.cites)
    assert {str(rule) for rule in graph.objects(statement, POL.rule)} == {"CIT-1", "CIT-2"}
    assert len(list(graph.objects(statement, POL.evidence))) == 2


PROGRAM = """
import hashlib, sys
from rdflib import URIRef
from kg.graph.derive import derive
from kg.graph.identify import document_iri
from kg.graph.nquads import quad_lines
from kg.graph.schema import schema
from kg.graph.shapes import prepare
from kg.graph.warn import warnings
from kg.terms import DERIVED_GRAPH, ONTOLOGY_GRAPH
from tests.graph.nodes import lines, validate
sys.path.insert(0, sys.argv[1])
import conftest as desk
make = desk.Make()
ontology = schema()
shapes = prepare(ontology)
scene = desk.stage(make)
graph = scene.graph()
graph.remove((None, URIRef(desk.POL + "comparator"), None))
checked = validate(graph, scene.extraction.document, shapes)
union = desk.Union(ontology, desk.known(ontology), [scene.extraction])
parts = [
    *lines(checked.graph, document_iri(scene.extraction.document)),
    *lines(checked.quarantine, "urn:quarantine"),
    *map(repr, checked.findings),
    *quad_lines(ontology.ontology, ONTOLOGY_GRAPH),
    *quad_lines(union.derived, DERIVED_GRAPH),
    *map(repr, warnings(union.store, shapes)),
]
assert len(checked.quarantine) and checked.findings and union.derived
print(hashlib.sha256("\\n".join(parts).encode()).hexdigest())
"""


def test_hash_seeds_do_not_show() -> None:
    """Graph, quarantine, findings and derived graph are the same bytes under two seeds of Python's hash."""
    answers = set()
    for seed in ("0", "4711"):
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        answers.add(run.stdout)
    assert len(answers) == 1
