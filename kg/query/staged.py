"""The answers to queries about a whole store, kept on the disk while they are taken thing by thing."""

from __future__ import annotations

import sqlite3
from itertools import islice
from typing import TYPE_CHECKING

from kg.query.lookup import sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from typing import IO

TEMPORARY = ""  # SQLite's name for a database on the disk that goes with its connection
AT_ONCE = 2000  # things


class Staged:
    """A table for each query, with its columns as plain text; `asked` are answers that come while others are used."""

    def __init__(self, asked: dict[str, Future[IO[bytes]]] | None = None) -> None:
        self.asked = asked or {}
        self._database = sqlite3.connect(TEMPORARY)
        self._database.executescript(sql("stage"))
        self._held: set[tuple[str, ...]] = set()  # names of tables, and with a column those of their indexes

    def __contains__(self, name: str) -> bool:
        return (name,) in self._held

    def keep(self, name: str, columns: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
        """Make a table of the answers to a query."""
        self._held.add((name,))
        self._database.execute(sql("stage-table", ", ".join(columns), f'"{name}"'))
        self._database.executemany(sql("insert", ", ".join("?" * len(columns)), f'"{name}"'), rows)

    def values(self, names: Iterable[str], column: str) -> Iterator[list[str]]:
        """What stands in a column of some tables, each value once and in their order, so many at a time."""
        asked = " UNION ".join(sql("stage-values", column, f'"{name}"') for name in sorted(names))
        found = (value for (value,) in self._database.execute(f"{asked} ORDER BY 1"))
        while some := list(islice(found, AT_ONCE)):
            yield some

    def rows(self, name: str, column: str, values: Iterable[str]) -> list[tuple[str, ...]]:
        """The answers that have one of these values in a column."""
        if (name, column) not in self._held:
            self._held.add((name, column))
            self._database.execute(
                sql("stage-order", column, f'"{name}"').replace("/* name */", f'"{name} by {column}"')
            )
        self._database.execute(sql("delete", "1", "wanted"))
        self._database.executemany(sql("insert", "?", "wanted"), ((value,) for value in values))
        return self._database.execute(sql("stage-rows", column, f'"{name}"')).fetchall()
