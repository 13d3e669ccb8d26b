"""A copy of a store that shares all that is on the disk with it, and may be changed.

Oxigraph never writes to a table file (.sst) again, so the copy links them; everything else is copied. Readers of the
store see nothing of what happens to the copy.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from pyoxigraph import Store

if TYPE_CHECKING:
    from pathlib import Path

TABLES = ".sst"
LOCK = "LOCK"
AT_ONCE = 1 << 30  # bytes


def linked(source: Path, target: Path) -> Store:
    """A store at `target`, open for writing, that says what the one at `source` says."""
    target.mkdir(parents=True)
    for file in sorted(source.iterdir()):
        if file.suffix == TABLES:
            link(file, target / file.name)
        elif file.name != LOCK:
            copy(file, target / file.name)
    return Store(str(target))


def link(file: Path, target: Path) -> None:
    """A second name for a file that nobody changes, or a copy."""
    try:
        os.link(file, target)
    except OSError:  # another disk, or a system without links
        copy(file, target)


def copy(file: Path, target: Path) -> None:
    """A copy of a file, which shares its blocks until one of both is written to, where the file system can do that."""
    try:
        with file.open("rb") as source, target.open("wb") as made:
            while os.copy_file_range(source.fileno(), made.fileno(), AT_ONCE):
                pass
    except (AttributeError, OSError):  # another disk, or a system without it
        shutil.copyfile(file, target)
