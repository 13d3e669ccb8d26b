"""Who may work now, of those who ask: so many at a time, and who came first is first."""

from __future__ import annotations

import threading
import time
from collections import deque

from kg.query.request import QueryBusy


class Line:
    """Rights to work, of which `free` can be had at a time, and a line of at most `longest` who wait for one."""

    def __init__(self, free: int, longest: int) -> None:
        self._free = free
        self._longest = longest
        self._waiting: deque[Turn] = deque()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many wait."""
        with self._lock:
            return len(self._waiting)

    def enter(self, due: float) -> None:
        """Return with the right to work; QueryBusy where it does not come until `due` on the monotonic clock."""
        with self._lock:
            if self._free and not self._waiting:  # one who has worked and asks again at once must not pass
                self._free -= 1
                return
            if len(self._waiting) >= self._longest:
                raise QueryBusy("too many queries are waiting; try again")
            turn = Turn()
            self._waiting.append(turn)
        if not turn.comes(due - time.monotonic()) and self._gives_up(turn):
            raise QueryBusy("no query process became free in time; try again")

    def leave(self) -> None:
        """Hand the right to work to whoever is first in line, and wake nobody else."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().give()
            else:
                self._free += 1

    def _gives_up(self, turn: Turn) -> bool:
        """Whether it has left the line; False where its turn came in the last moment."""
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return True
            return False


class Turn:
    """A place in the line."""

    def __init__(self) -> None:
        self._closed = threading.Lock()
        self._closed.acquire()

    def comes(self, seconds: float) -> bool:
        """Wait for one's turn; False where it does not come in time."""
        return self._closed.acquire(timeout=max(0.0, seconds))

    def give(self) -> None:
        """It is this one's turn."""
        self._closed.release()
