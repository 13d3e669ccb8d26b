"""What need not be asked of a snapshot again: it never changes, so nothing in here grows old."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.store.layered import opened

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from kg.query.request import Request, Term

MOST = 32 * 1024 * 1024  # bytes of answers
PART = 16  # no answer is kept that takes more than one in so many of them


class Memory:
    """The index of the snapshot's build, where it has one, and answers of before in `most` bytes at the most.

    `hits` and `misses` count the askings whose answer was here, and those whose answer was not.
    """

    def __init__(self, index: Path | None = None, most: int = 0) -> None:
        self.index = index
        self.facts: dict[str, dict[str, list[Term]]] = {}  # what names nodes that the index does not know
        self.hits = self.misses = self.size = 0
        self._most = most
        self._at_rest: list[sqlite3.Connection] = []
        self._answers: OrderedDict[Request, bytes] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def keeps(self) -> bool:
        """Whether anything is kept; not where the store may change."""
        return self._most > 0

    @contextmanager
    def lend(self, index: Path) -> Iterator[sqlite3.Connection]:
        """A connection to the index, to read rows: a page wants a dozen, and to open one costs more than to ask it."""
        with self._lock:
            connection = self._at_rest.pop() if self._at_rest else opened(index)
        yield connection
        self._at_rest.append(connection)

    def recall(self, request: Request) -> bytes | None:
        """The answer of before, None where there is none."""
        with self._lock:
            found = self._answers.get(request)
            if found is None:
                self.misses += 1
            else:
                self.hits += 1
                self._answers.move_to_end(request)
            return found

    def keep(self, request: Request, answer: bytes) -> None:
        """Remember an answer; those that were not asked for the longest time are forgotten for it."""
        if len(answer) * PART > self._most:
            return
        with self._lock:
            self.size += _size(request, answer) - self._forget(request)
            self._answers[request] = answer
            while self.size > self._most:
                self.size -= _size(*self._answers.popitem(last=False))

    def _forget(self, request: Request) -> int:
        """The bytes that are free where the answer was kept already."""
        answer = self._answers.pop(request, None)
        return 0 if answer is None else _size(request, answer)


def _size(request: Request, answer: bytes) -> int:
    """About what the two take."""
    spoken = sum(len(term.value) for binding in request.bindings for _, term in binding)
    return len(answer) + len(request.text) + spoken
