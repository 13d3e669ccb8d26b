"""A folder built beside its place and put there whole, or not at all.

A killed build leaves its work in `.<name>.building`; the next build of the same folder removes it. The kernel holds the
lock on that folder and drops it with the process, so a live build is never mistaken for a dead one. The new folder and
the old one change places in one system call (`renameat2`); where there is none, two renames do it, and the old folder
stays recoverable between them.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
FULL = (errno.ENOSPC, errno.EDQUOT)
NOT_OFFERED = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}


@contextmanager
def aside(place: Path) -> Iterator[Path]:
    """A new folder to fill; moved to `place` if the block ends well, removed if it does not.

    StoreError where another build is writing the same folder or there is no room; `place` is then as it was.
    """
    work = place.with_name(f".{place.name}.building")
    place.parent.mkdir(parents=True, exist_ok=True)
    heal(place)
    lock = _locked(work)
    try:
        yield work
        _put(work, place)
    except OSError as fault:
        if _is_full(fault):
            raise StoreError(f"{place}: no room left on the disk; free some and build again") from fault
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(lock)


def _is_full(fault: OSError) -> bool:
    """Whether there is no room; the engine says so in words, without a number."""
    return any(fault.errno == code or os.strerror(code) in str(fault) for code in FULL)


def heal(place: Path) -> None:
    """Bring back the folder that a build killed between two renames had set aside."""
    old = _old(place)
    if not old.exists():
        return
    if place.exists():
        shutil.rmtree(old)
    else:
        old.rename(place)


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _locked(work: Path) -> int:
    """An empty folder that only we write to, and the descriptor that says so."""
    work.mkdir(exist_ok=True)
    lock = os.open(work, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise StoreError(f"{work}: another build is writing here; wait for it or choose another folder") from None
    for leftover in work.iterdir():
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()
    return lock


def _put(work: Path, place: Path) -> None:
    if not place.exists():
        work.rename(place)
    elif not _exchange(work, place):
        place.rename(_old(place))
        work.rename(place)
        shutil.rmtree(_old(place))


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
