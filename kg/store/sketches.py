"""The sketches of all documents of a version, by their hashes: whose text may have much in common with whose.

A sketch is the hashes of some shingles and all figures: of two texts whose figures differ neither need be read.

Documents stand in the order of the days on which they were published, those of which none is known last. Of those that
share a hash each is compared with the first FEW alone: a hash of many documents is of a set phrase, of a form, or of a
report that many repeat, and its first tellers stand for it. So the work grows with the documents, whatever they have in
common, and nothing depends on the order in which they came to be known.
"""

from __future__ import annotations

import struct
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.text.overlap import agree, figures
from kg.text.shingles import letters, sketch

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Document

FEW = 16  # documents
ALIKE = 0.65  # of the hashes of the shorter text: that many are shared, but for rare chances, where 0.8 of it is
HELD = 4096  # sketches in memory, and as many hashes with their first holders
HEAD = struct.Struct("<3I")  # of a sketch as it lies in a part: the days, and how many hashes follow
ROOM = "PRAGMA cache_size = -65536"  # KiB
TABLES = """
CREATE TABLE IF NOT EXISTS sketch (id TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS holder (hash INTEGER, last INTEGER, id TEXT, PRIMARY KEY (hash, last, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS repeat (later TEXT PRIMARY KEY, earlier TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS repeat_of ON repeat (earlier);
"""
BEFORE = "SELECT last, id FROM holder WHERE hash = :hash AND (last, id) < (:last, :id) ORDER BY last, id LIMIT :few"
FIRST = "SELECT last, id FROM holder WHERE hash = :hash ORDER BY last, id LIMIT :few"
NEXT = "SELECT last, id FROM holder WHERE hash = :hash ORDER BY last, id LIMIT 1 OFFSET :few"
LINKED = "SELECT id FROM holder JOIN repeat ON later = id WHERE hash = :hash AND (last, id) > (:last, :id)"
LISTED = "INSERT INTO holder SELECT hash, last, id FROM listed ORDER BY hash, last, id"
BEHIND = "SELECT id FROM holder WHERE hash = :hash AND (last, id) > (:last, :id)"


class Sketch(NamedTuple):
    """The first and the last day on which a document may have been published, as ordinals, its hashes, its figures."""

    first: int
    last: int
    hashes: frozenset[int]
    figures: frozenset[str]


def packed(document: Document) -> bytes:
    """The sketch of a document as it lies in a part."""
    published = document.metadata.published
    days = (published.start, published.end) if published else (date.min, date.max)
    own = letters(document.text, document.blocks)
    hashes = sketch(own, document.language)
    first, last = (day.toordinal() for day in days)
    told = " ".join(sorted(figures(own)))
    return HEAD.pack(first, last, len(hashes)) + struct.pack(f"<{len(hashes)}I", *hashes) + told.encode()


