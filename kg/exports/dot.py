"""DOT, for Graphviz."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.exports.network import Network

FONT = "Noto Sans CJK SC, sans-serif"


def dot(network: Network) -> bytes:
    """Identifiers quoted, as an IRI's colon would be a port; only what a drawing shows is written."""
    lines = ["digraph kg {", f" graph [rankdir=LR];\n node [shape=box, fontname={_quoted(FONT)}];"]
    lines += [f" {_quoted(node.iri)} [label={_label(node.text('label'))}];" for node in network.nodes]
    for edge in network.edges:
        shown = f"id={_quoted(edge.id)}, label={_label(edge.text('label'))}"
        lines.append(f" {_quoted(edge.source)} -> {_quoted(edge.target)} [{shown}];")
    return ("\n".join([*lines, "}"]) + "\n").encode()


def _quoted(text: str) -> str:
    """Inside quotes only the quote itself is escaped, and a backslash before it would be taken for that escape."""
    return '"' + text.replace('"', '\\"') + '"'


def _label(text: str) -> str:
    """Labels know escapes and entities of their own."""
    return _quoted(text.replace("&", "&amp;").replace("\\", "\\\\"))
