"""Where the nodes around one node stand: on rings by their distance, each near what it is tied to.

No force is simulated: the same neighbourhood stands in the same place every time, and a node is found again.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.draw.lettering import em

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIRST, NEXT = 150.0, 150.0  # radius of the first ring at least, and how much each further one adds at least
APART = {1: 30.0}  # pixels along the ring between two nodes
CLOSER = 20.0  # further out
STRETCH = 1.5  # rings are wider than high, as screens are
SIZE, MARGIN, LONGEST = 12.0, 24.0, 16.0  # of a label: pixels; around the picture; em at most
DOT, GAP = 6.0, 10.0  # pixels: what a node takes each way; from its middle to its label

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Spot:
    """A node's place; `label` is where its name begins, ends or has its middle, as `anchor` says.

    None where it would cover another.
    """

    id: str
    x: float
    y: float
    ring: int
    anchor: str
    label: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class _Label:
    """A place for a name, and the box that it takes there."""

    anchor: str
    at: tuple[float, float]
    box: Box


@dataclass(frozen=True, slots=True)
class Rings:
    """The places of all nodes and the size of the picture."""

    spots: tuple[Spot, ...]
    width: float
    height: float


def rings(focus: str, names: Mapping[str, str], ties: Iterable[tuple[str, str]]) -> Rings:
    """Place the nodes that `names` gives a label; those that no tie leads to from the focus stand on the last ring."""
    near = _neighbours(names, ties)
    layers = _layers(focus, sorted(names), near)
    points = {focus: (0.0, 0.0)}
    angles: dict[str, float] = {focus: 0.0}
    radius = 0.0
    for ring, layer in enumerate(layers[1:], 1):
        ordered = sorted(layer, key=lambda one: (_mean(near[one], angles), one))
        needed = len(ordered) * APART.get(ring, CLOSER) / (2 * math.pi)
        radius = max(radius + NEXT if radius else FIRST, needed)
        for place, one in enumerate(ordered):
            angles[one] = 2 * math.pi * place / len(ordered) - math.pi / 2
            points[one] = (STRETCH * radius * math.cos(angles[one]), radius * math.sin(angles[one]))
    ring_of = {one: ring for ring, layer in enumerate(layers) for one in layer}
    side = STRETCH * radius + SIZE * LONGEST + MARGIN
    width, height = 2 * side, 2 * (radius + MARGIN + SIZE)
    placed = {one: (x + width / 2, y + height / 2) for one, (x, y) in points.items()}
    order = sorted(placed, key=lambda one: (ring_of[one], -len(near[one]), one))
    labels = _labelled(order, placed, names, (width / 2, height / 2))
    spots = (
        Spot(one, *placed[one], ring_of[one], label.anchor if label else "middle", label.at if label else None)
        for one, label in labels.items()
    )
    return Rings(tuple(spots), width, height)


def _labelled(
    order: Sequence[str],
    placed: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    middle: tuple[float, float],
) -> Mapping[str, _Label | None]:
    """The first place for each name, in this order, that covers no other name and no node."""
    dots = {one: (x - DOT, y - DOT, x + DOT, y + DOT) for one, (x, y) in placed.items()}
    found: dict[str, _Label | None] = {}
    for one in order:
        covered = [label.box for label in found.values() if label]
        covered += [dot for other, dot in dots.items() if other != one]
        places = _places(placed[one], min(em(names[one]), LONGEST) * SIZE, middle)
        found[one] = next((label for label in places if all(_apart(label.box, other) for other in covered)), None)
    return found


def _neighbours(names: Mapping[str, str], ties: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(set(ties)):
        if one in names and other in names and one != other:
            found[one].append(other)
            found[other].append(one)
    return found


def _layers(focus: str, nodes: Sequence[str], near: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The focus, what is one tie away, two, and so on; what no tie leads to is with the last."""
    layers, seen = [[focus]], {focus}
    while True:
        layer = sorted({other for one in layers[-1] for other in near.get(one, ())} - seen)
        if not layer:
            break
        layers.append(layer)
        seen.update(layer)
    rest = [node for node in nodes if node not in seen]
    return [*layers, rest] if rest else layers


def _mean(others: Sequence[str], angles: Mapping[str, float]) -> float:
    """The direction of what is placed already among them."""
    known = [angles[other] for other in others if other in angles]
    x, y = sum(math.cos(one) for one in known), sum(math.sin(one) for one in known)
    return round(math.atan2(y, x), 6)


def _places(at: tuple[float, float], wide: float, middle: tuple[float, float]) -> tuple[_Label, ...]:
    """Where the name of a node may stand, best first: away from the middle, then on its other sides."""
    x, y = at
    above, below = y - GAP, y + SIZE + GAP
    right = _Label("start", (x + GAP, y + 4), (x + GAP, y - SIZE, x + GAP + wide, y + 6))
    left = _Label("end", (x - GAP, y + 4), (x - GAP - wide, y - SIZE, x - GAP, y + 6))
    top = _Label("middle", (x, above), (x - wide / 2, above - SIZE, x + wide / 2, above + 3))
    bottom = _Label("middle", (x, below), (x - wide / 2, below - SIZE, x + wide / 2, below + 3))
    upright = (top, bottom) if y < middle[1] else (bottom, top)
    sideways = (right, left) if x > middle[0] else (left, right)
    return (*upright, *sideways) if abs(x - middle[0]) < wide / 2 else (*sideways, *upright)


def _apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
