"""Real stores elsewhere, each started once on loopback and stopped at the end: Oxigraph's server and Virtuoso."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from kg.store.remote import Remote, address

if TYPE_CHECKING:
    from collections.abc import Iterator

START = 90.0  # seconds; Virtuoso makes its system tables first, and machines are loaded at times
VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def served(command: list[str], folder: Path, url: str) -> Iterator[Remote]:
    with (folder / "out.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
    try:
        await_answer(process, url, folder)
        yield Remote(address(url, {}))
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def await_answer(process: subprocess.Popen[bytes], url: str, folder: Path) -> None:
    due = time.monotonic() + START
    while time.monotonic() < due:
        assert process.poll() is None, (folder / "out.log").read_text("utf-8", "replace")
        try:
            requests.get(url, params={"query": "ASK {}"}, timeout=START).raise_for_status()
        except requests.RequestException:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} does not answer after {START} s")


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remote]:
    port = free_port()
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve", "--bind", f"127.0.0.1:{port}"]
    with served(command, tmp_path_factory.mktemp("oxigraph"), f"http://127.0.0.1:{port}/query") as remote:
        yield remote


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remote]:
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(folder=folder, sql=sql, port=port))
    program = shutil.which("virtuoso-t")
    assert program, "virtuoso-t is missing; .ci/packages stores installs it"
    command = [program, "+configfile", "virtuoso.ini", "+foreground"]
    with served(command, folder, f"http://127.0.0.1:{port}/sparql") as remote:
        grant = 'grant SPARQL_UPDATE to "SPARQL";'
        subprocess.run(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={grant}"], check=True, capture_output=True)
        yield remote


@pytest.fixture(params=["oxigraph", "virtuoso"])
def remote(request: pytest.FixtureRequest) -> Remote:
    found: Remote = request.getfixturevalue(request.param)
    return found
