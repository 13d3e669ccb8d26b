"""A view of facts answers as a graph of rdflib does, and terms go both ways unchanged."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef

from kg.graph.facts import Facts
from kg.graph.faults import InternalFault
from kg.graph.nodes import View, as_graph, node, of_graph, text
from kg.graph.spelling import literal_parts, literal_text, string_of
from tests.graph.nodes import DECIMAL, POL

NODES = st.sampled_from([URIRef(f"https://example.org/{name}") for name in "abcd"])
VALUES = NODES | st.sampled_from(
    [Literal("1.0", datatype=DECIMAL), Literal("1.00", datatype=DECIMAL), Literal("1"), Literal("馆", lang="zh")]
)
PATTERN = st.tuples(NODES | st.none(), NODES | st.none(), VALUES | st.none())
CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]))


@given(triples=st.lists(st.tuples(NODES, NODES, VALUES), max_size=12), pattern=PATTERN, one=NODES, other=VALUES)
def test_look_ups_agree_with_rdflib(
    triples: list[tuple[URIRef, URIRef, URIRef | Literal]],
    pattern: tuple[URIRef | None, URIRef | None, URIRef | Literal | None],
    one: URIRef,
    other: URIRef | Literal,
) -> None:
    graph = Graph()
    for row in triples:
        graph.add(row)
    view = View(of_graph(graph))
    assert sorted(view.triples(pattern)) == sorted(graph.triples(pattern))
    assert set(view.objects(one, one)) == set(graph.objects(one, one))
    assert set(view.subjects(one, other)) == set(graph.subjects(one, other))
    assert set(view.predicate_objects(one)) == set(graph.predicate_objects(one))
    assert set(view.transitive_objects(one, one)) == set(graph.transitive_objects(one, one))
    assert set(view.transitive_subjects(one, one)) == set(graph.transitive_subjects(one, one))
    assert ((one, one, other) in view) is ((one, one, other) in graph)
    assert len(view) == len(graph)
    assert bool(view)
    assert set(as_graph(of_graph(graph))) == set(graph)


@given(value=CHARACTERS, kind=st.sampled_from(["", "zh", str(DECIMAL)]))
@example('"\\\n\r\t\b\f\x01\x7f\u0085\u2028𠮷', "zh")
@example("\\u0041\\n", "")
def test_a_literal_comes_back(value: str, kind: str) -> None:
    language, datatype = ("zh", "") if kind == "zh" else ("", kind)
    written = literal_text(value, datatype, language)
    assert literal_parts(written) == (value, datatype, language)
    assert string_of(written) == value
    assert text(node(written)) == written


def test_tags_of_one_language_are_one_term() -> None:
    assert literal_text("馆", language="zh-CN") == literal_text("馆", language="zh-cn")
    assert Literal("馆", lang="zh-CN") == node(literal_text("馆", language="zh-CN"))


def test_a_blank_node_is_no_part_of_a_graph_of_ours() -> None:
    graph = Graph()
    graph.add((BNode("x"), POL.value, Literal("1")))
    with pytest.raises(InternalFault, match="blank node"):
        of_graph(graph)


def test_a_graph_is_named_as_asked() -> None:
    assert as_graph(Facts(), "https://example.org/g").identifier == URIRef("https://example.org/g")
