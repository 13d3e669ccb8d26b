"""Sources at addresses, listed and fetched by processes of their own, so that none can hang or end a build.

What is fetched lies in a folder for as long as a build takes; of what a file system says is unchanged, nothing is.
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.readers.address import address
from kg.readers.listing import Held
from kg.readers.remote import fetch, held, prepare
from kg.store.passing import passing
from kg.workers import Lost, mapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from kg.readers.address import Address
    from kg.readers.listing import Listing
    from kg.store.catalogue import File

AT_ONCE = 8  # processes that wait for others to answer


def room(paths: Sequence[Path | str]) -> AbstractContextManager[Path]:
    """A folder for what is fetched; none where nothing is elsewhere."""
    here = all(isinstance(given(path), Path) for path in paths)
    return nullcontext(Path()) if here else passing("fetched")


def reached(paths: Sequence[Path | str], folder: Path, seconds: float) -> list[Path | Held]:
    """Sources with what the addresses among them hold; each may take so many seconds."""
    places = [given(path) for path in paths]
    asked = [one for one in places if not isinstance(one, Path)]
    found: dict[Address, Held] = {}
    prepare(one.place for one in asked)
    for result in mapped(partial(_held, folder=folder), dict.fromkeys(asked), min(AT_ONCE, len(asked)), seconds):
        if isinstance(result, Lost):
            lost = result.item
            found[lost] = Held(lost.name, lost.shown, alone=False, items=(ReadError("", result.why),))
        else:
            found[result[0]] = result[1]
    return [one if isinstance(one, Path) else found[one] for one in places]


def given(path: Path | str) -> Path | Address:
    """An address of what is elsewhere, or inside something."""
    asked = address(path) if isinstance(path, str) else None
    here = asked.local if asked and not asked.inside else None
    return here or asked or Path(path)


def unlike(listings: Iterable[Listing], known: Mapping[str, File]) -> Iterator[Listing]:
    """Those elsewhere of which the file system says nothing, or something else than when they were `known`."""
    for listing in listings:
        if listing.remote:
            last = known.get(listing.identifier)
            if not (last and listing.remote.version and last.state == listing.remote.version):
                yield listing


def fetched(listings: Iterable[Listing], seconds: float) -> dict[Path, ReadError]:
    """Fetch what lies elsewhere and is not here yet; gives what could not be had, by where it would be."""
    lacking = {one.path: one for one in listings if one.remote and one.data is None and not one.path.exists()}
    absent: dict[Path, ReadError] = {}
    prepare(one.remote.place for one in lacking.values() if one.remote)
    for result in mapped(_fetched, lacking.values(), min(AT_ONCE, len(lacking)), seconds):
        if isinstance(result, Lost):
            absent[result.item.path] = ReadError(result.item.shown, result.why)
        elif result[1]:
            absent[result[0]] = result[1]
    return {path: absent[path] for path in sorted(absent)}


def _held(asked: Address, folder: Path) -> tuple[Address, Held]:
    return asked, held(asked, folder)


def _fetched(listing: Listing) -> tuple[Path, ReadError | None]:
    try:
        fetch(listing)
    except ReadError as error:
        return listing.path, ReadError(listing.shown, error.why)
    return listing.path, None
