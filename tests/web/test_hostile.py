"""Requests that would take the server: each is answered properly or cut off, and the next honest one is answered."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

from kg.store.folder import new_build
from tests.small import small
from tests.web.servers import PATIENCE, awaited, children, kg_serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.servers import Server

FORM = "application/x-www-form-urlencoded"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
TEN = "".join(f" BIND(CONCAT({', '.join([f'?x{n}'] * 10)}) AS ?x{n + 1})" for n in range(9))
REGEX = f"REGEX('{'a' * 60}!', '^(a+)+$')"

# A query, and the statuses of which one must come.
QUERIES = {
    "cross join with a filter": (f"SELECT (COUNT(*) AS ?n) {CROSS} FILTER(CONTAINS(STR(?a), STR(?l))) }}", {503}),
    "cross join, distinct": (
        f"SELECT DISTINCT ?a ?f ?l {CROSS} FILTER(STR(?a) > STR(?l)) }} LIMIT 1 OFFSET 99999999",
        {503},
    ),
    "cross join, ordered": (f"SELECT ?x {CROSS} BIND(CONCAT(STR(?a), STR(?l)) AS ?x) }} ORDER BY ?x", {503}),
    "cross join, grouped": (f"SELECT ?a (COUNT(*) AS ?n) {CROSS} }} GROUP BY ?a ?d ?g", {503}),
    "cross join, sampled": (f"SELECT (SAMPLE(?l) AS ?x) {CROSS} }} GROUP BY ?a", {503}),
    "everything in one string": (f"SELECT (GROUP_CONCAT(STR(?a)) AS ?x) {CROSS} }}", {503}),
    "a string ten times as long, nine times": (
        f"SELECT (STRLEN(?x9) AS ?n) {{ BIND('{'x' * 999}' AS ?x0) {TEN} }}",
        {503},
    ),
    "paths of all lengths between all nodes": (
        "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^<x:y>)* ?b . ?c (!<x:y>)* ?d . ?e (!<x:y>)* ?f }",
        {503},
    ),
    "paths in paths": ("SELECT (COUNT(*) AS ?n) { ?a (((!<x:y>)+|^(!<x:y>)+)+)+ ?b . ?c (!<x:y>)+ ?d }", {503}),
    "a regex that backtracks": (f"SELECT ({REGEX} AS ?x) {{}}", {200}),
    "a regex too large": ("ASK { FILTER(REGEX('a', '(((a{99}){99}){99}){99}')) }", {200, 503}),
    "a subquery in an exists in a cross join": (
        f"SELECT * {CROSS} FILTER NOT EXISTS {{ SELECT ?a {CROSS} }} }} }}",
        {503},
    ),
    "5,000 braces": ("ASK " + "{" * 5000 + "}" * 5000, {400}),
    "20,000 parentheses": ("ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }", {400}),
    "10,000 signs": ("ASK { FILTER(" + "!" * 10_000 + "true) }", {400}),
    "200 braces": ("ASK " + "{" * 200 + "}" * 200, {200}),
    "unions without end": ("SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 3000) + " } LIMIT 1", {200, 400, 503}),
    "a list of operators": ("SELECT (" + "+".join(["1"] * 20_000) + " AS ?x) {}", {200, 400, 503}),
    "a pattern of 2,000 steps": ("SELECT * { ?s " + "/".join(["(!<x:y>)"] * 2000) + " ?o }", {200, 400, 503}),
    "a sequence of optional steps": ("ASK { ?s " + "/".join(["(!<x:y>)?"] * 60) + " ?o FILTER(?o = 7) }", {200, 503}),
    "filters in filters": ("ASK { " + "FILTER EXISTS { ?a ?b ?c " * 150 + "}" * 150 + " }", {200, 400, 503}),
    "values of 8,000 rows, thrice": (
        "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?{v} {{ {'1 ' * 8000} }}" for v in "abc") + " }",
        {503},
    ),
    "a literal of 60 kB": ("SELECT ('" + "x" * 60_000 + "' AS ?x) {}", {200}),
    "a query of 70 kB": ("ASK {} #" + "x" * 70_000, {400}),
    "SERVICE to loopback": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {403}),
    "SERVICE of a variable": ("SELECT * { ?x ?y ?z SERVICE SILENT ?x { ?s ?p ?o } }", {403}),
    "FROM a file": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", {200}),
    "FROM loopback": ("SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }", {200}),
    "LOAD of a file": ("LOAD <file:///etc/passwd>", {403}),
    "an update": ("DROP ALL", {403}),
    "a surrogate": ("ASK { ?s ?p '\\uD800' }", {400}),
    "a null character": ("ASK { ?s ?p '\0' }", {200, 400}),
    "nothing but noise": ("\u202e\ufeff" * 500, {400}),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of our own, to be built again."""
    built: Path = small.build(tmp_path_factory.mktemp("hostile") / "build")
    return built


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[Server]:
    with kg_serve(str(place), "--seconds", "0.8") as started:
        yield started
        complaints = started.complaints.read_text("utf-8")
    # What is broken off is said so; nothing else may go wrong.
    allowed = ("kg.errors.QueryTimeout: ", "TimeoutError: ", "ConnectionResetError: ", "BrokenPipeError: ")
    assert complaints.count("Traceback") == sum(complaints.count(f"\n{fault}") for fault in allowed), complaints


