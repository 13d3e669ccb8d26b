"""A folder for passing files, gone with the process that made it.

Whoever is killed cannot put anything away: it holds a lock on its folder, which ends with it, and the next process that
makes a folder of that kind removes those that nobody holds.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


class Passing:
    """A new folder of a kind, removed when it is closed, or else when the interpreter ends."""

    def __init__(self, kind: str) -> None:
        prefix = f"kg-{kind}-"
        _sweep(prefix)
        while (held := _held_new(prefix)) is None:
            pass
        self._made, self._lock = held
        self.path = Path(self._made.name)

    def close(self) -> None:
        """Remove it with all that is in it."""
        self._made.cleanup()
        os.close(self._lock)


@contextmanager
def passing(kind: str) -> Iterator[Path]:
    """A folder for as long as the block lasts."""
    made = Passing(kind)
    try:
        yield made.path
    finally:
        made.close()


def _held_new(prefix: str) -> tuple[TemporaryDirectory[str], int] | None:
    """A new folder and the lock on it; None where another process swept it away between the two."""
    made = TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
    with suppress(FileNotFoundError):
        lock = os.open(made.name, FOLDER)
        flock(lock, LOCK_EX)
        if Path(made.name).exists():
            return made, lock
        os.close(lock)
    made.cleanup()
    return None


def _sweep(prefix: str) -> None:
    """Remove the folders of ours that a process which was killed has left."""
    for folder in Path(gettempdir()).glob(f"{prefix}*"):
        with suppress(OSError):  # somebody else's, held, or gone meanwhile
            held = os.open(folder, FOLDER)
            try:
                if os.fstat(held).st_uid == os.getuid():
                    flock(held, LOCK_EX | LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)
