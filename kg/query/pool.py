"""Query processes that can be killed, and who gets which one when.

A query runs in a process of its own because Oxigraph can neither be interrupted nor be given less memory, and a crafted
query can crash it. One process more than may work at once stands ready, so that a kill is not felt by the next query.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from kg.errors import QueryError, QueryTimeout, StoreError
from kg.query.deadline import Deadlines
from kg.query.memory import MOST, Memory
from kg.query.request import Limits, QueryBusy, QueryFailed, unobserved
from kg.query.worker import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path
    from types import TracebackType

    from kg.query.request import Observe, Outcome, Request

ENDS: Mapping[bytes, Outcome] = {b"F": "answered", b"S": "wrong", b"E": "failed", b"L": "too large"}
START = 30.0  # seconds a new process may take to open the store
RETRY = 1.0  # seconds until another try where the system has none to give
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


@dataclass(frozen=True, slots=True)
class Load:
    """Processes that are idle and at work, and requests that wait in line."""

    idle: int
    busy: int
    waiting: int


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


class Pool:
    """Answers requests on `size` processes at a time over a snapshot of the store; to be closed.

    `observe` is told how each ended and after how many seconds; `index` is that of the build in the store.
    """

    def __init__(
        self,
        store: Path,
        size: int = 2,
        limits: Limits | None = None,
        observe: Observe = unobserved,
        index: Path | None = None,
    ) -> None:
        if not store.is_dir():
            raise StoreError(f"{store}: no store here")
        self.limits = limits or Limits()
        self._store = store
        self._observe = observe
        self._changed = threading.Condition()
        self._free = size
        self._line: deque[Turn] = deque()
        self._idle: deque[Worker] = deque()
        self._busy: set[Worker] = set()
        self._wanted: queue.SimpleQueue[Literal["start", "stop"]] = queue.SimpleQueue()
        self._fault = ""
        self._deadlines = Deadlines()
        self.memory = Memory(index, MOST)
        CONTEXT.set_forkserver_preload(["kg.query.worker"])
        self._starter = threading.Thread(target=self._start, name="query starter", daemon=True)
        self._starter.start()
        for _ in range(size + 1):
            self._wanted.put("start")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def answer(self, request: Request) -> Stream:
        """The parts of the answer; errors that show before the first part are raised here."""
        began = time.monotonic()
        try:
            due = self._admit(began + self.limits.seconds)
        except QueryBusy:
            self._observe("busy", time.monotonic() - began)
            raise
        try:
            stream = Stream(self, self._send(request, due), began)
        except BaseException:
            self._leave()
            raise
        stream.open()
        return stream

    def warm(self) -> None:
        """Return when the next query need not wait for a process; StoreError where there will be none."""
        with self._changed:
            self._changed.wait_for(lambda: self._idle or self._fault, START)
            if not self._idle:
                raise StoreError(self._fault or f"{self._store}: no query process could be started in time")

    def drain(self) -> None:
        """Close when the answers under way are read to their end; nobody asks any more."""
        with self._changed:
            self._changed.wait_for(lambda: not self._busy, self.limits.seconds + START)
        self.close()

    def load(self) -> Load:
        """What the processes are doing now."""
        with self._changed:
            return Load(len(self._idle), len(self._busy), len(self._line))

    def close(self) -> None:
        """End all processes; answers under way break."""
        self._wanted.put("stop")
        self._starter.join()
        self._deadlines.close()
        with self._changed:
            idle, self._idle = list(self._idle), deque()
            busy = list(self._busy)
        for worker in busy:
            worker.kill_late()
        for worker in idle:
            worker.end()

    def _admit(self, due: float) -> float:
        """Wait in line for the right to work, until the deadline on the monotonic clock, which is given back."""
        with self._changed:
            if self._free and not self._line:  # who came first is first: one who asks again at once must not pass
                self._free -= 1
                return due
            if len(self._line) >= self.limits.line:
                raise QueryBusy("too many queries are waiting; try again")
            turn = Turn()
            self._line.append(turn)
        if not turn.comes(due - time.monotonic()) and self._gives_up(turn):
            raise QueryBusy("no query process became free in time; try again")
        return due

    def _gives_up(self, turn: Turn) -> bool:
        """Whether it has left the line; False where its turn came in the last moment."""
        with self._changed:
            if turn in self._line:
                self._line.remove(turn)
                return True
            return False

    def _leave(self) -> None:
        """Hand the right to work to whoever is first in line, and wake nobody else."""
        with self._changed:
            if self._line:
                self._line.popleft().give()
            else:
                self._free += 1

    def _send(self, request: Request, due: float) -> Worker:
        """The living process that now has the request; the time a new one takes to start is not the query's."""
        while True:
            asked = time.monotonic()
            with self._changed:
                if not self._changed.wait_for(lambda: self._idle or self._fault, START):
                    raise QueryBusy("no query process could be started in time")
                if not self._idle:
                    raise StoreError(self._fault)
                worker = self._idle.popleft()
                self._busy.add(worker)
            due += time.monotonic() - asked
            self._deadlines.watch(worker, due)
            try:
                worker.connection.send(request)
            except OSError:  # it died while idle: that is nobody's fault, take another
                self.discard(worker)
                continue
            return worker

    def keep(self, worker: Worker) -> None:
        """Take back a process that has answered."""
        self._deadlines.forget(worker)
        with self._changed:
            self._busy.discard(worker)
            if worker.late:  # the deadline struck between its last word and now
                self._wanted.put("start")
            else:
                self._idle.append(worker)
            self._changed.notify_all()
        if worker.late:
            worker.end()

    def discard(self, worker: Worker) -> str:
        """End a process that has not answered, and have another started; why it ended."""
        self._deadlines.forget(worker)
        with self._changed:
            self._busy.discard(worker)
        self._wanted.put("start")
        return worker.end()

    def done(self, outcome: Outcome, seconds: float) -> None:
        """A query has ended, and one more may work."""
        self._leave()
        self._observe(outcome, seconds)

    def _start(self) -> None:
        while self._wanted.get() == "start":
            try:
                worker = Worker(serve, self._store, self.limits)
            except (OSError, EOFError) as fault:  # no memory, no process to be had: that may pass
                self._tell(f"no query process can be started now ({fault})")
                time.sleep(RETRY)
                self._wanted.put("start")
                continue
            if worker.ready():
                self._welcome(worker)
            else:
                self._tell(f"{self._store}: no query process can open this store ({worker.end()})")

    def _welcome(self, worker: Worker) -> None:
        with self._changed:
            self._idle.append(worker)
            self._fault = ""
            self._changed.notify_all()

    def _tell(self, fault: str) -> None:
        with self._changed:
            self._fault = fault
            self._changed.notify_all()


class Stream:
    """An answer as it comes from its process; given back or killed in the end, whatever happens."""

    def __init__(self, pool: Pool, worker: Worker, began: float) -> None:
        self._pool = pool
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
        self._pool.keep(worker)
        self._pool.done(ENDS[tag], time.monotonic() - self._began)
        if tag == b"F":
            return rest
        raise fault_of(tag, rest.decode("utf-8", "replace"))

    def _lose(self, outcome: Outcome) -> str:
        worker, self._worker = self._worker, None
        if worker is None:
            return ""
        try:
            return self._pool.discard(worker)
        finally:
            self._pool.done(outcome, time.monotonic() - self._began)


def fault_of(tag: bytes, text: str) -> QueryError:
    """What a process said no with."""
    if tag == b"S":
        line, column, why = text.split(" ", 2)
        return QueryError(why, int(line), int(column))
    return QueryTimeout(text) if tag == b"L" else QueryFailed(text)
