"""What draws graphs reads what is exported: the same nodes, the same edges, the same names, whatever the names are."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pytest

from kg.exports.network import NODE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.exports.network import Network

TELL = r'N{printf("N\t%s\t%s\n",$.name,$.label)} E{printf("E\t%s\t%s\t%s\n",$.tail.name,$.head.name,$.label)}'
Seen = tuple[dict[str, str], Counter[tuple[str, str, str]]]


def expected(network: Network) -> Seen:
    nodes = {node.iri: node.text("label") for node in network.nodes}
    return nodes, Counter((edge.source, edge.target, edge.text("label")) for edge in network.edges)


def of_networkx(graph: nx.Graph[str]) -> Seen:
    nodes = {iri: data["label"] for iri, data in graph.nodes(data=True)}
    return nodes, Counter((source, target, data["label"]) for source, target, data in graph.edges(data=True))


def test_the_graphs_are_worth_exporting(network: Network) -> None:
    nodes, edges = expected(network)
    assert len(nodes) >= 25
    assert len(edges) >= 20
    assert len({edge.id for edge in network.edges}) == len(network.edges)
    assert {edge.source for edge in network.edges} | {edge.target for edge in network.edges} <= nodes.keys()


def test_networkx_reads_graphml(written: Callable[[str], bytes], network: Network) -> None:
    graph = nx.read_graphml(io.BytesIO(written("graphml")), force_multigraph=True)
    assert graph.is_directed()
    assert of_networkx(graph) == expected(network)
    values = {node.iri: dict(node.columns) for node in network.nodes}
    for iri, data in graph.nodes(data=True):
        for name in ("date", "year", "kind", "quote", "label_en"):
            assert data.get(name) == values[iri].get(name)
        if "value" in values[iri]:
            assert data["value"] == pytest.approx(float(str(values[iri]["value"])))


def test_igraph_reads_graphml(written: Callable[[str], bytes], network: Network, tmp_path: Path) -> None:
    file = tmp_path / "kg.graphml"
    file.write_bytes(written("graphml"))
    graph = igraph.Graph.Read_GraphML(str(file))
    names = graph.vs["id"]
    nodes = dict(zip(names, graph.vs["label"], strict=True))
    edges = Counter((names[edge.source], names[edge.target], edge["label"]) for edge in graph.es)
    assert (nodes, edges) == expected(network)
    assert set(graph.es["edge_id"]) == {edge.id for edge in network.edges}


def test_networkx_reads_gexf(written: Callable[[str], bytes], network: Network) -> None:
    graph = nx.read_gexf(io.BytesIO(written("gexf")))
    assert of_networkx(graph) == expected(network)
    assert b'lastmodifieddate="' in written("gexf")


def test_graphviz_reads_dot(written: Callable[[str], bytes], network: Network) -> None:
    """The canonical form by `dot`, and what `gvpr` finds in it; labels as a drawing would show them."""
    canonical = subprocess.run(["dot", "-Tcanon"], input=written("dot"), capture_output=True, check=True)
    assert canonical.stderr == b""
    told = subprocess.run(["gvpr", TELL], input=canonical.stdout, capture_output=True, check=True).stdout.decode()
    nodes, edges = {}, Counter[tuple[str, str, str]]()
    for kind, *parts, label in (row.split("\t") for row in told.splitlines()):
        drawn = label.replace("\\\\", "\\").replace("&amp;", "&")
        if kind == "N":
            nodes[parts[0]] = drawn
        else:
            edges[parts[0], parts[1], drawn] += 1
    assert (nodes, edges) == expected(network)


def test_networkx_reads_node_link_json(written: Callable[[str], bytes], network: Network) -> None:
    graph = nx.node_link_graph(json.loads(written("json")), edges="links")
    assert of_networkx(graph) == expected(network)


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def shown(cell: str) -> str:
    """What a spreadsheet shows: the apostrophe that makes a formula text is none of it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def test_the_table_of_edges_names_both_ends(written: Callable[[str], bytes], network: Network) -> None:
    nodes, edges = expected(network)
    table = rows(written("csv"))
    assert Counter((row["source_iri"], row["target_iri"], shown(row["relation"])) for row in table) == edges
    for row in table:
        assert shown(row["source"]) == nodes[row["source_iri"]]
        assert shown(row["target"]) == nodes[row["target_iri"]]


