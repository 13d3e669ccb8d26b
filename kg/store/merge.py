"""Sorting more lines than memory holds: runs are sorted one by one, put on the disk, then merged as they are read."""

from __future__ import annotations

import heapq
import tempfile
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RUN = 500_000  # lines held in memory at a time
LINE_END = b"\n"


@contextmanager
def in_order(lines: Iterable[bytes], scratch: Path, run: int = RUN) -> Iterator[Iterator[bytes]]:
    """The lines, each with its end, by their bytes; runs lie in `scratch` for as long as they are read."""
    source = iter(lines)
    first = sorted(islice(source, run))
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".runs-") as folder, ExitStack() as files:
        paths: list[Path] = []
        held = first
        while len(held) == run and (following := sorted(islice(source, run))):
            paths.append(_written(Path(folder) / str(len(paths)), held))
            held = following
        runs = [files.enter_context(path.open("rb")) for path in paths]
        yield heapq.merge(*runs, held)


def _written(path: Path, lines: Iterable[bytes]) -> Path:
    with path.open("wb") as file:
        file.writelines(lines)
    return path