class Sketches:
    """The index of a version that is being written, with the document that each repeats, where it does."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._base.execute(ROOM)
        self._base.executescript(TABLES)
        self.of = lru_cache(maxsize=HELD)(self._of)
        self._first = lru_cache(maxsize=HELD)(self._first_holders)

    def fill(self, documents: Iterable[tuple[str, bytes]]) -> None:
        """List all documents where none is listed, in the order of their hashes: one by one they come in any."""
        self._base.execute("CREATE TEMP TABLE listed (hash INTEGER, last INTEGER, id TEXT)")
        for identity, data in documents:
            self._base.execute("INSERT INTO sketch VALUES (:id, :packed)", {"id": identity, "packed": data})
            rows = _rows(identity, _unpacked(data))
            self._base.executemany("INSERT INTO listed VALUES (:hash, :last, :id)", rows)
        self._base.execute(LISTED)
        self._base.execute("DROP TABLE listed")

    def add(self, identity: str, data: bytes) -> set[str]:
        """List a document; those who may repeat it now, or may be compared no longer with the one that they repeat."""
        self._first.cache_clear()
        self._base.execute("INSERT INTO sketch VALUES (:id, :packed)", {"id": identity, "packed": data})
        own, concerned = self.of(identity), {identity}
        for row in _rows(identity, own):
            self._base.execute("INSERT INTO holder VALUES (:hash, :last, :id)", row)
            if len(self._base.execute(BEFORE, row).fetchall()) < FEW:
                concerned.update(self._alike_behind(row, own))
                concerned.update(other for (other,) in self._base.execute(LINKED, row))
        return concerned

    def remove(self, identity: str) -> set[str]:
        """Strike a document off; those who repeated it, and those who are compared with another in its place."""
        concerned = {identity, *self._later(identity)}
        for row in _rows(identity, self.of(identity)):
            if len(self._base.execute(BEFORE, row).fetchall()) < FEW:
                for last, other in self._base.execute(NEXT, row).fetchall():
                    concerned.update(self._alike_behind(row | {"last": last, "id": other}, self.of(other)))
            self._base.execute("DELETE FROM holder WHERE hash = :hash AND last = :last AND id = :id", row)
        self._base.execute("DELETE FROM sketch WHERE id = :id", {"id": identity})
        self.of.cache_clear()
        self._first.cache_clear()
        return concerned

    def __contains__(self, identity: str) -> bool:
        return self._base.execute("SELECT 1 FROM sketch WHERE id = :id", {"id": identity}).fetchone() is not None

    def alike(self, identity: str) -> list[str]:
        """The documents before one that it is to be compared with, the first of them first."""
        own = self.of(identity)
        found = set[tuple[int, str]]().union(*map(self._first, own.hashes))
        before = sorted(one for one in found if one < (own.last, identity))
        return [other for _, other in before if _are_alike(own, self.of(other))]

    def earlier(self, identity: str) -> str:
        """The document that one repeats, or ""."""
        row = self._base.execute("SELECT earlier FROM repeat WHERE later = :id", {"id": identity}).fetchone()
        return row[0] if row else ""

    def repeat(self, identity: str, earlier: str) -> None:
        """Say which document one repeats, or "" for none."""
        row = {"id": identity, "earlier": earlier}
        self._base.execute("DELETE FROM repeat WHERE later = :id", row)
        if earlier:
            self._base.execute("INSERT INTO repeat VALUES (:id, :earlier)", row)

    def _later(self, identity: str) -> set[str]:
        """The documents that repeat one."""
        rows = self._base.execute("SELECT later FROM repeat WHERE earlier = :id", {"id": identity})
        return {later for (later,) in rows}

    def _alike_behind(self, row: Mapping[str, object], own: Sketch) -> Iterator[str]:
        """The documents behind one that share a hash with it and are like it."""
        behind = self._base.execute(BEHIND, row).fetchall()
        return (other for (other,) in behind if _are_alike(own, self.of(other)))

    def _first_holders(self, value: int) -> tuple[tuple[int, str], ...]:
        """The first documents that hold a hash: set phrases are asked about again and again."""
        return tuple(self._base.execute(FIRST, {"hash": value, "few": FEW}))

    def _of(self, identity: str) -> Sketch:
        """The sketch of a document that is listed."""
        found = self._base.execute("SELECT packed FROM sketch WHERE id = :id", {"id": identity})
        return _unpacked(found.fetchone()[0])


def _unpacked(data: bytes) -> Sketch:
    first, last, number = HEAD.unpack_from(data)
    hashes = struct.unpack_from(f"<{number}I", data, HEAD.size)
    told = data[HEAD.size + 4 * number :].decode()
    return Sketch(first, last, frozenset(hashes), frozenset(told.split()))


def _rows(identity: str, found: Sketch) -> list[dict[str, object]]:
    """A row a hash."""
    return [{"hash": value, "last": found.last, "id": identity, "few": FEW} for value in sorted(found.hashes)]


def _are_alike(one: Sketch, other: Sketch) -> bool:
    least = ALIKE * min(len(one.hashes), len(other.hashes))
    return agree(one.figures, other.figures) and len(one.hashes & other.hashes) >= least
