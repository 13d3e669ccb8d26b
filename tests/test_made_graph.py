"""The made-up graph of bench/: what the shapes accept, the same every time, and served as any other build."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from bench.documents import extraction
from bench.graph import documents, write
from bench.world import World
from kg.graph.assemble import assemble
from kg.graph.schema import schema
from kg.graph.shapes import prepare
from kg.graph.validate import validate
from kg.query.catalog import questions
from kg.web.app import close_app, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

TRIPLES = 20_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "build"
    write(TRIPLES, out)
    return out


@pytest.fixture(scope="module")
def shown(made: Path) -> Iterator[FlaskClient]:
    app = create_app(made)
    yield app.test_client()
    close_app(app)


def test_documents_violate_no_shape() -> None:
    world, shapes = World(), prepare(schema())
    for number in range(32):
        one = extraction(number, world)
        checked = validate(assemble(one), one.document, shapes)
        assert checked.findings == (), one.document.text


def test_the_same_size_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    write(TRIPLES, tmp_path / "again")
    files = sorted(file.relative_to(made) for file in made.rglob("*") if file.is_file() and "store" not in file.parts)
    assert len(files) > 40
    assert all((made / file).read_bytes() == (tmp_path / "again" / file).read_bytes() for file in files)


def test_a_smaller_graph_is_the_beginning_of_a_larger_one() -> None:
    small, large = list(documents(3_000)), list(islice(documents(10**9), 8))
    assert 2 < len(small) < 8
    assert [graph for _, graph in small] == [graph for _, graph in large[: len(small)]]


def test_every_page_that_lists_leads_to_pages_that_answer(shown: FlaskClient) -> None:
    for address in ("/", "/policies", "/targets", "/documents", "/validation", "/ledger", "/queries"):
        assert shown.get(address).status_code == 200, address


def test_questions_without_parameters_have_rows(shown: FlaskClient) -> None:
    told = {one.name: shown.get(f"/queries/{one.name}.json").json for one in questions() if not one.parameters}
    assert [name for name, answer in told.items() if not answer or not answer["rows"]] == []
