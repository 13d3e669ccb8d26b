"""Files at addresses: what lies there, and its bytes, by the file systems of fsspec.

Nothing is listed over http, which has no folders: an address there is of a file, or of an archive.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import closing, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import ReadError
from kg.readers.address import SCHEME, WEB, ZIP, Address, without_ending, without_secrets
from kg.readers.index import INDEX
from kg.readers.listing import Held, Listing, Remote, is_left_out, listings, members
from kg.readers.package import Package
from kg.readers.read import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

System = Any  # of fsspec, which tells no types
Info = dict[str, Any]  # what a file system says of a file, each in words of its own

ENGINE = "fsspec"
NEEDED: Mapping[str, str] = {"http": "aiohttp", "https": "aiohttp", "s3": "s3fs", "s3a": "s3fs"}
CHECKSUMS = ("ETag", "etag", "md5Hash", "Content-MD5", "content_md5", "md5", "sha256", "checksum", "crc32c", "Digest")
WEAK = "W/"  # begins an ETag that bytes may change under
PIECE = 1 << 20  # bytes fetched at a time
NEAR_THE_END = 1 << 16  # bytes of an archive that mostly hold the names in it
# What file systems raise beside the errors of Python, where they are installed.
FAULTS = (
    ("aiohttp", "ClientError"),
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("gcsfs.retry", "HttpError"),
    ("azure.core.exceptions", "AzureError"),
    ("paramiko", "SSHException"),
)


def held(address: Address, folder: Path) -> Held:
    """What lies at an address; its files will lie in `folder` when they are fetched."""
    alone, items = False, list[Listing | ReadError]()
    try:
        alone, found = _found(address, folder)
        items.extend(found)
    except ReadError as error:
        items = [ReadError("", error.why)]
    except _faults() as fault:
        items = [ReadError("", _why(fault))]
    named = address.above if alone else address.inside.rpartition("/")[2] or without_ending(address.name)
    return Held(named, address.shown, alone, tuple(items))


def fetch(listing: Listing) -> None:
    """Put the bytes of a listed file where it says that they will be; ReadError where that fails."""
    assert listing.remote is not None
    place = listing.remote.place
    try:
        system, _ = opened(place)
        _fetch(system, listing)
    except _faults() as fault:
        raise ReadError(without_secrets(listing.remote.shown), _why(fault)) from None


def prepare(places: Iterable[str]) -> None:
    """Import the file systems of places, for all processes that are started then; what is missing they will say."""
    schemes = {scheme for place in places for scheme in SCHEME.findall(place)}
    for scheme in sorted(schemes) if find_spec(ENGINE) else ():
        with suppress(ImportError, ValueError):
            import_module(f"{ENGINE}.registry").get_filesystem_class(scheme)


def opened(place: str) -> tuple[System, str]:
    """The file system of a place, and its name there; ReadError where something is not installed."""
    shown = without_secrets(place)
    for package in (ENGINE, NEEDED.get(Address(place, zipped=False).scheme, ENGINE)):
        if find_spec(package) is None:
            raise ReadError(shown, f"needs the package {package}: pip install 'policykg[remote]'")
    try:
        system, path = import_module("fsspec.core").url_to_fs(place)
    except ImportError as error:
        raise ReadError(shown, f"needs another package: {error}") from None
    return system, path


def _found(address: Address, folder: Path) -> tuple[bool, Iterable[Listing | ReadError]]:
    """Whether it is a file by itself, and what there is."""
    if address.local is not None:
        return False, _within(address, listings(str(address.local), address.local.name, address.local.stat))
    if address.scheme in WEB and not address.file:
        raise ReadError(address.shown, "names a folder, and http lists none; name its files, or a .zip of them")
    system, path = opened(address.place)
    info = system.info(path)
    whole = _Folder(system, address, folder)
    if address.zipped:
        return False, _within(address, whole.archive(address.name, path, info))
    if info["type"] == "directory":
        return False, whole.files(path)
    items = [whole.file(address.name, path, info) if _is_path(address.name) else _no_path(address.name)]
    beside = f"{path.rpartition('/')[0]}/{INDEX}"
    if address.scheme not in WEB and system.isfile(beside):
        items.append(whole.index(INDEX, beside))
    return True, items


def _within(address: Address, items: Iterable[Listing | ReadError]) -> Iterator[Listing | ReadError]:
    """What an archive holds at a path in it, named from there; what is refused of it is named from the archive."""
    empty = True
    for item in items:
        name = (item.path if isinstance(item, ReadError) else item.identifier).removeprefix(address.name).lstrip("/")
        if isinstance(item, ReadError):
            yield ReadError(name, item.why)
        elif not address.inside or name.startswith(f"{address.inside}/"):
            yield item._replace(identifier=name.removeprefix(f"{address.inside}/"))
        elif name == address.inside:
            yield item._replace(identifier=PurePosixPath(name).name)
        else:
            continue
        empty = False
    if empty and address.inside:
        yield ReadError("", f"holds nothing at {address.inside}")


class _Folder:
    """The files of one file system, as listings."""

    def __init__(self, system: System, address: Address, fetched: Path) -> None:
        self.system, self.address, self.fetched = system, address, fetched

    def files(self, folder: str) -> Iterator[Listing | ReadError]:
        """All below a folder, in the order of their names; of archives what they hold."""
        found = self.system.find(folder, detail=True)
        for path in sorted(found):
            name = path.removeprefix(folder.rstrip("/") + "/")
            if found[path]["type"] != "file" or name.endswith("/"):  # object stores have keys that stand for folders
                continue
            if not _is_path(name):
                yield _no_path(name)
            elif is_left_out(tuple(name.split("/"))):
                continue
            elif name.rpartition("/")[2] == INDEX:
                yield self.index(name, path)
            elif name.lower().endswith(ZIP):
                yield from self.archive(name, path, found[path])
            else:
                yield self.file(name, path, found[path])

    def file(self, name: str, path: str, info: Info) -> Listing | ReadError:
        """A file as listed, or why it is not read."""
        size = info.get("size")
        if size == 0:
            return ReadError(name, "is empty; a document has text")
        if size is not None and size > LARGEST:
            return ReadError(name, f"has {size >> 20} MB; the most that is read is {LARGEST >> 20} MB, so split it")
        shown = without_secrets(self.system.unstrip_protocol(path))
        remote = Remote(self.address.place, path, shown, _version(shown, info))
        called = hashlib.sha256("\0".join(remote).encode()).hexdigest()
        return Listing(name, str(self.fetched / called), remote=remote)

    def index(self, name: str, path: str) -> Listing | ReadError:
        """An index, which is read at once."""
        listing = self.file(name, path, {})
        if isinstance(listing, ReadError):
            return listing
        _fetch(self.system, listing)
        return listing._replace(data=listing.path.read_bytes())

    def archive(self, name: str, path: str, info: Info) -> Iterator[Listing | ReadError]:
        """What an archive holds; only the names in it are fetched, where the file system gives a part of a file."""
        listing = self.file(name, path, info)
        if isinstance(listing, ReadError):
            yield listing
            return
        try:
            names, indexes = self._looked_into(listing)
        except ReadError as error:
            yield error
            return
        for item in members(listing, names):
            yield item._replace(data=indexes.get(item.member)) if isinstance(item, Listing) else item

    def _looked_into(self, archive: Listing) -> tuple[tuple[str, ...], dict[str, bytes]]:
        """The names in an archive, and its indexes."""
        assert archive.remote is not None
        try:
            with closing(self.system.open(archive.remote.path, "rb", block_size=NEAR_THE_END)) as file:
                return _names_and_indexes(archive, file)
        except _faults(ReadError):  # whole files are to be had only, or the archive is damaged, as is said below
            _fetch(self.system, archive)
            with archive.path.open("rb") as file:
                return _names_and_indexes(archive, file)


def _names_and_indexes(archive: Listing, file: BinaryIO) -> tuple[tuple[str, ...], dict[str, bytes]]:
    package = Package(archive.identifier, file)
    indexes = (name for name in package.names if PurePosixPath(name).name == INDEX)
    return package.names, {name: package.read(name) for name in indexes}


def _is_path(name: str) -> bool:
    """Whether a name stays in its folder, and can be printed."""
    return {"", ".", ".."}.isdisjoint(name.split("/")) and "\\" not in name and name.isprintable()


def _no_path(name: str) -> ReadError:
    return ReadError(ascii(name), "is a name that is no path inside the folder")


def _version(shown: str, info: Info) -> str:
    """What changes with the bytes of a file, by what the file system says of them; "" where it says nothing."""
    said = next((str(info[name]) for name in CHECKSUMS if info.get(name)), "")
    if not said or said.startswith(WEAK):
        return ""
    where = hashlib.sha256(shown.encode()).hexdigest()[:16]  # servers may number the files of each in one way
    return f"{where} {info.get('size')} {said}"


def _fetch(system: System, listing: Listing) -> None:
    """The bytes of a file, as they come, up to the most that is read."""
    assert listing.remote is not None
    streamed = {"block_size": 0, "size": 1} if listing.remote.path.lower().startswith(WEB) else {}
    beside = listing.path.with_suffix(".part")
    size = 0
    with closing(system.open(listing.remote.path, "rb", **streamed)) as source, beside.open("wb") as file:
        while piece := source.read(PIECE):
            size += file.write(piece)
            if size > LARGEST:
                raise ReadError(listing.remote.shown, f"has more than {LARGEST >> 20} MB; split it")
    beside.rename(listing.path)


def _faults(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """What a file system may raise, and more."""
    loaded = (getattr(sys.modules.get(module), name, None) for module, name in FAULTS)
    return (OSError, ValueError, NotImplementedError, *more, *filter(None, loaded))


def _why(fault: BaseException) -> str:
    """What a file system says, in a line without what lets somebody in."""
    while isinstance(fault.__cause__, Exception):  # it says "not found" of all that it cannot have
        fault = fault.__cause__
    if status := getattr(fault, "status", None):
        return f"cannot be had: the server answers {status} {getattr(fault, 'message', '')}".rstrip()
    if isinstance(fault, FileNotFoundError):
        return "no such file or folder"
    said = " ".join(without_secrets(str(fault)).split())[:200]
    return f"cannot be had: {said or type(fault).__name__}"
