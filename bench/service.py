"""Prints what the query processes cost: the engine called directly, the pool, `kg serve`, and other SPARQL servers.

    python -m bench.service FOLDER [--seconds N] [--others DIR]

The question is one policy by its exact title. First in this process: the engine as it is, and through the pool. Then
over HTTP, one connection and eight: `kg serve` as it is shipped, the same server with the engine in its own process
instead of the pool, and what DIR holds of other servers: a virtual environment with oxigraph, rdflib-endpoint, uvicorn.
These get the union of the graphs: rdflib-endpoint in the memory of rdflib, the Oxigraph server in a store of its own.
All run after one another on one machine, in one run: ratios count.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph

from bench.server import ROOT, free_port, machine, served
from kg.query.direct import direct
from kg.query.pool import Pool
from kg.query.request import Request
from kg.query.rows import collect, read_table
from kg.store.folder import open_build
from kg.store.oxigraph import read_only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.query.request import Engine

HERE = Path(__file__).parent
CALLS = 2000
START = 120.0  # seconds that a server may take to load its graph
CLIENTS = 8


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each server is asked")
    parser.add_argument("--others", type=Path, help="a virtual environment with other servers")
    options = parser.parse_args()
    build = open_build(options.folder)
    engine = direct(build)
    query = (HERE / "title.rq").read_text("utf-8").replace("TITLE", one_title(engine))
    print(f"{machine()}, pyoxigraph {pyoxigraph.__version__}\n\nin this process, {CALLS} calls by turns: p50, p95 ms")
    with Pool(build.store) as pool:
        pool.warm()
        alone, pooled = by_turns(engine, pool, Request(query))
    for name, taken in (("engine", alone), ("pool", pooled)):
        print(f"{name:<12}{statistics.median(taken):8.3f}{sorted(taken)[int(0.95 * len(taken))]:8.3f}")
    print(f"{'overhead':<12}{statistics.median(pooled) - statistics.median(alone):8.3f}")
    print(f"\nover HTTP, {options.seconds:.0f} s each{'':9}{'p50 ms':>8}{'requests/s':>12}{'with ' + str(CLIENTS):>12}")
    with served(options.folder) as port:
        asked("kg serve", port, "/sparql", query, options.seconds)
    with plain(options.folder) as port:
        asked("kg serve without pool", port, "/sparql", query, options.seconds)
    if options.others:
        others(options.others, options.folder, query, options.seconds)


def one_title(engine: Engine) -> str:
    """The title of some policy, as a query writes it."""
    (row, *_) = read_table(collect(engine.answer(Request((HERE / "titles.rq").read_text("utf-8"))))).dicts()
    return row["title"].value.replace("\\", "\\\\").replace('"', '\\"')


def by_turns(one: Engine, other: Engine, request: Request) -> tuple[list[float], list[float]]:
    """Milliseconds of each call, now of the one, now of the other, so that what disturbs disturbs both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(CALLS):
        for engine, spent in zip((one, other), taken, strict=True):
            begun = time.perf_counter()
            collect(engine.answer(request))
            spent.append(1000 * (time.perf_counter() - begun))
    return taken


def asked(name: str, port: int, path: str, query: str, seconds: float) -> None:
    """A line of the table: one client's median, requests a second with one client and with several."""
    address = f"{path}?{urlencode({'query': query})}"
    waited = answers(port, address, seconds)
    results: list[list[float]] = []
    threads = [threading.Thread(target=lambda: results.append(answers(port, address, seconds))) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    many = sum(map(len, results)) / seconds
    print(f"{name:<25}{statistics.median(waited):8.2f}{len(waited) / seconds:12.0f}{many:12.0f}", flush=True)


def answers(port: int, address: str, seconds: float) -> list[float]:
    """Ask over one connection until the time is over: what each answer took, in ms."""
    connection, taken = HTTPConnection("127.0.0.1", port, timeout=30), []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Accept": "application/sparql-results+json"})
        answer = connection.getresponse()
        data = answer.read()
        if answer.status != 200 or b'"bindings"' not in data:
            raise SystemExit(f"{address}: {answer.status} {data[:200]!r}")
        taken.append(1000 * (time.perf_counter() - begun))
    return taken


@contextmanager
def plain(folder: Path) -> Iterator[int]:
    """The server of `kg serve` with the engine in its own process: what none of its limits would cost."""
    with started([sys.executable, str(HERE / "plain_server.py"), str(folder)], port := free_port()):
        yield port


def others(environment: Path, folder: Path, query: str, seconds: float) -> None:
    """The Oxigraph server and rdflib-endpoint, each over the union of the graphs."""
    with tempfile.TemporaryDirectory() as made:
        triples = Path(made) / "union.nt"
        read_only(open_build(folder).store).dump(
            triples, pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph()
        )
        oxigraph, store = environment / "bin" / "oxigraph", Path(made) / "store"
        load: list[str | Path] = [oxigraph, "load", "--location", store, "--file", triples]
        subprocess.run(load, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = free_port()
        with started([oxigraph, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"], port):
            asked("Oxigraph server", port, "/query", query, seconds)
        command: list[str | Path] = [
            environment / "bin" / "rdflib-endpoint",
            "serve",
            triples,
            "--port",
            str(port := free_port()),
        ]
        with started(command, port):
            asked("rdflib-endpoint", port, "/", query, seconds)


@contextmanager
def started(command: list[str | Path], port: int) -> Iterator[None]:
    """A server of its own process that answers on the port, until the block ends."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(port)}
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=surroundings
    ) as server:
        try:
            wait(server, port)
            yield
        finally:
            server.terminate()


def wait(server: subprocess.Popen[bytes], port: int) -> None:
    """Return when something listens; SystemExit where nothing does in time."""
    for _ in range(int(START / 0.2)):
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except (OSError, HTTPException):
            if server.poll() is not None:
                raise SystemExit(f"{server.args!r} ended") from None
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{server.args!r} does not listen")


if __name__ == "__main__":
    main()
