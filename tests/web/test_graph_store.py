"""The Graph Store Protocol, by ?graph= and by the address itself: each step with its status and what is there then."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

TURTLE = "text/turtle"
PEOPLE = '@prefix f: <http://foaf.example/> . <#ann> a f:Person ; f:name "Ann", "安" . [] f:knows <#ann> .'
MORE = "<#ann> <http://foaf.example/age> 41 ."
BY_NAME = "/store?graph=http%3A%2F%2Fgraphs.example%2Fpeople"
BY_ADDRESS = "/store/people/1.ttl"
DEFAULT = "/store?default"
BOTH_WAYS = pytest.mark.parametrize("path", [BY_NAME, BY_ADDRESS])
ALL_WAYS = pytest.mark.parametrize("path", [BY_NAME, BY_ADDRESS, DEFAULT])


def put(client: FlaskClient, path: str, text: str = PEOPLE, media: str = TURTLE) -> int:
    return client.put(path, data=text.encode(), content_type=media).status_code


def triples(answer: TestResponse) -> int:
    assert answer.status_code == 200, answer.text
    return len(list(parse(answer.data, RdfFormat.TURTLE)))


@BOTH_WAYS
def test_put_makes_and_then_replaces(anybody: FlaskClient, path: str) -> None:
    assert anybody.get(path).status_code == 404
    assert put(anybody, path) == 201
    assert triples(anybody.get(path)) == 4
    assert put(anybody, path, MORE) == 204
    assert triples(anybody.get(path)) == 1


def test_the_default_graph_is_always_there(anybody: FlaskClient) -> None:
    assert triples(anybody.get(DEFAULT)) == 0
    assert put(anybody, DEFAULT) == 204
    assert put(anybody, BY_NAME, MORE) == 201
    assert triples(anybody.get(DEFAULT)) == 4
    assert anybody.delete(DEFAULT).status_code == 204
    assert triples(anybody.get(DEFAULT)) == 0
    assert triples(anybody.get(BY_NAME)) == 1


@BOTH_WAYS
def test_an_empty_graph_is_a_graph(anybody: FlaskClient, path: str) -> None:
    assert put(anybody, path, "") == 201
    assert triples(anybody.get(path)) == 0
    assert put(anybody, path) == 204
    assert put(anybody, path, "") == 204
    assert triples(anybody.get(path)) == 0
    assert anybody.delete(path).status_code == 204
    assert anybody.get(path).status_code == 404


@BOTH_WAYS
def test_delete_removes_what_is_there(anybody: FlaskClient, path: str) -> None:
    assert anybody.delete(path).status_code == 404
    put(anybody, path)
    assert anybody.delete(path).status_code == 204
    assert anybody.get(path).status_code == 404
    assert anybody.head(path).status_code == 404


@ALL_WAYS
def test_what_was_changed_since_is_not_written_over(anybody: FlaskClient, path: str) -> None:
    put(anybody, path)
    seen = anybody.get(path, headers={"Accept": TURTLE})
    tag = {"If-Match": seen.headers["ETag"]}
    other = {"If-Match": anybody.get(path, headers={"Accept": "application/n-triples"}).headers["ETag"]}
    assert not seen.headers["ETag"].startswith("W/")
    assert anybody.put(path, data=MORE, content_type=TURTLE, headers=tag).status_code == 204
    for late in (tag, other, {"If-Match": '"nothing"'}):
        for refused in (
            anybody.put(path, data=PEOPLE, content_type=TURTLE, headers=late),
            anybody.post(path, data=PEOPLE, content_type=TURTLE, headers=late),
            anybody.delete(path, headers=late),
        ):
            assert (refused.status_code, refused.mimetype) == (412, "application/problem+json")
    assert triples(anybody.get(path)) == 1
    assert anybody.delete(path, headers={"If-Match": "*"}).status_code == 204


@BOTH_WAYS
def test_what_is_there_already_is_not_made(anybody: FlaskClient, path: str) -> None:
    new, old = {"If-None-Match": "*"}, {"If-Match": "*"}
    assert anybody.put(path, data=PEOPLE, content_type=TURTLE, headers=old).status_code == 412
    assert anybody.put(path, data=PEOPLE, content_type=TURTLE, headers=new).status_code == 201
    assert anybody.put(path, data=MORE, content_type=TURTLE, headers=new).status_code == 412
    assert triples(anybody.get(path)) == 4


@BOTH_WAYS
def test_post_adds_or_makes(anybody: FlaskClient, path: str) -> None:
    assert anybody.post(path, data=PEOPLE, content_type=TURTLE).status_code == 201
    assert anybody.post(path, data=MORE, content_type=TURTLE).status_code == 204
    assert triples(anybody.get(path)) == 5
    assert anybody.post(path, data="", content_type=TURTLE).status_code == 204
    assert triples(anybody.get(path)) == 5


@ALL_WAYS
def test_several_files_of_a_form_are_added_together(anybody: FlaskClient, path: str) -> None:
    files = {
        "one": (BytesIO(PEOPLE.encode()), "people.ttl", TURTLE),
        "two": (BytesIO(b"<http://a/b> <http://a/c> <http://a/d> ."), "more.nt", "application/n-triples"),
    }
    made = anybody.post(path, data=files, content_type="multipart/form-data")
    assert made.status_code == (204 if path == DEFAULT else 201), made.text
    assert triples(anybody.get(path)) == 5


def test_a_file_of_a_form_without_a_type_is_known_by_its_name(anybody: FlaskClient) -> None:
    part = 'Content-Disposition: form-data; name="a"; filename="{}"\r\n\r\n{}\r\n--x'
    body = "--x\r\n" + part.format("a.ttl", "<x:a> <x:b> 1 .") + "\r\n" + part.format("b.NT", "<x:a> <x:b> <x:c> .")
    made = anybody.post(BY_NAME, data=f"{body}--\r\n", content_type="multipart/form-data; boundary=x")
    assert made.status_code == 201, made.text
    assert triples(anybody.get(BY_NAME)) == 2


def test_a_body_without_a_type_is_rdf_xml(anybody: FlaskClient) -> None:
    put(anybody, BY_NAME)
    sent = anybody.get(BY_NAME, headers={"Accept": "application/rdf+xml"}).text
    assert put(anybody, BY_ADDRESS, sent, "") == 201
    assert triples(anybody.get(BY_ADDRESS)) == 4


@pytest.mark.parametrize("path", [BY_NAME, BY_ADDRESS, DEFAULT, "/store"])
def test_a_post_of_nothing_does_nothing(anybody: FlaskClient, path: str) -> None:
    assert anybody.post(path, data="", content_type=TURTLE).status_code == 204
    assert anybody.get(BY_NAME).status_code == 404


def test_post_to_the_store_makes_a_graph_and_tells_where(anybody: FlaskClient) -> None:
    made = anybody.post("/store", data=PEOPLE, content_type=TURTLE)
    assert made.status_code == 201
    place = made.headers["Location"]
    assert place.startswith("http://localhost/store/")
    assert triples(anybody.get(place)) == 4
    assert triples(anybody.get("/store", query_string={"graph": place})) == 4


@ALL_WAYS
def test_head_is_get_without_the_graph(anybody: FlaskClient, path: str) -> None:
    put(anybody, path)
    head, got = anybody.head(path), anybody.get(path)
    assert (head.status_code, head.data, head.content_type) == (200, b"", got.content_type)


@pytest.mark.parametrize(
    ("media", "format_"),
    [
        (TURTLE, RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
    ],
)
@ALL_WAYS
def test_a_graph_goes_round_in_each_format(anybody: FlaskClient, path: str, media: str, format_: RdfFormat) -> None:
    put(anybody, path)
    sent = anybody.get(path, headers={"Accept": media})
    assert sent.content_type.partition(";")[0] == media
    assert len(list(parse(sent.data, format_))) == 4
    assert put(anybody, path, sent.text, media) == 204
    assert triples(anybody.get(path)) == 4


def test_a_relative_iri_is_of_the_graph(anybody: FlaskClient) -> None:
    put(anybody, BY_NAME, "<x> a <http://a/b> .")
    (triple,) = parse(anybody.get(BY_NAME).data, RdfFormat.TURTLE)
    assert triple.subject.value == "http://graphs.example/x"


def test_the_name_of_a_graph_is_decoded_once(anybody: FlaskClient) -> None:
    put(anybody, "/store?graph=http://g/a%2520b")
    found = anybody.get("/sparql", query_string={"query": "SELECT ?g { GRAPH ?g {} }"})
    assert [row["g"]["value"] for row in json.loads(found.text)["results"]["bindings"]] == ["http://g/a%20b"]
    assert anybody.get("/store?graph=http://g/a%20b").status_code == 400
    assert anybody.get("/store?graph=http://g/a%2520b").status_code == 200


def test_a_graph_of_the_address_is_named_as_the_client_sent_it(anybody: FlaskClient) -> None:
    put(anybody, "/store/a%2Fb/%E5%8D%AB")
    text = "ASK { GRAPH <http://localhost/store/a%2Fb/%E5%8D%AB> { ?s ?p ?o } }"
    assert json.loads(anybody.get("/sparql", query_string={"query": text}).text)["boolean"]
    assert anybody.get("/store/a/b/%E5%8D%AB").status_code == 404


@pytest.mark.parametrize(
    ("path", "text", "media", "status"),
    [
        (BY_NAME, "<a> <b> ", TURTLE, 400),
        (BY_NAME, "<rdf:RDF", "application/rdf+xml", 400),
        (BY_NAME, '<?xml version="1.0"?><a/>', TURTLE, 400),
        (BY_NAME, "{", "application/ld+json", 400),
        (BY_NAME, '{"@context": "http://127.0.0.1/context", "@id": "x:y"}', "application/ld+json", 400),
        (BY_NAME, '{"@id": "x:g", "@graph": [{"@id": "x:a", "x:b": 1}]}', "application/ld+json", 400),
        (BY_NAME, PEOPLE, "application/json", 415),
        (BY_NAME, PEOPLE, "application/sparql-query", 415),
        (BY_NAME, PEOPLE, "", 400),
        ("/store", PEOPLE, TURTLE, 400),
        ("/store?graph=", PEOPLE, TURTLE, 400),
        ("/store?graph=people", PEOPLE, TURTLE, 400),
        ("/store?graph=http://a/&default", PEOPLE, TURTLE, 400),
        ("/store?graph=http://a/&graph=http://b/", PEOPLE, TURTLE, 400),
        ("/store?graph=x:%3E%20%3Cy", PEOPLE, TURTLE, 400),
    ],
)
def test_what_is_wrong_changes_nothing(anybody: FlaskClient, path: str, text: str, media: str, status: int) -> None:
    put(anybody, BY_NAME, MORE)
    answer = anybody.put(path, data=text, content_type=media)
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    assert triples(anybody.get(BY_NAME)) == 1


def test_a_mistake_in_a_graph_has_its_place(anybody: FlaskClient) -> None:
    told = json.loads(anybody.put(BY_NAME, data="<x:a> a <x:b> .\n<x:c> a ,", content_type=TURTLE).text)
    assert told["line"] == 2


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_the_store_itself_is_no_graph(anybody: FlaskClient, method: str) -> None:
    assert anybody.open("/store", method=method).status_code == 400


def test_other_methods_are_refused(anybody: FlaskClient) -> None:
    answer = anybody.patch(BY_NAME, data="", content_type="application/sparql-update")
    assert answer.status_code == 405
    assert {"GET", "HEAD", "PUT", "POST", "DELETE"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/turtle; charset=utf-8", TURTLE),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "application/ld+json"),
        ("text/turtle;q=0.1, */*;q=0.5", "application/n-triples"),
        ("text/*;q=0, */*", "application/n-triples"),
        ("application/rdf+xml, text/turtle", "application/rdf+xml"),
        ("TEXT/TURTLE", TURTLE),
    ],
)
def test_the_closest_range_decides(anybody: FlaskClient, accept: str, media: str) -> None:
    put(anybody, BY_NAME)
    answer = anybody.get(BY_NAME, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, media)


def test_what_is_not_acceptable(anybody: FlaskClient) -> None:
    put(anybody, BY_NAME)
    assert anybody.get(BY_NAME, headers={"Accept": "image/png"}).status_code == 406
    assert anybody.get(BY_NAME + "&format=nt").content_type == "application/n-triples"


# --- a build that is only read ---------------------------------------------------------------------------------------

ONTOLOGY = "/store?graph=https://w3id.org/policykg/id/graph/ontology"


def test_graphs_of_a_build_are_read(program: FlaskClient) -> None:
    whole, one = triples(program.get(DEFAULT)), triples(program.get(ONTOLOGY))
    assert whole > one > 100
    assert program.get("/store?graph=http://nothing/").status_code == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_graphs_of_a_build_are_not_written(program: FlaskClient, method: str) -> None:
    answer = program.open(ONTOLOGY, method=method, data=PEOPLE, content_type=TURTLE)
    assert answer.status_code == 403
    assert "updates are off" in json.loads(answer.text)["detail"]
