"""Files for other programs over HTTP: the whole, parts, lineages, each in every format."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from rdflib import Graph

from kg.errors import QueryTimeout
from kg.exports.export import EXPORTS, format_of
from kg.query.request import QueryBusy, QueryFailed
from kg.web import wholes
from kg.web.lineage import FILES

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from kg.exports.export import Format

PLAN = "2022-tcm-plan"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_the_whole_comes_in_every_format(form: Format, client: FlaskClient) -> None:
    if form.name == "png":  # the drawing of all takes long; its parts are drawn below
        return
    found = client.get(f"/export/graph{form.suffix}?lang=en", buffered=True)
    assert found.status_code == 200, found.text
    assert found.content_type.startswith(form.media)
    assert found.headers["Content-Disposition"] == f"attachment; filename=kg{form.suffix}"
    assert found.data
    assert found.headers["ETag"]


def test_quads_are_those_of_the_build(client: FlaskClient, small_build: Path) -> None:
    assert client.get("/export/graph.nq", buffered=True).data == (small_build / "graph.nq").read_bytes()


def test_the_page_lists_all_formats_and_sizes(client: FlaskClient) -> None:
    size = len(client.get("/export/graph.gexf?lang=en", buffered=True).data)
    page = client.get("/downloads?lang=en").text
    for form in EXPORTS:
        assert f"graph{form.suffix}?lang=en" in page
        assert form.title in page
    assert f"{size:,}" in page
    assert "下载" in client.get("/downloads?lang=zh").text


def test_what_is_near_a_thing(client: FlaskClient) -> None:
    sizes = []
    for steps in ("0", "1", "2"):
        found = client.get(f"/export/facility-type/ft-vc.graphml?steps={steps}")
        assert found.status_code == 200
        sizes.append(len(nx.read_graphml(io.BytesIO(found.data))))
    assert sizes[0] == 1
    assert sizes[0] < sizes[1] < sizes[2]
    named = client.get("/export/facility-type/ft-vc.12.ttl")
    assert named.headers["Content-Disposition"] == "attachment; filename=ft-vc.12.ttl"


@pytest.mark.parametrize("ending", [ending for _, ending in FILES])
def test_a_lineage_comes_in_every_format_that_its_page_offers(ending: str, client: FlaskClient) -> None:
    page = client.get(f"/lineage/{PLAN}?lang=zh").text
    assert f"/lineage/{PLAN}.{ending}?lang=zh" in page
    found = client.get(f"/lineage/{PLAN}.{ending}?lang=zh&up=1")
    assert found.status_code == 200, found.text
    assert len(found.data) > 100
    if ending == "ttl":
        assert len(Graph().parse(data=found.data, format="turtle")) > 10


def test_a_query_and_a_question_name_the_nodes(client: FlaskClient) -> None:
    query = "SELECT ?p { ?p a pol:Policy }"
    graph = nx.read_gexf(io.BytesIO(client.get("/export/query.gexf", query_string={"query": query}).data))
    assert len(graph) == 4
    found = client.get("/export/queries/requires-of-facility.graphml?facility=voc:ft-vc")
    assert found.status_code == 200, found.text
    assert "https://w3id.org/policykg/voc/ft-vc" in nx.read_graphml(io.BytesIO(found.data))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/export/graph.xlsx", 404),
        ("/export/facility-type/ft-none.graphml", 404),
        ("/export/nonsense/x.graphml", 404),
        ("/export/facility-type/ft-vc.graphml?steps=9", 400),
        ("/export/facility-type/ft-vc.graphml?steps=x", 400),
        ("/export/query.graphml", 400),
        ("/export/query.graphml?query=SELECT", 400),
        ("/export/query.graphml?query=DROP+ALL", 403),
        ("/export/query.graphml?query=ASK+{}", 400),
        ("/export/queries/nonsense.graphml", 404),
        ("/export/queries/requires-of-facility.graphml", 400),
        ("/lineage/none.graphml", 404),
        (f"/lineage/{PLAN}.exe", 404),
        (f"/lineage/{PLAN}.graphml?up=99", 400),
    ],
)
def test_what_cannot_be_had_says_why(address: str, status: int, client: FlaskClient) -> None:
    found = client.get(address)
    assert found.status_code == status, found.text
    assert found.json is not None
    assert found.json["detail"]


def test_a_part_that_is_too_large_is_refused(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.web.downloads.MOST", 3)
    assert client.get("/export/query.graphml?query=SELECT+?p+{+?p+a+pol:Policy+}").status_code == 403
    assert client.get("/export/facility-type/ft-vc.graphml?steps=2").status_code == 400


@pytest.fixture
def passing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where passing files lie."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def slow(*_: object) -> None:
    threading.Event().wait()


def failing(*_: object) -> None:
    raise SystemExit(3)


def test_a_file_that_takes_too_long_or_fails_is_no_file(small_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = wholes.Wholes(small_build / "store")
    try:
        monkeypatch.setattr(wholes, "SECONDS", 2.0)
        monkeypatch.setattr(wholes, "write_whole", slow)
        with pytest.raises(QueryTimeout, match="kg export"):
            made.file(format_of("dot"), "en")
        monkeypatch.setattr(wholes, "write_whole", failing)
        monkeypatch.setattr(wholes, "SECONDS", 30.0)
        with pytest.raises(QueryFailed):
            made.file(format_of("dot"), "en")
        assert made.size(format_of("dot"), "en") is None
        monkeypatch.setattr(wholes, "PATIENCE", 0.1)
        with made.making, pytest.raises(QueryBusy):
            made.file(format_of("dot"), "en")
    finally:
        made.close()


def test_files_go_with_the_server(small_build: Path, passing: Path) -> None:
    from kg.web.app import close_app, create_app  # noqa: PLC0415  beside its only use

    app = create_app(small_build, workers=1)
    assert app.test_client().get("/export/graph.dot", buffered=True).status_code == 200
    assert list(passing.glob("kg-exports-*/*.dot"))
    close_app(app)
    assert not list(passing.iterdir())
