"""GEXF 1.2, for Gephi."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kg.exports.markup import file_of
from kg.exports.network import EDGE, NODE, used, written
from kg.terms import GEXF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.exports.network import Columns, Network, Value

TYPES: Mapping[type[Value], str] = {str: "string", int: "integer", Decimal: "double"}


def gexf(network: Network) -> bytes:
    """The date of the file is that of the newest document, so that the same graph gives the same bytes."""
    root = ET.Element("gexf", xmlns=GEXF, version="1.2")
    meta = {"lastmodifieddate": network.newest} if network.newest else {}
    ET.SubElement(ET.SubElement(root, "meta", meta), "creator").text = "kg"
    graph = ET.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    columns = used(network)
    for of, names, types in (("node", columns[0], NODE), ("edge", columns[1], EDGE)):
        attributes = ET.SubElement(graph, "attributes", {"class": of})
        for name in names:
            if name != "label":  # a label has a place of its own
                ET.SubElement(attributes, "attribute", id=name, title=name, type=TYPES[types[name]])
    nodes = ET.SubElement(graph, "nodes")
    for node in network.nodes:
        _values(ET.SubElement(nodes, "node", id=node.iri, label=node.text("label")), node.columns)
    edges = ET.SubElement(graph, "edges")
    for edge in network.edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        _values(ET.SubElement(edges, "edge", {**ends, "type": "directed", "label": edge.text("label")}), edge.columns)
    ET.indent(root, " ")
    return file_of(root)


def _values(parent: ET.Element, columns: Columns) -> None:
    values = ET.SubElement(parent, "attvalues")
    for name, value in columns:
        if name != "label":
            ET.SubElement(values, "attvalue", {"for": name, "value": written(value)})
