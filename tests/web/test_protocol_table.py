"""The SPARQL 1.1 Protocol, sentence by sentence: a request a line, and what must come back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
ONE, TWO, THREE = (f"http://data.example/{name}" for name in ("one", "two", "three"))
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
NOTED = "http://data.example/noted"
DATA = f"""
INSERT DATA {{
  <{ONE}> a <http://x/Default> .
  GRAPH <{ONE}> {{ <{ONE}> a <http://x/Document> }}
  GRAPH <{TWO}> {{ <{TWO}> a <http://x/Document> }}
  GRAPH <{THREE}> {{ <{THREE}> a <http://x/Document> }}
}}"""

HELD = [
    "s,p,o,g",
    f"{ONE},{TYPE},http://x/Default,",
    *(f"{name},{TYPE},http://x/Document,{name}" for name in (ONE, THREE, TWO)),
]


class Ask(NamedTuple):
    """A request: method, path, parameters of the address, body, its type, and what is accepted."""

    method: str = "GET"
    path: str = "/sparql"
    address: tuple[tuple[str, str], ...] = ()
    body: bytes | tuple[tuple[str, str], ...] = b""
    media: str | None = None
    accept: str = ""


def send(client: FlaskClient, ask: Ask) -> TestResponse:
    return client.open(
        ask.path,
        method=ask.method,
        query_string=urlencode(ask.address),
        data=ask.body if isinstance(ask.body, bytes) else urlencode(ask.body),
        content_type=ask.media,
        headers={"Accept": ask.accept} if ask.accept else {},
    )


@pytest.fixture
def filled(empty_app: Flask) -> FlaskClient:
    """A client of a graph that holds DATA; it is filled anew where the test before has changed it."""
    client = empty_app.test_client()
    if held(client) != HELD:
        assert client.post("/update", data=f"DROP ALL ; {DATA}", content_type=UPDATE).status_code == 204
        assert held(client) == HELD
    return client


def held(client: FlaskClient) -> list[str]:
    """All that is there: triples of the default graph, and of the others with their name."""
    text = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s ?p ?o"
    return client.get("/sparql", query_string={"query": text}, headers={"Accept": "text/csv"}).text.split()


def holds(client: FlaskClient, text: str) -> bool:
    return bool(json.loads(client.get("/sparql", query_string={"query": text}).text)["boolean"])


# --- queries that must be answered -----------------------------------------------------------------------------------

ASK_ANY = "ASK { ?s ?p ?o }"
BOOLEANS = {
    "by GET": (Ask(address=(("query", ASK_ANY),)), True),
    "by POST, in the body": (Ask("POST", body=ASK_ANY.encode(), media=QUERY), True),
    "by POST, in the body, with its encoding": (
        Ask("POST", body=ASK_ANY.encode(), media=f"{QUERY};charset=utf-8"),
        True,
    ),
    "by POST, as a form": (Ask("POST", body=(("query", ASK_ANY),), media=FORM), True),
    "by QUERY, in the body": (Ask("QUERY", body=ASK_ANY.encode(), media=QUERY), True),
    "by QUERY, as a form": (Ask("QUERY", body=(("query", ASK_ANY),), media=FORM), True),
    "at the address with a slash": (Ask(path="/sparql/", address=(("query", ASK_ANY),)), True),
    "of a version, by GET": (Ask(address=(("query", ASK_ANY), ("version", "1.2"))), True),
    "of a version, in the body": (Ask("POST", body=ASK_ANY.encode(), media=f"{QUERY}; version=1.2"), True),
    "of a version, in its text": (Ask(address=(("query", f'VERSION "1.2" {ASK_ANY}'),)), True),
    "about a triple term": (
        Ask(address=(("query", "ASK { VALUES ?t { <<( <x:s> <x:p> 1 )>> } FILTER(OBJECT(?t) = 1) }"),)),
        True,
    ),
    "one default graph by GET": (
        Ask(address=(("query", f"ASK {{ <{ONE}> a <http://x/Document> }}"), ("default-graph-uri", ONE))),
        True,
    ),
    "another default graph does not hold it": (
        Ask(address=(("query", f"ASK {{ <{ONE}> a ?t }}"), ("default-graph-uri", TWO))),
        False,
    ),
    "two default graphs are merged": (
        Ask(
            address=(
                ("query", f"ASK {{ <{ONE}> a ?t . <{TWO}> a ?t MINUS {{ <{THREE}> a ?t }} }}"),
                ("default-graph-uri", ONE),
                ("default-graph-uri", TWO),
            )
        ),
        True,
    ),
    "named graphs are named and no default": (
        Ask(
            "POST",
            address=(("named-graph-uri", ONE), ("named-graph-uri", TWO)),
            body=f"ASK {{ GRAPH <{ONE}> {{ ?a ?b ?c }} GRAPH <{TWO}> {{ ?d ?e ?f }} MINUS {{ ?a ?b ?c }} }}".encode(),
            media=QUERY,
        ),
        True,
    ),
    "a graph that was not named is not there": (
        Ask(address=(("query", f"ASK {{ GRAPH <{THREE}> {{ ?s ?p ?o }} }}"), ("named-graph-uri", ONE))),
        False,
    ),
    "default and named graphs together, by a form": (
        Ask(
            "POST",
            body=(
                ("query", f"ASK {{ <{ONE}> a ?t GRAPH ?g {{ <{TWO}> a ?t }} FILTER(?g = <{TWO}>) }}"),
                ("default-graph-uri", ONE),
                ("named-graph-uri", TWO),
                ("named-graph-uri", THREE),
            ),
            media=FORM,
        ),
        True,
    ),
    "a dataset of the request beats that of the query": (
        Ask(
            address=(
                ("query", f"ASK FROM <{TWO}> {{ <{ONE}> a <http://x/Document> }}"),
                ("default-graph-uri", ONE),
            )
        ),
        True,
    ),
    "without any, the default graph is its own and no union": (
        Ask(address=(("query", "ASK { ?s a <http://x/Document> }"),)),
        False,
    ),
    "a relative IRI is of the endpoint": (
        Ask(address=(("query", "ASK { FILTER(STR(<here>) = 'http://localhost/here') }"),)),
        True,
    ),
    "the order of parameters does not matter": (
        Ask(address=(("default-graph-uri", ONE), ("format", "json"), ("query", ASK_ANY))),
        True,
    ),
    "parameters not known are passed over": (Ask(address=(("query", ASK_ANY), ("timeout", "7"))), True),
}


@pytest.mark.parametrize(("ask", "truth"), BOOLEANS.values(), ids=BOOLEANS)
def test_a_query_is_answered(filled: FlaskClient, ask: Ask, truth: bool) -> None:  # noqa: FBT001
    answer = send(filled, ask)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/sparql-results+json"
    assert json.loads(answer.text)["boolean"] is truth


FORMS = [
    (
        "SELECT (1 AS ?n) {}",
        "application/sparql-results+xml, application/sparql-results+json;q=0.9",
        "sparql-results+xml",
    ),
    ("ASK {}", "application/sparql-results+json", "sparql-results+json"),
    ("DESCRIBE <http://data.example/one>", "application/rdf+xml", "rdf+xml"),
    ("CONSTRUCT { <http://a/b> <http://c/d> 1 } WHERE {}", "text/turtle;q=0.5, application/ld+json", "ld+json"),
    ("CONSTRUCT { <http://a/b> <http://c/d> 1 } WHERE {}", "*/*", "turtle"),
    ("SELECT (1 AS ?n) {}", "text/*", "csv"),
]


def test_formats_go_by_the_names_that_clients_know(filled: FlaskClient) -> None:
    graph, rows = "CONSTRUCT { <http://a/b> <http://c/d> 1 } WHERE {}", "SELECT (1 AS ?n) {}"
    for text, name, media in (
        (graph, "turtle", "text/turtle"),
        (graph, "xml", "application/rdf+xml"),
        (graph, "json-ld", "application/ld+json"),
        (rows, "xml", "application/sparql-results+xml"),
        (rows, "json", "application/sparql-results+json"),
    ):
        answer = send(filled, Ask(address=(("query", text), ("format", name))))
        assert answer.content_type.partition(";")[0] == media


@pytest.mark.parametrize(("text", "accept", "media"), FORMS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_form_has_its_formats(filled: FlaskClient, method: str, text: str, accept: str, media: str) -> None:
    got = Ask(address=(("query", text),), accept=accept)
    if method == "POST":
        got = Ask("POST", body=text.encode(), media=QUERY, accept=accept)
    answer = send(filled, got)
    assert answer.status_code == 200
    assert answer.content_type.partition(";")[0].endswith(media)
    assert {"Accept"} <= set(answer.vary)


# --- updates that must be made ---------------------------------------------------------------------------------------

COPY = f"INSERT {{ GRAPH <{NOTED}> {{ ?s a <http://x/Noted> }} }} WHERE {{ ?s a <http://x/Document> }}"
COPY_NAMED = (
    f"INSERT {{ GRAPH <{NOTED}> {{ ?s a <http://x/Noted> }} }} WHERE {{ GRAPH ?g {{ ?s a <http://x/Document> }} }}"
)
UPDATES = {
    "in the body": (Ask("POST", "/update", body=COPY_NAMED.encode(), media=UPDATE), {ONE, TWO, THREE}),
    "as a form": (Ask("POST", "/update", body=(("update", COPY_NAMED),), media=FORM), {ONE, TWO, THREE}),
    "in the body, where queries go": (Ask("POST", body=COPY_NAMED.encode(), media=UPDATE), {ONE, TWO, THREE}),
    "as a form, where queries go": (Ask("POST", body=(("update", COPY_NAMED),), media=FORM), {ONE, TWO, THREE}),
    "of SPARQL 1.2": (
        Ask("POST", "/update", body=COPY_NAMED.encode(), media=f"{UPDATE}; version=1.2"),
        {ONE, TWO, THREE},
    ),
    "one default graph": (Ask("POST", "/update", (("using-graph-uri", ONE),), COPY.encode(), UPDATE), {ONE}),
    "two default graphs, by a form": (
        Ask("POST", "/update", (), (("using-graph-uri", ONE), ("using-graph-uri", TWO), ("update", COPY)), FORM),
        {ONE, TWO},
    ),
    "a named graph": (Ask("POST", "/update", (("using-named-graph-uri", ONE),), COPY_NAMED.encode(), UPDATE), {ONE}),
    "named graphs, and none of them the default": (
        Ask("POST", "/update", (("using-named-graph-uri", ONE),), COPY.encode(), UPDATE),
        set(),
    ),
    "default and named graphs": (
        Ask(
            "POST",
            "/update",
            (("using-graph-uri", ONE), ("using-named-graph-uri", TWO)),
            f"{COPY} ; {COPY_NAMED}".encode(),
            UPDATE,
        ),
        {ONE, TWO},
    ),
    "after other operations of the same request": (
        Ask(
            "POST",
            "/update",
            (("using-graph-uri", ONE),),
            f"# WHERE\nINSERT DATA {{ <http://where> <http://where> 'WHERE {{' }} ; {COPY}".encode(),
            UPDATE,
        ),
        {ONE},
    ),
}


# A short DELETE takes no clauses, but the protocol gives it its dataset all the same.
GONE = {
    "of the default graph": ((("using-graph-uri", ONE),), "DELETE WHERE { ?s ?p ?o }", {ONE, TWO, THREE}),
    "of named graphs": ((("using-named-graph-uri", ONE),), "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", {TWO, THREE}),
    "of all": ((), "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", set()),
}


@pytest.mark.parametrize(("address", "text", "left"), GONE.values(), ids=GONE)
def test_a_short_delete_is_given_its_dataset(
    filled: FlaskClient, address: tuple[tuple[str, str], ...], text: str, left: set[str]
) -> None:
    assert send(filled, Ask("POST", "/update", address, text.encode(), UPDATE)).status_code == 204
    found = json.loads(filled.get("/sparql", query_string={"query": "SELECT ?s { GRAPH ?g { ?s ?p ?o } }"}).text)
    assert {row["s"]["value"] for row in found["results"]["bindings"]} == left


@pytest.mark.parametrize(("ask", "noted"), UPDATES.values(), ids=UPDATES)
def test_an_update_is_made(filled: FlaskClient, ask: Ask, noted: set[str]) -> None:
    answer = send(filled, ask)
    assert answer.status_code == 204, answer.text
    text = f"SELECT ?s {{ GRAPH <{NOTED}> {{ ?s a <http://x/Noted> }} }}"
    found = json.loads(filled.get("/sparql", query_string={"query": text}).text)["results"]["bindings"]
    assert {row["s"]["value"] for row in found} == noted


def test_a_relative_iri_of_an_update_is_of_its_endpoint(anybody: FlaskClient) -> None:
    ask = Ask("POST", "/update", body=b"INSERT DATA { <s> <p> <o> }", media=UPDATE)
    assert send(anybody, ask).status_code == 204
    assert holds(anybody, "ASK { <http://localhost/s> <http://localhost/p> <http://localhost/o> }")
    base = b"BASE <http://elsewhere/> INSERT DATA { <s> <p> <o> }"
    assert send(anybody, Ask("POST", "/update", body=base, media=UPDATE)).status_code == 204
    assert holds(anybody, "ASK { <http://elsewhere/s> <http://elsewhere/p> <http://elsewhere/o> }")


def test_an_update_of_several_operations_is_made_whole_or_not_at_all(filled: FlaskClient) -> None:
    text = f"INSERT DATA {{ <http://a> <http://b> 1 }} ; CREATE GRAPH <{ONE}>"
    assert send(filled, Ask("POST", "/update", body=text.encode(), media=UPDATE)).status_code == 400
    assert not holds(filled, "ASK { <http://a> <http://b> 1 }")
    assert holds(filled, f"ASK {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}")


def test_the_empty_update_is_one(filled: FlaskClient) -> None:
    assert send(filled, Ask("POST", "/update", body=b"", media=UPDATE)).status_code == 204


# --- requests that must be refused -----------------------------------------------------------------------------------

GOOD = "INSERT DATA { <http://a> <http://b> <http://refused> }"
USING = f"INSERT {{ <http://a> <http://b> <http://refused> }} USING <{ONE}> WHERE {{}}"
WITH = f"WITH <{ONE}> INSERT {{ <http://a> <http://b> <http://refused> }} WHERE {{}}"
REFUSED = {
    "a query by PUT": (Ask("PUT", address=(("query", ASK_ANY),)), 405),
    "a query by DELETE": (Ask("DELETE", address=(("query", ASK_ANY),)), 405),
    "a query by PATCH": (Ask("PATCH", address=(("query", ASK_ANY),)), 405),
    "two queries by GET": (Ask(address=(("query", ASK_ANY), ("query", ASK_ANY))), 400),
    "two queries by a form": (Ask("POST", body=(("query", ASK_ANY), ("query", ASK_ANY)), media=FORM), 400),
    "a query in the address and in the body": (
        Ask("POST", address=(("query", ASK_ANY),), body=ASK_ANY.encode(), media=QUERY),
        400,
    ),
    "a query of no media type": (Ask("POST", body=ASK_ANY.encode()), 415),
    "a query of another media type": (Ask("POST", body=ASK_ANY.encode(), media="text/plain"), 415),
    "a form of no media type": (Ask("POST", body=(("query", ASK_ANY),)), 415),
    "a form without a query": (Ask("POST", body=(("other", ASK_ANY),), media=FORM), 400),
    "a query in UTF-16": (Ask("POST", body=ASK_ANY.encode("utf-16"), media=f"{QUERY}; charset=UTF-16"), 415),
    "a query in UTF-16 that says nothing of it": (Ask("POST", body="ASK {} # 甲".encode("utf-16"), media=QUERY), 400),
    "a query that does not parse": (Ask(address=(("query", "ASK {"),)), 400),
    "a query of nothing": (Ask(address=(("query", ""),)), 400),
    "a query that is an update": (Ask(address=(("query", GOOD),)), 403),
    "a graph that is no IRI": (Ask(address=(("query", ASK_ANY), ("default-graph-uri", "one"))), 400),
    "a graph that would close the brackets": (
        Ask(address=(("query", ASK_ANY), ("named-graph-uri", "x:> {} <x:"))),
        400,
    ),
    "nothing that is acceptable": (Ask(address=(("query", ASK_ANY),), accept="image/png"), 406),
    "a format that is none": (Ask(address=(("query", ASK_ANY), ("format", "ttl"))), 406),
    "an update by GET": (Ask("GET", "/update", (("update", GOOD),)), 405),
    "an update by PUT": (Ask("PUT", "/update", (), GOOD.encode(), UPDATE), 405),
    "an update by GET where queries go": (Ask("GET", "/sparql", (("update", GOOD),)), 405),
    "a query and an update at once": (Ask("POST", "/sparql", (), (("query", ASK_ANY), ("update", GOOD)), FORM), 400),
    "two updates where queries go": (Ask("POST", "/sparql", (), (("update", GOOD), ("update", GOOD)), FORM), 400),
    "an update by QUERY": (Ask("QUERY", "/sparql", (), GOOD.encode(), UPDATE), 405),
    "an update by QUERY, as a form": (Ask("QUERY", "/sparql", (), (("update", GOOD),), FORM), 405),
    "two updates": (Ask("POST", "/update", (), (("update", GOOD), ("update", GOOD)), FORM), 400),
    "an update of no media type": (Ask("POST", "/update", (), GOOD.encode()), 415),
    "an update of another media type": (Ask("POST", "/update", (), GOOD.encode(), "text/plain"), 415),
    "an update as a query": (Ask("POST", "/update", (), GOOD.encode(), QUERY), 415),
    "a form without an update": (Ask("POST", "/update", (), (("query", GOOD),), FORM), 400),
    "an update in UTF-16": (Ask("POST", "/update", (), GOOD.encode("utf-16"), f"{UPDATE};charset=utf-16"), 415),
    "an update that does not parse": (Ask("POST", "/update", (), b"INSERT DATA { <http://a> <http://b> ", UPDATE), 400),
    "an update that is a query": (Ask("POST", "/update", (), ASK_ANY.encode(), UPDATE), 400),
    "USING in both places": (Ask("POST", "/update", (("using-graph-uri", ONE),), USING.encode(), UPDATE), 400),
    "USING here and named there": (
        Ask("POST", "/update", (("using-named-graph-uri", ONE),), USING.encode(), UPDATE),
        400,
    ),
    "WITH and using-graph-uri": (Ask("POST", "/update", (), (("using-graph-uri", ONE), ("update", WITH)), FORM), 400),
    "a graph to use that is no IRI": (
        Ask("POST", "/update", (("using-graph-uri", "> x"),), COPY.encode(), UPDATE),
        400,
    ),
    "LOAD": (Ask("POST", "/update", (), b"LOAD <http://127.0.0.1/>", UPDATE), 403),
    "LOAD SILENT of a file": (Ask("POST", "/update", (), b"LOAD SILENT <file:///etc/hosts>", UPDATE), 403),
    "SERVICE in an update": (
        Ask("POST", "/update", (), b"INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", UPDATE),
        403,
    ),
}


@pytest.mark.parametrize(("ask", "status"), REFUSED.values(), ids=REFUSED)
def test_a_request_is_refused(filled: FlaskClient, ask: Ask, status: int) -> None:
    answer = send(filled, ask)
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    assert json.loads(answer.text)["status"] == status
    assert (status == 405) == ("Allow" in answer.headers)
    assert not holds(filled, "ASK { { ?s ?p <http://refused> } UNION { GRAPH ?g { ?s ?p <http://refused> } } }")


def test_a_mistake_in_an_update_has_its_place(anybody: FlaskClient) -> None:
    told = json.loads(send(anybody, Ask("POST", "/update", (), b"INSERT DATA {\n  <http://a> . }", UPDATE)).text)
    assert (told["line"], told["column"]) == (2, 14)


# --- what answers carry ----------------------------------------------------------------------------------------------


def test_an_answer_is_unchanged_until_the_graph_is_not(filled: FlaskClient) -> None:
    address = {"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}
    first = filled.get("/sparql", query_string=address)
    tag = {"If-None-Match": first.headers["ETag"]}
    again = filled.get("/sparql", query_string=address, headers=tag)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert filled.get("/sparql", query_string=address, headers={**tag, "Accept": "text/csv"}).status_code == 200
    assert filled.get("/sparql", query_string={"query": ASK_ANY}, headers=tag).status_code == 200
    assert send(filled, Ask("POST", "/update", (), GOOD.encode(), UPDATE)).status_code == 204
    after = filled.get("/sparql", query_string=address, headers=tag)
    assert (after.status_code, after.headers["ETag"] == first.headers["ETag"]) == (200, False)


@pytest.mark.parametrize("text", ["SELECT (NOW() AS ?t) {}", "SELECT (rand() AS ?x) {}", "SELECT (STRUUID() AS ?x) {}"])
def test_what_differs_each_time_has_no_tag(filled: FlaskClient, text: str) -> None:
    assert "ETag" not in filled.get("/sparql", query_string={"query": text}).headers
    assert "ETag" in filled.get("/sparql", query_string={"query": "SELECT ('NOW()' AS ?now) {}"}).headers


@pytest.mark.parametrize("path", ["/sparql", "/update", "/store?default", "/store/some/graph"])
def test_options_say_what_may_be_sent(anybody: FlaskClient, path: str) -> None:
    flight = {"Origin": "http://elsewhere", "Access-Control-Request-Method": "POST"}
    answer = anybody.options(path, headers=flight)
    assert answer.status_code == 200
    assert "POST" in answer.headers["Allow"]
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_mistake_can_be_read_by_programs_of_other_sites(anybody: FlaskClient) -> None:
    answer = send(anybody, Ask(address=(("query", "ASK {"),)))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
