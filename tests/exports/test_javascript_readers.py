"""Programs in JavaScript read what is exported: Cytoscape, graphology, Mermaid, N3."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import RDF, Graph, Literal, URIRef

from tests.exports.test_networks import expected

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.exports.network import Network

PACKAGES = Path(sys.prefix) / "readers"  # where .ci/packages puts what readers/package-lock.json lists
READ = Path(__file__).parent / "readers" / "read.mjs"


def read(name: str, data: bytes, folder: Path) -> dict[str, Any]:  # Any: parsed JSON
    """What the program for that format finds."""
    file = folder / f"export.{name}"
    file.write_bytes(data)
    told = subprocess.run(
        ["node", "--input-type=module", "-", name, str(file)],
        input=READ.read_bytes(),
        cwd=PACKAGES,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert told.returncode == 0, told.stderr.decode()
    found: dict[str, Any] = json.loads(told.stdout)
    return found


@pytest.mark.parametrize("name", ["graphml", "gexf", "cyjs"])
def test_cytoscape_and_graphology_find_the_same_graph(
    name: str, written: Callable[[str], bytes], network: Network, tmp_path: Path
) -> None:
    found = read(name, written(name), tmp_path)
    assert (found["nodes"], Counter(map(tuple, found["edges"]))) == expected(network)
    assert sorted(found["ids"]) == [edge.id for edge in network.edges]


def test_mermaid_finds_the_same_graph(written: Callable[[str], bytes], network: Network, tmp_path: Path) -> None:
    found = read("mmd", written("mmd"), tmp_path)
    names = {f"n{number}": node.iri for number, node in enumerate(network.nodes)}
    nodes = {names[name]: label for name, label in found["nodes"].items()}
    edges = Counter((names[source], names[target], label) for source, target, label in found["edges"])
    assert (nodes, edges) == expected(network)


def test_n3_finds_a_triple_in_every_statement(written: Callable[[str], bytes], tmp_path: Path) -> None:
    found = read("ttl12", written("ttl12"), tmp_path)
    graph = Graph().parse(data=written("ttl"), format="turtle")
    statements = set(graph.subjects(RDF.subject, None))
    assert statements
    assert found["triples"] == len(graph) - 2 * len(statements)  # one triple stands for three
    for statement, kind, subject, predicate, target in found["reified"]:
        assert kind == "Quad"
        node = URIRef(statement)
        statements.remove(node)
        assert graph.value(node, RDF.subject) == URIRef(subject[1])
        assert graph.value(node, RDF.predicate) == URIRef(predicate[1])
        told = graph.value(node, RDF.object)
        assert str(told) == target[1]
        assert (getattr(told, "language", None) or "") == target[2]
        assert isinstance(told, Literal) == (target[0] == "Literal")
    assert not statements
