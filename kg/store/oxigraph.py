"""The embedded store: named graphs as the documents gave them, and their union, as a set, as the default graph.

Oxigraph can compute the union of named graphs while it answers, but not as a set: a triple of two graphs matches twice.
So the union is stored. It costs the default graph's disk space and makes COUNT mean what a reader expects.
"""

from __future__ import annotations

from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.errors import StoreError
from kg.heap import give_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from _typeshed import WriteableBuffer

FLOW = 1 << 20  # bytes that the engine is handed at a time
LINE_END = b" .\n"
LARGE = 4 << 20  # bytes of a log


def create(path: Path) -> Store:
    """An empty store on disk that this process may write to."""
    return Store(str(path))


def load(store: Store, graphs: Iterable[bytes]) -> None:
    """Fill an empty store with graphs, each as N-Quads lines that all name it, and with their union.

    All goes into one load, so that the engine sorts it once; few graphs are in memory at a time.
    """
    both = (lines for graph in graphs for lines in (graph, _unnamed(graph)))
    store.bulk_load(flow(both), RdfFormat.N_QUADS)
    give_back()


def flow(pieces: Iterable[bytes]) -> BufferedReader:
    """Pieces of bytes as a file that the engine reads once."""
    return BufferedReader(_Flow(pieces), FLOW)


def _unnamed(graph: bytes) -> bytes:
    """The same lines without the name of their graph."""
    return graph.replace(graph[graph.rfind(b" <") :], LINE_END) if graph else graph


class _Flow(RawIOBase):
    """Pieces of bytes as a file that is read once."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._held = iter(pieces), memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._held = memoryview(piece)
        room = memoryview(buffer)
        size = min(len(room), len(self._held))
        room[:size], self._held = self._held[:size], self._held[size:]
        return size


def quads(lines: bytes) -> Iterator[Quad]:
    """N-Quads as the engine has them."""
    return parse(lines, RdfFormat.N_QUADS)


def settle(path: Path) -> None:
    """Let the engine drop a large log of what is in its tables by now: who opens the store would read it again."""
    if any(log.stat().st_size > LARGE for log in path.glob("*.log")):
        Store(str(path))


def read_only(path: Path) -> Store:
    """A fixed snapshot of the store at `path`; StoreError where there is none."""
    if not path.is_dir():
        raise StoreError(f"{path}: no store here; make one with: kg build SOURCES -o {path.parent}")
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as fault:  # the engine's word for corruption
        raise StoreError(f"{path}: this store cannot be opened ({fault}); build it again") from fault
