"""Searching: Chinese without knowing its words, English by beginnings, facets that count, snippets that show why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.index import write_index
from kg.query.lookup import read_index
from kg.query.search import Asked, Piece, expression, search, snippet
from kg.query.tokens import tokens
from kg.store.folder import open_build
from kg.store.oxigraph import read_only

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.query.direct import Direct
    from kg.query.search import Found

    Ask = Callable[..., Found]

NATCM = "https://w3id.org/policykg/id/agency/natcm"


@pytest.fixture(scope="module")
def index(small_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "index with a blank?.sqlite"
    write_index(read_only(open_build(small_build).store), path)
    return path


@pytest.fixture
def ask(engine: Direct, index: Path) -> Ask:
    def asked(query: str, narrowed: Mapping[str, str] = {}, language: str = "zh") -> Found:
        return search(engine, index, Asked(query, narrowed), language)

    return asked


@pytest.mark.parametrize(
    ("query", "kind", "label"),
    [
        ("国家中医药管理局", "agency", "国家中医药管理局"),
        ("國家中醫藥管理局", "agency", "国家中医药管理局"),
        ("行动计划", "policy", "基层中医药服务能力提升工程“十四五”行动计划"),
        ("action plan primary", "policy", "基层中医药服务能力提升工程“十四五”行动计划"),
        ("VILLAGE clin", "facility-type", "村卫生室"),
        ("赵文华", "person", "赵文华"),
        ("百千万", "programme", "百千万工程"),
        ("<b>临床专科</b>", "doc", "<b>临床专科</b>能力建设 & “百千万工程”"),
        ("退休中医", "measure", "鼓励退休中医医师到基层提供服务"),
        ("馆", "indicator", "设置中医馆的比例"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(ask: Ask, query: str, kind: str, label: str) -> None:
    hits = ask(query).hits
    assert (kind, label) in {(hit.kind, hit.entity.label) for hit in hits}


def test_the_thing_of_that_very_name_comes_first(ask: Ask) -> None:
    assert ask("乡镇卫生院").hits[0].entity.iri.endswith("ft-thc")
    assert ask("zhao wenhua", {}, "en").hits[0].kind == "person"


def test_quoted_words_lead_to_their_place(ask: Ask, small_build: Path) -> None:
    (hit,) = ask("全部社区卫生服务站能够提供").hits
    assert hit.quote is not None
    text = open_build(small_build).text(hit.quote.document)
    assert text[hit.quote.start : hit.quote.end] == hit.quote.text
    assert Piece("全部社区卫生服务站能够提供", fits=True) in hit.snippet


@pytest.mark.parametrize(
    "query", ["", "  ", "《》", '"', "'; DROP TABLE entry; --", "NEAR(", "*", "AND OR NOT", "\0", "\ud800"]
)
def test_what_is_no_word_finds_nothing_and_breaks_nothing(ask: Ask, query: str) -> None:
    assert ask(query).total == 0


def test_all_words_must_fit(ask: Ask) -> None:
    assert ask("中医馆 村卫生室").total < ask("村卫生室").total
    assert ask("村卫生室 nothing").total == 0


def test_facets_count_what_they_would_leave(ask: Ask) -> None:
    whole = ask("中医")
    assert sum(choice.number for choice in whole.facets["type"]) == whole.total
    for facet, choices in whole.facets.items():
        for choice in choices:
            assert ask("中医", {facet: choice.value}).total == choice.number
    narrowed = ask("中医", {"type": "policy", "agency": NATCM})
    assert {hit.kind for hit in narrowed.hits} == {"policy"}
    assert {choice.value for choice in narrowed.facets["type"]} > {"policy"}
    assert ask("中医", {"type": "none"}).total == 0


def test_an_index_is_the_same_for_the_same_graph(small_build: Path, tmp_path: Path, index: Path) -> None:
    again = tmp_path / "again.sqlite"
    write_index(read_only(open_build(small_build).store), again)
    assert again.read_bytes() == index.read_bytes()
    with read_index(again) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@given(st.text(), st.text(max_size=12))
def test_a_snippet_is_a_stretch_of_its_text(text: str, query: str) -> None:
    shown = "".join(piece.text for piece in snippet(text, query)).removeprefix("…").removesuffix("…")
    assert shown in text


@given(st.text(alphabet="中医药abC１2 ", min_size=1))
def test_whatever_stands_in_a_text_is_asked_for_by_its_tokens(text: str) -> None:
    asked = expression(text).replace('"', "").replace("*", "").split()
    assert set(asked) <= set(tokens(text))
