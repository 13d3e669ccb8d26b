"""The real server, as the command starts it: it prints its address, answers, breaks off visibly, ends when told."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from kg.web.listen import Listener
from tests.web.servers import children, gone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCRIPT = """import sys
from pathlib import Path
from kg.web.serve import Place, serve
from kg.web.wsgi import Choices
serve(Path(sys.argv[1]), Place(port=int(sys.argv[2])), Choices())"""


@contextmanager
def served(build: Path, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-c", SCRIPT, str(build), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process
        finally:
            if process.poll() is None:
                process.terminate()
            try:
                process.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()  # else the end of the block would wait for it
                raise


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_ends_cleanly(small_build: Path, number: signal.Signals) -> None:
    with served(small_build) as (address, process):
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address + "-/health") as answer:
            assert answer.read() == b"ok\n"
        started = children(process.pid)
        assert len(started) >= 3
        process.send_signal(number)
        _, complaints = process.communicate(timeout=20)
        assert process.returncode == 0
        assert complaints.strip() == "stopped"
        assert gone(started)


class Bell:
    """Something that the server hears of like a connection, and that a signal comes upon at that moment."""

    accepting = False

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def handle_read_event(self) -> None:
        signal.raise_signal(signal.SIGUSR1)


def test_a_signal_in_the_midst_of_work_is_not_lost() -> None:
    listener = Listener(lambda _environ, _start: (), "127.0.0.1", 0, patience=5)
    before = signal.signal(signal.SIGUSR1, lambda *_: listener.stop())
    ours, theirs = os.pipe()
    try:
        listener.sockets[ours] = Bell()
        os.write(theirs, b"x")
        listener.run()  # returns
    finally:
        signal.signal(signal.SIGUSR1, before)
        del listener.sockets[ours]
        listener.close()
        os.close(ours)
        os.close(theirs)


def test_a_port_that_is_taken_is_said_so(small_build: Path) -> None:
    with served(small_build) as (address, _):
        port = urlsplit(address).port
        command = [sys.executable, "-c", SCRIPT, str(small_build), str(port)]
        second = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
        assert "cannot listen" in second.stderr


def test_a_result_over_the_limit_is_never_a_whole_answer(small_build: Path) -> None:
    """The chunked body stays open, so that a client sees a broken transfer and no cut JSON that parses."""
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with served(small_build) as (address, _):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        connection.request("GET", f"/sparql?query={quote(text)}")
        answer = connection.getresponse()
        assert answer.status == 200
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            answer.read()
        connection.close()


def test_many_at_once_are_answered_alike(small_build: Path) -> None:
    with served(small_build) as (address, _):
        url = f"{address}sparql?query={quote('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')}"

        def one(_: int) -> str:
            with urllib.request.urlopen(url, timeout=30) as answer:
                found = json.load(answer)
            return str(found["results"]["bindings"][0]["n"]["value"])

        with ThreadPoolExecutor(16) as threads:
            assert len(set(threads.map(one, range(100)))) == 1
