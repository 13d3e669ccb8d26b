"""Serving a build over HTTP until told to stop."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.store.folder import new_build
from kg.store.passing import passing
from kg.web.app import close_app
from kg.web.listen import Listener
from kg.web.updating import Writing
from kg.web.wsgi import make

if TYPE_CHECKING:
    from pathlib import Path

    from kg.web.wsgi import Choices


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen; port 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = 8000


def endings() -> list[signal.Signals]:
    """The signals that end a server; a terminal that is closed does not where `nohup` has it ignored."""
    kept = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    return [signal.SIGINT, signal.SIGTERM] if kept else [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def serve(build_path: Path, at: Place, choices: Choices, writing: Writing | None = None) -> None:
    """Serve the build and print the address; returns on Ctrl-C, SIGTERM and when the terminal is closed."""
    app = make(build_path, choices, writing)
    try:
        listener = Listener(app, at.host, at.port, choices.limits.seconds)
    except OSError as fault:
        close_app(app)
        reason = str(fault.strerror).partition(" (while")[0]  # what the library adds names the address again
        raise StoreError(
            f"{at.host}:{at.port}: cannot listen there ({reason}); choose another --host or --port"
        ) from fault
    before = {number: signal.signal(number, lambda *_: listener.stop()) for number in endings()}
    name = f"[{at.host}]" if ":" in at.host else at.host
    print(f"http://{name}:{listener.port}/", flush=True)  # noqa: T201  the address is what it is asked for
    try:
        listener.run()
        print("stopped", file=sys.stderr)  # noqa: T201
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        listener.close()
        close_app(app)


def serve_empty(at: Place, choices: Choices, token: str, *, updates: bool) -> None:
    """Serve a graph that is empty at first and gone at the end: its default graph is no union, nothing is protected."""
    with passing("empty") as folder:
        place = folder / "build"
        with new_build(place) as writer:
            writer.finish(())
        serve(place, at, choices, Writing(folder / "updates", token, union=False) if updates else None)
