"""Requests that would take the server: each is answered properly or cut off, and the next honest one is answered."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCRIPT = """import sys
from pathlib import Path
from kg.web import serve
from kg.web.app import create_app
from kg.query.request import Limits
limits = Limits(seconds=1.5, memory=200 * 2**20, result=4 * 2**20)
serve.create_app = lambda place, workers, writing=None: create_app(place, workers, limits, writing)
serve.serve(Path(sys.argv[1]), port=0)"""
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
def server(small_build: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a server, and its process."""
    command = [sys.executable, "-c", SCRIPT, str(small_build)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield urlsplit(process.stdout.readline().strip()).netloc, process.pid
        finally:
            process.terminate()
            _, complaints = process.communicate(timeout=30)
    # What is broken off is said so; nothing else may go wrong.
    assert complaints.count("Traceback") == complaints.count("kg.errors.QueryTimeout: "), complaints


def ask(host: str, text: str, **more: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(host, timeout=30)
    try:
        body = urlencode({"query": text, **more}, errors="surrogatepass")
        connection.request("POST", "/sparql", body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def honest(host: str) -> int:
    status, body = ask(host, COUNT)
    assert status == 200, body
    return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])


@pytest.fixture(autouse=True)
def still_alive(server: tuple[str, int]) -> Iterator[None]:
    yield
    with ThreadPoolExecutor(4) as threads:
        assert min(threads.map(lambda _: honest(server[0]), range(8))) > 900


@pytest.mark.parametrize(("text", "statuses"), QUERIES.values(), ids=QUERIES)
def test_a_hostile_query_is_answered_properly(server: tuple[str, int], text: str, statuses: set[int]) -> None:
    status, body = ask(server[0], text)
    assert status in statuses, body[:300]
    json.loads(body)


def test_a_thousand_requests_at_once(server: tuple[str, int]) -> None:
    with ThreadPoolExecutor(100) as threads:
        found = list(threads.map(lambda _: ask(server[0], COUNT), range(1000)))
    assert {status for status, _ in found} <= {200, 503}
    assert len({body for status, body in found if status == 200}) == 1


def test_hostile_and_honest_at_once(server: tuple[str, int]) -> None:
    text, _ = QUERIES["cross join with a filter"]
    with ThreadPoolExecutor(12) as threads:
        found = list(threads.map(lambda n: ask(server[0], text if n % 4 == 0 else COUNT)[0], range(24)))
    assert set(found) <= {200, 503}


def test_who_stops_reading_holds_nobody_up(server: tuple[str, int]) -> None:
    host, port = server[0].split(":")
    slow = []
    for _ in range(6):
        client = socket.create_connection((host, int(port)), timeout=10)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(f"GET /sparql?query={quote(f'SELECT * {CROSS} }}')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        slow.append(client)
    time.sleep(0.3)
    assert honest(server[0]) > 900
    for client in slow:
        client.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /sparql",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nquery=",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET /sparql?query=%ZZ%FF%FE HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(20_000)) + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=["nothing", "half a line", "half a body", "half a chunk", "below zero", "no UTF-8", "long", "headers", "TLS"],
)
def test_half_open_connections_hold_nobody_up(server: tuple[str, int], sent: bytes) -> None:
    host, port = server[0].split(":")
    open_ones = [socket.create_connection((host, int(port)), timeout=10) for _ in range(20)]
    for client in open_ones:
        try:
            client.sendall(sent)
        except ConnectionError:
            continue  # refused before it was sent
    assert honest(server[0]) > 900
    for client in open_ones:
        client.close()


def query_processes(server: int) -> list[int]:
    """The processes that hold the store open, found by what they are called by."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.splitlines()
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed)}
    below = {child for child, parent in parents.items() if parent == server}
    return sorted(child for child, parent in parents.items() if parent in below)


def test_requests_while_query_processes_are_killed(server: tuple[str, int]) -> None:
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(ask, server[0], COUNT) for _ in range(200)]
        for _ in range(4):
            for process in query_processes(server[1])[:2]:
                os.kill(process, signal.SIGKILL)
            time.sleep(0.2)
        statuses = [one.result()[0] for one in asked]
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) > 150


def test_memory_is_where_it_was(server: tuple[str, int]) -> None:
    def held() -> int:
        with open(f"/proc/{server[1]}/status", encoding="ascii") as file:  # noqa: PTH123  no path of ours
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))

    text, _ = QUERIES["everything in one string"]
    for _ in range(2):
        ask(server[0], text)
    before = held()
    for _ in range(6):
        ask(server[0], text)
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            ask(server[0], "SELECT * { ?s ?p ?o . ?a ?p ?b }")
    assert held() < before + 40_000  # kB
