"""Sources: which files of the paths given are documents, under which names, and what index.toml states of them.

A folder is walked whole. Left out, since they are about the folder and not of it: names that begin with a dot,
index.toml, and files called README or LICENSE. A file given by itself is always taken. What cannot be read is refused
one by one.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.model import Source, Stated
from kg.readers.index import INDEX, Index, read_index
from kg.readers.read import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_NOTHING = Stated()
_ABOUT = frozenset({"readme", "license", "licence"})


@dataclass(frozen=True, slots=True)
class Listing:
    """A file that was found and not yet read."""

    identifier: str
    path: Path
    stated: Stated = _NOTHING


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found, in the order of the identifiers, and what cannot be read, each with the reason."""

    found: tuple[Listing, ...]
    refused: tuple[ReadError, ...]


def sources(paths: Sequence[Path]) -> Sources:
    """List files and folders; nothing but index.toml is opened.

    An identifier is the path relative to the folder given, of a single file its name; of several paths each is prefixed
    by the name of its folder. ReadError where two files would have one identifier, KnowledgeError where an index is
    wrong.
    """
    found: dict[str, Listing] = {}
    refused: list[ReadError] = []
    for path in paths:
        prefix = _prefix(path) if len(paths) > 1 else ""
        for item in _below(path, prefix):
            if isinstance(item, ReadError):
                refused.append(item)
                continue
            other = found.setdefault(item.identifier, item)
            if other is not item:
                why = f"would name two documents, {other.path} and {item.path}; give a folder that holds both"
                raise ReadError(item.identifier, why)
    return Sources(
        tuple(found[name] for name in sorted(found)), tuple(sorted(refused, key=lambda error: (error.path, error.why)))
    )


def load(listing: Listing) -> Source:
    """Read the bytes of a listed file; ReadError where that fails."""
    try:
        with listing.path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ReadError(listing.identifier, f"cannot be read: {error.strerror or error}") from None
    return Source(listing.identifier, data, listing.stated)


def _prefix(path: Path) -> str:
    """The name of the folder of a path, as written before its identifiers where several are given."""
    return f"{path.absolute().name}/" if path.is_dir() else f"{path.absolute().parent.name}/"


def _below(path: Path, prefix: str) -> Iterator[Listing | ReadError]:
    """The documents at or below a path given."""
    if not path.is_dir():
        index = path.parent / INDEX
        entries = read_index(index).stated if index.is_file() else {}
        yield _listing(path, prefix + path.name, entries.get(path.name, _NOTHING))
        return
    walked = list(_walk(path, (_identity(path),)))
    indexes = [read_index(item) for item in walked if isinstance(item, Path) and item.name == INDEX]
    files = [item for item in walked if isinstance(item, Path) and item.name != INDEX]
    stated = _stated(files, indexes)
    for item in files:
        yield _listing(item, prefix + item.relative_to(path).as_posix(), stated.get(item, _NOTHING))
    for refused in walked:
        if isinstance(refused, ReadError):
            yield ReadError(prefix + PurePath(refused.path).relative_to(path).as_posix(), refused.why)


def _stated(files: Sequence[Path], indexes: Sequence[Index]) -> Mapping[Path, Stated]:
    """What the indexes state of the files; of two that name one file the nearer counts."""
    stated: dict[Path, Stated] = {}
    for index in sorted(indexes, key=lambda index: len(index.path.parts)):
        folder = index.path.parent
        index.check({file.relative_to(folder).as_posix() for file in files if file.is_relative_to(folder)})
        stated |= {folder / name: entry for name, entry in index.stated.items()}
    return stated


def _walk(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Path | ReadError]:
    """The files below a folder in the order of their names; links are followed, but never in a circle."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield ReadError(str(folder), f"cannot be listed: {error.strerror or error}")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if not entry.is_dir():
            if path.stem.lower() not in _ABOUT:
                yield path
            continue
        here = _identity(path)
        if here in above:
            yield ReadError(str(path), "is a link to a folder that it stands in; take the link away")
        else:
            yield from _walk(path, (*above, here))


def _identity(path: Path) -> tuple[int, int]:
    """What tells a folder from every other, by whatever path it is reached."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _listing(path: Path, identifier: str, stated: Stated) -> Listing | ReadError:
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
        return ReadError(
            identifier, f"has {found.st_size >> 20} MB; the most that is read is {LARGEST >> 20} MB, so split it"
        )
    return Listing(identifier, path, stated)
