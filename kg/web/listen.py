"""The HTTP server, waitress, set up so that no client can hold up the others.

Whoever connects and says nothing is let go after a while; whoever asks and does not read holds no thread, as the answer
is kept whole until then, and is cut off by the system once nothing has moved for a while. A request that has waited for
a thread longer than a query may take is turned away at once, so a flood of slow ones ends with the first of them.
"""

from __future__ import annotations

import logging
import resource
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from waitress import create_server
from waitress.task import ThreadedTaskDispatcher
from waitress.wasyncore import loop

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    class Task(Protocol):
        """A request that waits for a thread."""

        def service(self) -> None:
            """Answer it."""

        def cancel(self) -> None:
            """Drop it."""


THREADS = 8
BODY = 40 * 1024 * 1024  # bytes of a request; what is allowed where is said in the application
CONNECTIONS = 1000
FILES = 4096  # that this process may open: more than connections and query processes together
SILENCE = 30  # seconds that a connection may say or read nothing
LOOK = 5  # seconds between two looks for such connections
KEPT = 256 * 1024 * 1024  # bytes of an answer that wait for a slow reader: more than any answer has
BUSY = ("503 Service Unavailable", [("Content-Type", "application/problem+json"), ("Retry-After", "1")])
TOLD = b'{"title": "Service Unavailable", "status": 503, "detail": "too many requests are waiting; try again"}'
UNREAD = getattr(socket, "TCP_USER_TIMEOUT", None)  # Linux has it
NOW = threading.local()  # in a thread that answers: when its request came


class Listener:
    """A listening server; to be run and closed. OSError where it cannot listen."""

    def __init__(self, app: WSGIApplication, host: str, port: int, patience: float) -> None:
        # A request that waits for a thread is no news: it is answered, or turned away by `Punctual`.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        _allow_files()
        self._queue = Queue()
        self._told = False
        self.sockets: dict[int, object] = {}  # what it waits for, by file number
        self._server = create_server(
            Punctual(app, patience),
            map=self.sockets,
            _dispatcher=self._queue,
            sockets=[_listening(host, port)],
            ident=None,
            max_request_body_size=BODY,
            connection_limit=CONNECTIONS,
            asyncore_use_poll=True,
            channel_timeout=SILENCE,
            cleanup_interval=LOOK,
            outbuf_high_watermark=KEPT,
        )
        self._queue.set_thread_count(THREADS)

    @property
    def port(self) -> int:
        """Where it listens."""
        found: int = self._server.effective_port
        return found

    def run(self) -> None:
        """Answer until told to stop."""
        while not self._told:
            loop(map=self.sockets, use_poll=True, count=1)

    def stop(self) -> None:
        """End `run`; for handlers of signals, which must not raise, as waitress drops what is raised in its loop."""
        self._told = True
        self._server.pull_trigger()

    def close(self) -> None:
        """Answer what is under way, but not for long."""
        self._queue.shutdown(timeout=1)
        self._server.close()


class Queue(ThreadedTaskDispatcher):  # type: ignore[misc]  # waitress has no types
    """Requests in their order, each with the time when it came."""

    def add_task(self, task: Task) -> None:
        """One more."""
        super().add_task(Waiting(task))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request and when it came."""

    task: Task
    came: float = field(default_factory=time.monotonic)

    def service(self) -> None:
        """Answer it."""
        NOW.came = self.came
        self.task.service()

    def cancel(self) -> None:
        """Drop it."""
        self.task.cancel()


@dataclass(frozen=True, slots=True)
class Punctual:
    """An application that turns away what has waited too long, in seconds."""

    app: WSGIApplication
    patience: float

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The application's answer, or 503."""
        if time.monotonic() - NOW.came <= self.patience:
            return self.app(environ, start_response)
        start_response(*BUSY)
        return (TOLD,)


def _listening(host: str, port: int) -> socket.socket:
    """What is set on it holds for each connection: an answer that stays unread for long is given up."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.create_server((host, port), family=family, backlog=CONNECTIONS)
    if UNREAD is not None:
        made.setsockopt(socket.IPPROTO_TCP, UNREAD, 1000 * SILENCE)
    return made


def _allow_files() -> None:
    least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    if least != resource.RLIM_INFINITY and least < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
