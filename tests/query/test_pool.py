"""Queries that would take the machine: each is ended, said why, and not felt by the next."""

from __future__ import annotations

import gc
import http.server
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store

from kg.errors import QueryError, QueryTimeout, StoreError
from kg.query.pool import Pool
from kg.query.query_process import CONTEXT, Worker
from kg.query.request import Limits, QueryBusy, QueryFailed, Request, Term
from kg.query.rows import collect, tables
from kg.query.worker import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

COUNT = Request("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l "
ENDLESS = Request(f"SELECT (COUNT(*) AS ?n) {CROSS} FILTER(CONTAINS(STR(?a), STR(?l))) }}")
LONG = Request(f"SELECT ?a ?d ?g {CROSS} }}", "csv")
# Each variable is ten times the one before.
GROW = " ".join(f"BIND(CONCAT({', '.join([f'?{a}'] * 10)}) AS ?{b})" for a, b in pairwise("abcdefg"))
LIMITS = Limits(seconds=1.0, memory=300 * 2**20, result=4 * 2**20, line=2)


@pytest.fixture(scope="module")
def pool(small_build: Path) -> Iterator[Pool]:
    with Pool(small_build / "store", 2, LIMITS) as opened:
        yield opened


def count(pool: Pool) -> int:
    return int(tables(pool, COUNT)[0].dicts()[0]["n"].value)


@pytest.fixture(autouse=True)
def still_alive(pool: Pool) -> Iterator[None]:
    """After every query, hostile or not, the next honest ones are answered, as many at once as before."""
    yield
    with ThreadPoolExecutor(2) as threads:
        assert set(threads.map(lambda _: count(pool), range(4))) == {count(pool)}


def test_an_honest_query_is_answered(pool: Pool) -> None:
    assert count(pool) > 900


def test_several_bindings_are_answered_in_order(pool: Pool) -> None:
    bindings = tuple((("n", Term(str(n), datatype="http://www.w3.org/2001/XMLSchema#integer")),) for n in range(5))
    found = tables(pool, Request("SELECT ?n ?m { BIND(?n * 2 AS ?m) }", bindings=bindings))
    assert [table.dicts()[0]["m"].value for table in found] == ["0", "2", "4", "6", "8"]


@pytest.mark.parametrize(
    "text", [ENDLESS.text, f"SELECT DISTINCT ?x {CROSS} BIND(CONCAT(STR(?a), STR(?l)) AS ?x) FILTER(STRLEN(?x) = 0) }}"]
)
def test_an_endless_query_is_ended_at_its_time(pool: Pool, text: str) -> None:
    with pytest.raises(QueryTimeout, match="longer than allowed"):
        collect(pool.answer(Request(text)))


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?x {CROSS} BIND(CONCAT(STR(?a), STR(?d), STR(?g)) AS ?x) }} ORDER BY ?x",
        f"SELECT (STRLEN(?g) AS ?n) {{ BIND('{'x' * 2000}' AS ?a) {GROW} }}",
        f"SELECT (GROUP_CONCAT(STR(?a)) AS ?x) {CROSS} }}",
    ],
)
def test_a_query_that_eats_memory_is_ended(pool: Pool, text: str) -> None:
    with pytest.raises(QueryTimeout, match=r"more memory|longer than allowed"):
        collect(pool.answer(Request(text)))


