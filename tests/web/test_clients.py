"""Programs that others have written speak to the real server: rdflib, SPARQLWrapper, curl, Comunica, Apache Jena."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper

from tests.web.servers import PATIENCE, kg_serve

if TYPE_CHECKING:
    from collections.abc import Iterator

POLICY = URIRef("https://w3id.org/policykg/def#Policy")
COUNT = "SELECT (COUNT(*) AS ?n) { ?p a <https://w3id.org/policykg/def#Policy> }"
ANN = URIRef("http://people.example/ann")
PROGRAMS = Path(__file__).parent / "clients"
COMUNICA = Path(sys.prefix) / "node" / "node_modules" / "@comunica" / "query-sparql"
JARS = Path("/usr/share/java")


@pytest.fixture(scope="module")
def read_only(small_build: Path) -> Iterator[str]:
    with kg_serve(str(small_build)) as server:
        yield server.address


@pytest.fixture(scope="module")
def writable() -> Iterator[str]:
    with kg_serve("--empty", "--update") as server:
        yield server.address


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=2 * PATIENCE).stdout


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads(read_only: str, method: str) -> None:
    graph = Graph(SPARQLStore(f"{read_only}sparql", method=method))
    policies = set(graph.subjects(RDF.type, POLICY))
    assert len(policies) > 3
    (row,) = graph.query(COUNT)
    assert int(str(row[0])) == len(policies)  # type: ignore[index]  # a row, for a SELECT


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
@pytest.mark.parametrize("path", ["update", "sparql"])
def test_sparqlwrapper_writes(writable: str, how: str, path: str) -> None:
    graph = f"http://graphs.example/{path}/{how}"
    wrapper = SPARQLWrapper(f"{writable}sparql", updateEndpoint=f"{writable}{path}")
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(how)
    wrapper.setQuery(f"INSERT DATA {{ GRAPH <{graph}> {{ <{ANN}> <http://x/p> 1 }} }}")
    wrapper.query()
    asked = SPARQLWrapper(f"{writable}sparql", returnFormat=JSON)
    asked.setQuery(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert asked.query().convert()["boolean"] is True  # type: ignore[index,call-overload]  # JSON, as asked for


def test_curl_reads_and_writes(writable: str, tmp_path: Path) -> None:
    file = tmp_path / "one.ttl"
    file.write_text("<#a> <http://x/p> '一' .", "utf-8")
    place = f"{writable}store/curl"

    def curl(*arguments: str) -> str:
        return run("curl", "-sS", "--max-time", str(PATIENCE), *arguments)

    def status(*arguments: str) -> str:
        return curl("-o", "/dev/null", "-w", "%{http_code}", *arguments)

    assert status("-T", str(file), "-H", "Content-Type: text/turtle", place) == "201"
    assert "一" in curl(place)
    assert status("-F", f"a=@{file};type=text/turtle", place) == "204"
    told = curl("-G", f"{writable}sparql", "--data-urlencode", "query=SELECT ?o { GRAPH ?g { ?s <http://x/p> ?o } }")
    assert {row["o"]["value"] for row in json.loads(told)["results"]["bindings"]} >= {"一"}
    tag = next(line for line in curl("-I", place).splitlines() if line.lower().startswith("etag")).split(": ")[1]
    assert status("-H", f"If-None-Match: {tag}", place) == "304"
    assert status("-X", "DELETE", place) == "204"
    assert status("-I", place) == "404"


def test_comunica_reads_and_writes(writable: str) -> None:
    assert COMUNICA.is_dir(), "install it with: make test, or .ci/packages clients"
    assert run("node", str(PROGRAMS / "comunica.cjs"), str(COMUNICA), writable).splitlines() == [
        "selected 安",
        "asked true",
        "constructed 2",
        "guessed true",
        "dropped true",
    ]


def test_jena_reads_and_writes(writable: str, tmp_path: Path) -> None:
    """Debian's Jena looks for the messages of its parser of patterns where its package does not put them."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            place = tmp_path / name.removeprefix("org/apache/jena/ext/")
            if "xerces/" in name and name.endswith(".properties"):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(jar.read(name))
    found = run("java", "-cp", f"{tmp_path}:{JARS}/*", str(PROGRAMS / "Jena.java"), writable).splitlines()
    assert found == [
        "fetched true",
        "selected 41",
        "constructed 2",
        "described 2",
        "asked true",
        "deleted true",
        "default true",
    ]
