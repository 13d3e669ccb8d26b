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

    A look asks about folders alone: their times tell what came, went, or took another's place, and nothing of what is
    written into a file that stays. Files are asked about a few at a time, beside the looks.
    """

    def __init__(self) -> None:
        self._folders: dict[str, tuple[Times, Sequence[Entry] | None]] = {}
        self._files: dict[tuple[str, str], tuple[State, Items]] = {}
        self._states: dict[str, State] = {}  # of files, by path
        self._indexes: dict[str, tuple[State, bool]] = {}  # and whether it was so in the look before
        self._last = self._folders, self._files, self._states, self._indexes
        self._turns = deque[str]()  # folders, that whose files were asked about longest ago first

    def begin(self) -> None:
        """Begin a look; what it does not come to is forgotten."""
        self._last = self._folders, self._files, self._states, self._indexes
        self._folders, self._files, self._states, self._indexes = {}, {}, {}, {}

    def is_still(self, paths: Iterable[Path]) -> bool:
        """Whether a look would find all below some paths as the last one did, if that came to its end."""
        return (
            all(str(path) in self._folders for path in paths)
            and all(known is not None and _times(name) == times for name, (times, known) in self._folders.items())
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
                times, entries = self._folders[folder]
                number -= len(entries or ())
                if entries is not None and not self._is_so(folder, entries):
                    self._folders[folder] = times, None

    def _is_so(self, folder: str, entries: Sequence[Entry]) -> bool:
        """Whether a folder holds what is remembered, each file as it was."""
        names, paths = [entry.name for entry in entries], [entry.path for entry in entries]
        try:
            found = sorted(os.listdir(folder))  # noqa: PTH208  as strings
        except OSError:
            return False
        return found == names and all(_state(path) == self._states[path] for path in paths if path in self._states)

    def entries(self, folder: str, found: os.stat_result) -> Iterable[Entry]:
        """See `Look`; a folder is remembered as it is listed after it had the same times in the look before.

        So what comes later leaves a trace in them, though clocks of file systems are coarse.
        """
        times = found.st_mtime_ns, found.st_ctime_ns
        last = self._last[0].get(folder)
        known, remembered = last or (None, None)
        if known == times and remembered is not None:
            self._folders[folder] = times, remembered
            return remembered
        entries = tuple(super().entries(folder, found))
        again = tuple(entry._replace(look=None) for entry in entries) if known == times else None
        self._folders[folder] = times, again
        if last is None:
            self._turns.append(folder)
        return entries

    def items(self, entry: Entry, identifier: str) -> Items:
        """See `Look`."""
        key = entry.path, identifier
        state, items = self._last[1].get(key, ((), ()))
        if entry.look is not None or not state:
            now = _state(entry.path)
            if state != now or not now:
                items = super().items(entry._replace(look=Path(entry.path).stat), identifier)
            state = now
        self._files[key] = state, items
        self._states[entry.path] = state
        return items

    def index(self, path: str) -> None:
        """See `Look`; an index may be taken for what it was if it has been so for two looks."""
        state = _state(path)
        self._indexes[path] = state, self._last[3].get(path, ((), False))[0] == state


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
            look.index(entry.path)
            yield Path(entry.path)
        elif not is_about(name):
            yield from look.items(entry, below + name)
