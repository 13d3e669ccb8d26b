"""A pair of tables of nodes and edges, with the headers of Neo4j's import."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.exports.network import EDGE, NODE, cells, used
from kg.exports.spreadsheet import sheet, together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.exports.network import Network, Value

TYPES: Mapping[type[Value], str] = {str: "", int: ":int", Decimal: ":double"}


def neo4j(network: Network) -> bytes:
    """nodes.csv and edges.csv in one ZIP file; the kind of a node is its label there, the relation the edge's type."""
    nodes, edges = ([name for name in names if name not in {"kind", "relation"}] for names in used(network))
    node_rows = ([node.iri, node.text("kind"), *cells(node.columns, nodes)] for node in network.nodes)
    edge_rows = (
        [edge.source, edge.target, _type(edge.text("relation")), edge.id, *cells(edge.columns, edges)]
        for edge in network.edges
    )
    return together(
        {
            "nodes.csv": sheet(["iri:ID", ":LABEL", *_typed(nodes, NODE)], node_rows),
            "edges.csv": sheet([":START_ID", ":END_ID", ":TYPE", "id", *_typed(edges, EDGE)], edge_rows),
        }
    )


def _typed(names: Sequence[str], types: Mapping[str, type[Value]]) -> list[str]:
    return [name + TYPES[types[name]] for name in names]


def _type(relation: str) -> str:
    return relation.rpartition("#")[2].rpartition("/")[2]
