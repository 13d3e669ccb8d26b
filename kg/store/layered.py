"""Files of SQLite whose versions share a base that is never written to again: a log beside it holds what differs.

The log is SQLite's own write-ahead log. A version links the base of the one before, copies its log and adds to that, so
it costs what it changes, and readers of the version before see nothing of it. Where the log has grown to a part of the
base both are made one file again; a small file is copied whole.

SQLite writes a log back to the base when the last connection is closed, unless the file is no longer where it was
opened. So a base that is shared is opened under another name, which is taken away at once.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.store.linked import copy, link

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = 4 << 20  # bytes of a base that is copied
PART = 16  # a log is written back that is larger than one part of the base in so many
KEEPS_LOG = b"\2\2"  # in the head of a file that may have a log
HEAD = slice(18, 20)
TOUCH = "SELECT 1 FROM sqlite_schema"  # opens the log


def log_of(path: Path) -> Path:
    """The log beside a file, if it has one."""
    return path.with_name(f"{path.name}-wal")


def address(path: Path) -> str:
    """A file as SQLite opens it to read, without a lock: nobody writes to it any more."""
    log = log_of(path)
    how = "vfs=unix-none" if log.exists() and log.stat().st_size else "immutable=1"
    return f"file:{quote(str(path.absolute()))}?mode=ro&{how}"


def opened(path: Path) -> sqlite3.Connection:
    """A connection to a file that nobody changes any more, for one thread at a time."""
    while True:
        base = sqlite3.connect(address(path), uri=True, check_same_thread=False)
        base.execute("PRAGMA locking_mode = EXCLUSIVE")  # what a log holds is listed in memory, not in a file
        base.execute(TOUCH)
        (_, _, found), *_ = base.execute("PRAGMA database_list")
        if Path(found).parent == path.parent.resolve():
            return base
        base.close()  # the folder was set aside before its log was opened


def begin(source: Path, target: Path) -> None:
    """Make a version, to be changed, that says what the one at `source` says."""
    size, log = source.stat().st_size, log_of(source)
    if size < SMALL or not _keeps_log(source) or (log.exists() and log.stat().st_size * PART > size):
        _whole(source, target)
        return
    link(source, target)
    if log.exists():
        copy(log, log_of(target))


@contextmanager
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a new file, or to one that was begun, for changes; they are kept if the block ends well."""
    shared = path.exists() and path.stat().st_nlink > 1
    with closing(_elsewhere(path) if shared else sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode = WAL")
        yield base
        base.commit()


def keep_log(path: Path) -> None:
    """Let a file of which all is written have a log in versions to come; one that it has is written back."""
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute(TOUCH)


def _elsewhere(path: Path) -> sqlite3.Connection:
    """A connection that never writes the log back."""
    log_of(path).touch()
    there = path.with_name(f"{path.name}.open")
    names = (path, there), (log_of(path), log_of(there))
    for own, other in names:
        own.rename(other)
    base = sqlite3.connect(there)
    base.execute("PRAGMA locking_mode = EXCLUSIVE")
    base.execute("PRAGMA wal_autocheckpoint = 0")
    base.execute(TOUCH)
    for own, other in names:
        other.rename(own)
    return base


def _keeps_log(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(HEAD.stop)[HEAD] == KEEPS_LOG


def _whole(source: Path, target: Path) -> None:
    """A copy that shares nothing, of what file and log say together."""
    copy(source, target)
    if log_of(source).exists():
        shutil.copyfile(log_of(source), log_of(target))
    keep_log(target)
