"""Holding a build folder: it stays whole and readable after another took its place, until it is let go.

A reader keeps a shared lock on the folder. Who replaces the folder removes the old one only if nobody holds it, and
else sets it aside under a name that the last reader, or the next build, knows to remove (`kg.store.aside`).
"""

from __future__ import annotations

import fcntl
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.store.aside import is_retired

PROCESSES = Path("/proc")
FOLDER = os.O_RDONLY | os.O_DIRECTORY


@dataclass(frozen=True, slots=True)
class Held:
    """The folder that was at `place` when it was opened, wherever it has been moved to since; to be released."""

    place: Path
    descriptor: int

    @property
    def path(self) -> Path:
        """A path to the very folder, for this process and those it starts; without /proc, where the folder was."""
        found = PROCESSES / str(os.getpid()) / "fd" / str(self.descriptor)
        return found if found.exists() else self.place

    def again(self) -> Held:
        """The same folder, held once more."""
        return Held(self.place, _shared(self.path))

    def is_current(self) -> bool:
        """Whether no other folder has taken the place."""
        try:
            return os.path.samestat(os.fstat(self.descriptor), self.place.stat())
        except FileNotFoundError:  # between the two renames of a system that cannot exchange folders
            return False

    def release(self) -> None:
        """Let go; the last who does removes a folder that was replaced."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            now = self.path.resolve()
            if is_retired(now, self.place):
                shutil.rmtree(now, ignore_errors=True)
        except BlockingIOError:
            pass  # others read it still
        finally:
            os.close(self.descriptor)


def hold(place: Path) -> Held:
    """Hold the folder that is at `place` now; StoreError where there is none."""
    while True:
        try:
            held = Held(place.absolute(), _shared(place))
        except OSError as fault:
            raise StoreError(f"{place}: no built graph here; make one with: kg build SOURCES -o {place}") from fault
        if held.is_current():
            return held
        os.close(held.descriptor)  # replaced between the two calls of `_shared`


def _shared(folder: Path) -> int:
    descriptor = os.open(folder, FOLDER)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor
