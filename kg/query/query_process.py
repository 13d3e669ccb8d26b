"""Our side of a process that answers queries."""

from __future__ import annotations

import multiprocessing
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    from kg.query.request import Limits

START = 30.0  # seconds a new process may take to open the store
CONTEXT = multiprocessing.get_context("forkserver")
# Starting a process also looks after all that ended; of two threads that ask how one ended, the second hears nonsense.
CHILDREN = threading.Lock()


class Worker:
    """One query process and our end of its pipe; `target` runs there, with its end and `what` it is about."""

    def __init__(self, target: Callable[[Connection, str, Limits], None], what: Path, limits: Limits) -> None:
        self.connection: Connection
        self.connection, theirs = CONTEXT.Pipe()
        self.process: ForkServerProcess = CONTEXT.Process(
            target=target, args=(theirs, str(what), limits), name="query", daemon=True
        )
        with CHILDREN:
            self.process.start()
        theirs.close()
        self.late = False

    def ready(self) -> bool:
        """Whether it has opened the store, in time."""
        try:
            return self.connection.poll(START) and self.connection.recv_bytes() == b"R"
        except (EOFError, OSError):
            return False

    def kill_late(self) -> None:
        """End it because its time is over; whoever reads from it sees the end of the pipe."""
        self.late = True
        self.process.kill()

    def end(self) -> str:
        """End it for good and say what it died of."""
        self.process.kill()
        with CHILDREN:
            self.process.join()
            code = self.process.exitcode
            self.process.close()
        self.connection.close()
        if self.late:
            return "it ran longer than allowed"
        return {-6: "it needed more memory than allowed", -11: "it is nested too deeply for the engine"}.get(
            code or 0, f"its process ended with {code}"
        )
