"""What the README shows for servers and their clients is run as it stands there."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

from tests.web.servers import PATIENCE, started

README = Path(__file__).parents[2] / "README.md"


def shown(program: str) -> list[str]:
    """The lines of the README that call a program."""
    return [line for line in README.read_text("utf-8").splitlines() if line.startswith(program + " ")]


def test_what_is_shown_serves_and_asks(built: Path) -> None:
    (served,) = shown("gunicorn")
    command = shlex.split(served.replace("DIR", str(built)))
    asked = shown("curl")
    assert len(asked) > 1
    with started([sys.executable, "-m", *command, "--bind", "127.0.0.1:0", "--no-control-socket"]) as server:
        for line in asked:
            here = shlex.split(line.replace("127.0.0.1:8000", server.host))
            told = subprocess.run([*here, "--fail", "--silent"], check=True, capture_output=True, timeout=PATIENCE)
            assert json.loads(told.stdout), line
