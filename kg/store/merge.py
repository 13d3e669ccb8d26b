"""Sorting more lines than memory holds: runs are sorted one by one, put on the disk, then merged as they are read."""

from __future__ import annotations

import heapq
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RUN = 32 << 20  # bytes of lines held in memory at a time
WIDE = 256  # runs merged at a time: each is an open file
LINE_END = b"\n"


@contextmanager
def in_order(lines: Iterable[bytes], scratch: Path, run: int = RUN, wide: int = WIDE) -> Iterator[Iterator[bytes]]:
    """The lines, each with its end, by their bytes; runs lie in `scratch` for as long as they are read."""
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".runs-") as name, ExitStack() as files:
        folder, paths = Path(name), list[Path]()
        held, size, number = list[bytes](), 0, 0
        for line in lines:
            held.append(line)
            size += len(line)
            if size >= run:
                held.sort()
                paths.append(_written(folder / str(number), held))
                held, size, number = [], 0, number + 1
                if len(paths) == wide:
                    paths = [_merged(folder / str(number), paths)]
                    number += 1
        held.sort()
        yield heapq.merge(*(files.enter_context(path.open("rb")) for path in paths), held)


def _merged(path: Path, runs: Sequence[Path]) -> Path:
    """Several runs as one, in their place."""
    with ExitStack() as files:
        _written(path, heapq.merge(*(files.enter_context(one.open("rb")) for one in runs)))
    for one in runs:
        one.unlink()
    return path


def _written(path: Path, lines: Iterable[bytes]) -> Path:
    with path.open("wb") as file:
        file.writelines(lines)
    return path
