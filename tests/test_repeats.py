"""Reposts among the documents of a build: edges with their words, one origin for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from kg import build as building
from kg.build import build
from kg.store.folder import open_build
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


@pytest.fixture
def folder(tmp_path: Path, library: building.Library, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(building, "load_library", lambda: library)
    found = tmp_path / "sources"
    found.mkdir()
    for name, paragraphs in DOCUMENTS.items():
        (found / name).write_text("\n".join(paragraphs), "utf-8")
    return found


def rows(out: Path, query: str) -> list[tuple[str, ...]]:
    prefixes = {**PREFIXES, "dcterms": "http://purl.org/dc/terms/", "oa": "http://www.w3.org/ns/oa#"}
    answer = Store.read_only(str(out / "store")).query(query, prefixes=prefixes)
    return sorted(tuple(value.value.rpartition("#")[2] for value in row) for row in answer)  # type: ignore[union-attr]  # a SELECT


def test_reposts_repeat_the_earliest_and_are_one_origin(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([folder], out, 1, lambda _: None)
    edges = rows(out, EDGES)
    assert [edge[:3] for edge in edges] == [
        ("b-repost.txt", "repeats", "a-news.txt"),
        ("c-cut.txt", "repeats", "a-news.txt"),
        ("d-undated.txt", "sharesTextWith", "a-news.txt"),
    ]
    assert all(0.8 <= float(share) <= 1 for *_, share in edges)
    assert rows(out, ORIGINS) == [("5", "2")]
    found = open_build(out)
    quotes = rows(out, QUOTES)
    assert len(quotes) == 6
    for document, quote, start, end in quotes:
        text = found.text(document.rpartition("/")[2])
        assert text[int(start) : int(end)] == quote
        assert quote in BODY[0]


def test_without_the_origin_the_next_is_the_earliest(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([folder], out, 1, lambda _: None)
    (folder / "a-news.txt").unlink()
    (folder / "c-cut.txt").write_text("\n".join(("山乡新事", "2023年6月1日", *BODY[:3])), "utf-8")
    build([folder], out, 1, lambda _: None)
    assert [edge[:3] for edge in rows(out, EDGES)] == [
        ("b-repost.txt", "repeats", "c-cut.txt"),
        ("d-undated.txt", "sharesTextWith", "c-cut.txt"),
    ]
    build([folder], tmp_path / "clean", 1, lambda _: None)
    assert (out / "graph.nq").read_bytes() == (tmp_path / "clean" / "graph.nq").read_bytes()
