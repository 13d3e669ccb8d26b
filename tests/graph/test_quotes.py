"""Evidence nodes lead back to the words: in the text, in the file as received, on their page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from kg.graph.faults import InternalFault
from kg.graph.identify import evidence_iri
from kg.model import Block, Document, Entity, Evidence, Extraction, Metadata, Naming, Run, Span
from tests.graph.nodes import OA, POL, assemble

if TYPE_CHECKING:
    from rdflib import Graph

    from tests.graph.conftest import Make, Page

AGENCY = Entity("agency", "局", "局", "zh")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)


def document(text: str, runs: tuple[Run, ...] = (), blocks: tuple[Block, ...] = ()) -> Document:
    whole = blocks or (Block(Span(0, len(text)), "paragraph"),)
    return Document("0" * 16, "a.html", text, whole, Metadata(), "zh", "html", runs)


def quoted(where: Document, span: Span, make: Make) -> dict[str, str]:
    """The literals of the one evidence node, by local name."""
    evidence = Evidence(span, where.text[span.start : span.end], "R")
    graph: Graph = assemble(Extraction(where, (Naming(make.agency("局"), (evidence,)),), ()))
    node = URIRef(evidence_iri(where, span))
    names = (OA.exact, OA.start, OA.end, POL.sourceStart, POL.sourceEnd, POL.page)
    found = {name: [str(value) for value in graph.objects(node, name)] for name in names}
    return {str(name).rpartition("#")[2]: values[0] for name, values in found.items() if values}


@given(before=TEXT, words=TEXT.filter(bool), after=TEXT)
def test_the_slice_is_the_quote(before: str, words: str, after: str) -> None:
    whole = f"{before}{words}{after}"
    where = document(whole)
    span = Span(len(before), len(before) + len(words))
    evidence = Evidence(span, whole[span.start : span.end], "R")
    graph = assemble(Extraction(where, (), ()))
    assert not list(graph.subject_objects(OA.exact))
    graph = assemble(Extraction(where, (Naming(AGENCY, (evidence,)),), ()))
    ((node, quote),) = graph.subject_objects(OA.exact)
    start, end = (int(str(graph.value(node, name))) for name in (OA.start, OA.end))
    assert whole[start:end] == str(quote) == evidence.quote


def test_a_quote_of_one_run_leads_to_the_raw_file(make: Make) -> None:
    where = document("国家中医药管理局印发", (Run(0, 100, 10),))
    assert quoted(where, Span(2, 8), make) == {
        "exact": "中医药管理局", "start": "2", "end": "8", "sourceStart": "102", "sourceEnd": "108",
    }  # fmt: skip


def test_a_quote_across_markup_begins_and_ends_in_the_raw_file(make: Make) -> None:
    # 线上<span><a>线</a></span>下: three runs with tags between them
    where = document("线上线下", (Run(0, 10, 2), Run(2, 21, 1), Run(3, 33, 1)))
    found = quoted(where, Span(1, 4), make)
    assert (found["sourceStart"], found["sourceEnd"]) == ("11", "34")


@pytest.mark.parametrize(
    "runs",
    [
        (),
        (Run(2, 30, 8),),  # begins before the first run
        (Run(0, 10, 3),),  # ends past the last
        (Run(0, 50, 3), Run(3, 10, 7)),  # parts that the reader moved: no stretch of the raw file holds them in order
    ],
)
def test_what_the_reader_does_not_know_is_not_said(runs: tuple[Run, ...], make: Make) -> None:
    found = quoted(document("国家中医药管理局印发", runs), Span(1, 8), make)
    assert "sourceStart" not in found
    assert "sourceEnd" not in found


def test_a_quote_is_on_the_page_of_its_block(make: Make) -> None:
    blocks = (Block(Span(0, 3), "title", page=1), Block(Span(4, 7), "item", level=1, page=2))
    where = document("第一页\n第二页", blocks=blocks)
    assert quoted(where, Span(4, 7), make)["page"] == "2"
    assert quoted(where, Span(0, 3), make)["page"] == "1"


@pytest.mark.parametrize("span", [Span(4, 8), Span(2, 5), Span(6, 12)])
def test_boilerplate_is_never_quoted(span: Span, make: Make) -> None:
    blocks = (
        Block(Span(0, 3), "paragraph"),
        Block(Span(4, 8), "boilerplate", reason="menu"),
        Block(Span(9, 12), "paragraph"),
    )
    where = document("第一段\n设为首页\n第二段", blocks=blocks)
    with pytest.raises(InternalFault, match=r"a\.html.*boilerplate.*menu"):
        quoted(where, span, make)
    assert quoted(where, Span(9, 12), make)["exact"] == "第二段"


def test_a_quote_that_is_not_its_slice_is_a_fault(make: Make, page: type[Page]) -> None:
    leaf = page()
    evidence = replace(leaf.quote("国家卫生健康委", "ISS-1"), quote="卫生健康委")
    with pytest.raises(InternalFault, match="ISS-1"):
        assemble(leaf.extraction(Naming(make.agency("委"), (evidence,))))
