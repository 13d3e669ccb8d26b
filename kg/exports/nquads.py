"""N-Quads: the whole with its graphs, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.store.merge import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO


def nquads(lines: Iterable[bytes], file: BinaryIO, scratch: Path) -> None:
    """The lines, sorted."""
    with in_order(lines, scratch) as ordered:
        file.writelines(ordered)
