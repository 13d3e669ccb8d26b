"""Updates beside a build: by who may, never over what documents say, checked before they are seen, and lasting."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kg.errors import StoreError
from kg.query.request import Limits
from kg.web.app import close_app, create_app
from kg.web.updating import Writing

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

UPDATE = "application/sparql-update"
NOTES = "http://notes.example/mine"
POLICY = "https://w3id.org/policykg/id/policy/2022-tcm-plan"
OWN = "https://w3id.org/policykg/id/graph/updates"
REVIEWED = f"INSERT DATA {{ GRAPH <{NOTES}> {{ <{POLICY}> <http://notes.example/reviewed> true }} }}"
UNION = f"SELECT (COUNT(*) AS ?n) {{ <{POLICY}> <http://notes.example/reviewed> ?o }}"
WHOLE = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def change(client: FlaskClient, text: str) -> TestResponse:
    return client.post("/update", data=text, content_type=UPDATE)


def count(client: FlaskClient, text: str) -> int:
    answer = client.get("/sparql", query_string={"query": text})
    assert answer.status_code == 200, answer.text
    found = json.loads(answer.text)
    return int(found["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize(
    "header", ["", "Bearer ", "Bearer wrong", "Bearer 密", "Basic b3Blbiwgc2VzYW1lOg==", "open, sesame"]
)
@pytest.mark.parametrize("path", ["/update", "/store?graph=http://notes.example/mine", "/store/x"])
def test_who_shows_no_token_changes_nothing(noted_app: Flask, path: str, header: str) -> None:
    client = noted_app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = header
    answer = client.post(path, data="", content_type=UPDATE)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert client.get("/sparql", query_string={"query": WHOLE}).status_code == 200


def test_a_note_stands_in_its_graph_and_in_the_union(annotator: FlaskClient) -> None:
    before = count(annotator, WHOLE)
    assert change(annotator, REVIEWED).status_code == 204
    assert (count(annotator, UNION), count(annotator, WHOLE)) == (1, before + 1)
    assert annotator.get(f"/store?graph={NOTES}").status_code == 200
    twice = REVIEWED.replace(NOTES, "http://notes.example/other")
    assert change(annotator, twice).status_code == 204
    assert (count(annotator, UNION), count(annotator, WHOLE)) == (1, before + 1)  # the union is a set
    assert change(annotator, f"DROP GRAPH <{NOTES}>").status_code == 204
    assert count(annotator, UNION) == 1
    assert change(annotator, "DROP ALL").status_code == 204
    assert (count(annotator, UNION), count(annotator, WHOLE)) == (0, before)


def test_what_names_no_graph_stands_in_that_of_updates(annotator: FlaskClient) -> None:
    assert change(annotator, "INSERT DATA { <http://a/> <http://b/> <http://c/> }").status_code == 204
    assert count(annotator, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{OWN}> {{ ?s ?p ?o }} }}") == 1
    assert change(annotator, "CLEAR DEFAULT").status_code == 204
    assert count(annotator, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{OWN}> {{ ?s ?p ?o }} }}") == 0


def test_the_default_graph_of_the_graph_store_is_that_of_updates(annotator: FlaskClient) -> None:
    """What is put there comes back: the union, which queries see, is no graph that could be put."""
    before = count(annotator, WHOLE)
    turtle = "<http://a/> <http://b/> <http://c/> ."
    assert annotator.put("/store?default", data=turtle, content_type="text/turtle").status_code == 204
    sent = annotator.get("/store?default", headers={"Accept": "application/n-triples"}).text
    assert sent.strip() == "<http://a/> <http://b/> <http://c/> ."
    assert count(annotator, WHOLE) == before + 1
    assert annotator.delete("/store?default").status_code == 204
    assert annotator.get("/store?default", headers={"Accept": "application/n-triples"}).text == ""
    assert count(annotator, WHOLE) == before


@pytest.mark.parametrize(
    "text",
    [
        "CLEAR ALL",
        "DROP ALL",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"DELETE WHERE {{ <{POLICY}> ?p ?o }}",
        f"DELETE DATA {{ <{POLICY}> a <https://w3id.org/policykg/def#Policy> }}",
    ],
)
def test_what_documents_say_is_out_of_reach(annotator: FlaskClient, text: str) -> None:
    before = count(annotator, WHOLE)
    assert change(annotator, text).status_code == 204
    assert count(annotator, WHOLE) == before


@pytest.mark.parametrize(
    "graph", ["graph/ontology", "graph/derived", "graph/updates", "doc/0123456789abcdef", "graph/quarantine/x"]
)
def test_graphs_under_the_names_of_builds_are_not_made(annotator: FlaskClient, graph: str) -> None:
    name = f"https://w3id.org/policykg/id/{graph}"
    assert change(annotator, f"INSERT DATA {{ GRAPH <{name}> {{ <x:a> <x:b> 1 }} }}").status_code == 403
    assert change(annotator, f"CREATE GRAPH <{name}>").status_code == 403
    assert annotator.put(f"/store?graph={name}", data="", content_type="text/turtle").status_code == 403
    assert change(annotator, REVIEWED).status_code == 204  # what was refused is not there any more
    assert count(annotator, "SELECT (COUNT(*) AS ?n) { <x:a> ?p ?o }") == 0
    change(annotator, "DROP ALL")


TARGET = "<http://notes.example/target> a pol:Target ; pol:value 1.5"


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        (f"INSERT DATA {{ GRAPH <{NOTES}> {{ {TARGET} }} }}", "S07"),
        (f"INSERT DATA {{ {TARGET} }}", "S07"),
        (f"INSERT DATA {{ GRAPH <{NOTES}> {{ <{POLICY}> pol:titleKey 'another' }} }}", "S02"),
        (f"INSERT DATA {{ GRAPH <{NOTES}> {{ _:x a pol:Target }} }}", "S07"),
    ],
)
def test_what_the_shapes_refuse_is_never_seen(annotator: FlaskClient, text: str, shape: str) -> None:
    before = count(annotator, WHOLE)
    answer = change(annotator, text)
    assert answer.status_code == 422, answer.text
    assert shape in {violation["shape"] for violation in json.loads(answer.text)["violations"]}
    assert count(annotator, WHOLE) == before
    assert change(annotator, REVIEWED).status_code == 204
    assert count(annotator, WHOLE) == before + 1
    change(annotator, "DROP ALL")


def test_while_updates_are_made_every_query_is_answered(annotator: FlaskClient, noted_app: Flask) -> None:
    done = threading.Event()

    def ask(_: int) -> set[int]:
        client = noted_app.test_client()
        found = set()
        while not done.is_set():
            answer = client.get("/sparql", query_string={"query": UNION})
            assert answer.status_code == 200, answer.text
            found.add(int(json.loads(answer.text)["results"]["bindings"][0]["n"]["value"]))
        return found

    with ThreadPoolExecutor(3) as threads:
        asking = [threads.submit(ask, number) for number in range(3)]
        try:
            for _ in range(4):
                assert change(annotator, REVIEWED).status_code == 204
                assert count(annotator, UNION) == 1  # at once: who has written reads it
                assert change(annotator, "DROP ALL").status_code == 204
                assert count(annotator, UNION) == 0
        finally:
            done.set()
        assert set.union(*(one.result() for one in asking)) <= {0, 1}


THINGS = " ".join(f"<http://x/{number}>" for number in range(300))
VALUES = " ".join(f"VALUES ?{name} {{ {THINGS} }}" for name in "abcd")
ENDLESS = f"INSERT {{ ?a ?b ?d }} WHERE {{ {VALUES} FILTER(?a = ?d && ?b != ?c) }}"


def test_an_endless_update_is_ended_and_the_next_is_made(annotator: FlaskClient) -> None:
    change(annotator, REVIEWED)
    answer = change(annotator, ENDLESS)
    assert answer.status_code == 503, answer.text
    assert count(annotator, UNION) == 1
    assert change(annotator, "INSERT DATA { <http://a/> <http://b/> 2 }").status_code == 204
    assert count(annotator, UNION) == 1
    assert count(annotator, "SELECT (COUNT(*) AS ?n) { <http://a/> ?p ?o }") == 1
    change(annotator, "DROP ALL")


def test_updates_outlive_the_server(small_build: Path, tmp_path: Path) -> None:
    writing = Writing(tmp_path / "updates", "")
    for number in range(3):
        app = create_app(small_build, 1, Limits(), writing)
        client = app.test_client()
        assert count(client, "SELECT (COUNT(*) AS ?n) { ?s <http://counts/> ?o }") == number
        assert change(client, f"INSERT DATA {{ [] <http://counts/> {number} }}").status_code == 204
        assert client.put(f"/store?graph=http://empty/{number}", data="", content_type="text/turtle").status_code == 201
        close_app(app)
    app = create_app(small_build, 1, Limits(), writing)
    assert app.test_client().get("/store?graph=http://empty/0").status_code == 200
    close_app(app)
    lines = (tmp_path / "updates" / "journal.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 6
    assert [path.name for path in (tmp_path / "updates").iterdir()] == ["journal.jsonl"]


def test_one_server_writes(small_build: Path, tmp_path: Path) -> None:
    writing = Writing(tmp_path / "updates", "")
    app = create_app(small_build, 1, Limits(), writing)
    with pytest.raises(StoreError, match="another server"):
        create_app(small_build, 1, Limits(), writing)
    close_app(app)


def test_a_journal_that_is_none_is_said_so(small_build: Path, tmp_path: Path) -> None:
    (tmp_path / "updates").mkdir()
    (tmp_path / "updates" / "journal.jsonl").write_text('{"added": []}\n')
    with pytest.raises(StoreError, match=r"journal\.jsonl:1"):
        create_app(small_build, 1, Limits(), Writing(tmp_path / "updates", ""))
