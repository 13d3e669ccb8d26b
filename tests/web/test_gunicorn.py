"""gunicorn serves the same application: it answers, breaks off visibly, and leaves no process behind."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.web.servers import PATIENCE, awaited, children, gone, started, stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.servers import Server

GUNICORN = (
    sys.executable,
    "-m",
    "gunicorn",
    "--bind",
    "127.0.0.1:0",
    "--worker-class",
    "gthread",
    "--threads",
    "8",
    "--no-control-socket",
)


@pytest.fixture(scope="module")
def gunicorn(small_build: Path) -> Iterator[Server]:
    with started([*GUNICORN, f'kg.web.wsgi:application("{small_build}", seconds=2, access_log="-")']) as server:
        yield server


def ask(server: Server, text: str) -> bytes:
    connection = http.client.HTTPConnection(server.host, timeout=PATIENCE)
    try:
        connection.request("GET", f"/sparql?query={quote(text)}")
        return connection.getresponse().read()
    finally:
        connection.close()


def test_it_answers(gunicorn: Server) -> None:
    found = json.loads(ask(gunicorn, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert int(found["results"]["bindings"][0]["n"]["value"]) > 900
    logged = '"path": "/sparql", "status": 200'
    assert awaited(lambda: logged in gunicorn.complaints.read_text("utf-8"))


def test_an_answer_that_a_limit_strikes_is_visibly_broken(gunicorn: Server) -> None:
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        ask(gunicorn, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert json.loads(ask(gunicorn, "ASK {}"))["boolean"]


def test_it_leaves_no_process_behind(gunicorn: Server) -> None:
    ask(gunicorn, "ASK {}")
    running = children(gunicorn.process.pid)
    assert len(running) > 3
    stop(gunicorn.process)
    assert gone(running)


def test_updates_need_a_token(small_build: Path) -> None:
    command = [*GUNICORN, f'kg.web.wsgi:application("{small_build}", update=True)']
    done = subprocess.run(
        command, env=os.environ | {"KG_TOKEN": ""}, capture_output=True, check=False, timeout=PATIENCE
    )
    assert done.returncode != 0
    assert b"set KG_TOKEN" in done.stderr
