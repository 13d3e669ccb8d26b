"""A real `kg serve` of its own process for programs that measure, and what machine they measure on."""

from __future__ import annotations

import os
import platform
import re
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
CPUINFO = Path("/proc/cpuinfo")


@contextmanager
def served(folder: Path, *options: str) -> Iterator[int]:
    """The port on which a build is served until the block ends."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            told = server.stdout.readline() if server.stdout else ""
            address = re.search(r":(\d+)", told)
            if not address:
                raise SystemExit(f"the server did not start: {told}")
            yield int(address[1])
        finally:
            server.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def machine() -> str:
    """Processor, cores and Python."""
    model = re.search(r"model name\s*:\s*(.+)", CPUINFO.read_text("utf-8")) if CPUINFO.exists() else None
    processor = model[1] if model else platform.processor()
    return f"{os.cpu_count()} cores ({processor}), Python {platform.python_version()}"
