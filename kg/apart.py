"""A task done in a process of its own, which may be killed like any other, and ends with the process that waits."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import signal
import sys
from typing import TYPE_CHECKING, TypeVar

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Answer = TypeVar("Answer")

GRACE = 20.0  # seconds that a task may take to stop
PARENT_DEATH_SIGNAL = 1  # of prctl(2)
FORK = multiprocessing.get_context("fork")  # all that the task needs is there at once


class Died(Exception):
    """The process of a task has ended without an answer; `code` is its exit code."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


def apart(task: Callable[[], Answer]) -> Answer:
    """What a task answers, done in another process; a KgError that it raises is raised here, Died where it ends."""
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=_do, args=(task, theirs))
    gc.freeze()  # what is kept need not be looked through, here and in the processes that come of this one
    process.start()
    theirs.close()
    try:
        answer: Answer | KgError = ours.recv()
        process.join(GRACE)  # it has said all, and only has to go
    except EOFError:
        process.join()
        raise Died(process.exitcode) from None
    finally:
        _stop(process)
        ours.close()
    if isinstance(answer, KgError):
        raise answer
    return answer


def _do(task: Callable[[], Answer], theirs: Connection) -> None:
    """Do a task in the process that is ours alone, and send its answer, or the KgError that it raises."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts us all interrupts the parent, which ends this
    signal.signal(signal.SIGTERM, _interrupt)
    end_with_parent()
    answer: Answer | KgError
    try:
        answer = task()
    except KgError as error:
        answer = error
    except KeyboardInterrupt:
        return
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    theirs.send(answer)


def end_with_parent() -> None:
    """Be told to end when the parent is killed, which can tell nobody itself; where the system is Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _interrupt(*_: object) -> None:
    """End as when interrupted, told once or twice."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _stop(process: BaseProcess) -> None:
    """End a process, or see it end."""
    if process.is_alive():
        process.terminate()
        process.join(GRACE)
    if process.is_alive():
        process.kill()
    process.join()