@pytest.mark.parametrize(
    ("name", "node", "label", "ends", "relation"),
    [
        ("gephi", "Id", "Label", ("Source", "Target"), "Label"),
        ("neo4j", "iri:ID", "label", (":START_ID", ":END_ID"), "label"),
    ],
)
def test_pairs_of_tables_hold_nodes_and_edges(  # noqa: PLR0913, PLR0917  the headers of each flavour
    name: str,
    node: str,
    label: str,
    ends: tuple[str, str],
    relation: str,
    written: Callable[[str], bytes],
    network: Network,
) -> None:
    with zipfile.ZipFile(io.BytesIO(written(name))) as archive:
        assert archive.testzip() is None
        tables = {one: rows(archive.read(one)) for one in archive.namelist()}
    nodes = {row[node]: shown(row[label]) for row in tables["nodes.csv"]}
    edges = Counter((row[ends[0]], row[ends[1]], shown(row[relation])) for row in tables["edges.csv"])
    assert (nodes, edges) == expected(network)


def test_no_cell_runs_as_a_formula(written: Callable[[str], bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(written("gephi"))) as archive:
        data = [archive.read(one) for one in archive.namelist()]
    for table in (*data, written("csv"), written("observations"), written("targets")):
        for row in rows(table):
            for cell in row.values():
                assert cell[:1] not in {"=", "@", "\t", "\r"}
                assert cell[:1] not in {"+", "-"} or cell[1:].replace(".", "", 1).isdigit()


def test_a_picture_draws_every_node_and_edge(written: Callable[[str], bytes], network: Network) -> None:
    root = ET.fromstring(written("svg"))  # noqa: S314  ours
    space = {"s": "http://www.w3.org/2000/svg"}
    cards = [g for g in root.findall(".//s:g", space) if g.get("class", "").startswith("card")]
    assert [card.findtext("s:title", "", space) for card in cards] == [node.text("label") for node in network.nodes]
    assert len(root.findall(".//s:g[@class='edge']", space)) == len(network.edges)
    relations = {edge.text("label") for edge in network.edges}
    assert relations <= {text.text for text in root.findall("s:text", space)}
    assert not [e for e in root.iter() if "style" in e.attrib or e.tag.endswith(("script", "image", "foreignObject"))]


class Page(HTMLParser):
    """The cells of the rows of a page, and what it would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: Counter[str] = Counter()
        self.loads: list[str] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        linked = [value or "" for name, value in attrs if name in {"src", "srcset", "href"}]
        self.loads += [address for address in linked if not address.startswith("#")]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag == "tr":
            self.rows.append([])
        self._in_cell = tag in {"td", "th"} or (self._in_cell and tag in {"bdi", "a"})
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in {"tr", "thead", "tbody", "table"}

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def test_a_page_holds_every_node_and_edge_and_loads_nothing(written: Callable[[str], bytes], network: Network) -> None:
    page = Page()
    page.feed(written("html").decode())
    assert (page.loads, page.tags["script"], page.tags["style"]) == ([], 1, 1)
    nodes, edges = expected(network)
    told = [[cell.strip() for cell in row] for row in page.rows]
    assert [row[0] for row in told[1 : len(nodes) + 1]] == list(nodes.values())
    ends = sorted((row[0], row[2], row[1]) for row in told[len(nodes) + 2 :])
    assert ends == sorted((nodes[source], nodes[target], label) for source, target, label in edges.elements())


def test_columns_have_one_type_each(network: Network) -> None:
    for node in network.nodes:
        for name, value in node.columns:
            assert type(value) is NODE[name], (node.iri, name)
