"""The SPARQL protocol: what is asked in any of its ways is answered in any of its formats, or refused properly."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import QueryResultsFormat as Results
from pyoxigraph import RdfFormat, parse, parse_query_results

from kg.query.request import Limits
from kg.web.app import close_app, create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

SELECT = "SELECT ?p ?l { ?p a pol:Policy ; skos:prefLabel ?l } ORDER BY ?p ?l"
CONSTRUCT = "CONSTRUCT { ?p skos:prefLabel ?l } WHERE { ?p a pol:Policy ; skos:prefLabel ?l }"
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


def ask(client: FlaskClient, query: str, accept: str = "", **more: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": query, **more}, headers={"Accept": accept} if accept else {})


def problem(answer: TestResponse, status: int) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    plain: dict[str, object] = json.loads(answer.text)
    assert plain["status"] == status
    return plain


RESULTS = [
    ("application/sparql-results+json", Results.JSON),
    ("application/sparql-results+xml", Results.XML),
    ("text/tab-separated-values", Results.TSV),
]
GRAPHS = [
    ("text/turtle", RdfFormat.TURTLE),
    ("application/n-triples", RdfFormat.N_TRIPLES),
    ("application/rdf+xml", RdfFormat.RDF_XML),
    ("application/ld+json", RdfFormat.JSON_LD),
    ("application/trig", RdfFormat.TRIG),
]


@pytest.mark.parametrize(("media", "format_"), RESULTS)
def test_rows_come_in_the_format_asked_for(program: FlaskClient, media: str, format_: Results) -> None:
    answer = ask(program, SELECT, media)
    assert answer.status_code == 200
    assert answer.content_type.partition(";")[0] == media
    assert len(list(parse_query_results(answer.data, format_))) == 7  # type: ignore[arg-type]  # rows, for a SELECT
    assert bool(parse_query_results(ask(program, "ASK { ?p a pol:Policy }", media).data, format_)) or "tab" in media


def test_csv_is_csv(program: FlaskClient) -> None:
    rows = list(csv.DictReader(StringIO(ask(program, SELECT, "text/csv").text)))
    assert len(rows) == 7
    assert set(rows[0]) == {"p", "l"}


@pytest.mark.parametrize(("media", "format_"), GRAPHS)
@pytest.mark.parametrize("text", [CONSTRUCT, CONSTRUCT.replace("CONSTRUCT { ?p skos:prefLabel ?l }", "DESCRIBE ?p")])
def test_triples_come_in_the_format_asked_for(program: FlaskClient, media: str, format_: RdfFormat, text: str) -> None:
    answer = ask(program, text, media)
    assert answer.status_code == 200
    assert answer.content_type.partition(";")[0] == media
    assert len(list(parse(answer.data, format_))) >= 7


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/xml;q=0.2, text/csv;q=0.3", "text/csv"),
        ("text/turtle, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_the_accept_header_is_weighed(program: FlaskClient, accept: str, media: str) -> None:
    answer = ask(program, SELECT, accept)
    assert answer.content_type.partition(";")[0] == media
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(("text", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "image/png")])
def test_nothing_acceptable_lists_what_there_is(program: FlaskClient, text: str, accept: str) -> None:
    assert "available" in problem(ask(program, text, accept), 406)


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_a_format_in_the_address_beats_the_header(program: FlaskClient, name: str) -> None:
    assert name in ask(program, SELECT, "text/html", format=name).content_type.replace("tab-separated", "tsv")


def test_all_three_ways_of_asking_agree(program: FlaskClient) -> None:
    by_get = ask(program, SELECT).data
    by_form = program.post("/sparql", data=urlencode({"query": SELECT}), content_type=FORM).data
    direct = program.post("/sparql", data=SELECT.encode(), content_type=f"{QUERY}; charset=UTF-8").data
    assert by_get == by_form == direct


def test_a_dataset_in_the_request_beats_that_of_the_query(program: FlaskClient) -> None:
    ontology = "https://w3id.org/policykg/id/graph/ontology"
    text = "SELECT (COUNT(*) AS ?n) FROM <http://nothing/> { ?s ?p ?o }"

    def count(**more: str) -> int:
        return int(json.loads(ask(program, text, **more).text)["results"]["bindings"][0]["n"]["value"])

    assert count() == 0
    assert count(**{"default-graph-uri": ontology}) > 100
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert len(json.loads(ask(program, named).text)["results"]["bindings"]) == 6
    only = json.loads(ask(program, named, **{"named-graph-uri": ontology}).text)["results"]["bindings"]
    assert [row["g"]["value"] for row in only] == [ontology]


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"SELECT * { ?s ?p ?o", QUERY, 400),
        (b"SELECT * { ?s ?p \xff }", QUERY, 400),
        (SELECT.encode("utf-16"), QUERY, 400),
        (SELECT.encode("utf-16"), f"{QUERY}; charset=utf-16", 415),
        (SELECT.encode(), "text/plain", 415),
        (SELECT.encode(), "", 415),
        (b"", FORM, 400),
        (b"query=%FF%FE", FORM, 400),
        (b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM, 400),
        (b"update=CLEAR%20ALL", FORM, 403),
        (b"CLEAR ALL", UPDATE, 403),
        (b"CLEAR ALL", QUERY, 403),
        (b"LOAD <http://127.0.0.1/>", QUERY, 403),
        (b"SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", QUERY, 403),
        (b"ASK {} # " + b"x" * 70_000, QUERY, 400),
        (b"ASK " + b"{" * 500 + b"}" * 500, QUERY, 400),
        (b"x" * 2_000_000, QUERY, 413),
    ],
)
def test_what_is_wrong_has_its_status(program: FlaskClient, body: bytes, media: str, status: int) -> None:
    problem(program.post("/sparql", data=body, content_type=media or None), status)


def test_a_syntax_error_tells_line_and_column(program: FlaskClient) -> None:
    told = problem(ask(program, "SELECT ?s\n{ ?s ?p ?o"), 400)
    assert told["line"] == 2
    assert isinstance(told["column"], int)


def test_two_queries_by_get_and_an_update_by_get(program: FlaskClient) -> None:
    problem(program.get("/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D"), 400)
    answer = program.get("/sparql?update=CLEAR%20ALL")
    problem(answer, 405)
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(program: FlaskClient, method: str) -> None:
    answer = program.open("/sparql", method=method)
    problem(answer, 405)
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_head_and_options(program: FlaskClient) -> None:
    head = program.head("/sparql", query_string={"query": SELECT})
    assert (head.status_code, head.data) == (200, b"")
    assert head.content_type == ask(program, SELECT).content_type
    flight = program.options("/sparql", headers={"Origin": "http://elsewhere", "Access-Control-Request-Method": "POST"})
    assert flight.status_code == 200
    assert flight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in flight.headers["Access-Control-Allow-Methods"]


def test_many_heads_leave_the_workers_free(program: FlaskClient) -> None:
    for _ in range(5):
        program.head("/sparql", query_string={"query": SELECT})
    assert ask(program, SELECT).status_code == 200


@pytest.mark.parametrize(("media", "format_"), GRAPHS)
def test_without_a_query_the_service_describes_itself(program: FlaskClient, media: str, format_: RdfFormat) -> None:
    answer = program.get("/sparql", headers={"Accept": media})
    triples = {(t.predicate.value.rpartition("#")[2], t.object.value) for t in parse(answer.data, format_)}
    assert ("endpoint", "http://localhost/sparql") in triples
    assert any(value.endswith("UnionDefaultGraph") for _, value in triples)


def test_people_get_a_form_a_table_and_the_place_of_a_mistake(browser: FlaskClient) -> None:
    assert "<textarea" in browser.get("/sparql").text
    assert "SELECT" in browser.get("/sparql?example=who-said-what").text
    shown = browser.get(f"/sparql?query={quote(SELECT)}").text
    assert '<a href="/page/policy/2022-tcm-plan">' in shown
    assert "&lt;https://w3id.org/policykg/id/policy/2022-tcm-plan&gt;" in browser.get(
        f"/sparql?query={quote(CONSTRUCT)}"
    ).text or ("id:" in browser.get(f"/sparql?query={quote(CONSTRUCT)}").text)
    assert "true" in browser.get(f"/sparql?query={quote('ASK { ?p a pol:Policy }')}").text
    wrong = browser.get(f"/sparql?query={quote('SELECT * { ?s ?p }</textarea><b>')}")
    assert wrong.status_code == 400
    assert "第 1 行第" in wrong.text
    assert "</textarea><b>" not in wrong.text
    assert browser.get(f"/sparql?query={quote('SELECT * { ?s a <javascript:alert(1)> } #')}").status_code == 200


def test_a_hostile_query_is_503_and_the_next_is_answered(small_build: Path) -> None:
    app = create_app(small_build, workers=1, limits=Limits(seconds=1.0, memory=300 * 2**20, result=2**20))
    try:
        client = app.test_client()
        cross = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
        told = problem(ask(client, f"SELECT (COUNT(*) AS ?n) {cross} FILTER(CONTAINS(STR(?a), STR(?l))) }}"), 503)
        assert "longer than allowed" in str(told["detail"])
        assert ask(client, SELECT).status_code == 200
        shown = client.get(f"/sparql?query={quote(f'SELECT * {cross} }}')}", headers={"Accept": "text/html"})
        assert shown.status_code in {400, 503}
        assert ask(client, SELECT).status_code == 200
    finally:
        close_app(app)
