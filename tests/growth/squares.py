"""Work for the processes of a cluster, which import it: squares, but some items end the process or never come."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable


def make() -> Callable[[int], tuple[int, int]]:
    made_by = os.getpid()

    def work(item: int) -> tuple[int, int]:
        if item == 13:
            os.kill(os.getpid(), signal.SIGKILL)
        if item == 23:
            time.sleep(600)
        if item == 99:
            raise ZeroDivisionError(item)
        if item == 77:  # the process beside the worker
            os.kill(made_by, signal.SIGKILL)
        return item * item, made_by

    return work


def refuse() -> Callable[[int], int]:
    raise StoreError("not on this machine")


def lengths() -> Callable[[bytes], int]:
    return len
