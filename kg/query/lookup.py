"""Reading the index of a build: one SQLite file in its folder, made with it, that nobody changes."""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from functools import cache
from typing import TYPE_CHECKING

from kg.paths import QUERIES
from kg.store.layered import opened

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.query.memory import Memory
    from kg.store.folder import Build

INDEX = "index.sqlite"
VERSION = 5  # of its tables, as queries/index/schema.sql has it


@contextmanager
def read_index(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to an index, for one answer."""
    with closing(opened(path)) as database:
        yield database


def index_of(build: Build) -> Path | None:
    """The index that a build brought; None where it has none, or one with other tables."""
    path = build.path / INDEX
    return path if path.is_file() and is_current(path) else None


def is_current(path: Path) -> bool:
    """Whether an index has the tables that are read."""
    with read_index(path) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
    return bool(version == VERSION)


@cache
def sql(name: str, where: str = "1", what: str = "") -> str:
    """A statement of queries/index/ with a condition, and what it is to tell, where it leaves room for them."""
    text = (QUERIES / "index" / f"{name}.sql").read_text("utf-8")
    return text.replace("/* where */", where).replace("/* what */", what)


def look_up(
    memory: Memory, name: str, iris: Iterable[str], what: str = "", **values: str | int
) -> tuple[tuple[str, ...], ...]:
    """The rows of a statement about many nodes, or with other values; none where there is no index."""
    if memory.index is None:
        return ()
    with memory.lend(memory.index) as database:
        given = {"iris": json.dumps(sorted(iris)), **values}
        return tuple(database.execute(sql(name, what=what), given).fetchall())
