"""An answer on its way out of a query process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from kg.errors import QueryError, QueryTimeout
from kg.query.request import QueryFailed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.query.query_process import Worker
    from kg.query.request import Outcome

ENDS: Mapping[bytes, Outcome] = {b"F": "answered", b"S": "wrong", b"E": "failed", b"L": "too large"}


class Owner(Protocol):
    """To whom a process goes back."""

    def keep(self, worker: Worker) -> None:
        """Take back a process that has answered."""

    def discard(self, worker: Worker) -> str:
        """End a process that has not answered; why it ended."""

    def done(self, outcome: Outcome, seconds: float) -> None:
        """A query has ended."""


class Stream:
    """An answer as it comes from its process; given back or killed in the end, whatever happens."""

    def __init__(self, owner: Owner, worker: Worker, began: float) -> None:
        self._owner = owner
        self._worker: Worker | None = worker
        self._began = began
        self._next: bytes | None = None

    def open(self) -> None:
        """Wait for the first part, so that what fails before it can still be answered properly."""
        self._next = self._read()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._next is None:
            if self._worker is None:
                raise StopIteration
            return self._read()
        part, self._next = self._next, None
        return part

    def close(self) -> None:
        """Give the answer up; a process still at work on it is killed."""
        if self._worker is not None:
            self._lose("left")

    def __del__(self) -> None:
        self.close()

    def _read(self) -> bytes:
        worker = self._worker
        if worker is None:
            raise StopIteration
        try:
            message = worker.connection.recv_bytes()
        except (EOFError, OSError):
            raise QueryTimeout(f"the query was ended: {self._lose('killed')}") from None
        tag, rest = message[:1], message[1:]
        if tag == b"C":
            return rest
        self._worker = None
        self._owner.keep(worker)
        self._owner.done(ENDS[tag], time.monotonic() - self._began)
        if tag == b"F":
            return rest
        raise fault_of(tag, rest.decode("utf-8", "replace"))

    def _lose(self, outcome: Outcome) -> str:
        worker, self._worker = self._worker, None
        if worker is None:
            return ""
        try:
            return self._owner.discard(worker)
        finally:
            self._owner.done(outcome, time.monotonic() - self._began)


def fault_of(tag: bytes, text: str) -> QueryError:
    """What a process said no with."""
    if tag == b"S":
        line, column, why = text.split(" ", 2)
        return QueryError(why, int(line), int(column))
    return QueryTimeout(text) if tag == b"L" else QueryFailed(text)
