"""One file for a browser: the picture, the tables behind it, and a filter for whoever runs scripts."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.exports.svg import drawing

if TYPE_CHECKING:
    from jinja2 import Template

    from kg.exports.network import Network

TEMPLATES = Path(__file__).parent / "templates"


def page(network: Network) -> bytes:
    """Nothing is fetched, and no script but our own may run: its hash stands in the content policy of the page."""
    parts = {name: (TEMPLATES / name).read_text("utf-8") for name in ("network.css", "network.js")}
    numbers = {node.iri: number for number, node in enumerate(network.nodes)}
    kinds = {node.text("kind"): node.text("kind_label") for node in network.nodes}
    told = _template().render(
        network=network,
        numbers=numbers,
        kinds=sorted(kinds.items()),
        named={node.iri: node.text("label") for node in network.nodes},
        drawing=Markup(ET.tostring(drawing(network, anchors=True), encoding="unicode")),  # noqa: S704  ET has escaped it
        style=Markup(parts["network.css"]),  # noqa: S704  ours
        script=Markup(parts["network.js"]),  # noqa: S704  ours
        hashes={name: b64encode(sha256(text.encode()).digest()).decode() for name, text in parts.items()},
    )
    return told.encode()


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("network.html")
