"""A folder built beside its place and put there whole, or not at all.

A killed build leaves its work in `.<name>.building`; the next build of the same folder removes it, but for the file
that it can go on with. The kernel holds the
lock on that folder and drops it with the process, so a live build is never mistaken for a dead one. The new folder and
the old one change places in one system call (`renameat2`); where there is none, two renames do it, and the old folder
stays recoverable between them. An old folder that somebody still reads (`kg.store.hold`) is set aside as
`.<name>.retired.<number>`; the last reader removes it, or the next build.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import glob
import os
import shutil
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
FULL = (errno.ENOSPC, errno.EDQUOT)
FULL_IN_WORDS = (*map(os.strerror, FULL), "database or disk is full")
DENIED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR)
NOT_OFFERED = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}


@contextmanager
def aside(place: Path, kept: str = "") -> Iterator[Path]:
    """A new folder to fill; moved to `place` if the block ends well, removed if it does not.

    The file called `kept` is in it again where the last who filled it was killed or interrupted.

    StoreError where another build is writing the same folder, there is no room, or nobody may write there; `place` is
    then as it was.
    """
    work = place.with_name(f".{place.name}.building")
    with _writable(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        heal(place)
        lock = _locked(work, place, kept)
    interrupted = False
    try:
        yield work
        with _writable(place):
            _put(work, place)
    except KeyboardInterrupt:
        interrupted = True
        raise
    except (OSError, sqlite3.OperationalError) as fault:
        if _is_full(fault):
            raise StoreError(f"{place}: no room left on the disk; free some and build again") from fault
        raise
    finally:
        if not interrupted:
            shutil.rmtree(work, ignore_errors=True)
        os.close(lock)


@contextmanager
def _writable(place: Path) -> Iterator[None]:
    """Say so where nobody may write at a place."""
    try:
        yield
    except OSError as fault:
        if fault.errno not in DENIED:
            raise
        raise StoreError(f"{place}: nothing can be written there ({fault.strerror}); choose another folder") from fault


def _is_full(fault: OSError | sqlite3.OperationalError) -> bool:
    """Whether there is no room; the engines say so in words, without a number."""
    code = fault.errno if isinstance(fault, OSError) else None
    return code in FULL or any(words in str(fault) for words in FULL_IN_WORDS)


def heal(place: Path) -> None:
    """Bring back the folder that a build killed between two renames had set aside; remove what nobody reads."""
    for retired in sorted(place.parent.glob(f"{glob.escape(_retired(place))}*")):
        with suppress(FileNotFoundError):  # its last reader removes it at this moment
            _retire(retired, place)
    old = _old(place)
    if not old.exists():
        return
    if place.exists():
        _retire(old, place)
    else:
        old.rename(place)


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _retired(place: Path) -> str:
    return f".{place.name}.retired."


def is_retired(folder: Path, place: Path) -> bool:
    """Whether this is a folder that was at `place` once and is kept for its readers only."""
    return folder.parent == place.parent.resolve() and folder.name.startswith(_retired(place))


def _retire(old: Path, place: Path) -> None:
    """Remove a folder that was replaced, or leave it to the last who reads it."""
    descriptor = os.open(old, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if _lock(descriptor, fcntl.LOCK_EX):
            shutil.rmtree(old)
        elif not is_retired(old, place):
            old.rename(place.with_name(f"{_retired(place)}{os.fstat(descriptor).st_ino}"))
    finally:
        os.close(descriptor)


def _lock(descriptor: int, kind: int) -> bool:
    """Whether the lock can be had at once."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked(work: Path, place: Path, kept: str) -> int:
    """An empty folder that only we write to, and the descriptor that says so."""
    work.mkdir(exist_ok=True)
    lock = os.open(work, os.O_RDONLY | os.O_DIRECTORY)
    if not _lock(lock, fcntl.LOCK_EX):
        only_read = _lock(lock, fcntl.LOCK_SH)
        os.close(lock)
        if not only_read:
            raise StoreError(f"{work}: another build is writing here; wait for it or choose another folder")
        _retire(work, place)  # of a build that was killed before it could do so
        return _locked(work, place, kept)
    for leftover in work.iterdir():
        if leftover.is_dir():
            shutil.rmtree(leftover)
        elif leftover.name not in {kept, f"{kept}-journal"}:  # of SQLite, which sets right with it what was cut off
            leftover.unlink()
    return lock


def _put(work: Path, place: Path) -> None:
    """Put a folder in the place of another, which goes aside; at once where the system can exchange them."""
    if not place.exists():
        work.rename(place)
    elif _exchange(work, place):
        _retire(work, place)
    else:
        place.rename(_old(place))
        work.rename(place)
        _retire(_old(place), place)


def _exchange(one: Path, other: Path) -> bool:
    """Whether the two folders have changed places; False where the system cannot do that."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in NOT_OFFERED:
        return False
    raise OSError(code, os.strerror(code), str(other))
