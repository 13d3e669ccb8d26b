"""A graph as other programs draw it: nodes with a name, edges with a name, and their columns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Value = str | int | Decimal

# What a node and an edge may say beside their identifiers, each column of one type; absent where nothing is said.
NODE: Mapping[str, type[Value]] = {
    "label": str,
    "label_zh": str,
    "label_en": str,
    "kind": str,
    "kind_label": str,
    "date": str,
    "year": int,
    "comparator": str,
    "value": Decimal,
    "value_max": Decimal,
    "unit": str,
    "modality": str,
    "hedge": str,
    "number": str,
    "status": str,
    "documents": int,
    "quote": str,
    "quoted_from": str,
}
EDGE: Mapping[str, type[Value]] = {
    "label": str,
    "label_zh": str,
    "label_en": str,
    "relation": str,
    "quote": str,
    "quoted_from": str,
}

Columns = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing by its IRI; `columns` are those of NODE that it has, in that order."""

    iri: str
    columns: Columns

    def text(self, column: str) -> str:
        """A column as text, "" where it is absent."""
        return str(dict(self.columns).get(column, ""))


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes; `id` is hashed from both ends and the relation, so that it outlives rebuilds."""

    id: str
    source: str
    target: str
    columns: Columns

    def text(self, column: str) -> str:
        """A column as text, "" where it is absent."""
        return str(dict(self.columns).get(column, ""))


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges in the order of their identifiers; every edge has both its ends here.

    `language` is that of the labels chosen, `newest` the date of the newest document behind it, "" where none is known.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    language: str
    newest: str = ""


def used(network: Network) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that some node, and that some edge has."""
    nodes = {name for node in network.nodes for name, _ in node.columns}
    edges = {name for edge in network.edges for name, _ in edge.columns}
    return tuple(name for name in NODE if name in nodes), tuple(name for name in EDGE if name in edges)


def cells(columns: Columns, names: Iterable[str]) -> Iterator[str]:
    """The columns of those names as text, in that order."""
    given = dict(columns)
    return (written(given.get(name, "")) for name in names)


def written(value: Value) -> str:
    """A value as text: numbers in plain digits, without empty fraction."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def plain(value: Value) -> str | int | float:
    """A value as JSON has it: whole numbers stay whole."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
