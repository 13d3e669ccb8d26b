"""Prints how long `kg build seeds` and `kg --help` take from a cold start, and what the build took of memory."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5


def main() -> None:
    """Print the figures."""
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, seconds, best and median of {RUNS} runs")
    measure("kg --help", ["--help"])
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "build"
        measure("kg build seeds", ["build", str(ROOT / "seeds"), "-o", str(out), "--quiet"], fresh=out)
        measure(
            "kg build seeds --workers 1",
            ["build", str(ROOT / "seeds"), "-o", str(out), "--quiet", "--workers", "1"],
            fresh=out,
        )
        size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
        lines = (out / "graph.nq").read_bytes().count(b"\n")
        print(f"{lines} quads, {size / 1e6:.1f} MB in the build folder")
    # Linux counts in KiB; the figure is that of the largest of all processes started.
    print(f"largest process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")


def measure(name: str, arguments: list[str], fresh: Path | None = None) -> None:
    """Time a command in processes of their own; `fresh` is removed before each run."""
    seconds = []
    for _ in range(RUNS):
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kg", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
    print(f"{name:<28} {min(seconds):6.2f} {statistics.median(seconds):6.2f}")


if __name__ == "__main__":
    main()
