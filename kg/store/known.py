"""What a version lists, known without reading it again, and what is to be done to bring it up to date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.store import catalogue
from kg.store.parts import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from kg.store.catalogue import File

MANIFEST, CATALOGUE = "manifest.json", "catalogue.db"
Stamp = tuple[int, ...]
Moved = dict[str, Place | None]  # documents by id, with their places, None of those that went


@dataclass(frozen=True, slots=True)
class Known:
    """What a version lists: its documents by id, and the files that they come from; `stamp` tells it from others."""

    stamp: Stamp = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done where a version is known: which documents to make, by key, and which go or are made anew.

    `files` are all there will be, of which some `came` or are others than before, and some `went`.
    """

    known: Known
    wanted: Mapping[str, str]
    gone: AbstractSet[str]
    new: AbstractSet[str]
    files: Mapping[str, File]
    came: Mapping[str, File]
    went: AbstractSet[str]


def planned(known: Known, keys: Mapping[str, str], files: Mapping[str, File]) -> Plan:
    """The plan for documents with the keys of what they are made from, by id, and their files."""
    places, before = known.places, known.files
    wanted: dict[str, str] = {}
    gone: set[str] = set()
    new: set[str] = set()
    for identity, key in keys.items():
        place = places.get(identity)
        if place is None or place.key != key:
            wanted[key] = identity
            (new if place is None else gone).add(identity)
    if len(keys) - len(new) < len(places):
        gone |= places.keys() - keys.keys()
    came = {name: file for name, file in files.items() if (had := before.get(name)) is not file and had != file}
    fresh = sum(name not in before for name in came)
    went = before.keys() - files.keys() if len(files) - fresh < len(before) else frozenset()
    return Plan(known, wanted, gone, new, files, came, went)


def known(version: Path | None, before: Known | None = None) -> Known:
    """What a version lists, nothing where there is none; what is known already is not read again."""
    if version is None:
        return Known()
    stamp, path = stamp_of(version), version / CATALOGUE
    if before is not None and before.stamp == stamp:
        return before
    return Known(stamp, catalogue.places(path), catalogue.files(path))


def known_after(before: Known, stamp: Stamp, moved: Moved, files: Mapping[str, File]) -> Known:
    """What a version lists that was made from one before; it need not be read."""
    places = dict(before.places)
    for identity, place in moved.items():
        if place is None:
            places.pop(identity, None)
        else:
            places[identity] = place
    return Known(stamp, places, files)


def stamp_of(version: Path) -> Stamp:
    """What tells a version from others."""
    found = (version / MANIFEST).stat()
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_ctime_ns
