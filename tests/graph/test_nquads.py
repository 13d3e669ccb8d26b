"""Lines are N-Quads that every parser reads back, sorted, and the same whoever writes them."""

from __future__ import annotations

from io import BytesIO

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef

from kg.graph.faults import InternalFault
from kg.graph.nquads import quad_lines
from tests.graph.nodes import DECIMAL, XSD, lines

NAME = "https://example.org/g"
S, P = URIRef("https://example.org/s"), URIRef("https://example.org/p")


def one(value: Literal | URIRef | BNode) -> Graph:
    graph = Graph()
    graph.add((S, P, value))
    return graph


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('"\\\n\r\t\b\f\x01\x7f\u0085\u2028𠮷')
def test_any_string_comes_back(text: str) -> None:
    (line,) = lines(one(Literal(text)), NAME)
    (quad,) = ox.parse(BytesIO(line.encode()), ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == text
    assert "\n" not in line
    assert "\r" not in line


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('"\\\n\r\t\b\f\x01\x7f\u0085\u2028𠮷')
def test_a_string_is_written_as_the_engine_writes_it(text: str) -> None:
    quad = ox.Quad(ox.NamedNode(S), ox.NamedNode(P), ox.Literal(text), ox.NamedNode(NAME))
    written = ox.serialize([quad], format=ox.RdfFormat.N_QUADS)
    assert written is not None
    assert [f"{line}\n".encode() for line in lines(one(Literal(text)), NAME)] == [written]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Literal("中医馆", lang="zh"), '"中医馆"@zh'),
        (Literal("TCM clinic", lang="en"), '"TCM clinic"@en'),
        (Literal("100.0", datatype=DECIMAL), f'"100.0"^^<{DECIMAL}>'),
        (Literal("2025-12-31", datatype=XSD.date), f'"2025-12-31"^^<{XSD.date}>'),
        (Literal("as it is", datatype=XSD.string), '"as it is"'),
        (URIRef("https://example.org/#char=1,2"), "<https://example.org/#char=1,2>"),
    ],
)
def test_terms_are_canonical(value: Literal | URIRef, text: str) -> None:
    assert lines(one(value), NAME) == (f"<{S}> <{P}> {text} <{NAME}> .",)
    triple = lines(one(value), NAME)[0].removesuffix(f"<{NAME}> .") + "."
    (read,) = Graph().parse(data=triple, format="nt").objects()
    assert str(read) == str(value)


@pytest.mark.parametrize("value", [BNode("b"), URIRef("https://example.org/a b"), URIRef("https://example.org/<")])
def test_what_would_break_a_line_is_a_fault(value: URIRef | BNode) -> None:
    with pytest.raises(InternalFault):
        lines(one(value), NAME)


def test_what_a_store_shortens_keeps_its_point() -> None:
    store = ox.Store()
    for text in ("-9.4", "100.0", "0.0", "-5"):
        store.add(ox.Quad(ox.NamedNode(S), ox.NamedNode(P), ox.Literal(text, datatype=ox.NamedNode(DECIMAL))))
    written = quad_lines(store, NAME)
    assert [line.split('"')[1] for line in written] == ["-5.0", "-9.4", "0.0", "100.0"]


def test_lines_are_sorted_and_distinct() -> None:
    graph = Graph()
    for name in "bca":
        graph.add((URIRef(f"https://example.org/{name}"), P, S))
    written = lines(graph, NAME)
    assert list(written) == sorted(set(written))
    quads = list(ox.parse(BytesIO("\n".join(written).encode()), ox.RdfFormat.N_QUADS))
    assert quad_lines([*quads, *quads], NAME) == written
