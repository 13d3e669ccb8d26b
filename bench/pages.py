"""Prints how long pages of a build take, by kind of page.

    python -m bench.pages FOLDER [--rounds N]

Each round asks other things of the same kind, spread evenly over the build, by the application itself without a socket;
the first request of a kind, which reads files that the others find read, is told apart.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kg.query.lookup import read_index
from kg.store.folder import open_build
from kg.web.app import close_app, create_app

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from flask import Flask

WORDS = ("中医", "村卫生室 比例", "健康", "80%", "village clinic", "health", "国家卫生健康委员会", "2025年")
STATES = ("", "overdue", "short", "met", "none", "near", "restated", "hedged")
KINDS = ("policy", "agency", "facility-type", "indicator", "programme", "person", "region", "target", "obs")


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    app = create_app(options.folder)
    try:
        with app.app_context():
            paths = list(addresses(options.folder, options.rounds))
        print(f"{'page':<22}{'first':>9}{'median':>9}{'p95':>9}{'worst':>9}  ms")
        for kind, asked in paths:
            print_times(kind, [seconds(app, path) for path in asked])
    finally:
        close_app(app)


def addresses(folder: Path, rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Kinds of pages and what is asked of each."""
    with read_index(folder / "index.sqlite") as database:
        for kind in KINDS:
            yield kind, [f"/page/{kind}/{name}" for name in names(database, kind, rounds)]
        policies = names(database, "policy", rounds)
        documents = names(database, "doc", rounds)
    yield "lineage", [f"/lineage/{name}" for name in policies]
    yield "lineage.svg", [f"/lineage/{name}.svg" for name in policies]
    yield "search", [f"/search?q={word}" for word in (WORDS * rounds)[:rounds]]
    yield "targets", [f"/targets?as-of=2023-05-31&state={state}" for state in (STATES * rounds)[:rounds]]
    yield "document", [f"/page/doc/{name}" for name in documents or [open_build(folder).documents[0].id]]
    yield "home", ["/?as-of=2023-05-31"] * rounds
    yield "policies", ["/policies"] * 3


def names(database: sqlite3.Connection, kind: str, number: int) -> list[str]:
    """Short names of things of a kind, evenly spread over all."""
    found = [row[0].rpartition("/")[2] for row in database.execute("SELECT iri FROM entry WHERE kind = ?", (kind,))]
    return found[:: max(1, len(found) // number)][:number]


def seconds(app: Flask, path: str) -> float:
    """How long an answer takes; it must be one."""
    start = time.perf_counter()
    answer = app.test_client().get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, (path, answer.status_code)
    return time.perf_counter() - start


def print_times(kind: str, times: Sequence[float]) -> None:
    """A line in milliseconds."""
    if times:
        rest = sorted(times[1:] or times)
        told = (times[0], rest[len(rest) // 2], rest[min(len(rest) - 1, int(len(rest) * 0.95))], rest[-1])
        print(f"{kind:<22}" + "".join(f"{1000 * one:9.0f}" for one in told), flush=True)


if __name__ == "__main__":
    main()
