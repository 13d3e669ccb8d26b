"""Reposts among the documents of a build: edges with their words, one origin for all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Store

from kg import build as building
from kg.build import build
from kg.evaluate.evaluate import evaluate
from kg.evaluate.gold import read_gold
from kg.graph.facts import Facts
from kg.graph.nquads import spelled_triple
from kg.graph.validate import validate
from kg.model import Document, Metadata
from kg.store.folder import open_build
from kg.terms import DOCUMENT, POL
from kg.web.get import get
from tests.graph.conftest import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

BODY = (
    "村里的卫生室去年搬进了新屋，药架擦得锃亮，墙上挂着出诊的时间表，谁来看病一目了然。",
    "截至2022年底，全国74.5%的村卫生室能够提供中医药服务。",
    "老人们说，从前看一回病要走四十里山路，如今在家门口就能量血压、取药，账也当场结清。",
    "乡村医生老周每周三骑车去山那边的小学，给孩子们量身高、查视力，再把结果记在册子上。",
)
DOCUMENTS = {
    "a-news.txt": ("山乡新事", "2023年5月31日", *BODY),
    "b-repost.txt": ("家门口看中医", "2023年6月2日", "编者按：请看来自山乡的报道。", *BODY),
    "c-cut.txt": ("山乡新事", "2023年6月9日", *BODY[:3]),
    "d-undated.txt": ("山乡新事", *BODY),
    "e-form.txt": ("山乡新事", "2023年6月3日", *(line.replace("74.5", "61.2") for line in BODY)),
    "f-other.txt": ("统计公报", "2023年7月1日", "截至2022年底，全国74.5%的村卫生室能够提供中医药服务。"),
}
EDGES = """SELECT ?one ?relation ?other ?share {
  ?statement rdf:subject ?a ; rdf:predicate ?relation ; rdf:object ?b ; pol:sharedText ?share .
  ?a ?relation ?b . ?a dcterms:identifier ?one . ?b dcterms:identifier ?other }"""
ORIGINS = "SELECT ?documents ?origins { ?o pol:value 74.5 ; pol:reportCount ?documents ; pol:originCount ?origins }"
QUOTES = """SELECT ?document ?quote ?start ?end {
  ?statement pol:sharedText ?share ; pol:evidence ?e .
  ?e pol:inDocument ?document ; oa:exact ?quote ; oa:start ?start ; oa:end ?end }"""


@pytest.fixture(scope="module")
def library() -> building.Library:
    return building.load_library()


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("sources")
    for name, paragraphs in DOCUMENTS.items():
        (found / name).write_text("\n".join(paragraphs), "utf-8")
    return found


@pytest.fixture(scope="module")
def built(sources: Path, library: building.Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the documents."""
    out = tmp_path_factory.mktemp("builds") / "out"
    _build(sources, out, library)
    return out


def _build(sources: Path, out: Path, library: building.Library) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "load_library", lambda: library)
        build([sources], out, 1, lambda _: None)


def rows(out: Path, query: str) -> list[tuple[str, ...]]:
    prefixes = {**PREFIXES, "dcterms": "http://purl.org/dc/terms/", "oa": "http://www.w3.org/ns/oa#"}
    answer = Store.read_only(str(out / "store")).query(query, prefixes=prefixes)
    return sorted(tuple(value.value.rpartition("#")[2] for value in row) for row in answer)  # type: ignore[union-attr]  # a SELECT


def test_reposts_repeat_the_earliest_and_are_one_origin(built: Path) -> None:
    edges = rows(built, EDGES)
    assert [edge[:3] for edge in edges] == [
        ("b-repost.txt", "repeats", "a-news.txt"),
        ("c-cut.txt", "repeats", "a-news.txt"),
        ("d-undated.txt", "sharesTextWith", "a-news.txt"),
    ]
    assert all(0.8 <= float(share) <= 1 for *_, share in edges)
    assert rows(built, ORIGINS) == [("5", "2")]
    quotes = rows(built, QUOTES)
    assert len(quotes) == 6
    found = open_build(built)
    for document, quote, start, end in quotes:
        text = found.text(document.rpartition("/")[2])
        assert text[int(start) : int(end)] == quote
        assert quote in BODY[0]


