"""The line before the query processes: rights to work go to who came first, and nobody waits for ever."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.query.line import Line
from kg.query.request import QueryBusy

SOON = 0.05


def long_enough() -> float:
    return time.monotonic() + 20.0


def waited_for(line: Line, number: int) -> None:
    """Return when so many wait."""
    while len(line) != number:
        time.sleep(0.001)


def test_who_came_first_works_first() -> None:
    line, order, lock = Line(1, 8), [], threading.Lock()
    line.enter(long_enough())

    def work(name: int) -> None:
        line.enter(long_enough())
        with lock:
            order.append(name)
        line.leave()

    with ThreadPoolExecutor(4) as threads:
        for name in range(4):
            threads.submit(work, name)
            waited_for(line, name + 1)
        line.leave()
    assert order == [0, 1, 2, 3]
    assert len(line) == 0


def test_a_full_line_takes_nobody_more() -> None:
    line = Line(1, 0)
    line.enter(long_enough())
    with pytest.raises(QueryBusy, match="too many"):
        line.enter(long_enough())
    line.leave()
    line.enter(long_enough())


def test_who_gives_up_leaves_the_line_and_loses_no_right() -> None:
    line = Line(1, 8)
    line.enter(long_enough())
    with pytest.raises(QueryBusy, match="in time"):
        line.enter(time.monotonic() + SOON)
    assert len(line) == 0
    line.leave()
    line.enter(long_enough())
