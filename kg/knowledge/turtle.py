"""Turtle files of ontology/ as triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KnowledgeError
from kg.knowledge.files import text_of

if TYPE_CHECKING:
    from pathlib import Path


def turtle(path: Path, *, rename: bool = False) -> tuple[ox.Quad, ...]:
    """The triples of a file; KnowledgeError with the line where it is not Turtle. `rename` is for blank nodes."""
    try:
        return tuple(ox.parse(text_of(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=rename))
    except SyntaxError as fault:
        remedy = "Correct the line; CONTRIBUTING.md shows an entry"
        raise KnowledgeError(str(path), str(fault.lineno or ""), f"not Turtle: {fault.msg}", remedy) from None
