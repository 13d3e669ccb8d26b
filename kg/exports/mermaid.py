"""A Mermaid flowchart, for Markdown pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.exports.network import Network

# What the language, its Markdown or a page would take for more than a letter; written as `#` code point `;`.
SPECIAL = re.compile(r"[\"#&<>`*_\\{}\[\]()|;%~$@:/^+=-]|\d+\.(?=\s)")


def mermaid(network: Network) -> bytes:
    """Nodes have numbers for names, as an IRI cannot be one; labels are quoted, with what is special as entities."""
    names = {node.iri: f"n{number}" for number, node in enumerate(network.nodes)}
    lines = ["flowchart LR"]
    lines += [f' {names[node.iri]}["{_escaped(node.text("label"))}"]' for node in network.nodes]
    for edge in network.edges:
        lines.append(f' {names[edge.source]} -->|"{_escaped(edge.text("label"))}"| {names[edge.target]}')
    return ("\n".join(lines) + "\n").encode()


def _escaped(text: str) -> str:
    return SPECIAL.sub(lambda found: "".join(f"#{ord(c)};" for c in found[0]), text)
