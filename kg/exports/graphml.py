"""GraphML, for yEd, Cytoscape, Gephi and igraph."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kg.exports.markup import file_of
from kg.exports.network import EDGE, NODE, used, written
from kg.terms import GRAPHML

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.exports.network import Columns, Network, Value

TYPES: Mapping[type[Value], str] = {str: "string", int: "int", Decimal: "double"}


def graphml(network: Network) -> bytes:
    """A key for each column that is used.

    Every edge has an id of its own, as parallel edges need it, and again as a column: igraph mistakes the first.
    """
    root = ET.Element("graphml", xmlns=GRAPHML)
    nodes, edges = used(network)
    _keys(root, "node", nodes, NODE)
    _keys(root, "edge", ("edge_id", *edges), {"edge_id": str, **EDGE})
    graph = ET.SubElement(root, "graph", id="kg", edgedefault="directed")
    for node in network.nodes:
        _data(ET.SubElement(graph, "node", id=node.iri), "node", node.columns)
    for edge in network.edges:
        found = ET.SubElement(graph, "edge", id=edge.id, source=edge.source, target=edge.target)
        _data(found, "edge", (("edge_id", edge.id), *edge.columns))
    ET.indent(root, " ")
    return file_of(root)


def _keys(root: ET.Element, of: str, names: Iterable[str], types: Mapping[str, type[Value]]) -> None:
    for name in names:
        key = {"id": f"{of}.{name}", "for": of, "attr.name": name, "attr.type": TYPES[types[name]]}
        ET.SubElement(root, "key", key)


def _data(parent: ET.Element, of: str, columns: Columns) -> None:
    for name, value in columns:
        ET.SubElement(parent, "data", key=f"{of}.{name}").text = written(value)
