"""One table of edges with both ends named, for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.exports.spreadsheet import sheet

if TYPE_CHECKING:
    from kg.exports.network import Network

HEAD = (
    "source",
    "relation",
    "target",
    "source_date",
    "target_date",
    "quote",
    "quoted_from",
    "source_iri",
    "target_iri",
)


def edge_list(network: Network) -> bytes:
    """A row an edge; nodes without an edge are not in it."""
    by_iri = {node.iri: node for node in network.nodes}
    rows = []
    for edge in network.edges:
        source, target = by_iri[edge.source], by_iri[edge.target]
        words = (
            source.text("label"),
            edge.text("label"),
            target.text("label"),
            source.text("date"),
            target.text("date"),
        )
        rows.append((*words, edge.text("quote"), edge.text("quoted_from"), source.iri, target.iri))
    return sheet(HEAD, rows)
