"""What is counted: read as Prometheus reads it, each count moves by what was done and by nothing else."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kg.errors import QueryTimeout
from kg.query.request import Limits
from kg.web.app import close_app, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

UPDATE = "application/sparql-update"
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"


def counts(client: FlaskClient) -> dict[str, float]:
    """Each sample by its name and the values of its labels."""
    answer = client.get("/-/metrics")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    families = list(text_string_to_metric_families(answer.text))
    assert all(family.documentation and family.type != "unknown" for family in families)
    return {
        " ".join((sample.name, *sample.labels.values())): sample.value for one in families for sample in one.samples
    }


def moved(client: FlaskClient, path: str, **query: str) -> dict[str, float]:
    """Which counts of queries a request moves, and by how much."""
    before = counts(client)
    with suppress(QueryTimeout):  # what a server breaks the answer off for
        client.get(path, query_string=query).get_data()
    after = counts(client)
    names = [name for name in after if name.startswith(("kg_queries_total", "kg_query_seconds_count"))]
    return {name: step for name in names if (step := after[name] - before.get(name, 0.0))}


def test_answers_of_pages_are_remembered_and_counted(small_build: Path) -> None:
    app = create_app(small_build, workers=1)
    client = app.test_client()
    first = client.get("/queries/measured-progress.json")
    asked = counts(client)
    again = client.get("/queries/measured-progress.json")
    after = counts(client)
    close_app(app)
    assert (again.status_code, again.data) == (200, first.data)
    assert after["kg_answers asked"] == asked["kg_answers asked"] > 0
    assert after["kg_answers remembered"] > asked["kg_answers remembered"]
    assert asked["kg_answers_bytes"] > 0


@pytest.fixture(scope="module")
def limited(small_build: Path) -> Iterator[FlaskClient]:
    app = create_app(small_build, workers=1, limits=Limits(seconds=1.0, result=2**20))
    yield app.test_client()
    close_app(app)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("ASK {}", "answered"),
        ("SELECT * { ?s ?p ?o", "wrong"),
        (f"SELECT (COUNT(*) AS ?n) {CROSS} FILTER(CONTAINS(STR(?a), STR(?l))) }}", "killed"),
        (f"SELECT * {CROSS} }}", "too large"),
    ],
)
def test_a_query_is_counted_by_how_it_ended(limited: FlaskClient, text: str, outcome: str) -> None:
    assert moved(limited, "/sparql", query=text) == {f"kg_queries_total {outcome}": 1, "kg_query_seconds_count": 1}


def test_what_is_refused_before_it_is_asked_is_no_query(limited: FlaskClient) -> None:
    assert moved(limited, "/sparql", query="SELECT * { SERVICE <http://127.0.0.1/> {} }") == {}


def test_who_leaves_is_counted(limited: FlaskClient) -> None:
    before = counts(limited)
    answer = limited.get("/sparql", query_string={"query": f"SELECT * {CROSS} }}"}, buffered=False)
    next(answer.iter_encoded())
    answer.close()
    assert counts(limited)["kg_queries_total left"] == before.get("kg_queries_total left", 0) + 1


def test_processes_and_the_line_are_shown(limited: FlaskClient) -> None:
    found = counts(limited)
    assert found["kg_queries_queued"] == 0
    assert found["kg_query_processes busy"] == 0
    assert found["process_resident_memory_bytes"] > 2**20


def test_updates_are_counted_by_what_became_of_them(annotator: FlaskClient) -> None:
    before = counts(annotator)
    annotator.post("/update", data="INSERT DATA { <x:a> <x:b> 1 }", content_type=UPDATE)
    annotator.post("/update", data="INSERT DATA {", content_type=UPDATE)
    annotator.put("/store?graph=http://counted/", data="", content_type="text/turtle")
    annotator.post("/update", data="DROP ALL", content_type=UPDATE, headers={"Authorization": "Bearer wrong"})
    annotator.post("/update", data="DROP ALL", content_type=UPDATE)
    after = counts(annotator)
    steps = {
        name: after[f"kg_updates_total {name}"] - before.get(f"kg_updates_total {name}", 0)
        for name in ("made", "refused")
    }
    assert steps == {"made": 3, "refused": 2}
    assert any(name.startswith("kg_served") for name in after)
