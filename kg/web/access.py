"""The access log: a line of JSON for each answered request, with a hash of what was asked and never its text."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import time
from logging.handlers import WatchedFileHandler
from typing import TYPE_CHECKING

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

STDERR = "-"
ASKED = "kg.asked"  # in a request's environment: the text of its query or update
WRITTEN = 16  # hex digits of a hash
LOG = logging.getLogger("kg.access")


def log_access(app: Flask, place: str) -> None:
    """Log the requests of an application to a file, or to stderr for "-"; the file may be moved away meanwhile."""
    try:
        handler = logging.StreamHandler(sys.stderr) if place == STDERR else WatchedFileHandler(place, encoding="utf-8")
    except OSError as fault:
        raise StoreError(f"{place}: cannot be written ({fault.strerror}); choose another --access-log") from fault
    handler.setFormatter(Lines())
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    app.wsgi_app = Logged(app.wsgi_app)  # type: ignore[method-assign]  # as Flask has it for what stands around


class Lines(logging.Formatter):
    """A record as JSON, its time first."""

    def format(self, record: logging.LogRecord) -> str:
        """The fields of the record's line, in their order."""
        when = self.formatTime(record, f"%Y-%m-%dT%H:%M:%S.{int(record.msecs):03}%z")
        return json.dumps({"time": when, **record.__dict__["line"]}, ensure_ascii=False)


class Logged:
    """A WSGI application whose requests are logged."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        began = time.monotonic()
        said: list[str] = []
        sent: dict[str, str] = {}

        def start(status: str, headers: list[tuple[str, str]], *fault: object) -> Callable[[bytes], object]:
            said[:] = [status]
            sent.update((name.lower(), value) for name, value in headers)
            return start_response(status, headers, *fault)  # type: ignore[arg-type]  # passed on as it came

        def log(size: int, *, whole: bool) -> None:
            line = {
                "method": environ["REQUEST_METHOD"],
                "path": environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace"),
                "status": int(said[0].partition(" ")[0]) if said else 500,
                "bytes": size,
                "ms": round(1000 * (time.monotonic() - began), 1),
            }
            if ASKED in environ:
                line["query"] = hashlib.sha256(environ[ASKED].encode("utf-8", "replace")).hexdigest()[:WRITTEN]
            if not whole:
                line["broken"] = True
            LOG.info("", extra={"line": line})

        parts = self._app(environ, start)
        is_file = isinstance(parts, environ.get("wsgi.file_wrapper", ()))
        if is_file:  # the server sends it by itself
            log(int(sent.get("content-length", 0)), whole=True)
            return parts
        return Counted(parts, log)


class Counted:
    """The parts of an answer, counted; `end` is told once, when the server lets go of them."""

    def __init__(self, parts: Iterable[bytes], end: Callable[..., None]) -> None:
        self._parts, self._end = parts, end
        self._size = 0
        self._whole = False

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            self._size += len(part)
            yield part
        self._whole = True

    def close(self) -> None:
        """Let go of the parts, then tell."""
        try:
            getattr(self._parts, "close", lambda: None)()
        finally:
            self._end(self._size, whole=self._whole)
