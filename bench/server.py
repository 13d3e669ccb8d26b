"""A real `kg serve` in its own process, or its application in this one, for programs that measure."""

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

from kg.query.direct import direct
from kg.web.app import close_app, create_app
from kg.web.site import EXTENSION
from kg.web.wsgi import settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

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


@contextmanager
def in_process(folder: Path) -> Iterator[Flask]:
    """The application over a build with its engine in this process, as a server has it that runs for a while.

    All that a page costs is then spent here, and nothing that was asked is remembered.
    """
    app = create_app(folder, workers=1)
    site = app.extensions[EXTENSION].current
    pool, engine = site.engine, direct(site.build)
    engine.limits = pool.limits  # type: ignore[attr-defined]  # what the gate asks for
    site.engine = engine
    settle(app)
    try:
        yield app
    finally:
        site.engine = pool
        close_app(app)


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
