"""The real server for tests, as its command starts it: waits are bounded, and it is stopped whatever happens."""

from __future__ import annotations

import os
import re
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
    from collections.abc import Callable, Iterator, Mapping, Sequence

ADDRESS = re.compile(r"http://\S+:\d+\b")
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
    """A server that prints its address, on stdout or as gunicorn does."""
    with TemporaryDirectory() as folder:
        said, complaints = Path(folder) / "said", Path(folder) / "complaints"
        with said.open("wb") as out, complaints.open("wb") as err:
            process = subprocess.Popen(command, stdout=out, stderr=err, env={**os.environ, **(env or {})})
        try:
            yield Server(_address(process, said, complaints), process, complaints)
        finally:
            stop(process)


def _address(process: subprocess.Popen[bytes], *files: Path) -> str:
    due = time.monotonic() + PATIENCE
    while time.monotonic() < due and process.poll() is None:
        for file in files:
            if found := ADDRESS.search(file.read_text("utf-8")):
                return found[0].rstrip("/") + "/"
        time.sleep(0.05)
    raise AssertionError(f"no address was printed: {files[-1].read_text('utf-8')}")


def awaited(condition: Callable[[], bool]) -> bool:
    """Whether it comes true in time."""
    due = time.monotonic() + PATIENCE
    while time.monotonic() < due:
        if condition():
            return True
        time.sleep(0.05)
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """End it, by force where it does not end by itself."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(PATIENCE)
        raise


def children(pid: int) -> set[int]:
    """The processes that a process has started, and theirs."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.split("\n")
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed if line)}
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def gone(processes: set[int]) -> bool:
    """Whether all of them end; those that serve the others go when their pipe closes."""
    return awaited(lambda: not any(Path(f"/proc/{one}").exists() for one in processes))
