"""Answering in this process: for the command line and tests, where the question is one's own.

Oxigraph can neither be interrupted nor be given less memory: what others ask goes through `kg.query.pool`.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kg.query.evaluate import evaluate
from kg.query.lookup import index_of
from kg.query.memory import Memory
from kg.store.oxigraph import read_only

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from kg.query.request import Request
    from kg.store.folder import Build


class Whole:
    """An answer that is there already."""

    def __init__(self, data: bytes) -> None:
        self._parts = iter((data,))

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._parts)

    def close(self) -> None:
        """There is nothing to give up."""


class Direct:
    """An engine over a store of this process; `index` is that of the build in the store, if there is one."""

    def __init__(self, store: Store, index: Path | None = None) -> None:
        self.memory = Memory(index)
        self._store = store

    def answer(self, request: Request) -> Whole:
        """The whole answer at once."""
        sink = BytesIO()
        evaluate(self._store, request, sink)
        return Whole(sink.getvalue())


def direct(build: Build) -> Direct:
    """An engine over a snapshot of a build's store."""
    return Direct(read_only(build.store), index_of(build))
