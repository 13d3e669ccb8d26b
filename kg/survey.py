"""The survey of sources: which documents they hold, and what each would be made from."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.readers.sources import load
from kg.store.catalogue import File

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Stated
    from kg.readers.listing import Listing, State


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that the sources hold; documents with equal keys are made from the same and so have equal graphs."""

    key: str
    listing: Listing


@dataclass(frozen=True, slots=True)
class Survey:
    """The documents by their ids, all files by their identifiers, and those that cannot be opened."""

    wanted: Mapping[str, Wanted]
    files: Mapping[str, File]
    refused: tuple[ReadError, ...]

    @property
    def keys(self) -> dict[str, str]:
        """The key of each document, by its id."""
        return {identity: wanted.key for identity, wanted in self.wanted.items()}


def survey(
    listings: Iterable[Listing],
    known: Mapping[str, File],
    settled: int,
    fingerprint: str,
    remembered: dict[str, tuple[File, Wanted]] | None = None,
) -> Survey:
    """Look at files, but only into those that are not as `known`.

    What was written after `settled` (ns) may be written to again without a trace in the file's times: of it no state is
    kept. Equal bytes at two paths are one document of the first path. `fingerprint` stands for program and data.
    What is `remembered` of listings, with the same fingerprint, is not worked out again, and the rest added to it.
    """
    wanted: dict[str, Wanted] = {}
    files: dict[str, File] = {}
    refused: list[ReadError] = []
    for listing in listings:
        name = listing.identifier
        last, kept = known.get(name), remembered.get(name) if remembered else None
        if kept is None or kept[0] != last or (kept[1].listing is not listing and kept[1].listing != listing):
            try:
                kept = _looked_into(listing, last, settled, fingerprint)
            except ReadError as error:
                refused.append(error)
                continue
            if remembered is not None and kept[0].state:
                remembered[name] = kept
        file, one = kept
        files[name] = file
        wanted.setdefault(file.id, one)
    return Survey(wanted, files, tuple(refused))


def _looked_into(listing: Listing, last: File | None, settled: int, fingerprint: str) -> tuple[File, Wanted]:
    """A file, and the document that it is if no other is; ReadError where it cannot be opened."""
    state = listing.remote.version if listing.remote else _state(listing.state, settled)
    identity = last.id if last and state and state == last.state else _identity(listing)
    return File(state, identity), Wanted(_key(identity, listing, fingerprint), listing)


def _identity(listing: Listing) -> str:
    """The id that the document will have."""
    return hashlib.sha256(load(listing).data).hexdigest()[:16]


def _state(state: State | None, settled: int) -> str:
    if state is None or max(state.written, state.changed) >= settled:
        return ""
    return f"{state.size} {state.written} {state.changed} {state.number}"


def _key(identity: str, listing: Listing, fingerprint: str) -> str:
    made_from = "\0".join((identity, listing.identifier, _stated(listing.stated), fingerprint))
    return hashlib.sha256(made_from.encode()).hexdigest()


@lru_cache  # of most files nothing is stated
def _stated(stated: Stated) -> str:
    return "\0".join(astuple(stated))
