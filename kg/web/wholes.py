"""Files of the whole graph: each made once for a version when it is first asked for, in a process of its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kg.errors import QueryTimeout
from kg.exports.file import write_whole
from kg.query.query_process import CONTEXT
from kg.query.request import QueryBusy, QueryFailed
from kg.store.passing import Passing

if TYPE_CHECKING:
    from pathlib import Path

    from kg.exports.export import Format

SECONDS = 180.0  # that a file may take; a million triples take about half of that
PATIENCE = 2.0  # seconds that others wait: whoever waits holds a thread of the server
ADVICE = "make it with kg export"


class Wholes:
    """Makes one file of a store at a time; to be closed."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self.making = threading.Lock()
        self._folder: Passing | None = None  # as long as nobody asks for a file

    def size(self, form: Format, language: str) -> int | None:
        """The bytes of the file; None where nobody has asked for it yet."""
        file = self._made(form, language)
        return file.stat().st_size if file else None

    def file(self, form: Format, language: str) -> Path:
        """The file, made where it is not there; QueryTimeout where that takes too long, QueryBusy while others wait."""
        if there := self._made(form, language):
            return there
        if not self.making.acquire(timeout=PATIENCE):
            raise QueryBusy("another file of the whole graph is being made; ask again in a minute")
        try:
            return self._made(form, language) or self._make(form, language)
        finally:
            self.making.release()

    def _made(self, form: Format, language: str) -> Path | None:
        file = self._folder.path / _name(form, language) if self._folder else None
        return file if file and file.is_file() else None

    def _make(self, form: Format, language: str) -> Path:
        if self._folder is None:
            self._folder = Passing("exports")
        out = self._folder.path / _name(form, language)
        arguments = (self._store, form.name, language, out)
        process = CONTEXT.Process(target=write_whole, args=arguments, name="export", daemon=True)
        process.start()
        process.join(SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
            raise QueryTimeout(f"this graph takes longer than a page may; {ADVICE} -f {form.name}")
        if not out.is_file():  # it is there when it is whole
            raise QueryFailed(f"this graph cannot be had as {form.name} here; {ADVICE} -f {form.name} says why")
        return out

    def close(self) -> None:
        """Remove the files."""
        if self._folder is not None:
            self._folder.close()


def _name(form: Format, language: str) -> str:
    return f"{language}{form.suffix}"
