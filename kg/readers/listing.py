"""Listings: files that are there to be read and not yet read, and why others are not."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.model import Stated
from kg.readers.package import Package
from kg.readers.read import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING = Stated()

_ABOUT = frozenset({"readme", "license", "licence"})
_STEMS = tuple(sorted(_ABOUT))
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")


@dataclass(frozen=True, slots=True)
class State:
    """What the file system says of a file: its bytes, when it was written and changed (ns), its number."""

    size: int
    written: int
    changed: int
    number: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A file that was found and not yet read; `member` is its name inside the archive at `path`, "" for a file.

    `state` changes with what is written to the file: its size, its times, its number on the disk. `data` are its bytes
    where they were read ahead, to be worked on where there is no such file.
    """

    identifier: str
    path: Path
    stated: Stated = NOTHING
    member: str = ""
    state: State | None = None
    data: bytes | None = None


def walk(folder: Path, above: tuple[tuple[int, int], ...] = ()) -> Iterator[Path | ReadError]:
    """Find the files below a folder in the order of their names; links are followed, but never in a circle.

    Left out are names that begin with a dot and files about the folder. A refused path is given from `folder`'s own.
    """
    here = _identity(folder)
    if here in above:
        yield ReadError(str(folder), "is a link to a folder that it stands in; take the link away")
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield ReadError(str(folder), f"cannot be listed: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from walk(folder / entry.name, (*above, here))
        elif not _about(entry.name):
            yield folder / entry.name


def listings(root: Path, path: Path) -> Iterator[Listing | ReadError]:
    """List a file below `root`, or the documents of an archive; identifiers are relative to `root`."""
    listing = _listing(path, path.relative_to(root).as_posix())
    if isinstance(listing, ReadError) or path.suffix.lower() != ".zip":
        yield listing
        return
    try:
        with path.open("rb") as file:
            names = Package(listing.identifier, file).names
    except ReadError as error:
        yield error
        return
    except OSError as error:
        yield ReadError(listing.identifier, f"cannot be read: {error.strerror or error}")
        return
    for name in names:
        parts = PurePosixPath(name).parts
        if not parts or any(part[0] == "." and part != ".." for part in parts) or "__MACOSX" in parts:
            continue
        if not _about(parts[-1]):
            yield _member(listing, name, parts)


def _member(archive: Listing, name: str, parts: tuple[str, ...]) -> Listing | ReadError:
    """A file in an archive as listed, or why it is not read."""
    if ".." in parts or name.startswith("/") or "\\" in name or not name.isprintable():
        return ReadError(archive.identifier, f"holds a file with the name {name!r}, which is no path inside it")
    identifier = f"{archive.identifier}/{name}"
    if name.lower().endswith(_ARCHIVES):
        return ReadError(identifier, "is an archive in an archive; unpack the outer one")
    return Listing(identifier, archive.path, member=name, state=archive.state)


def _listing(path: Path, identifier: str) -> Listing | ReadError:
    """A file as listed, or why it cannot be read."""
    try:
        identifier.encode()
    except UnicodeEncodeError:
        name = identifier.encode("utf-8", "backslashreplace").decode()
        return ReadError(name, "has a name that is not UTF-8; rename it")
    try:
        found = path.stat()
    except OSError as error:
        return ReadError(identifier, f"cannot be read: {error.strerror or error}")
    if not stat.S_ISREG(found.st_mode):
        return ReadError(identifier, "is no file but a pipe, a socket or a device")
    if found.st_size == 0:
        return ReadError(identifier, "is empty; a document has text")
    if found.st_size > LARGEST:
        size, most = found.st_size >> 20, LARGEST >> 20
        return ReadError(identifier, f"has {size} MB; the most that is read is {most} MB, so split it")
    return Listing(identifier, path, state=State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino))


def _about(name: str) -> bool:
    """Whether a file is about its folder, by its name."""
    return name.lower().startswith(_STEMS) and PurePath(name).stem.lower() in _ABOUT


def _identity(path: Path) -> tuple[int, int]:
    """What tells a folder from every other, by whatever path it is reached."""
    found = path.stat()
    return found.st_dev, found.st_ino
