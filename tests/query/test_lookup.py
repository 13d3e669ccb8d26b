"""What the index of a build tells is what the graph tells: of the small graph, and of the seeds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.query.catalog import page_query
from kg.query.direct import Direct
from kg.query.figures import figures
from kg.query.index import write_index
from kg.query.label import entities
from kg.query.listing import policies
from kg.query.lookup import INDEX, index_of, read_index
from kg.query.measures import measures
from kg.query.progress import progress_of
from kg.query.quotes import quotes_of
from kg.query.request import Request
from kg.query.rows import tables
from kg.query.said import about, said_of
from kg.store.folder import open_build
from kg.store.oxigraph import read_only

if TYPE_CHECKING:
    from pathlib import Path

    from kg.query.said import Told

KINDS: tuple[Told, ...] = ("target", "obs", "measure")


@pytest.fixture(scope="module", params=["small", "seeds"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Direct, Direct]:
    """The same store, asked with an index and without."""
    folder: Path = request.getfixturevalue("small_build" if request.param == "small" else "built")
    store = read_only(open_build(folder).store)
    index = tmp_path_factory.mktemp("index") / "index"
    write_index(store, index)
    return Direct(store, index), Direct(store)


@pytest.fixture(scope="module")
def nodes(both: tuple[Direct, Direct]) -> list[str]:
    """All nodes with a class or a name, one that nobody knows, and one that is no thing."""
    (found,) = tables(both[1], Request(page_query("labels")))
    iris = {row["this"].value for row in found.dicts() if row["this"].kind == "uri"}
    return sorted(iris | {"https://w3id.org/policykg/id/obs/none", "https://example.org/none"})


@pytest.mark.parametrize("language", ["zh", "en", "fr"])
def test_it_names_every_node(both: tuple[Direct, Direct], nodes: list[str], language: str) -> None:
    with_index, without = both
    assert entities(with_index, nodes, language) == entities(without, nodes, language)
    assert with_index.memory.index is not None
    with read_index(with_index.memory.index) as database:
        assert database.execute("SELECT count(1) FROM name").fetchone() >= (100,)


def test_it_knows_the_words_of_every_node(both: tuple[Direct, Direct], nodes: list[str]) -> None:
    with_index, without = both
    found = quotes_of(with_index, nodes)
    assert found == quotes_of(without, nodes)
    assert sum(map(len, found.values())) > 10


def test_it_lists_what_is_about_every_node(both: tuple[Direct, Direct], nodes: list[str]) -> None:
    with_index, without = both
    for kind in KINDS:
        listed = {node: about(with_index, node, kind, 500) for node in nodes}
        assert listed == {node: about(without, node, kind, 500) for node in nodes}
        assert any(listed.values())
        assert all(about(with_index, node, kind, 1) == found[:1] for node, found in listed.items())
    assert [measures(with_index, node, "zh", 20) for node in nodes] == [
        measures(without, node, "zh", 20) for node in nodes
    ]


def test_it_knows_what_is_said_and_how_targets_stand(both: tuple[Direct, Direct], nodes: list[str]) -> None:
    with_index, without = both
    for kind in KINDS:
        told = sorted({one for node in nodes for one in about(without, node, kind, 500)})
        assert told
        if kind != "measure":
            assert figures(with_index, told, "en") == figures(without, told, "en")
        if kind == "target":
            assert progress_of(with_index, told) == progress_of(without, told)
        asked, alone = said_of(with_index, told), said_of(without, told)
        assert all(asked[one].quotes == alone[one].quotes for one in told)
        assert all(asked[one].one("modality") == alone[one].one("modality") for one in told)


def test_it_lists_policies_as_the_graph_does(both: tuple[Direct, Direct]) -> None:
    with_index, without = both
    whole = policies(with_index, "en")
    assert whole == policies(without, "en")
    assert policies(with_index, "en", 1, 2) == whole[1:3]
    assert len(whole) > 3


def test_an_index_with_other_tables_is_none(small_build: Path, tmp_path: Path) -> None:
    build = replace(open_build(small_build), path=tmp_path)
    assert index_of(build) is None
    index = tmp_path / INDEX
    write_index(read_only(small_build / "store"), index)
    assert index_of(build) == index
    with closing(sqlite3.connect(index)) as database:
        database.execute("PRAGMA user_version = 1")
    assert index_of(build) is None
