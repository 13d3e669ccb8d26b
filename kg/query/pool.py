"""The query processes of a server: who gets which one when.

A query runs in a process of its own because Oxigraph can neither be interrupted nor be given less memory, and a crafted
query can crash it. One process more than may work at once stands ready, so that a kill is not felt by the next query.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from kg.errors import StoreError
from kg.query.deadline import Deadlines
from kg.query.line import Line
from kg.query.memory import MOST, Memory
from kg.query.query_process import CONTEXT, START, Worker
from kg.query.request import Limits, QueryBusy, unobserved
from kg.query.stream import Stream
from kg.query.worker import serve

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from kg.query.request import Observe, Outcome, Request

RETRY = 1.0  # seconds until another try where none came to be
LATE = "no query process could be started in time; try again"


@dataclass(frozen=True, slots=True)
class Load:
    """Processes that are idle and at work, and requests that wait in line."""

    idle: int
    busy: int
    waiting: int


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
        self._line = Line(size, self.limits.line)
        self._idle: deque[Worker] = deque()
        self._busy: set[Worker] = set()
        self._wanted: queue.SimpleQueue[Literal["start", "stop"]] = queue.SimpleQueue()
        self._fault = ""
        self._closing = threading.Event()
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
        due = began + self.limits.seconds
        try:
            self._line.enter(due)
        except QueryBusy:
            self._observe("busy", time.monotonic() - began)
            raise
        try:
            stream = Stream(self, self._send(request, due), began)
        except BaseException:
            self._line.leave()
            raise
        stream.open()
        return stream

    def warm(self) -> None:
        """Return when the next query need not wait for a process; StoreError where there will be none."""
        with self._changed:
            self._changed.wait_for(lambda: self._idle or self._fault, START)
            if not self._idle:
                raise StoreError(f"{self._store}: {self._fault or LATE}")

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
        self._closing.set()
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

    def _send(self, request: Request, due: float) -> Worker:
        """The living process that now has the request; the time a new one takes to start is not the query's."""
        while True:
            asked = time.monotonic()
            with self._changed:
                if not self._changed.wait_for(lambda: self._idle or self._fault, START):
                    raise QueryBusy(LATE)
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
        self._line.leave()
        self._observe(outcome, seconds)

    def _start(self) -> None:
        while self._wanted.get() == "start":
            fault = self._another()
            if fault and not self._closing.wait(RETRY):  # no memory, no process, no time to be had: that may pass
                self._wanted.put("start")

    def _another(self) -> str:
        """Start a process for whoever asks next; what stands against it, "" where nothing does."""
        fault = ""
        try:
            worker = Worker(serve, self._store, self.limits)
        except (OSError, EOFError) as why:
            fault = f"no query process can be started now ({why})"
        else:
            if worker.ready():
                self._welcome(worker)
            else:
                fault = f"no query process can open the store now ({worker.end()}); try again"
        if fault:
            self._tell(fault)
        return fault

    def _welcome(self, worker: Worker) -> None:
        with self._changed:
            self._idle.append(worker)
            self._fault = ""
            self._changed.notify_all()

    def _tell(self, fault: str) -> None:
        with self._changed:
            self._fault = fault
            self._changed.notify_all()
