"""A cluster of dask.distributed that does one thing to many items, as `kg.workers` does on one machine.

Items travel in batches. On each worker one process beside it is made ready once and does the work by `kg.workers`: so
an item that a process dies of or that takes too long is lost alone, and the worker goes on. The batch of a worker that
ends is given to another. The processes need no file of ours, but the same program.
"""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import threading
from collections import deque
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from kg.errors import ClusterError, KgError
from kg.paths import PACKAGE
from kg.workers import Lost, mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from distributed import Client, Future

Item = TypeVar("Item")
Batch = list[bytes]  # items, each pickled

ENGINE, LARGE = "distributed", "distributed.admin.large-graph-warning-threshold"
MOST, HEAVIEST = 100, 8 << 20  # items and bytes of a batch; an item may be heavier
AHEAD = 2  # batches that lie ready for a worker, so that it need not wait for us
ANSWER = 10.0  # seconds that a scheduler may take to answer
AGAIN = 3  # times that a batch is tried again where the process at it was killed
UNABLE = "a worker cannot read: {}; install the same kg on all machines"
GONE = "the scheduler answers no more; build again to go on from here"
IDLE = 300.0  # seconds that a process waits for more before it ends


class Maker(Protocol):
    """What makes the work on a worker, once; it can be pickled, so it is a function of a module, or a part of one."""

    def __call__(self) -> Callable[[Any], Any]:
        """Give the work, or raise a KgError where it cannot be done on this machine."""
        ...


def mapped_on(
    address: str, make: Maker, items: Iterable[Item], seconds: float
) -> Iterator[Any | Lost[Item]]:  # Any: whatever the work gives
    """The result of each item, in any order, from the cluster at an address; an item may take so many seconds.

    ClusterError where there is none, or where its workers cannot do the work. Memory holds a few batches a worker.
    """
    with _client(address) as client:
        if not _workers(client, address):
            raise ClusterError(f"{address}: the scheduler has no worker; start some: dask worker {address}")
        source, again = _batches(items), deque[Batch]()
        given: dict[Future, Batch] = {}
        done = import_module(ENGINE).as_completed(loop=client.loop)
        while True:
            room = AHEAD * max(1, _workers(client, address))  # where all are being started again there is none
            while len(given) < room and (batch := again.popleft() if again else next(source, None)):
                order = pickle.dumps(_Order(pickle.dumps(make), batch, seconds))
                future = client.submit(pickle.loads, order, pure=False, retries=AGAIN)
                given[future] = batch
                done.add(future)
            if not given:
                return
            future = next(done)
            batch = given.pop(future)
            if future.cancelled() or future.status == "lost":
                again.append(batch)  # its worker ended before the result was fetched; no scheduler shows above
                continue
            results = _results(future, address)
            if results is not None:
                yield from results
            elif len(batch) > 1:
                again.extend([one] for one in batch)
            else:
                yield Lost(pickle.loads(batch[0]), "ended the processes that read it")  # noqa: S301  our own bytes


class _Order:
    """A call of `_work` that is made where it is unpickled.

    So a worker without kg fails at this task and says why; one that is sent a function which it lacks would end.
    """

    def __init__(self, *arguments: object) -> None:
        self.arguments = arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return _work, self.arguments


def _client(address: str) -> Client:
    """A connection to the scheduler, to be closed."""
    if find_spec(ENGINE) is None:
        raise ClusterError("a cluster needs the package distributed: pip install 'policykg[dask]'")
    engine = import_module(ENGINE)
    import_module("dask.config").set({LARGE: "1GiB"})  # documents travel with the tasks
    try:
        return engine.Client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"{address}: no scheduler of dask answers there: {error}; start one: dask scheduler"
        ) from None


def _workers(client: Client, address: str) -> int:
    """How many workers the cluster has now."""
    try:
        return len(client.nthreads())
    except OSError:
        raise ClusterError(f"{address}: {GONE}") from None


def _results(future: Future, address: str) -> list[Any] | None:
    """What came of a batch; None where the processes at it were killed, each time."""
    error = future.exception()
    found = None if error else future.result()
    if isinstance(error, import_module(ENGINE).KilledWorker | EOFError):
        return None
    if error:
        raise ClusterError(f"{address}: {UNABLE.format(error)}") from None
    if isinstance(found, Exception):
        raise found
    return list(found or ())


def _batches(items: Iterable[Any]) -> Iterator[Batch]:
    batch: Batch = []
    weight = 0
    for item in items:
        packed = pickle.dumps(item)
        if batch and (len(batch) == MOST or weight + len(packed) > HEAVIEST):
            yield batch
            batch, weight = [], 0
        batch.append(packed)
        weight += len(packed)
    if batch:
        yield batch


# --- on a worker -----------------------------------------------------------------------------------------------------


class _Beside:
    """A process beside a worker, which may not have children that fork, that does one kind of work."""

    def __init__(self, make: bytes) -> None:
        self.make = make
        ours, theirs = socket.socketpair()
        with theirs:
            number = str(theirs.fileno())
            places = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
            self.process = subprocess.Popen(  # noqa: S603  this program
                [sys.executable, "-P", "-m", "kg.cluster", number],
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": places},
                start_new_session=True,
            )
        self.connection = Connection(ours.detach())
        self.refused: KgError | None = self.asked(make)

    def asked(self, question: object) -> Any:  # noqa: ANN401  whatever the work gives
        """The answer to a question; EOFError where the process ended."""
        try:
            self.connection.send(question)
            return self.connection.recv()
        except OSError:
            raise EOFError("the process beside the worker has ended") from None

    def close(self) -> None:
        """End it."""
        self.connection.close()
        self.process.wait()


_turn = threading.Lock()
_beside: list[_Beside] = []  # one at most


def _work(make: bytes, batch: Batch, seconds: float) -> list[Any] | Exception:
    """Do the work to a batch on this worker, by as many processes as it has threads."""
    number = min(import_module(ENGINE).get_worker().state.nthreads, len(batch))
    with _turn:
        beside = _ready(make)
        answer: list[Any] | Exception = beside.refused or beside.asked((batch, number, seconds))
        return answer


def _ready(make: bytes) -> _Beside:
    """The process that does this work, the one that is there or a new one."""
    if _beside and (_beside[0].make != make or _beside[0].refused or _beside[0].process.poll() is not None):
        _beside.pop().close()
    if not _beside:
        _beside.append(_Beside(make))
    return _beside[0]


def _serve(connection: Connection) -> None:
    """Be made ready, then work on what comes until the other end closes or has nothing more."""
    try:
        work = pickle.loads(connection.recv())()  # noqa: S301  from the worker that started us
    except KgError as error:
        connection.send(error)
        return
    except (ImportError, AttributeError) as error:
        connection.send(ClusterError(f"{socket.gethostname()}: {UNABLE.format(error)}"))
        return
    connection.send(None)
    while connection.poll(IDLE):
        try:
            batch, number, seconds = connection.recv()
            connection.send(list(mapped(work, map(pickle.loads, batch), number, seconds)))
        except (EOFError, OSError):
            return


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])))
