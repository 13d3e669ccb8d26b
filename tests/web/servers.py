"""The real server for tests, as its command starts it: waits are bounded, and it is stopped whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PATIENCE = 60.0  # seconds, on a machine that is busy with other things


@dataclass(frozen=True)
class Server:
    """Where it listens, its process, and the file that it complains to."""

    address: str
    process: subprocess.Popen[bytes]
    complaints: Path

    @property
    def host(self) -> str:
        """Host and port."""
        return urlsplit(self.address).netloc


@contextmanager
def kg_serve(*arguments: str, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """`kg serve` on a free port."""
    with started([sys.executable, "-m", "kg", "serve", "--port", "0", *arguments], env) as server:
        yield server


@contextmanager
def started(command: Sequence[str], env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server that prints its address first."""
    with TemporaryDirectory() as folder:
        said, complaints = Path(folder) / "said", Path(folder) / "complaints"
        with said.open("wb") as out, complaints.open("wb") as err:
            process = subprocess.Popen(command, stdout=out, stderr=err, env={**os.environ, **(env or {})})
        try:
            yield Server(_address(said, process, complaints), process, complaints)
        finally:
            stop(process)


def _address(said: Path, process: subprocess.Popen[bytes], complaints: Path) -> str:
    due = time.monotonic() + PATIENCE
    while time.monotonic() < due and process.poll() is None:
        line = said.read_text("utf-8")
        if line.endswith("\n"):
            return line.strip()
        time.sleep(0.05)
    raise AssertionError(f"no address was printed: {complaints.read_text('utf-8')}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End it, by force where it does not end by itself."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(PATIENCE)
        raise
