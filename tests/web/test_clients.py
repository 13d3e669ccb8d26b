"""Programs that others have written speak to the real server: rdflib's SPARQL stores, SPARQLWrapper, curl."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POLICY = URIRef("https://w3id.org/policykg/def#Policy")
COUNT = "SELECT (COUNT(*) AS ?n) { ?p a <https://w3id.org/policykg/def#Policy> }"
ANN = URIRef("http://people.example/ann")


@contextmanager
def kg_serve(*arguments: str) -> Iterator[str]:
    """The address of a server started by the command."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
            process.communicate(timeout=30)


@pytest.fixture(scope="module")
def read_only(small_build: Path) -> Iterator[str]:
    with kg_serve(str(small_build)) as address:
        yield address


@pytest.fixture(scope="module")
def writable() -> Iterator[str]:
    with kg_serve("--empty", "--update") as address:
        yield address


def test_rdflib_reads(read_only: str) -> None:
    graph = Graph(SPARQLStore(f"{read_only}sparql"))
    policies = set(graph.subjects(RDF.type, POLICY))
    assert len(policies) > 3
    (row,) = graph.query(COUNT)
    assert int(str(row[0])) == len(policies)  # type: ignore[index]  # a row, for a SELECT


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rdflib_reads_by_either_method(read_only: str, method: str) -> None:
    store = SPARQLStore(f"{read_only}sparql", method=method)
    assert len(list(Graph(store).query("SELECT * { ?s a pol:Policy }"))) > 3


def test_rdflib_writes(writable: str) -> None:
    store = SPARQLUpdateStore(f"{writable}sparql", f"{writable}update", autocommit=True)
    graph = Graph(store, identifier=URIRef("http://graphs.example/rdflib"))
    graph.add((ANN, RDF.value, Literal("安", lang="zh")))
    assert list(graph.objects(ANN, RDF.value)) == [Literal("安", lang="zh")]
    graph.remove((ANN, None, None))
    assert len(graph) == 0


@pytest.mark.parametrize("format_", [JSON, XML, CSV])
@pytest.mark.parametrize("how", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_reads(read_only: str, format_: str, how: str) -> None:
    wrapper = SPARQLWrapper(f"{read_only}sparql", returnFormat=format_)
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(how)
    wrapper.setQuery(COUNT)
    found = wrapper.query()
    assert found.response.status == 200
    assert found.convert()


def test_sparqlwrapper_takes_graphs(read_only: str) -> None:
    wrapper = SPARQLWrapper(f"{read_only}sparql", returnFormat=TURTLE)
    wrapper.setQuery("CONSTRUCT { ?s ?p ?o } WHERE { ?s a <https://w3id.org/policykg/def#Policy> ; ?p ?o }")
    assert len(Graph().parse(data=wrapper.query().response.read(), format="turtle")) > 10


@pytest.mark.parametrize("how", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_writes(writable: str, how: str) -> None:
    wrapper = SPARQLWrapper(f"{writable}sparql", updateEndpoint=f"{writable}update")
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(how)
    wrapper.setQuery(f"INSERT DATA {{ GRAPH <http://graphs.example/{how}> {{ <{ANN}> <http://x/p> 1 }} }}")
    wrapper.query()
    asked = SPARQLWrapper(f"{writable}sparql", returnFormat=JSON)
    asked.setQuery(f"ASK {{ GRAPH <http://graphs.example/{how}> {{ ?s ?p ?o }} }}")
    assert asked.query().convert()["boolean"] is True  # type: ignore[index,call-overload]  # JSON, as asked for


def curl(*arguments: str) -> str:
    return subprocess.run(["curl", "-sS", *arguments], capture_output=True, text=True, check=True, timeout=30).stdout


def test_curl_reads_and_writes(writable: str, tmp_path: Path) -> None:
    file = tmp_path / "one.ttl"
    file.write_text("<#a> <http://x/p> '一' .", "utf-8")
    place = f"{writable}store/curl"
    assert (
        curl("-o", "/dev/null", "-w", "%{http_code}", "-T", str(file), "-H", "Content-Type: text/turtle", place)
        == "201"
    )
    assert "一" in curl(place)
    assert curl("-F", f"a=@{file};type=text/turtle", "-o", "/dev/null", "-w", "%{http_code}", place) == "204"
    told = curl("-G", f"{writable}sparql", "--data-urlencode", "query=SELECT ?o { GRAPH ?g { ?s <http://x/p> ?o } }")
    assert json.loads(told)["results"]["bindings"][0]["o"]["value"] == "一"
    tag = next(line for line in curl("-I", place).splitlines() if line.lower().startswith("etag")).split(": ")[1]
    assert curl("-o", "/dev/null", "-w", "%{http_code}", "-H", f"If-None-Match: {tag}", place) == "304"
    assert curl("-X", "DELETE", "-o", "/dev/null", "-w", "%{http_code}", place) == "204"
    assert curl("-I", "-o", "/dev/null", "-w", "%{http_code}", place) == "404"