@pytest.mark.parametrize(
    "wrong",
    [
        ("a-news.txt", "repeats", "b-repost.txt"),  # the later one
        ("c-cut.txt", "repeats", "b-repost.txt"),  # a second one
        ("d-undated.txt", "sharesTextWith", "d-undated.txt"),
    ],
)
def test_the_shapes_accept_the_edges_and_no_others(
    wrong: tuple[str, str, str], built: Path, library: building.Library
) -> None:
    decided = tuple(one for one in library.shapes.constraints if one.number == "S50")
    shapes = replace(library.shapes, constraints=decided)
    found = open_build(built)
    ids = {entry.identifier: DOCUMENT + entry.id for entry in found.documents}
    store = Store.read_only(str(built / "store"))
    said = [
        quad for one in ids.values() for quad in store.quads_for_pattern(NamedNode(one), None, None, DefaultGraph())
    ]
    graph, document = Facts(map(spelled_triple, said)), Document("", "all of them", "", (), Metadata(), "zh", "")
    assert not validate(graph, document, shapes).findings
    one, relation, other = wrong
    more = graph.extended([(f"<{ids[one]}>", f"<{POL}{relation}>", f"<{ids[other]}>")])
    assert {finding.focus for finding in validate(more, document, shapes).findings} == {ids[one]}


def test_the_page_of_a_document_tells_what_it_repeats_and_who_repeats_it(built: Path) -> None:
    ids = {entry.identifier: entry.id for entry in open_build(built).documents}

    def told(name: str) -> list[str]:
        status, body = get(built, f"/page/doc/{ids[name]}", "en")
        assert status == 200
        told_of = "<dt>(Repeats|Repeated by|The same text|The same story)</dt><dd>(.*?)</dd>"
        parts = re.findall(told_of, body.decode(), re.DOTALL)
        return [" ".join((words, *re.findall(r"(?<=>)[^<>]*\S[^<>]*(?=<)", listed))) for words, listed in parts]

    assert told("c-cut.txt") == ["Repeats a-news.txt 89 % of the text"]
    first, undated = told("a-news.txt")
    assert first.startswith("Repeated by ")
    assert first.count("% of the text") == 2
    assert undated == "The same text d-undated.txt 97 % of the text"
    assert told("e-form.txt") == []


def test_gold_tells_how_many_reposts_are_found(built: Path, tmp_path: Path) -> None:
    gold = {
        "b-repost.txt": "[a-news.txt]",
        "c-cut.txt": "[b-repost.txt]",  # another of the same story will do
        "d-undated.txt": "[]",  # so what is found is wrong
        "e-form.txt": "[]",
        "f-other.txt": "[a-news.txt]",  # this is missed
    }
    for number, (name, repeats) in enumerate(gold.items()):
        (tmp_path / f"{number}.yaml").write_text(f"document: {name}\nrepeats: {repeats}\n", "utf-8")
    found = evaluate(open_build(built), read_gold(tmp_path))
    tally = found.total["repeats"]
    assert (tally.gold, tally.right, tally.found, tally.found_right) == (3, 2, 3, 2)
    told = [(one.document, each.what, each.fact) for one in found.documents for each in one.outcome.differences]
    assert ("d-undated.txt", "extra", "a-news.txt") in told
    assert ("f-other.txt", "missed", "a-news.txt") in told


def test_without_the_origin_the_next_is_the_earliest(
    built: Path, sources: Path, library: building.Library, tmp_path: Path
) -> None:
    """The last test: it changes the documents and their build."""
    (sources / "a-news.txt").unlink()
    (sources / "c-cut.txt").write_text("\n".join(("山乡新事", "2023年6月1日", *BODY[:3])), "utf-8")
    _build(sources, built, library)
    assert [edge[:3] for edge in rows(built, EDGES)] == [
        ("b-repost.txt", "repeats", "c-cut.txt"),
        ("d-undated.txt", "sharesTextWith", "c-cut.txt"),
    ]
    _build(sources, tmp_path / "clean", library)
    assert (built / "graph.nq").read_bytes() == (tmp_path / "clean" / "graph.nq").read_bytes()