def test_each_process_is_known_to_have_been_killed_while_others_start(small_build: Path) -> None:
    """Starting one looks after those that ended: two that ask how one ended must not come between each other."""
    told: list[str] = []

    def start_and_end() -> None:
        told.extend(Worker(serve, small_build / "store", LIMITS).end() for _ in range(12))

    threads = [threading.Thread(target=start_and_end) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(told) == {"its process ended with -9"}


def test_a_crash_of_the_engine_is_contained(pool: Pool) -> None:
    with pytest.raises(QueryTimeout, match="nested too deeply"):
        collect(pool.answer(Request("ASK " + "{" * 20_000 + "}" * 20_000)))


def test_a_result_too_large_breaks_off_and_never_looks_whole(pool: Pool) -> None:
    got: list[int] = []
    with pytest.raises(QueryTimeout, match=r"larger than|longer than"):  # the latter on a machine that is busy
        got.extend(len(part) for part in pool.answer(LONG))
    assert 64 * 1024 <= sum(got) <= LIMITS.result


def test_a_syntax_error_has_its_place(pool: Pool) -> None:
    with pytest.raises(QueryError) as refused:
        pool.answer(Request("SELECT *\n{ ?s ?p }"))
    assert (refused.value.line, refused.value.column) == (2, 10)


def test_the_wrong_format_is_a_failure_of_the_query(pool: Pool) -> None:
    with pytest.raises(QueryFailed, match="json"):
        pool.answer(Request("CONSTRUCT WHERE { ?s ?p ?o }", "json"))


def test_no_request_leaves_the_process(pool: Pool) -> None:
    asked: list[str] = []

    class Trap(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)

        do_GET = do_POST  # noqa: N815  named by the library

    with http.server.HTTPServer(("127.0.0.1", 0), Trap) as trap:
        thread = threading.Thread(target=trap.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{trap.server_port}/"
        with pytest.raises(QueryFailed):
            collect(pool.answer(Request(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}")))
        for source in (url, "file:///etc/passwd"):
            assert tables(pool, Request("SELECT * FROM <%s> { ?s ?p ?o }".replace("%s", source)))[0].rows == ()
        trap.shutdown()
        thread.join()
    assert asked == []


def test_who_stops_reading_loses_the_process_at_the_deadline(pool: Pool) -> None:
    answer = pool.answer(LONG)
    next(answer)
    worker = answer._worker  # noqa: SLF001  the deadline must strike while nobody reads
    assert worker is not None
    worker.process.join(5)
    assert worker.late
    with pytest.raises(QueryTimeout):
        collect(answer)


def test_an_answer_given_up_frees_its_place(pool: Pool) -> None:
    for _ in range(4):
        answer = pool.answer(LONG)
        next(answer)
        answer.close()
    for _ in range(4):
        next(pool.answer(LONG))
        gc.collect()


def test_the_waiting_line_is_bounded(pool: Pool) -> None:
    with ThreadPoolExecutor(12) as threads:
        futures = [threads.submit(lambda: collect(pool.answer(ENDLESS))) for _ in range(12)]
        faults = [future.exception() for future in futures]
    assert all(isinstance(fault, QueryBusy | QueryTimeout) for fault in faults)
    assert sum(isinstance(fault, QueryBusy) for fault in faults) >= 8
    assert sum(isinstance(fault, QueryTimeout) for fault in faults) >= 2


def test_a_process_that_died_idle_is_replaced_unseen(pool: Pool) -> None:
    for worker in list(pool._idle):  # noqa: SLF001  from outside, as the system would
        worker.process.kill()
        worker.process.join()
    assert count(pool) > 900


def test_without_a_store_it_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        Pool(tmp_path / "nothing")


def test_a_store_that_cannot_be_opened_is_said_when_asked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "CURRENT").write_text("nonsense")
    with Pool(tmp_path, 1) as broken, pytest.raises(StoreError, match="can open"):
        broken.answer(COUNT)
    capfd.readouterr()


def test_where_the_system_has_no_process_to_give_another_is_tried(
    small_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = iter((BlockingIOError(11, "Resource temporarily unavailable"), EOFError("the server of processes died")))
    start = CONTEXT.Process.start

    def once(process: ForkServerProcess) -> None:
        if fault := next(refused, None):
            raise fault
        start(process)

    monkeypatch.setattr(CONTEXT.Process, "start", once)
    with Pool(small_build / "store", 1) as scarce:
        for _ in range(100):
            with suppress(StoreError):
                scarce.warm()
                break
            time.sleep(0.1)
        assert next(refused, None) is None
        assert count(scarce) > 900


def test_a_process_that_is_not_ready_in_time_is_not_the_last(
    small_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine one may take too long to open the store; the server has as many as before, soon after."""
    late = iter([True] * 3)
    ready = Worker.ready
    monkeypatch.setattr(Worker, "ready", lambda worker: not next(late, False) and ready(worker))
    monkeypatch.setattr("kg.query.pool.RETRY", 0.05)
    with Pool(small_build / "store", 1) as slow:
        with pytest.raises(StoreError) as caught:
            slow.answer(COUNT)
        assert str(small_build) not in str(caught.value)
        for _ in range(200):
            if slow.load().idle == 2:
                break
            time.sleep(0.05)
        assert slow.load().idle == 2
        assert count(slow) > 900


def test_who_waits_is_not_passed_by_who_asks_again(small_build: Path) -> None:
    with Pool(small_build / "store", 1) as narrow, ThreadPoolExecutor(6) as threads:
        assert len(list(threads.map(lambda _: [count(narrow) for _ in range(150)], range(6)))) == 6


def test_who_has_drained_has_read_to_the_end(small_build: Path) -> None:
    pool = Pool(small_build / "store", 1)
    pool.warm()
    answer = pool.answer(Request("SELECT * { ?a ?b ?c . ?d ?b ?e }", "csv"))
    next(answer)
    with ThreadPoolExecutor(1) as threads:
        drained = threads.submit(pool.drain)
        assert not drained.done()
        assert len(collect(answer)) > 10_000
        drained.result(20)


def test_a_store_of_many_tables_is_answered_from_without_a_network(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    for number in range(6):
        store.bulk_load(f"<http://x/{number}> <http://x/p> <http://x/{number}> .".encode(), RdfFormat.N_TRIPLES)
    del store
    assert len(list((tmp_path / "store").glob("*.sst"))) > 16
    with Pool(tmp_path / "store", 1, LIMITS) as opened:
        assert count(opened) == 6


def test_no_socket_can_be_made_any_more() -> None:
    code = (
        "import socket; from kg.query.seal import without_sockets\n"
        "assert without_sockets(); open('/dev/null').close(); print('sealed', flush=True); socket.socket()"
    )
    told = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert told.stdout == "sealed\n"
    assert "PermissionError" in told.stderr


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SELECT * { ?s ?p", 'expected here: "$",'),
        ("SELECT * { ?s a x:Y }", "this prefix is not known; declare it with PREFIX"),
        ("ASK { ?a ?b 1 2 }", "this is not complete"),
    ],
)
def test_what_was_expected_is_told_without_classes_of_characters(pool: Pool, text: str, why: str) -> None:
    with pytest.raises(QueryError) as refused:
        pool.answer(Request(text))
    assert refused.value.why.startswith(why)
    assert "..=" not in refused.value.why
    assert "[_]" not in refused.value.why