def ask(server: Server, text: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(server.host, timeout=PATIENCE)
    try:
        body = urlencode({"query": text}, errors="surrogatepass")
        connection.request("POST", "/sparql", body, {"Content-Type": FORM})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def counted(server: Server) -> int:
    """What an honest query finds; where its turn comes too late, on a busy machine, it asks again, as it is told."""
    found: list[int] = []

    def answered() -> bool:
        status, body = ask(server, COUNT)
        assert status in {200, 503}, body
        if status == 200:
            found.append(int(json.loads(body)["results"]["bindings"][0]["n"]["value"]))
        return status == 200

    assert awaited(answered)
    return found[0]


def opened(server: Server, sent: bytes, **options: int) -> socket.socket:
    """A connection on which something is sent and nothing is read."""
    host, port = server.host.split(":")
    client = socket.create_connection((host, int(port)), timeout=PATIENCE)
    for name, value in options.items():
        client.setsockopt(socket.SOL_SOCKET, getattr(socket, name), value)
    with suppress(ConnectionError):  # refused before all of it was sent
        client.sendall(sent)
    return client


@pytest.fixture(autouse=True)
def still_alive(server: Server) -> Iterator[None]:
    yield
    with ThreadPoolExecutor(4) as threads:
        assert min(threads.map(lambda _: counted(server), range(4))) > 900


@pytest.mark.parametrize(("text", "statuses"), QUERIES.values(), ids=QUERIES)
def test_a_hostile_query_is_answered_properly(server: Server, text: str, statuses: set[int]) -> None:
    status, body = ask(server, text)
    assert status in statuses | ({503} if 200 in statuses else set()), body[:300]
    json.loads(body)


def test_an_answer_too_large_is_broken_off(server: Server) -> None:
    for _ in range(4):
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            ask(server, f"SELECT * {CROSS} }}")


def test_a_thousand_requests_at_once(server: Server) -> None:
    """As many connections are open at the same time, all before the first is read."""
    request = f"GET /sparql?query={quote(COUNT)} HTTP/1.0\r\nHost: x\r\n\r\n".encode()
    clients = [opened(server, request) for _ in range(900)]
    statuses, bodies = set(), set()
    for client in clients:
        with client, client.makefile("rb") as answer:
            status = answer.readline().split()[1]
            statuses.add(status)
            bodies |= {answer.read().partition(b"\r\n\r\n")[2]} if status == b"200" else set()
    assert statuses <= {b"200", b"503"}
    assert len(bodies) <= 1


def test_hostile_and_honest_at_once(server: Server) -> None:
    text, _ = QUERIES["cross join with a filter"]
    with ThreadPoolExecutor(12) as threads:
        found = list(threads.map(lambda n: ask(server, text if n % 4 == 0 else COUNT)[0], range(24)))
    assert set(found) <= {200, 503}


def test_who_stops_reading_holds_nobody_up(server: Server) -> None:
    request = f"GET /sparql?query={quote(f'SELECT * {CROSS} }}')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    slow = [opened(server, request, SO_RCVBUF=4096) for _ in range(20)]
    assert counted(server) > 900
    for client in slow:
        client.close()


HALVES = {
    "nothing": b"",
    "half a line": b"GET /sparql",
    "half a body": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nquery=",
    "half a chunk": b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n",
    "a length below zero": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nquery=",
    "no UTF-8": b"GET /sparql?query=%ZZ%FF%FE HTTP/1.1\r\nHost: x\r\n\r\n",
    "a long address": b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(20_000)) + b"\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
}


@pytest.mark.parametrize("sent", HALVES.values(), ids=HALVES)
def test_half_open_connections_hold_nobody_up(server: Server, sent: bytes) -> None:
    """More of them than a server as it comes would keep."""
    open_ones = [opened(server, sent) for _ in range(150 if len(sent) < 1000 else 10)]
    assert counted(server) > 900
    for client in open_ones:
        client.close()


def test_requests_while_query_processes_are_killed(server: Server) -> None:
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(ask, server, COUNT) for _ in range(120)]
        for _ in range(4):
            queries = sorted(children(server.process.pid) - children_of_first_rank(server))
            for process in queries[:2]:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            counted(server)
        statuses = [one.result()[0] for one in asked]
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) > 60


def children_of_first_rank(server: Server) -> set[int]:
    """Those that the server itself has started: they start the processes that answer queries."""
    below = children(server.process.pid)
    return below - {two for one in below for two in children(one)}


def test_requests_while_a_new_build_comes(server: Server, place: Path) -> None:
    done = threading.Event()

    def go_on() -> set[int]:
        statuses = set()
        while not done.is_set():
            statuses.add(ask(server, COUNT)[0])
        return statuses

    with ThreadPoolExecutor(4) as threads:
        asking = [threads.submit(go_on) for _ in range(3)]
        threads.submit(ask, server, QUERIES["cross join with a filter"][0])
        try:
            with new_build(place) as writer:
                writer.add_ontology(
                    f"<http://x/{n}> <http://version/> <http://x/{n}> <http://g/> ." for n in range(5000)
                )
                writer.finish(())
            assert awaited(lambda: counted(server) == 5000)
        finally:
            done.set()
        assert set().union(*(one.result() for one in asking)) <= {200, 503}


def test_memory_is_where_it_was(server: Server) -> None:
    def held() -> int:
        with open(f"/proc/{server.process.pid}/status", encoding="ascii") as file:  # noqa: PTH123  no path of ours
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))

    text, _ = QUERIES["everything in one string"]
    ask(server, text)
    before = held()
    for _ in range(3):
        ask(server, text)
        with suppress(http.client.IncompleteRead, ConnectionError):
            ask(server, f"SELECT * {CROSS} }}")
    assert held() < before + 60_000  # kB
