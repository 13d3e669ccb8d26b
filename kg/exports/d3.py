"""Node-link JSON, as examples of D3 read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.exports.network import plain

if TYPE_CHECKING:
    from kg.exports.network import Network


def d3(network: Network) -> bytes:
    """`links` by the identifiers of `nodes`."""
    nodes = [{"id": node.iri, **{name: plain(value) for name, value in node.columns}} for node in network.nodes]
    links = [
        {
            "id": edge.id,
            "source": edge.source,
            "target": edge.target,
            **{name: plain(value) for name, value in edge.columns},
        }
        for edge in network.edges
    ]
    whole = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "links": links}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
