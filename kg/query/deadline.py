"""Killing what is late: a thread that watches the processes at work, whoever waits for them or has stopped reading."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


NEVER = float("inf")


class Killable(Protocol):
    """Something that can be ended from outside."""

    def kill_late(self) -> None:
        """End it, and remember that it was late."""


class Deadlines:
    """The deadlines of the processes at work, in seconds of the monotonic clock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due: dict[Killable, float] = {}
        self._wakes = NEVER
        self._changed = threading.Condition()
        self._open = True
        self._thread = threading.Thread(target=self._watch, name="deadlines", daemon=True)
        self._thread.start()

    def watch(self, process: Killable, due: float) -> None:
        """Kill the process at `due` unless it is forgotten before."""
        with self._changed:
            self._due[process] = due
            if due < self._wakes:  # else the thread looks in time anyway, and need not be woken for each query
                self._changed.notify()

    def forget(self, process: Killable) -> None:
        """The process is done."""
        with self._changed:
            self._due.pop(process, None)

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._open = False
            self._changed.notify()
        self._thread.join()

    def _watch(self) -> None:
        with self._changed:
            while self._open:
                self._wakes = min(self._due.values(), default=NEVER)
                wait = self._wakes - self._clock()
                if wait > 0:
                    self._changed.wait(None if self._wakes == NEVER else wait)
                    continue
                for process in [process for process, due in self._due.items() if due <= self._clock()]:
                    del self._due[process]
                    process.kill_late()
