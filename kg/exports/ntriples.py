"""N-Triples: all graphs as one, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.exports.triples import each_triple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO


def ntriples(lines: Iterable[bytes], file: BinaryIO, scratch: Path) -> None:
    """Each triple once, sorted."""
    with each_triple(lines, scratch) as triples:
        file.writelines(triples)
