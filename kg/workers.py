"""Worker processes that do one thing to many items; one that fails or hangs costs the item that it was at, no more."""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import time
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Result = TypeVar("Result")

RAISED = 1  # the exit code of a process that ends by an exception
GRACE = 5.0  # seconds that a process may take to end by itself, and to say how
AHEAD = 8  # items that lie ready for a process, so that it need not wait for us
FORK = multiprocessing.get_context("fork")  # what the work needs, the data files as objects, is there at once


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """An item that no result came of, and why."""

    item: Item
    why: str


class _Worker(Generic[Item]):
    """A process, what was given to it and not answered, and when it came to the first of that."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process, self.connection = process, connection
        self.given = deque[Item]()
        self.since = 0.0


def mapped(
    work: Callable[[Item], Result], items: Iterable[Item], number: int, seconds: float
) -> Iterator[Result | Lost[Item]]:
    """The result of each item, in any order, from `number` processes; an item may take so many seconds.

    Where the work raises, the process has told what. Memory holds a few items a process, however many there are.
    """
    waiting = deque[Item]()  # given to a process that ended before it came to them
    source = iter(items)
    workers: list[_Worker[Item]] = []
    try:
        workers += (_started(work) for _ in range(number))
        while True:
            for worker in workers:
                _fill(worker, waiting, source)
            busy = [worker for worker in workers if worker.given]
            if not busy:
                return
            due = min(worker.since for worker in busy) + seconds
            ready = wait([worker.connection for worker in busy], max(0.0, due - time.monotonic()))
            for worker in busy:
                if worker.connection in ready:
                    yield from _results(worker)
                if worker.given and (why := _ended(worker, seconds)):
                    yield Lost(worker.given.popleft(), why)
                    waiting.extend(worker.given)
                    workers[workers.index(worker)] = _started(work)
    finally:
        for worker in workers:
            _stop(worker)


def _fill(worker: _Worker[Item], waiting: deque[Item], source: Iterator[Item]) -> None:
    """Give a process what it may have ahead."""
    while len(worker.given) < AHEAD:
        if waiting:
            item = waiting.popleft()
        else:
            try:
                item = next(source)
            except StopIteration:
                return
        if not worker.given:
            worker.since = time.monotonic()
        worker.given.append(item)
        try:
            worker.connection.send(item)
        except OSError:  # it has just died: `_ended` sees to it
            return


def _results(worker: _Worker[Item]) -> Iterator[Any]:  # Any: whatever the work gives
    """What has come from a process."""
    try:
        while worker.given and worker.connection.poll():
            result = worker.connection.recv()
            worker.given.popleft()
            worker.since = time.monotonic()
            yield result
    except (EOFError, OSError):
        worker.process.join(GRACE)
        _stop(worker)


def _ended(worker: _Worker[Item], seconds: float) -> str:
    """Why a process gives no result of the item that it was at; "" as long as one may come."""
    if not worker.process.is_alive() and not worker.connection.closed and worker.connection.poll():
        return ""  # its last words are not read yet
    if not worker.process.is_alive():
        worker.process.join()
        code = worker.process.exitcode or 0
        _stop(worker)
        if code == RAISED:
            return "met a fault of kg, not of your file; please report it with what the process has said"
        return f"ended the process that read it ({signal.Signals(-code).name if code < 0 else f'exit code {code}'})"
    if time.monotonic() - worker.since > seconds:
        _stop(worker)
        return f"took longer than {seconds:g} seconds"
    return ""


def _stop(worker: _Worker[Item]) -> None:
    worker.process.kill()
    worker.process.join()
    worker.connection.close()


def _started(work: Callable[[Item], Result]) -> _Worker[Item]:
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=_serve, args=(work, theirs), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(work: Callable[[Any], Any], connection: Connection) -> None:
    """Work on what comes until the other end closes."""
    _let_go(connection.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts a build interrupts its parent, which ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        while True:
            connection.send(work(connection.recv()))
    except (EOFError, OSError):
        return


def _let_go(kept: int) -> None:
    """Close what the parent has open, locks and ends of pipes, which would outlive it here; leave its objects alone."""
    gc.freeze()
    os.closerange(3, kept)
    os.closerange(kept + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
