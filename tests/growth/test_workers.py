"""Worker processes: every item comes back, whatever happens to the process that had it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from kg.workers import Lost, mapped


def work(item: int) -> int:
    if item == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == 17:
        os._exit(3)
    if item == 23:
        time.sleep(600)
    if item == 99:
        raise ZeroDivisionError(item)
    return item * item


@pytest.mark.parametrize("number", [1, 3])
def test_each_item_once(number: int) -> None:
    assert sorted(mapped(work, range(12), number, 60)) == [item * item for item in range(12)]  # type: ignore[type-var]  # none is lost


@pytest.mark.parametrize("number", [1, 4])
def test_the_lost_are_named_and_the_rest_done(number: int) -> None:
    results = list(mapped(work, range(40), number, 2))
    lost = {result.item: result.why for result in results if isinstance(result, Lost)}
    assert lost == {
        13: "ended the process that read it (SIGKILL)",
        17: "ended the process that read it (exit code 3)",
        23: "took longer than 2 seconds",
    }
    done = sorted(result for result in results if isinstance(result, int))
    assert done == [item * item for item in range(40) if item not in lost]


def test_a_fault_of_ours_costs_the_item_that_it_was_met_at() -> None:
    code = "from kg.workers import mapped; print(*mapped(lambda item: 6 // item, (3, 0, 2), 1, 60))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "ZeroDivisionError" in told.stderr
    assert told.stdout.startswith("2 Lost(item=0, why='met a fault of kg, not of your file;")
    assert told.stdout.rstrip().endswith(" 3")


def test_memory_holds_a_few_items() -> None:
    taken = 0

    def items() -> object:
        nonlocal taken
        for item in range(1000):
            taken += 1
            yield item + 100

    results = mapped(work, items(), 2, 60)  # type: ignore[arg-type]  # an iterable of numbers
    for _ in range(5):
        next(results)
    assert taken < 60
    results.close()  # type: ignore[attr-defined]  # a generator


def test_no_item_needs_no_process() -> None:
    assert list(mapped(work, (), 0, 60)) == []
