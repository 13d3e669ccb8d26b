"""What is remembered of a snapshot: no more than allowed, the oldest forgotten first, nothing where it may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as some

from kg.query.memory import PART, Memory
from kg.query.request import Request, Term
from kg.query.rows import bind, tables

if TYPE_CHECKING:
    from kg.query.direct import Direct

MOST = 4_000
ASKED = "SELECT ?s ?o WHERE { ?s ?p ?o } LIMIT 1"


def request(number: int) -> Request:
    return Request("", bindings=(bind(this=Term(f"{number:04}")),))


@given(some.lists(some.tuples(some.integers(0, 30), some.integers(0, MOST // 8))))
def test_it_holds_the_newest_in_the_bytes_that_it_may_take(asked: list[tuple[int, int]]) -> None:
    memory, held = Memory(most=MOST), dict[int, int]()  # sizes, those asked for last at the end
    for number, size in asked:
        found = memory.recall(request(number))
        assert (None if found is None else len(found)) == held.get(number)
        if found is None:
            memory.keep(request(number), b"x" * size)
        kept = held.pop(number, size)
        if kept * PART <= MOST:
            held[number] = kept
        while sum(held.values()) + 4 * len(held) > MOST:
            del held[next(iter(held))]
        assert memory.size == sum(held.values()) + 4 * len(held)


def test_what_was_asked_for_last_is_forgotten_last() -> None:
    memory = Memory(most=PART * 100)
    for number in range(PART - 1):
        memory.keep(request(number), b"x" * 100)
    assert memory.recall(request(0)) is not None
    memory.keep(request(PART), b"x" * 100)
    assert memory.recall(request(1)) is None
    assert (memory.recall(request(0)), memory.hits, memory.misses) == (b"x" * 100, 2, 1)


def test_an_engine_whose_store_may_change_remembers_nothing(engine: Direct) -> None:
    tables(engine, Request(ASKED))
    tables(engine, Request(ASKED))
    assert (engine.memory.hits, engine.memory.misses, engine.memory.size) == (0, 0, 0)
