"""What the service says of itself, sentence by sentence: each is looked up, followed or counted, and has to be true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any  # Any: what the engine calls a term

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.query.dataset import MANY
from kg.store.folder import open_build
from kg.store.oxigraph import read_only
from kg.terms import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

VOID, SD = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/sparql-service-description#"
FOAF, FORMATS = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/ns/formats/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TRIPLES = {"Accept": "application/n-triples"}
HOST = "http://localhost"


@pytest.fixture(scope="module", params=["/.well-known/void", "/sparql"])
def told(request: pytest.FixtureRequest, client: FlaskClient) -> Store:
    answer = client.get(request.param, headers=TRIPLES)
    assert answer.status_code == 200
    store = Store()
    store.extend(Quad(q.subject, q.predicate, q.object) for q in parse(answer.data, RdfFormat.N_TRIPLES))
    return store


def values(store: Store, subject: Any, prop: str) -> list[Any]:  # noqa: ANN401  nodes of any kind
    return [quad.object for quad in store.quads_for_pattern(subject, NamedNode(prop), None)]


def only(store: Store, class_: str) -> NamedNode | BlankNode:
    (found,) = store.quads_for_pattern(None, NamedNode(TYPE), NamedNode(class_))
    assert isinstance(found.subject, NamedNode | BlankNode)
    return found.subject


def test_the_data_set_is_described_where_it_says(told: Store) -> None:
    description, dataset = only(told, VOID + "DatasetDescription"), only(told, VOID + "Dataset")
    assert description == NamedNode(f"{HOST}/.well-known/void")
    assert values(told, description, FOAF + "primaryTopic") == [dataset]


def test_its_numbers_are_right(told: Store, built: Path) -> None:
    build, dataset = open_build(built), only(told, VOID + "Dataset")
    triples = sum(1 for _ in read_only(build.store).quads_for_pattern(None, None, None, DefaultGraph()))
    assert [int(one.value) for one in values(told, dataset, VOID + "triples")] == [triples]
    assert [int(one.value) for one in values(told, dataset, VOID + "documents")] == [build.count]
    (graph,) = values(told, only(told, SD + "Dataset"), SD + "defaultGraph")
    assert [int(one.value) for one in values(told, graph, VOID + "triples")] == [triples]


def test_its_addresses_lead_there(told: Store, client: FlaskClient) -> None:
    dataset = only(told, VOID + "Dataset")
    (endpoint,) = values(told, dataset, VOID + "sparqlEndpoint")
    assert values(told, only(told, SD + "Service"), SD + "endpoint") == [endpoint] == [NamedNode(f"{HOST}/sparql")]
    asked = client.get(endpoint.value, query_string={"query": "ASK {}"}, headers={"Accept": "text/csv"})
    assert asked.text.strip() == "true"
    (dump,) = values(told, dataset, VOID + "dataDump")
    (number,) = values(told, dataset, VOID + "triples")
    dumped = client.get(dump.value, headers=TRIPLES)
    assert len(set(parse(dumped.data, RdfFormat.N_TRIPLES))) == int(number.value)
    (more,) = values(told, dataset, "http://www.w3.org/2000/01/rdf-schema#seeAlso")
    assert client.get(more.value).status_code == 200


def test_its_names_begin_as_it_says_and_its_vocabularies_are_spoken(told: Store, built: Path) -> None:
    dataset, store = only(told, VOID + "Dataset"), read_only(open_build(built).store)
    (space,) = values(told, dataset, VOID + "uriSpace")
    assert isinstance(space, Literal)
    policies = store.quads_for_pattern(None, NamedNode(TYPE), NamedNode(PREFIXES["pol"] + "Target"))
    assert all(str(quad.subject).startswith(f"<{space.value}") for quad in policies)
    said = {one.value for one in values(told, dataset, VOID + "vocabulary")}
    assert said == set(PREFIXES.values())


def test_it_speaks_the_formats_that_it_names(told: Store, client: FlaskClient) -> None:
    media = {
        "SPARQL_Results_JSON": "application/sparql-results+json",
        "SPARQL_Results_XML": "application/sparql-results+xml",
        "SPARQL_Results_CSV": "text/csv",
        "SPARQL_Results_TSV": "text/tab-separated-values",
        "Turtle": "text/turtle",
        "N-Triples": "application/n-triples",
        "RDF_XML": "application/rdf+xml",
        "JSON-LD": "application/ld+json",
        "TriG": "application/trig",
    }
    said = {one.value.removeprefix(FORMATS) for one in values(told, only(told, SD + "Service"), SD + "resultFormat")}
    assert said == media.keys()
    for name in said:
        query = "SELECT * {}" if "Results" in name else "CONSTRUCT { <a:b> <a:b> <a:b> } {}"
        asked = client.get("/sparql", query_string={"query": query}, headers={"Accept": media[name]})
        assert (asked.status_code, asked.mimetype) == (200, media[name])


def test_its_graphs_are_named_as_long_as_they_are_few(told: Store, client: FlaskClient, built: Path) -> None:
    store = read_only(open_build(built).store)
    named = {str(quad.object)[1:-1] for quad in told.quads_for_pattern(None, NamedNode(SD + "name"), None)}
    assert named == {one.value for one in store.named_graphs()}
    assert 0 < len(named) < MANY
    for name in sorted(named):
        assert client.head("/store", query_string={"graph": name}).status_code == 200


def test_many_graphs_are_not_named(anybody: FlaskClient) -> None:
    def named() -> int:
        return anybody.get("/sparql", headers=TRIPLES).text.count(f"<{SD}name>")

    some = " ".join(f"GRAPH <a:{n}> {{ <a:b> <a:b> <a:b> }}" for n in range(MANY - 1))
    update = "application/sparql-update"
    assert anybody.post("/update", data=f"INSERT DATA {{ {some} }}", content_type=update).status_code == 204
    assert named() == MANY - 1
    one = "INSERT DATA { GRAPH <a:more> { <a:b> <a:b> <a:b> } }"
    assert anybody.post("/update", data=one, content_type=update).status_code == 204
    assert named() == 0
