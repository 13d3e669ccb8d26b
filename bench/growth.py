"""Prints what it costs to build a growing corpus of made-up documents: from nothing, one more, one less, nothing new.

    python -m bench.growth [DOCUMENTS ...] [--folder FOLDER] [--limit SECONDS]

Each size is a line for each step: wall and CPU seconds of all processes, the largest of them in MiB, bytes on the disk,
documents a second; then seconds from a change to the line that `kg build --watch` tells of it. 100 and 1,000 documents
where none is given; the folder is a temporary one, removed at the end. A step that takes longer than the limit is told
as such and ends the size.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.corpus import write

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
TIMES = 3  # changes of each kind that a build follows
PAUSE = 3.0  # seconds between two of them
HEAD = f"{'documents':>9}  {'step':<16} {'wall s':>8} {'CPU s':>8} {'MiB':>6} {'disk MB':>8} {'documents/s':>11}"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    wall: float
    cpu: float
    memory: int


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--folder", type=Path, help="where to work; what lies there stays")
    parser.add_argument("--limit", type=float, default=7200, help="seconds that a step may take")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        for number in options.documents:
            measure(number, (options.folder or Path(temporary)) / str(number), options.limit)


def measure(number: int, folder: Path, limit: float) -> None:
    """The steps of one size."""
    sources, out = folder / "sources", folder / "build"
    write(number, sources)
    one = sources / "one-more.txt"
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("from nothing", lambda: None),
        ("nothing new", lambda: None),
        ("one more", lambda: _write_one(one, number)),
        ("one less", one.unlink),
    )
    for name, change in steps:
        change()
        cost = command(["build", str(sources), "-o", str(out), "--quiet"], limit)
        if cost is None:
            print(f"{number:9}  {name:<16} longer than {limit:g} s", flush=True)
            return
        size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
        speed = f"{number / cost.wall:11.1f}" if name == "from nothing" else ""
        print(
            f"{number:9}  {name:<16} {cost.wall:8.2f} {cost.cpu:8.2f} {cost.memory:6} {size / 1e6:8.1f} {speed}",
            flush=True,
        )
    for name, seconds in watched(sources, out, one, number):
        print(f"{number:9}  {name:<16} {seconds:8.2f}", flush=True)
    cost = command(["query", str(out), "--name", "measured-progress"], limit)
    if cost:
        print(f"{number:9}  {'a question':<16} {cost.wall:8.2f} {cost.cpu:8.2f} {cost.memory:6}", flush=True)


def watched(sources: Path, out: Path, one: Path, number: int) -> list[tuple[str, float]]:
    """Seconds from a change to the line that tells of it, while a build follows the sources; the first two untold."""
    found: list[tuple[str, float]] = []
    _write_one(one, number)
    text = one.read_bytes()
    one.unlink()
    asked = [sys.executable, "-m", "kg", "build", str(sources), "-o", str(out), "--watch"]
    with subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        for at in range(2 * TIMES + 2):
            start = time.perf_counter()
            if at % 2:
                one.unlink()
            else:
                one.write_bytes(text)
            while "gone: " not in process.stdout.readline():
                assert process.poll() is None
            found.append((f"one {'less' if at % 2 else 'more'}, watched", time.perf_counter() - start))
            time.sleep(PAUSE)
        process.terminate()
    return found[2:]


def _write_one(path: Path, number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(1, Path(folder), start=number + 1)
        (made,) = Path(folder).rglob("*.txt")
        path.write_bytes(made.read_bytes())


def command(arguments: list[str], limit: float) -> Cost | None:
    """Run `kg` and ask what it took; None where it took longer than allowed."""
    code = (
        "import resource, subprocess, sys\n"
        "ended = subprocess.run([sys.executable, '-m', 'kg', *sys.argv[1:]], stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print('took', used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)\n"
        "sys.exit(ended.returncode)"
    )
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            told, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None
    wall = time.perf_counter() - start
    found = re.search(r"took ([\d.]+) (\d+)", told)
    assert found is not None
    return Cost(wall, float(found[1]), int(found[2]))


if __name__ == "__main__":
    main()
