"""The access log of the real server: a line of JSON for each request, in a file that may be moved away."""

from __future__ import annotations

import hashlib
import http.client
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.web.servers import PATIENCE, awaited, kg_serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.servers import Server

SECRET = "SELECT ('a secret' AS ?x) {}"  # noqa: S105  of nobody
CROSS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def logged(small_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    log = tmp_path_factory.mktemp("log") / "access.jsonl"
    with kg_serve(str(small_build), "--access-log", str(log), "--seconds", "2") as server:
        yield server, log


def ask(server: Server, path: str, method: str = "GET") -> int:
    connection = http.client.HTTPConnection(server.host, timeout=PATIENCE)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        answer.read()
    except http.client.IncompleteRead:
        return 0
    finally:
        connection.close()
    return answer.status


def last(log: Path, lines: int) -> dict[str, Any]:  # Any: parsed JSON
    """The last line once there are that many: a line is written after its answer is read."""
    assert awaited(lambda: written(log) >= lines)
    found: dict[str, Any] = json.loads(log.read_text("utf-8").splitlines()[-1])
    return found


def written(log: Path) -> int:
    return len(log.read_text("utf-8").splitlines()) if log.exists() else 0


def test_a_query_is_logged_by_its_hash(logged: tuple[Server, Path]) -> None:
    server, log = logged
    before = written(log)
    assert ask(server, f"/sparql?query={quote(SECRET)}") == 200
    line = last(log, before + 1)
    assert list(line) == ["time", "method", "path", "status", "bytes", "ms", "query"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/sparql", 200)
    assert line["query"] == hashlib.sha256(SECRET.encode()).hexdigest()[:16]
    assert line["bytes"] > 20
    assert line["ms"] > 0
    assert datetime.fromisoformat(line["time"]).tzinfo is not None
    assert "secret" not in log.read_text("utf-8")


def test_what_is_refused_is_logged_as_well(logged: tuple[Server, Path]) -> None:
    server, log = logged
    before = written(log)
    assert ask(server, "/%E5%8D%AB%0A%22x") == 404
    line = last(log, before + 1)
    assert (line["path"], line["status"]) == ('/卫\n"x', 404)
    assert written(log) == before + 1


def test_an_answer_that_breaks_off_is_told_apart(logged: tuple[Server, Path]) -> None:
    server, log = logged
    before = written(log)
    assert ask(server, f"/sparql?query={quote(CROSS)}") == 0
    line = last(log, before + 1)
    assert (line["status"], line["broken"]) == (200, True)
    assert line["bytes"] > 64 * 1024


def test_a_log_that_is_moved_away_is_begun_anew(logged: tuple[Server, Path]) -> None:
    server, log = logged
    ask(server, "/-/health")
    log.rename(log.with_suffix(".1"))
    ask(server, "/-/health")
    assert last(log, 1)["path"] == "/-/health"


def test_a_log_that_cannot_be_written_is_said_so(small_build: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "nowhere" / "log")
    with (
        pytest.raises(AssertionError, match="choose another --access-log"),
        kg_serve(str(small_build), "--access-log", place),
    ):
        pass
