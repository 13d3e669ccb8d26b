"""What all documents of a catalogue come to together: kept as sums, so that a change costs what it changes."""

from __future__ import annotations

import hashlib
import json
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.store.records import ROLES, LedgerTotals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

TABLE = "CREATE TABLE IF NOT EXISTS sums (corpus TEXT NOT NULL, counts TEXT NOT NULL, unread INTEGER NOT NULL)"
ADDED = "id, graph, counts, unread"  # columns of a document
KEPT = "SELECT corpus, counts, unread FROM sums"
EVERY = "SELECT id, graph, counts, unread FROM document"
ONE = EVERY + " WHERE id = :id"
NUMBERS = 1 << 256  # of which a hash is one
Added = tuple[str, str, str, int]


class Sums:
    """The sums of a catalogue that is being written."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        base.execute(TABLE)
        kept = base.execute(KEPT).fetchone()
        corpus, counts, unread = kept or ("0", "[]", 0)
        self._corpus, self._counts, self._unread = int(corpus, 16), json.loads(counts), int(unread)
        if kept is None:
            self.add(base.execute(EVERY))

    def add(self, rows: Iterable[Added], sign: int = 1) -> None:
        """Add documents, or take them away where `sign` is -1."""
        for identity, graph, counts, unread in rows:
            self._corpus += sign * int(hashlib.sha256(f"{identity} {graph}\n".encode()).hexdigest(), 16)
            both = zip_longest(self._counts, json.loads(counts), fillvalue=0)
            self._counts = [had + sign * more for had, more in both]
            self._unread += sign * unread

    def take(self, identity: str) -> None:
        """Take a document away, where it is listed."""
        self.add(self._base.execute(ONE, {"id": identity}).fetchall(), -1)

    def keep(self) -> None:
        """Put them into the catalogue."""
        self._base.execute("DELETE FROM sums")
        row = {
            "corpus": f"{self._corpus % NUMBERS:064x}",
            "counts": json.dumps(self._counts),
            "unread": self._unread,
        }
        self._base.execute("INSERT INTO sums VALUES (:corpus, :counts, :unread)", row)


def corpus(base: sqlite3.Connection) -> str:
    """The sum of the SHA-256 of each document's id and graph, which stands for all that they say."""
    return str(base.execute(KEPT).fetchone()[0])


def ledger(base: sqlite3.Connection) -> LedgerTotals:
    """The counts of all documents together."""
    _, counts, unread = base.execute(KEPT).fetchone()
    found = dict(enumerate(json.loads(counts)))
    return LedgerTotals("", "", tuple(found.get(at, 0) for at in range(len(ROLES))), unread)
