"""Listings: files that are there to be read and not yet read, and why others are not."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import ReadError
from kg.model import Stated
from kg.readers.package import Package
from kg.readers.read import LARGEST

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

NOTHING = Stated()

_ABOUT = frozenset({"readme", "license", "licence"})
_STEMS = tuple(sorted(_ABOUT))
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")


class State(NamedTuple):
    """What the file system says of a file: its bytes, when it was written and changed (ns), its number."""

    size: int
    written: int
    changed: int
    number: int


class Remote(NamedTuple):
    """A file elsewhere: what its file system is opened with, its name there, and what may be shown of both.

    `version` changes with its bytes; it is "" where the file system says nothing about them.
    """

    place: str
    path: str
    shown: str
    version: str


class Listing(NamedTuple):
    """A file that was found and not yet read; `member` is its name inside the archive at `place`, "" for a file.

    `state` changes with what is written to the file: its size, its times, its number on the disk. `data` are its bytes
    where they were read ahead, to be worked on where there is no such file. A `remote` file lies at `place` once it is
    fetched. Each build makes one of every file, so it is a tuple, and its path a string until it is asked for.
    """

    identifier: str
    place: str
    stated: Stated = NOTHING
    member: str = ""
    state: State | None = None
    data: bytes | None = None
    remote: Remote | None = None

    @property
    def shown(self) -> str:
        """Where it is, for people."""
        return self.remote.shown if self.remote else self.place

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.place)


@dataclass(frozen=True, slots=True)
class Held:
    """What an address holds, or why not, each named from there; `alone` is a file by itself, with the index beside it.

    `name` is that of the folder, `shown` what may be shown of the address. Indexes have their bytes with them.
    """

    name: str
    shown: str
    alone: bool
    items: tuple[Listing | ReadError, ...]


def listings(place: str, identifier: str, look: Callable[[], os.stat_result]) -> Iterator[Listing | ReadError]:
    """List a file, or the documents of an archive; `look` asks the file system what it says of it."""
    listing = _listing(place, identifier, look)
    if isinstance(listing, ReadError) or identifier[-4:].lower() != ".zip":
        yield listing
        return
    try:
        with listing.path.open("rb") as file:
            names = Package(listing.identifier, file).names
    except ReadError as error:
        yield error
        return
    except OSError as error:
        yield ReadError(listing.identifier, f"cannot be read: {error.strerror or error}")
        return
    yield from members(listing, names)


def members(archive: Listing, names: Iterable[str]) -> Iterator[Listing | ReadError]:
    """List the documents of an archive, by the names in it."""
    for name in names:
        parts = PurePosixPath(name).parts
        if parts and "__MACOSX" not in parts and not is_left_out(tuple(part for part in parts if part != "..")):
            yield _member(archive, name, parts)


def is_left_out(parts: tuple[str, ...]) -> bool:
    """Whether a file is not of a folder by the parts of its path there."""
    return any(part[0] == "." for part in parts) or (bool(parts) and is_about(parts[-1]))


def _member(archive: Listing, name: str, parts: tuple[str, ...]) -> Listing | ReadError:
    """A file in an archive as listed, or why it is not read."""
    if ".." in parts or name.startswith("/") or "\\" in name or not name.isprintable():
        return ReadError(archive.identifier, f"holds a file with the name {name!r}, which is no path inside it")
    identifier = f"{archive.identifier}/{name}"
    if name.lower().endswith(_ARCHIVES):
        return ReadError(identifier, "is an archive in an archive; unpack the outer one")
    return archive._replace(identifier=identifier, member=name)


def _listing(place: str, identifier: str, look: Callable[[], os.stat_result]) -> Listing | ReadError:
    """A file as listed, or why it cannot be read."""
    try:
        identifier.encode()
    except UnicodeEncodeError:
        name = identifier.encode("utf-8", "backslashreplace").decode()
        return ReadError(name, "has a name that is not UTF-8; rename it")
    try:
        found = look()
    except OSError as error:
        return ReadError(identifier, f"cannot be read: {error.strerror or error}")
    if not stat.S_ISREG(found.st_mode):
        return ReadError(identifier, "is no file but a pipe, a socket or a device")
    if found.st_size == 0:
        return ReadError(identifier, "is empty; a document has text")
    if found.st_size > LARGEST:
        size, most = found.st_size >> 20, LARGEST >> 20
        return ReadError(identifier, f"has {size} MB; the most that is read is {most} MB, so split it")
    return Listing(identifier, place, NOTHING, "", state_of(found))


def state_of(found: os.stat_result) -> State:
    """The state of a file."""
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def is_about(name: str) -> bool:
    """Whether a file is about its folder, by its name."""
    return name.lower().startswith(_STEMS) and PurePath(name).stem.lower() in _ABOUT
