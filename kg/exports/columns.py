"""Where the cards of a picture stand: a column a sort of thing, so that arrows run from who to what to how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.draw.lettering import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.exports.network import Network, Node

# The column of each kind, from the left; what has no kind stands last.
COLUMN: Mapping[str, int] = {
    "agency": 0,
    "policy": 1,
    "programme": 2,
    "target": 2,
    "measure": 2,
    "indicator": 3,
    "facility-type": 3,
    "service-model": 3,
    "obs": 4,
    "person": 5,
    "event": 5,
    "region": 5,
}
LAST = 6
CARD, GUTTER, GAP, TOP, PAD = 230, 110, 14, 48, 10
FONT, LEADING, LINES = 12.5, 16, 3
SWEEPS = 6  # times that columns are ordered by their neighbours


@dataclass(frozen=True, slots=True)
class Card:
    """A node at its place; `lines` are its label, broken."""

    node: Node
    column: int
    x: float
    y: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Cards by the IRI of their node, the headings of the columns with their places, and the size."""

    cards: Mapping[str, Card]
    heads: tuple[tuple[float, str], ...]
    width: float
    height: float


def picture(network: Network) -> Picture:
    """The cards in columns; columns that would be empty take no room."""
    columns: dict[int, list[Node]] = {}
    for node in network.nodes:
        columns.setdefault(COLUMN.get(node.text("kind"), LAST), []).append(node)
    ordered = [_first(columns[number]) for number in sorted(columns)]
    neighbours = _neighbours(network)
    for sweep in range(SWEEPS):
        _sweep(ordered if sweep % 2 else ordered[::-1], neighbours)
    cards: dict[str, Card] = {}
    heads = []
    for number, nodes in enumerate(ordered):
        x = PAD + number * (CARD + GUTTER)
        heads.append((x, " · ".join(dict.fromkeys(filter(None, (node.text("kind_label") for node in nodes))))))
        y = float(TOP)
        for node in nodes:
            lines = tuple(wrap(node.text("label"), (CARD - 2 * PAD) / FONT, LINES))
            height = 2 * PAD + LEADING * (len(lines) + bool(node.text("date")))
            cards[node.iri] = Card(node, number, x, y, height, lines)
            y += height + GAP
    bottom = max((card.y + card.height for card in cards.values()), default=TOP)
    return Picture(cards, tuple(heads), max(CARD, len(ordered) * (CARD + GUTTER) - GUTTER) + 2 * PAD, bottom + PAD)


def _first(nodes: Sequence[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: (node.text("kind"), node.text("date"), node.text("label"), node.iri))


def _neighbours(network: Network) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for edge in network.edges:
        found.setdefault(edge.source, []).append(edge.target)
        found.setdefault(edge.target, []).append(edge.source)
    return found


def _sweep(columns: list[list[Node]], neighbours: Mapping[str, list[str]]) -> None:
    """Order each column by where its neighbours in the other columns stand, on average: arrows cross less."""
    places = {
        node.iri: (number, place / len(nodes))
        for number, nodes in enumerate(columns)
        for place, node in enumerate(nodes)
    }
    for number, nodes in enumerate(columns):
        heights = {}
        for node in nodes:
            beside = [places[iri][1] for iri in neighbours.get(node.iri, ()) if places[iri][0] != number]
            heights[node.iri] = sum(beside) / len(beside) if beside else places[node.iri][1]
        nodes.sort(key=lambda node: (heights[node.iri], node.iri))
        places |= {node.iri: (number, place / len(nodes)) for place, node in enumerate(nodes)}
