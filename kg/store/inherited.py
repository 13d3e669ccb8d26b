"""The parts of the last version that a new one takes over."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.store import parts
from kg.store.linked import link
from kg.store.union import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.store.parts import Part, Place


def inherit_parts(part: Part, staying: Mapping[str, Place], last: Path | None, path: Path) -> dict[str, str]:
    """Link the parts of the last version that stay, and take the others into the new part; the ids of these by key.

    `staying` tells by id where the documents lie that stay. Parts that are small beside the new one, or hold more of
    the past than of the present, go into it: so the number of parts grows with the logarithm of that of documents.
    """
    taken: dict[str, str] = {}
    living: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for identity, place in staying.items():
        living[place.part][place.key] = identity
    size = len(part.keys())
    for number in sorted(living, reverse=True):
        assert last is not None  # else nothing lives
        file, keys = last / PARTS / str(number), living[number]
        if len(keys) <= 2 * size or 2 * len(keys) < parts.size(file):
            part.adopt(file, keys)
            size += len(keys)
            taken |= keys
        else:
            link(file, path / PARTS / str(number))
    return taken
