"""The catalogue of a version: its documents and in which part each lies, the files they come from, and all findings.

The next version shares it but for what it changes (`kg.store.layered`); nothing in it is compressed.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import NotFound
from kg.store import sums
from kg.store.layered import changing
from kg.store.parts import COLUMNS, LISTED, Place, findings_of, listed, opened
from kg.store.records import finding_from_json, finding_to_json
from kg.store.sums import ADDED, Sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model import Finding
    from kg.store.records import DocumentEntry, LedgerTotals

TABLES = f"""
CREATE TABLE IF NOT EXISTS document (id TEXT PRIMARY KEY, key TEXT NOT NULL, part INTEGER NOT NULL,
  {COLUMNS.partition(", ")[2]});
CREATE UNIQUE INDEX IF NOT EXISTS document_identifier ON document (identifier);
CREATE TABLE IF NOT EXISTS file (identifier TEXT PRIMARY KEY, state TEXT NOT NULL, id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS finding (rank INTEGER NOT NULL, document TEXT NOT NULL, plain TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS total (name TEXT PRIMARY KEY, number INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS finding_of_node ON finding (json_extract(plain, '$.focus'));
CREATE INDEX IF NOT EXISTS finding_of_document ON finding (document);
CREATE INDEX IF NOT EXISTS finding_of_rank ON finding (rank);
"""
ADOPT = (
    "INSERT OR REPLACE INTO document SELECT id, key, :number, "
    + ", ".join(name for name in LISTED.split(", ") if name != "id")
    + " FROM part.document WHERE key = :key"
)
FINDINGS = f"SELECT findings, {ADDED} FROM part.document WHERE key = :key"
WHOLE_LIST = "SELECT " + LISTED + " FROM document ORDER BY identifier"
FORGET = "DELETE FROM finding WHERE rank = 0 AND document = :id"
RENEW = "DELETE FROM finding WHERE rank > 0 AND json_extract(plain, '$.focus') = :focus"
RANKS = {"Violation": 0, "Warning": 1, "Info": 2}


class File(NamedTuple):
    """A file as it was when it was read: `state` as in `Listing`, "" if that tells nothing; `id` of its document."""

    state: str
    id: str


class Catalogue:
    """A catalogue that is being written."""

    def __init__(self, path: Path) -> None:
        self._open = ExitStack()
        self._base = self._open.enter_context(changing(path))
        self._base.executescript(TABLES)
        self._sums = Sums(self._base)

    def adopt(self, part: Path, number: int, keys: Iterable[str]) -> None:
        """List documents of a part, and what was refused of them."""
        self._base.commit()
        self._base.execute("ATTACH :part AS part", {"part": str(part)})
        rows = [{"number": number, "key": key} for key in keys]
        for one in rows:
            found, *added = self._base.execute(FINDINGS, one).fetchone()
            identity = added[0]
            self._sums.take(identity)
            self._sums.add([added])
            self._base.execute(ADOPT, one)
            self._base.execute(FORGET, {"id": identity})
            self._find(findings_of(found), identity)
        self._base.commit()
        self._base.execute("DETACH part")

    def remove(self, identities: Iterable[str]) -> None:
        """Strike documents off, with what was refused of them."""
        for identity in identities:
            self._sums.take(identity)
            self._base.execute("DELETE FROM document WHERE id = :id", {"id": identity})
            self._base.execute(FORGET, {"id": identity})

    def set_files(self, came: Mapping[str, File], went: Iterable[str]) -> None:
        """Say which files there are that were not or were others, and which are no more."""
        self._base.executemany(
            "DELETE FROM file WHERE identifier = :identifier", ({"identifier": n} for n in sorted(went))
        )
        rows = ({"identifier": name, "state": came[name].state, "id": came[name].id} for name in sorted(came))
        self._base.executemany("INSERT OR REPLACE INTO file VALUES (:identifier, :state, :id)", rows)

    def set_findings(self, found: Iterable[Finding]) -> None:
        """Say what was found, instead of what stands here; what was refused of documents stays."""
        self._base.execute("DELETE FROM finding WHERE rank > 0 OR document NOT IN (SELECT id FROM document)")
        self._find(found)

    def renew_findings(self, nodes: Iterable[str], found: Iterable[Finding]) -> None:
        """Say what was found of some nodes, instead of what stands here of them; what was refused stays."""
        self._base.executemany(RENEW, ({"focus": node} for node in sorted(nodes)))
        self._find(found)

    def set_totals(self, totals: Mapping[str, int]) -> None:
        """Say how much there is of something in the whole."""
        self._base.execute("DELETE FROM total")
        rows = ({"name": name, "number": totals[name]} for name in sorted(totals))
        self._base.executemany("INSERT INTO total VALUES (:name, :number)", rows)

    def _find(self, found: Iterable[Finding], document: str = "") -> None:
        rows = ({"rank": RANKS[f.level], "document": document or f.document, "plain": _plain(f)} for f in found)
        self._base.executemany("INSERT INTO finding VALUES (:rank, :document, :plain)", rows)

    def close(self) -> None:
        """Put it on the disk."""
        self._sums.keep()
        self._open.close()


def documents(path: Path) -> tuple[tuple[DocumentEntry, LedgerTotals], ...]:
    """All documents, in the order of their identifiers."""
    with opened(path) as base:
        return tuple(map(listed, base.execute(WHOLE_LIST)))


def count(path: Path) -> int:
    """How many documents there are."""
    with opened(path) as base:
        return int(base.execute("SELECT COUNT(*) FROM document").fetchone()[0])


def document(path: Path, identity: str) -> tuple[DocumentEntry, Place]:
    """A document by its id; NotFound where there is none."""
    with opened(path) as base:
        found = base.execute(f"SELECT part, key, {LISTED} FROM document WHERE id = :id", {"id": identity}).fetchone()
    if found is None:
        raise NotFound(f"{identity}: no such document in this build")
    return listed(found[2:])[0], Place(*found[:2])


def places(path: Path) -> dict[str, Place]:
    """Where each document lies, by id, part by part."""
    with opened(path) as base:
        rows = base.execute("SELECT id, part, key FROM document ORDER BY part, id")
        return {identity: Place(part, key) for identity, part, key in rows}


def located(path: Path) -> Iterator[tuple[DocumentEntry, Place]]:
    """All documents with their places, part by part."""
    with opened(path) as base:
        for part, key, *values in base.execute(f"SELECT part, key, {LISTED} FROM document ORDER BY part, id"):
            yield listed(values)[0], Place(part, key)


def corpus(path: Path) -> str:
    """A hash over the ids and graphs of all documents, which stands for all that they say."""
    with opened(path) as base:
        return sums.corpus(base)


def files(path: Path) -> dict[str, File]:
    """The files by identifier."""
    with opened(path) as base:
        return {
            name: File(state, identity)
            for name, state, identity in base.execute("SELECT identifier, state, id FROM file")
        }


def findings(path: Path) -> tuple[Finding, ...]:
    """All findings, worst first, then by shape and thing."""
    with opened(path) as base:
        found = [finding_from_json(json.loads(plain)) for (plain,) in base.execute("SELECT plain FROM finding")]
    return tuple(sorted(found, key=lambda f: (RANKS[f.level], f.shape, f.focus, f.document, f.messages, f.quotes)))


def found(path: Path) -> tuple[dict[str, int], int]:
    """How many findings there are of each level, and of how many nodes something was refused."""
    with opened(path) as base:
        levels = dict(base.execute("SELECT rank, COUNT(*) FROM finding GROUP BY rank"))
        (refused,) = base.execute(
            "SELECT COUNT(DISTINCT json_extract(plain, '$.focus')) FROM finding WHERE rank = 0"
        ).fetchone()
    return {level: levels.get(rank, 0) for level, rank in RANKS.items()}, refused


def ledger_sum(path: Path) -> LedgerTotals:
    """The counts of all documents together."""
    with opened(path) as base:
        return sums.ledger(base)


def totals(path: Path) -> dict[str, int]:
    """How much there is of something in the whole, as far as it was said."""
    with opened(path) as base:
        return dict(base.execute("SELECT name, number FROM total"))


def _plain(finding: Finding) -> str:
    return json.dumps(finding_to_json(finding), ensure_ascii=False, sort_keys=True)
