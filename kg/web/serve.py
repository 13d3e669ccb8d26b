"""Serving a build over HTTP until told to stop."""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

from waitress import create_server

from kg.errors import StoreError
from kg.store.folder import new_build
from kg.web.app import close_app, create_app
from kg.web.updating import Writing

if TYPE_CHECKING:
    from types import FrameType

    from kg.store.remote import Remote

THREADS = 8
WORKERS = 2
BODY = 40 * 1024 * 1024  # bytes of a request; what is allowed where is said in the application


def serve(
    build_path: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    writing: Writing | None = None,
    remote: Remote | None = None,
) -> None:
    """Serve the build and print the address; returns on SIGINT and SIGTERM. Port 0 takes a free one.

    With `writing` it takes updates; with `remote` that store answers the questions.
    """
    # A request that waits for a thread is no news: a line that is too long is answered with 503 by the pool.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = create_app(build_path, WORKERS, writing=writing, remote=remote)
    try:
        server = create_server(app, host=host, port=port, threads=THREADS, ident=None, max_request_body_size=BODY)
    except OSError as fault:
        close_app(app)
        raise StoreError(f"{host}:{port}: cannot listen there ({fault.strerror}); choose another --port") from fault
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    name = f"[{host}]" if ":" in host else host
    print(f"http://{name}:{server.effective_port}/", flush=True)  # noqa: T201  the address is what it is asked for
    try:
        server.run()
    except _Stopped:
        print("stopped", file=sys.stderr)  # noqa: T201
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        server.close()
        close_app(app)


def serve_empty(host: str, port: int, token: str, *, updates: bool) -> None:
    """Serve a graph that is empty at first and gone at the end: its default graph is no union, nothing is protected."""
    with TemporaryDirectory(prefix="kg-") as folder:
        place = Path(folder) / "build"
        with new_build(place) as writer:
            writer.finish(())
        serve(place, host, port, Writing(Path(folder) / "updates", token, union=False) if updates else None)


class _Stopped(BaseException):
    """Told to stop; no handler of ordinary errors may take it for one."""


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Stopped
