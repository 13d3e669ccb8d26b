"""Prints what pages of a build cost, by kind of page.

    python -m bench.pages FOLDER [--rounds N]

Each round asks other things of the same kind, spread evenly over the build, once each, with the engine in this process
and nothing remembered: milliseconds by the clock, and those that the processor worked, which other programs on the
machine disturb less. Templates are compiled before, as a server does at its start.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.server import in_process, machine
from kg.query.lookup import read_index
from kg.store.folder import open_build

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
    with in_process(options.folder) as app:
        with app.app_context():
            paths = list(addresses(options.folder, options.rounds))
        head = "".join(f"{name:>9}" for name in ("p50", "p95", "worst", "cpu p50", "cpu p95", "worst"))
        print(f"{machine()}\n{'page':<16}{'asked':>6}{head}")
        for kind, asked in paths:
            print_times(kind, [times(app, path) for path in asked])


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


def times(app: Flask, path: str) -> tuple[float, float]:
    """The milliseconds of an answer, which it must be: by the clock, and those of the processor."""
    begun, worked = time.perf_counter(), time.process_time()
    answer = app.test_client().get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, (path, answer.status_code)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)


def print_times(kind: str, taken: Sequence[tuple[float, float]]) -> None:
    """A line of a kind that the build has."""
    if taken:
        ordered = [sorted(one[n] for one in taken) for n in (0, 1)]
        told = [(one[len(one) // 2], one[min(len(one) - 1, int(len(one) * 0.95))], one[-1]) for one in ordered]
        print(f"{kind:<16}{len(taken):6}" + "".join(f"{value:9.0f}" for three in told for value in three), flush=True)


if __name__ == "__main__":
    main()
