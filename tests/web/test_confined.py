"""Served by a user who may change nothing, on a file system that is read only but for one small folder."""

from __future__ import annotations

import os
import sys
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.small import small
from tests.web.servers import PATIENCE, started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.servers import Server

# The user may read whatever there is: the interpreter of a test may lie in a folder of somebody else's.
SCRIPT = """
set -eu
mount -t tmpfs -o mode=1777,size=64m tmpfs "$1"
mount -o remount,bind,ro /
export TMPDIR="$1"
shift
exec setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs \
    --inh-caps -all,+dac_read_search --ambient-caps -all,+dac_read_search --bounding-set -all,+dac_read_search "$@"
"""
MOUNTS = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--mount", "--user", "--map-root-user")


@pytest.fixture(scope="module")
def confined() -> Iterator[Server]:
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        build, passing = small.build(Path(folder) / "build"), Path(folder) / "passing"
        passing.mkdir()
        serve = (sys.executable, "-m", "kg", "serve", str(build), "--port", "0", "--access-log", "-")
        with started([*MOUNTS, "sh", "-c", SCRIPT, "sh", str(passing), *serve]) as server:
            yield server


def test_it_may_do_nothing(confined: Server) -> None:
    with open(f"/proc/{confined.process.pid}/status", encoding="ascii") as file:  # noqa: PTH123  no path of ours
        said = {name: value.strip() for name, _, value in (line.partition(":") for line in file)}
    assert set(said["Uid"].split()) == {"65534"}
    assert int(said["CapEff"], 16) == 1 << 2  # to read and search, nothing else
    with open(f"/proc/{confined.process.pid}/mountinfo", encoding="utf-8") as file:  # noqa: PTH123  no path of ours
        (root,) = (line.split() for line in file if line.split()[4] == "/")
    assert "ro" in root[5].split(",")


@pytest.mark.parametrize("path", ["sparql?query=ASK%7B%7D", "", "search?q=a", "-/health", "-/metrics", "store?default"])
def test_everything_is_answered(confined: Server, path: str) -> None:
    with urllib.request.urlopen(confined.address + path, timeout=PATIENCE) as answer:
        assert answer.status == 200
        assert answer.read()
