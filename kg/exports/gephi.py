"""A pair of tables of nodes and edges, with the headers that Gephi and Kumu know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.exports.network import cells, used
from kg.exports.spreadsheet import sheet, together

if TYPE_CHECKING:
    from kg.exports.network import Network


def gephi(network: Network) -> bytes:
    """nodes.csv and edges.csv in one ZIP file."""
    nodes, edges = ([name for name in names if name != "label"] for names in used(network))
    node_rows = ([node.iri, node.text("label"), *cells(node.columns, nodes)] for node in network.nodes)
    edge_rows = (
        [edge.source, edge.target, "Directed", edge.id, edge.text("label"), "1", *cells(edge.columns, edges)]
        for edge in network.edges
    )
    return together(
        {
            "nodes.csv": sheet(["Id", "Label", *nodes], node_rows),
            "edges.csv": sheet(["Source", "Target", "Type", "Id", "Label", "Weight", *edges], edge_rows),
        }
    )
