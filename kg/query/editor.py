"""The one process that evaluates edits: it can be killed as query processes are, and starts again from the journal.

It has no network and no files, so an update can neither fetch nor be told to. What it proposes is settled by whoever
asked before the next edit is looked at.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NotFound, QueryError, QueryTimeout, StoreError
from kg.query.deadline import Deadlines
from kg.query.edit import Draft
from kg.query.query_process import Worker
from kg.query.stream import fault_of
from kg.query.worker import confine
from kg.store.journal import read, replay, written

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from kg.query.edit import Edit
    from kg.query.request import Limits
    from kg.store.journal import Change


def propose(connection: Connection, journal: str, limits: Limits) -> None:
    """Run in the process: edits come in, changes go out, and whether they are kept comes in."""
    draft = Draft(replay(Path(journal)))
    confine(limits)
    connection.send_bytes(b"R")
    try:
        while True:
            _propose(draft, connection)
    except (EOFError, OSError):
        return  # the parent is gone


def _propose(draft: Draft, connection: Connection) -> None:
    edit: Edit = connection.recv()
    try:
        change = draft.edit(edit)
    except MemoryError:
        connection.send_bytes(b"Lnot enough memory")
    except QueryError as fault:
        connection.send_bytes(b"S" + f"{fault.line} {fault.column} {fault.why}".encode())
    except NotFound as fault:
        connection.send_bytes(b"N" + str(fault).encode())
    else:
        connection.send_bytes(b"F" + written(change))
        if not connection.recv():
            draft.take_back()


class Editor:
    """Our end of it; used by one thread at a time."""

    def __init__(self, journal: Path, limits: Limits) -> None:
        self._journal, self._limits = journal, limits
        self._deadlines = Deadlines()
        self._worker: Worker | None = None

    def propose(self, edit: Edit) -> Change:
        """What the edit comes to; `settle` must follow. QueryError, NotFound, or QueryTimeout where a limit strikes."""
        worker = self._started()
        self._deadlines.watch(worker, time.monotonic() + self._limits.seconds)
        try:
            worker.connection.send(edit)
            message = worker.connection.recv_bytes()
        except (EOFError, OSError):
            raise QueryTimeout(f"the update was ended: {self._lost(worker)}") from None
        finally:
            self._deadlines.forget(worker)
        if worker.late:
            raise QueryTimeout(f"the update was ended: {self._lost(worker)}")
        return _change(message)

    def settle(self, *, kept: bool) -> None:
        """Say whether the change has been made; a process that cannot be told starts again from the journal."""
        if self._worker is not None:
            try:
                self._worker.connection.send(kept)
            except OSError:
                self._lost(self._worker)

    def restart(self) -> None:
        """Forget everything but the journal."""
        if self._worker is not None:
            self._lost(self._worker)

    def close(self) -> None:
        """End the process."""
        self.restart()
        self._deadlines.close()

    def _started(self) -> Worker:
        if self._worker is not None and not self._worker.process.is_alive():
            self._lost(self._worker)
        if self._worker is None:
            worker = Worker(propose, self._journal, self._limits)
            if not worker.ready():
                raise StoreError(f"{self._journal}: no process can read this journal ({worker.end()})")
            self._worker = worker
        return self._worker

    def _lost(self, worker: Worker) -> str:
        self._worker = None
        return worker.end()


def _change(message: bytes) -> Change:
    tag, rest = message[:1], message[1:]
    if tag == b"F":
        return read(rest)
    text = rest.decode("utf-8", "replace")
    raise NotFound(text) if tag == b"N" else fault_of(tag, text)
