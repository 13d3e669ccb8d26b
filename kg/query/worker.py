"""What runs in a query process: one snapshot, one request at a time, no network and no files.

Messages to the parent are bytes whose first says what follows: R ready, C a part, F the last part, S a syntax error
("line column text"), E another error, L a limit. Anything else, or silence, means that the process is gone.
"""

from __future__ import annotations

import resource
import signal
import sys
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError, StoreError
from kg.query.evaluate import evaluate
from kg.query.request import QueryFailed
from kg.query.seal import without_sockets
from kg.store.linked import TABLES
from kg.store.oxigraph import read_only
from kg.store.revise import MOST

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from pyoxigraph import Store

    from kg.query.request import Limits, Request

PART = 64 * 1024
STATUS = Path("/proc/self/status")


class TooLarge(QueryError):
    """The result outgrew its limit."""


class Parts:
    """A sink that sends what it is given in parts, the first of them 64 KiB or the whole."""

    def __init__(self, connection: Connection, most: int) -> None:
        self._connection, self._most = connection, most
        self._held = bytearray()
        self._size = 0

    def write(self, data: bytes, /) -> int:
        """Hold or send; TooLarge past the limit."""
        self._size += len(data)
        if self._size > self._most:
            raise TooLarge(f"the result is larger than {self._most} bytes")
        self._held += data
        if len(self._held) >= PART:
            self._connection.send_bytes(b"C" + self._held)
            self._held.clear()
        return len(data)

    def flush(self) -> None:
        """Nothing: parts go when they are full."""

    def finish(self) -> None:
        """Send what is held as the last part."""
        self._connection.send_bytes(b"F" + self._held)


def serve(connection: Connection, path: str, limits: Limits) -> None:
    """Answer requests until the parent's end of the pipe closes."""
    try:
        store = read_only(Path(path))
    except StoreError:
        if _alone():
            return  # the folder is reached through the parent, which ended meanwhile
        raise
    confine(limits, tables=len(list(Path(path).glob(f"*{TABLES}"))))
    connection.send_bytes(b"R")
    try:
        while True:
            _answer(store, connection.recv(), connection, limits)
    except (EOFError, OSError):
        return  # the parent is gone or has lost interest


def _answer(store: Store, request: Request, connection: Connection, limits: Limits) -> None:
    sink = Parts(connection, limits.result)
    try:
        evaluate(store, request, sink)
        sink.finish()
    except (TooLarge, MemoryError) as limit:
        connection.send_bytes(b"L" + (str(limit) or "not enough memory").encode())
    except QueryFailed as fault:
        connection.send_bytes(b"E" + str(fault).encode())
    except QueryError as fault:
        connection.send_bytes(b"S" + f"{fault.line} {fault.column} {fault.why}".encode())


def _alone() -> bool:
    parent = parent_process()
    return parent is not None and not parent.is_alive()


def confine(limits: Limits, tables: int = 0) -> None:
    """Take away what a query has no use for; the last limit stops imports too, so all of them stand above.

    Without files there is no network either. A store of many tables opens some of them when they are asked for: there
    the kernel is told to refuse the network by itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if STATUS.exists():  # elsewhere than on Linux the address space stays unlimited: the deadline still holds
        size = next(line for line in STATUS.read_text("ascii").splitlines() if line.startswith("VmSize"))
        most = int(size.split()[1]) * 1024 + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    sys.stdin.close()
    if tables <= MOST or not without_sockets():
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
