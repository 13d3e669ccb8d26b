"""Parts: files of SQLite with what was made of documents, each document's text, record and graph compressed.

A part is filled by one build and never changed after. The versions of a build folder share parts by hard links, so a
new version costs what is new in it. A build that is killed leaves its part unfinished, with every document that it had
read; the next build goes on from there. A row's key says what the document was made from: equal keys, equal rows.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kg.store import layered
from kg.store.records import (
    DocumentEntry,
    LedgerTotals,
    document_record,
    finding_from_json,
    finding_to_json,
    ledger_totals,
    to_json,
)
from kg.store.sketches import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.model import Extraction, Finding

NAMES = tuple(field.name for field in fields(DocumentEntry))
LISTED = ", ".join((*NAMES, "counts", "unread"))  # what a list of documents shows: columns of parts and of catalogues
COLUMNS = (
    "id TEXT NOT NULL, identifier TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL, published TEXT NOT NULL, "
    "publisher TEXT NOT NULL, text TEXT NOT NULL, graph TEXT NOT NULL, statements INTEGER NOT NULL, "
    "counts TEXT NOT NULL, unread INTEGER NOT NULL"
)
CONTENTS = ("words", "record", "quads", "refused", "findings", "sketch")
ALL = ("key", *LISTED.split(", "), *CONTENTS)
TABLE = f"CREATE TABLE IF NOT EXISTS document (key TEXT PRIMARY KEY, {COLUMNS}, {' BLOB, '.join(CONTENTS)} BLOB)"
KEEP = "INSERT OR REPLACE INTO document VALUES (" + ", ".join(f":{name}" for name in ALL) + ")"
ADOPT = "INSERT OR REPLACE INTO document SELECT " + ", ".join(ALL) + " FROM other.document WHERE key = :key"
ANY = "SELECT " + ", ".join(ALL) + " FROM document LIMIT 0"
QUICK = 1  # zlib's level: the others take up to ten times as long and gain a fifth


class Place(NamedTuple):
    """Where a document lies: the number of the part, and its key there."""

    part: int
    key: str


@dataclass(frozen=True, slots=True)
class Made:
    """What one document came to, ready to be kept; the bytes are compressed."""

    key: str
    entry: DocumentEntry
    totals: LedgerTotals
    contents: tuple[bytes, ...]


def made(
    key: str, extraction: Extraction, graph: Sequence[str], quarantine: Sequence[str], findings: Iterable[Finding]
) -> Made:
    """Pack a document with its graph, what was refused of it, both as N-Quads lines, and the findings about it."""
    document = extraction.document
    words, quads = document.text.encode(), joined(graph)
    record = document_record(extraction, hashlib.sha256(words).hexdigest())
    entry = DocumentEntry(
        id=document.id,
        identifier=document.identifier,
        title=document.metadata.title,
        language=document.language,
        published=record.published,
        publisher=document.metadata.publisher,
        text=record.sha256,
        graph=hashlib.sha256(quads).hexdigest(),
        statements=quads.count(b"\n"),
    )
    plain = (
        words,
        _json(to_json(record)),
        quads,
        joined(quarantine),
        _json([finding_to_json(finding) for finding in findings]),
        packed(document),
    )
    return Made(key, entry, ledger_totals(extraction), tuple(zlib.compress(one, QUICK) for one in plain))


def joined(lines: Iterable[str]) -> bytes:
    """Distinct lines, sorted, each with its end."""
    return "".join(f"{line}\n" for line in sorted(set(lines))).encode()


def row(one: Made) -> tuple[object, ...]:
    """The values of the columns of a list."""
    values = (getattr(one.entry, name) for name in NAMES)
    return (*values, json.dumps(one.totals.counts), one.totals.unread)


def listed(values: Sequence[object]) -> tuple[DocumentEntry, LedgerTotals]:
    """The inverse of `row`."""
    entry = DocumentEntry(*values[: len(NAMES)])  # type: ignore[arg-type]  # as the table declares them
    counts, unread = values[len(NAMES) :]
    return entry, LedgerTotals(entry.identifier, entry.id, tuple(json.loads(str(counts))), int(str(unread)))


class Part:
    """A part that is being filled; what was added stays added once `commit` returns."""

    def __init__(self, path: Path) -> None:
        try:
            self._base = sqlite3.connect(path)
            self._base.execute(TABLE)
            self._base.execute(ANY)
        except sqlite3.DatabaseError:  # of a build that ended with the machine, or of another kg: it costs time only
            self._base.close()
            path.unlink()
            self._base = sqlite3.connect(path)
            self._base.execute(TABLE)

    def keys(self) -> frozenset[str]:
        """What it holds already."""
        return frozenset(key for (key,) in self._base.execute("SELECT key FROM document"))

    def add(self, one: Made) -> None:
        """Keep a document."""
        self._base.execute(KEEP, dict(zip(ALL, (one.key, *row(one), *one.contents), strict=True)))

    def adopt(self, other: Path, keys: Iterable[str]) -> None:
        """Take documents of another part over."""
        self._base.commit()
        self._base.execute("ATTACH :other AS other", {"other": str(other)})
        self._base.executemany(ADOPT, ({"key": key} for key in keys))
        self._base.commit()
        self._base.execute("DETACH other")

    def forget(self, keys: Iterable[str]) -> None:
        """Drop documents that an interrupted build kept and nobody wants any more."""
        self._base.executemany("DELETE FROM document WHERE key = :key", ({"key": key} for key in keys))

    def commit(self) -> None:
        """Put on the disk what was added."""
        self._base.commit()

    def close(self) -> None:
        """End it with all that was added."""
        self._base.commit()
        self._base.close()


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A file of SQLite that nobody changes any more, for reading."""
    with closing(layered.opened(path)) as base:
        yield base


def size(path: Path) -> int:
    """How many documents a part holds."""
    with opened(path) as base:
        return int(base.execute("SELECT COUNT(*) FROM document").fetchone()[0])


def contents(folder: Path, place: Place, name: str) -> bytes:
    """One of the CONTENTS of a document."""
    (found,) = next(each(folder, (place,), (name,)))
    return found


def each(folder: Path, places: Iterable[Place], names: Sequence[str]) -> Iterator[tuple[bytes, ...]]:
    """Some of the CONTENTS of documents, in the order of their places, which name the parts one after the other."""
    assert set(names) <= set(CONTENTS)
    asked = "SELECT " + ", ".join(names) + " FROM document WHERE key = :key"
    for number, group in groupby(places, lambda place: place.part):
        with opened(folder / str(number)) as base:
            for place in group:
                found = base.execute(asked, {"key": place.key}).fetchone()
                yield tuple(map(zlib.decompress, found))


def findings_of(packed: bytes) -> tuple[Finding, ...]:
    """Findings as they lie in a part."""
    return tuple(map(finding_from_json, json.loads(zlib.decompress(packed))))


def _json(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
