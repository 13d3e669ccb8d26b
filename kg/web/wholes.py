"""Files of the whole graph: each made once for a version when it is first asked for, in a process of its own."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from kg.errors import QueryTimeout
from kg.exports.file import write_whole
from kg.query.query_process import CONTEXT
from kg.query.request import QueryBusy, QueryFailed

if TYPE_CHECKING:
    from kg.exports.export import Format

SECONDS = 180.0  # that a file may take; a million triples take about half of that
PATIENCE = 2.0  # seconds that others wait: whoever waits holds a thread of the server
ADVICE = "make it with kg export"


@dataclass(frozen=True, slots=True)
class Wholes:
    """Makes one file at a time; to be closed."""

    store: Path
    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="kg-exports-")))
    making: threading.Lock = field(default_factory=threading.Lock)

    def made(self, form: Format, language: str) -> Path:
        """Where the file is, or will be."""
        return self.folder / f"{language}{form.suffix}"

    def size(self, form: Format, language: str) -> int | None:
        """The bytes of the file; None where nobody has asked for it yet."""
        file = self.made(form, language)
        return file.stat().st_size if file.is_file() else None

    def file(self, form: Format, language: str) -> Path:
        """The file, made where it is not there; QueryTimeout where that takes too long, QueryBusy while others wait."""
        out = self.made(form, language)
        if not out.is_file():
            if not self.making.acquire(timeout=PATIENCE):
                raise QueryBusy("another file of the whole graph is being made; ask again in a minute")
            try:
                if not out.is_file():
                    self._make(form, language, out)
            finally:
                self.making.release()
        return out

    def _make(self, form: Format, language: str, out: Path) -> None:
        arguments = (self.store, form.name, language, out)
        process = CONTEXT.Process(target=write_whole, args=arguments, name="export", daemon=True)
        process.start()
        process.join(SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
            raise QueryTimeout(f"this graph takes longer than a page may; {ADVICE} -f {form.name}")
        if process.exitcode or not out.is_file():
            raise QueryFailed(f"this graph cannot be had as {form.name} here; {ADVICE} -f {form.name} says why")

    def close(self) -> None:
        """Remove the files."""
        shutil.rmtree(self.folder, ignore_errors=True)
