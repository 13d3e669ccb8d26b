"""Sources: which files of the paths given are documents, under which names, and what index.toml states of them.

A folder is walked whole. Left out, since they are about the folder and not of it: names that begin with a dot,
index.toml, files called README or LICENSE, and builds of kg. A file given by itself is always taken. A file ending in
.zip is read as a folder, and one given by itself as the folder that is given: its documents have the names that they
have there. What cannot be read is refused one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.model import Source
from kg.readers.address import ZIP, without_ending
from kg.readers.index import INDEX, index_of, read_index
from kg.readers.listing import NOTHING, Held, Listing, listings
from kg.readers.package import Package
from kg.readers.read import LARGEST
from kg.readers.walk import Look, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Stated
    from kg.readers.index import Index


AFRESH = Look()


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found, in the order of the identifiers, and what cannot be read, each with the reason."""

    found: tuple[Listing, ...]
    refused: tuple[ReadError, ...]


def sources(paths: Sequence[Path | Held], look: Look = AFRESH) -> Sources:
    """List files and folders; nothing but index.toml and archives is opened.

    An identifier is the path relative to the folder given, of a single file its name; of several paths each is prefixed
    by the name of its folder. What addresses hold counts as folders do. ReadError where two files would have one
    identifier, KnowledgeError where an index is wrong.
    """
    found: dict[str, Listing] = {}
    refused: list[ReadError] = []
    for path in (paths := tuple(dict.fromkeys(paths))):
        if isinstance(path, Path) and not path.exists():
            refused.append(ReadError(str(path), "no such file or folder"))
            continue
        prefix = _prefix(path) if len(paths) > 1 else ""
        for item in _below(path, look):
            if isinstance(item, ReadError):
                refused.append(ReadError(_refused_at(path, prefix, item.path), item.why))
                continue
            listing = item._replace(identifier=prefix + item.identifier) if prefix else item
            other = found.setdefault(listing.identifier, listing)
            if other is not listing:
                why = f"would name two documents, {other.shown} and {listing.shown}; give a folder that holds both"
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


def _prefix(path: Path | Held) -> str:
    """The name of the folder of a path, as written before its identifiers where several are given."""
    if isinstance(path, Held):
        return f"{path.name}/"
    given = path.absolute()
    return f"{without_ending(given.name) if path.is_dir() or _is_archive(path) else given.parent.name}/"


def _refused_at(path: Path | Held, prefix: str, name: str) -> str:
    """Where something is that is refused, by its name in what was given."""
    if isinstance(path, Held):
        return f"{path.shown.rstrip('/')}/{name}" if name else path.shown
    return str(path) if name == "." else prefix + name


def _below(path: Path | Held, look: Look) -> Iterator[Listing | ReadError]:
    """The documents at or below what is given; identifiers and refused paths are relative to it or to its folder."""
    root, walked = _walked(path, look)
    indexes = [read_index(item) for item in walked if isinstance(item, Path)]
    items = [item for item in walked if not isinstance(item, Path)]
    if inside := {id(item): item for item in items if isinstance(item, Listing) and _is_index(item)}:
        indexes += [index_of(root / item.identifier, load(item).data) for item in inside.values()]
        items = [item for item in items if id(item) not in inside]
    alone = path.alone if isinstance(path, Held) else root != path
    stated = _stated(root, indexes, items, alone=alone) if indexes else {}
    begin = f"{path.name}/" if isinstance(path, Path) and _is_archive(path) else ""
    if not stated and not begin:
        yield from items
        return
    for item in items:
        said = NOTHING if isinstance(item, ReadError) else stated.get(item.identifier, NOTHING)
        if isinstance(item, ReadError) or (said == NOTHING and not begin):
            yield item
        else:
            yield item._replace(stated=said, identifier=item.identifier.removeprefix(begin))


def _walked(path: Path | Held, look: Look) -> tuple[Path, Sequence[Listing | Path | ReadError]]:
    """The folder that names begin at and what there is, indexes that are files as their paths."""
    if isinstance(path, Held):
        return Path(path.name), path.items
    if path.is_dir():
        return path, list(walk(str(path), look))
    beside = path.parent / INDEX
    found = listings(str(path), path.name, path.stat)
    return path.parent, [*found, *([beside] if beside.is_file() else [])]


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ZIP and path.is_file()


def _is_index(item: Listing) -> bool:
    """Whether it is the index of a folder in an archive, or elsewhere."""
    return bool(item.member or item.data is not None) and item.identifier.rpartition("/")[2] == INDEX


def _stated(
    root: Path, indexes: Sequence[Index], items: Iterable[Listing | ReadError], *, alone: bool
) -> Mapping[str, Stated]:
    """What the indexes state, by identifier; of two that name one file the nearer counts.

    Entries must be among `items`, but for those of an index beside a file that is given alone.
    """
    names = {one.path if isinstance(one, ReadError) else one.identifier for one in items}
    stated: dict[str, Stated] = {}
    for index in sorted(indexes, key=lambda index: len(index.path.parts)):
        folder = index.path.parent.relative_to(root).as_posix()
        prefix = "" if folder == "." else folder + "/"
        if prefix or not alone:
            index.check({name.removeprefix(prefix) for name in names if name.startswith(prefix)})
        stated |= {prefix + name: entry for name, entry in index.stated.items()}
    return stated
