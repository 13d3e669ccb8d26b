"""The JSON of Cytoscape and Cytoscape.js."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.exports.network import plain

if TYPE_CHECKING:
    from kg.exports.network import Columns, Network


def cytoscape(network: Network) -> bytes:
    """Every element has an id; `name` is the label, as the desktop program shows that."""
    nodes = [{"data": {"id": node.iri, "name": node.text("label"), **_said(node.columns)}} for node in network.nodes]
    edges = [
        {"data": {"id": edge.id, "source": edge.source, "target": edge.target, **_said(edge.columns)}}
        for edge in network.edges
    ]
    whole = {"data": {"name": "kg"}, "elements": {"nodes": nodes, "edges": edges}}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _said(columns: Columns) -> dict[str, str | int | float]:
    return {name: plain(value) for name, value in columns}
