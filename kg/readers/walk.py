"""Walking through folders: every file below them in order, asked about afresh or only where something has changed."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import ReadError
from kg.readers.index import INDEX
from kg.readers.listing import is_about, listings, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.readers.listing import Listing

    Items = Sequence[Listing | ReadError]
    Times = tuple[int, int]
    State = tuple[int, ...]


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

    def index(self, path: str) -> None:
        """An index, before it is read."""

    def kept(self, _folder: str, _below: str, _found: os.stat_result) -> Sequence[Listing | ReadError] | None:
        """All that a folder holds, where it is known that it is as it was, and holds files alone."""
        return None

    def keep(self, folder: str, below: str, items: Sequence[Listing | ReadError]) -> None:
        """Take note of what a folder holds that holds files alone."""

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


class Folder(NamedTuple):
    """A folder: its times, what stands in it if that can be trusted, what is listed of it, by what stands before."""

    times: Times
    entries: Sequence[Entry] | None
    items: dict[str, Sequence[Listing | ReadError]]


class Memory(Look):
    """Asks only about what may have changed since the last look.

    A look asks about folders alone: their times tell what came, went, or took another's place, and nothing of what is
    written into a file that stays. Files are asked about a few at a time, beside the looks.
    """

    def __init__(self) -> None:
        self._folders: dict[str, Folder] = {}
        self._last = self._folders
        self._files: dict[str, tuple[State, dict[str, Items]]] = {}  # by path, then as what they are listed
        self._indexes: dict[str, tuple[State, bool]] = {}  # and whether it was so in the look before
        self._before = self._indexes
        self._turns = deque[str]()  # folders, that whose files were asked about longest ago first

    def begin(self) -> None:
        """Begin a look; folders that it does not come to are forgotten."""
        self._last, self._before = self._folders, self._indexes
        self._folders, self._indexes = {}, {}

    def is_still(self, paths: Iterable[Path]) -> bool:
        """Whether a look would find all below some paths as the last one did, if that came to its end."""
        return (
            all(str(path) in self._folders for path in paths)
            and all(one.entries is not None and _times(name) == one.times for name, one in self._folders.items())
            and all(is_so and _state(path) == state for path, (state, is_so) in self._indexes.items())
        )

    def ask(self, number: int) -> None:
        """Ask about so many files or a few more; a folder that is not as remembered is looked through again."""
        for _ in range(len(self._turns)):
            if number <= 0:
                return
            folder = self._turns.popleft()
            if folder in self._folders:
                self._turns.append(folder)
                times, entries, _ = self._folders[folder]
                number -= len(entries or ())
                if entries is not None and not self._is_so(folder, entries):
                    self._folders[folder] = Folder(times, None, {})

    def _is_so(self, folder: str, entries: Sequence[Entry]) -> bool:
        """Whether a folder holds what is remembered, each file as it was."""
        try:
            found = sorted(os.listdir(folder))  # noqa: PTH208  as strings
        except OSError:
            return False
        paths = (entry.path for entry in entries if entry.path in self._files)
        return found == [entry.name for entry in entries] and all(
            _state(path) == self._files[path][0] for path in paths
        )

    def entries(self, folder: str, found: os.stat_result) -> Iterable[Entry]:
        """See `Look`; a folder is remembered as it is listed after it had the same times in the look before.

        So what comes later leaves a trace in them, though clocks of file systems are coarse.
        """
        times = found.st_mtime_ns, found.st_ctime_ns
        last = self._last.get(folder)
        if last is not None and last.times == times and last.entries is not None:
            self._folders[folder] = last
            return last.entries
        entries = tuple(super().entries(folder, found))
        is_so = last is not None and last.times == times
        remembered = tuple(entry._replace(look=None) for entry in entries) if is_so else None
        self._folders[folder] = Folder(times, remembered, {})
        if last is None:
            self._turns.append(folder)
        return entries

    def kept(self, folder: str, below: str, found: os.stat_result) -> Sequence[Listing | ReadError] | None:
        """See `Look`."""
        last = self._last.get(folder)
        if last is None or last.entries is None or last.times != (found.st_mtime_ns, found.st_ctime_ns):
            return None
        items = last.items.get(below)
        if items is not None:
            self._folders[folder] = last
        return items

    def keep(self, folder: str, below: str, items: Sequence[Listing | ReadError]) -> None:
        """See `Look`."""
        if self._folders[folder].entries is not None:
            self._folders[folder].items[below] = items

    def items(self, entry: Entry, identifier: str) -> Items:
        """See `Look`."""
        state, items = self._files.get(entry.path, ((), {}))
        if entry.look is not None or not state:
            now = _state(entry.path)
            items = items if now and now == state else {}
            self._files[entry.path] = now, items
        if identifier not in items:
            items[identifier] = super().items(entry._replace(look=Path(entry.path).stat), identifier)
        return items[identifier]

    def index(self, path: str) -> None:
        """See `Look`; an index may be taken for what it was if it has been so for two looks."""
        state = _state(path)
        self._indexes[path] = state, self._before.get(path, ((), False))[0] == state


def _state(path: str) -> State:
    """What the file system says of a file, nothing where it cannot tell."""
    try:
        found = os.stat(path)  # noqa: PTH116  a hundred thousand times a look
    except OSError:
        return ()
    return found.st_mode, *state_of(found)


def _times(folder: str) -> Times | None:
    """When a folder was changed."""
    try:
        found = os.stat(folder)  # noqa: PTH116  as above
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns


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
        if (kept := look.kept(folder, below, found)) is not None:
            yield from kept
            return
        entries = tuple(look.entries(folder, found))
    except OSError as error:
        yield ReadError(below[:-1] or ".", f"cannot be listed: {error.strerror or error}")
        return
    if {entry.name for entry in entries} >= BUILT:
        if not below:
            yield ReadError(".", "is a build of kg, no folder of documents; give the folder that it was built from")
        return
    yield from _within(folder, entries, look, below, (*above, here))


def _within(
    folder: str, entries: Sequence[Entry], look: Look, below: str, above: tuple[tuple[int, int], ...]
) -> Iterator[Listing | Path | ReadError]:
    """What a folder holds in which these things stand."""
    files: list[Listing | ReadError] = []
    for entry in (one for one in entries if one.name[0] != "."):
        name = entry.name
        if entry.is_folder:
            yield from walk(entry.path, look, f"{below}{name}/", above)
        elif name == INDEX:
            look.index(entry.path)
            yield Path(entry.path)
        elif not is_about(name):
            items = look.items(entry, below + name)
            files += items
            yield from items
    if not any(entry.is_folder or entry.name == INDEX for entry in entries):
        look.keep(folder, below, files)
