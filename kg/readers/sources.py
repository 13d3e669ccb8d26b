"""Sources: which files of the paths given are documents, under which names, and what index.toml states of them.

A folder is walked whole. Left out, since they are about the folder and not of it: names that begin with a dot,
index.toml, and files called README or LICENSE. A file given by itself is always taken. A file ending in .zip is read as
a folder. What cannot be read is refused one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.model import Source
from kg.readers.index import INDEX, read_index
from kg.readers.listing import NOTHING, Listing, listings, walk
from kg.readers.package import Package
from kg.readers.read import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Stated
    from kg.readers.index import Index


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found, in the order of the identifiers, and what cannot be read, each with the reason."""

    found: tuple[Listing, ...]
    refused: tuple[ReadError, ...]


def sources(paths: Sequence[Path]) -> Sources:
    """List files and folders; nothing but index.toml and archives is opened.

    An identifier is the path relative to the folder given, of a single file its name; of several paths each is prefixed
    by the name of its folder. ReadError where two files would have one identifier, KnowledgeError where an index is
    wrong.
    """
    found: dict[str, Listing] = {}
    refused: list[ReadError] = []
    for path in paths:
        if not path.exists():
            refused.append(ReadError(str(path), "no such file or folder"))
            continue
        prefix = _prefix(path) if len(paths) > 1 else ""
        for item in _below(path):
            if isinstance(item, ReadError):
                refused.append(ReadError(prefix + item.path, item.why))
                continue
            listing = item._replace(identifier=prefix + item.identifier) if prefix else item
            other = found.setdefault(listing.identifier, listing)
            if other is not listing:
                why = f"would name two documents, {other.path} and {listing.path}; give a folder that holds both"
                raise ReadError(listing.identifier, why)
    return Sources(
        tuple(found[name] for name in sorted(found)), tuple(sorted(refused, key=lambda error: (error.path, error.why)))
    )


def load(listing: Listing) -> Source:
    """Read the bytes of a listed file; ReadError where that fails."""
    if listing.data is not None:
        return Source(listing.identifier, listing.data, listing.stated)
    try:
        with listing.path.open("rb") as file:
            archive = Package(listing.identifier, file) if listing.member else None
            data = archive.read(listing.member) if archive else file.read(LARGEST + 1)
    except OSError as error:
        raise ReadError(listing.identifier, f"cannot be read: {error.strerror or error}") from None
    return Source(listing.identifier, data, listing.stated)


def _prefix(path: Path) -> str:
    """The name of the folder of a path, as written before its identifiers where several are given."""
    return f"{path.absolute().name}/" if path.is_dir() else f"{path.absolute().parent.name}/"


def _below(path: Path) -> Iterator[Listing | ReadError]:
    """The documents at or below a path given; identifiers and refused paths are relative to it or to its folder."""
    if path.is_dir():
        root, walked = path, list(walk(str(path)))
        files = [item for item in walked if isinstance(item, Path)]
    else:
        root, walked = path.parent, list(listings(str(path), path.name, path.stat))
        files = [beside] if (beside := root / INDEX).is_file() else []
    items = [item for item in walked if not isinstance(item, Path)]
    stated = _stated(root, list(map(read_index, files)), items if path.is_dir() else None) if files else {}
    for item in items:
        said = NOTHING if isinstance(item, ReadError) else stated.get(item.identifier, NOTHING)
        yield item if isinstance(item, ReadError) or said == NOTHING else item._replace(stated=said)


def _stated(root: Path, indexes: Sequence[Index], items: Iterable[Listing | ReadError] | None) -> Mapping[str, Stated]:
    """What the indexes state, by identifier; of two that name one file the nearer counts.

    Entries must be among `items`; None where only one of the files beside an index was asked for.
    """
    names = None if items is None else {one.path if isinstance(one, ReadError) else one.identifier for one in items}
    stated: dict[str, Stated] = {}
    for index in sorted(indexes, key=lambda index: len(index.path.parts)):
        folder = index.path.parent.relative_to(root).as_posix()
        prefix = "" if folder == "." else folder + "/"
        if names is not None:
            index.check({name.removeprefix(prefix) for name in names if name.startswith(prefix)})
        stated |= {prefix + name: entry for name, entry in index.stated.items()}
    return stated
