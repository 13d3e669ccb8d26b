"""A build that is followed ends with the process that follows, however that ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.web.servers import awaited

ORPHANED = """
import os, signal, time
from kg import apart

def build(connection):
    apart.end_with_parent()
    connection.send(os.getpid())
    time.sleep(600)

ours, theirs = apart.FORK.Pipe()
apart.FORK.Process(target=build, args=(theirs,)).start()
print(ours.recv(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_build_ends_where_who_follows_is_killed() -> None:
    killed = subprocess.run([sys.executable, "-c", ORPHANED], check=False, stdout=subprocess.PIPE, text=True)
    assert killed.returncode == -9
    assert awaited(lambda: not Path(f"/proc/{int(killed.stdout)}").exists())
