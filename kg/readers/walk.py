"""Walking through folders: every file below them in order, asked about afresh or only where something has changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import ReadError
from kg.readers.index import INDEX
from kg.readers.listing import is_about, listings, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.readers.listing import Listing

    Items = Sequence[Listing | ReadError]


BUILT = {"manifest.json", "catalogue.db", "parts"}  # a folder with these is a build


class Entry(NamedTuple):
    """What stands in a folder; `look` asks the file system about it, and is None where it stands as remembered."""

    name: str
    path: str
    is_folder: bool
    look: Callable[[], os.stat_result] | None


class Look:
    """Asks about everything, each time."""

    def entries(self, folder: str, _: os.stat_result) -> Iterable[Entry]:
        """What stands in a folder, in the order of names; OSError where it cannot be listed."""
        with os.scandir(folder) as found:
            return sorted(Entry(entry.name, entry.path, _is_folder(entry), entry.stat) for entry in found)

    def items(self, entry: Entry, identifier: str) -> Items:
        """A file as listed, or the documents of an archive."""
        assert entry.look is not None
        return tuple(listings(entry.path, identifier, entry.look))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder or leads to one; what leads in a circle is a file that cannot be read."""
    try:
        return entry.is_dir()
    except OSError:
        return False


class Memory(Look):
    """Asks only about what may have changed since the last look.

    A quick look asks about folders alone: their times tell what came, went, or took another's place, and nothing of
    what is written into a file that stays. A thorough one asks about every file.
    """

    def __init__(self) -> None:
        self._folders: dict[str, tuple[tuple[int, int], Sequence[Entry] | None]] = {}
        self._files: dict[tuple[str, str], tuple[tuple[int, ...], Items]] = {}
        self._last = self._files
        self._thorough = True

    def begin(self, *, thorough: bool) -> None:
        """Begin a look."""
        self._thorough, self._last = thorough, self._files
        if thorough:  # what is gone is forgotten
            self._files = {}

    def entries(self, folder: str, found: os.stat_result) -> Iterable[Entry]:
        """See `Look`; a folder is remembered as it is listed after it had the same times in the look before.

        So what comes later leaves a trace in them, though clocks of file systems are coarse.
        """
        times = found.st_mtime_ns, found.st_ctime_ns
        known, remembered = self._folders.get(folder, (None, None))
        if known == times and remembered is not None and not self._thorough:
            return remembered
        entries = tuple(super().entries(folder, found))
        again = tuple(entry._replace(look=None) for entry in entries) if known == times else None
        self._folders[folder] = times, again
        return entries

    def items(self, entry: Entry, identifier: str) -> Items:
        """See `Look`."""
        key = entry.path, identifier
        state, items = self._last.get(key, ((), ()))
        if entry.look is None:
            return items
        try:
            found = entry.look()
        except OSError:
            return super().items(entry, identifier)
        now = found.st_mode, *state_of(found)
        if state != now:
            items = super().items(entry, identifier)
        self._files[key] = now, items
        return items


def walk(
    folder: str, look: Look, below: str = "", above: tuple[tuple[int, int], ...] = ()
) -> Iterator[Listing | Path | ReadError]:
    """List the files below a folder in the order of their names, an index as its path; links lead into no circle.

    Identifiers are relative to the folder; `below` stands before them. Left out are names that begin with a dot, files
    about the folder, and what kg has built of it.
    """
    try:
        found = Path(folder).stat()
        here = found.st_dev, found.st_ino  # what tells it from every other, by whatever path it is reached
        if here in above:
            yield ReadError(below[:-1] or ".", "is a link to a folder that it stands in; take the link away")
            return
        entries = tuple(look.entries(folder, found))
    except OSError as error:
        yield ReadError(below[:-1] or ".", f"cannot be listed: {error.strerror or error}")
        return
    if {entry.name for entry in entries} >= BUILT:
        if not below:
            yield ReadError(".", "is a build of kg, no folder of documents; give the folder that it was built from")
        return
    for entry in entries:
        name = entry.name
        if name[0] == ".":
            continue
        if entry.is_folder:
            yield from walk(entry.path, look, f"{below}{name}/", (*above, here))
        elif name == INDEX:
            yield Path(entry.path)
        elif not is_about(name):
            yield from look.items(entry, below + name)
