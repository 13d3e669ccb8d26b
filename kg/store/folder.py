"""The build folder: what a build leaves behind, and all that queries, pages and exports read.

graphs/ab/<id>.nq   one sorted N-Quads file a document, sharded by two hex digits; graphs/{ontology,derived}.nq
quarantine/         the same for what SHACL refused; never in the union
graph.nq            the sorted union of graphs/
texts/<sha256>.txt  the normalised text of each document: every quote is a slice of it
documents/ab/<id>.json   blocks, metadata and ledger of each document
findings.json, ledger.json, manifest.json, store/ (Oxigraph)
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import kg
from kg.errors import NotFound, StoreError
from kg.store.aside import aside, heal
from kg.store.oxigraph import create, load
from kg.store.records import (
    ROLES,
    DocumentRecord,
    LedgerTotals,
    document_record,
    finding_from_json,
    finding_to_json,
    from_json,
    ledger_sum,
    ledger_totals,
    read_json,
    to_json,
    write_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from kg.model import Extraction, Finding

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document in the manifest; the hashes are SHA-256, of its normalised text and of its graph's file."""

    id: str
    identifier: str
    title: str
    language: str
    published: str
    publisher: str
    text: str
    graph: str
    statements: int


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build folder; `corpus` hashes document ids and graphs and so stands for `graph.nq`."""

    path: Path
    version: str
    corpus: str
    documents: tuple[DocumentEntry, ...]

    @property
    def store(self) -> Path:
        """The Oxigraph directory."""
        return self.path / "store"

    def entry(self, document: str) -> DocumentEntry:
        """The manifest's line of a document, by its id; NotFound where there is none."""
        for entry in self.documents:
            if entry.id == document:
                return entry
        raise NotFound(f"{document}: no such document in this build")

    def record(self, document: str) -> DocumentRecord:
        """Blocks, metadata and ledger of a document."""
        return from_json(read_json(_sharded(self.path / "documents", self.entry(document).id, ".json")))

    def text(self, document: str) -> str:
        """The normalised text of a document."""
        return (self.path / "texts" / f"{self.entry(document).text}.txt").read_bytes().decode()

    def findings(self) -> tuple[Finding, ...]:
        """All findings, worst first."""
        return tuple(finding_from_json(plain) for plain in read_json(self.path / "findings.json"))

    def ledger(self) -> tuple[LedgerTotals, ...]:
        """The counts of each document, in the order of their identifiers."""
        rows = read_json(self.path / "ledger.json")["documents"]
        return tuple(
            LedgerTotals(
                row["identifier"], row["document"], tuple(row["roles"][role] for role in ROLES), row.get("unread", 0)
            )
            for row in rows
        )


class Writer:
    """Fills a new build folder: the ontology, each document, what follows from them, then `finish`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[DocumentEntry] = []
        self.totals: list[LedgerTotals] = []
        for name in ("graphs", "quarantine", "texts", "documents"):
            (path / name).mkdir()
        self._store: Store | None = None
        self._ontology = ""

    def add_ontology(self, lines: Iterable[str]) -> None:
        """Keep the ontology graph, as N-Quads lines that name their graph."""
        self._ontology = _write_lines(self.path / "graphs" / "ontology.nq", lines)[0]

    def add_document(self, extraction: Extraction, graph: Iterable[str], quarantine: Iterable[str] = ()) -> None:
        """Keep a document: its text, its record, its graph and what was refused of it, as N-Quads lines."""
        document, about = extraction.document, extraction.document.metadata
        text = document.text.encode()
        sha256 = hashlib.sha256(text).hexdigest()
        (self.path / "texts" / f"{sha256}.txt").write_bytes(text)
        record = document_record(extraction, sha256)
        write_json(_made(_sharded(self.path / "documents", document.id, ".json")), to_json(record))
        digest, count = _write_lines(_made(_sharded(self.path / "graphs", document.id, ".nq")), graph)
        refused = tuple(quarantine)
        if refused:
            _write_lines(_made(_sharded(self.path / "quarantine", document.id, ".nq")), refused)
        self.totals.append(ledger_totals(extraction))
        self.entries.append(
            DocumentEntry(
                id=document.id,
                identifier=document.identifier,
                title=about.title,
                language=document.language,
                published=record.published,
                publisher=about.publisher,
                text=sha256,
                graph=digest,
                statements=count,
            )
        )

    def union(self) -> Store:
        """The store on disk with all graphs added so far, for the rules that derive.

        What they derive is added to the store by whoever derives it, and kept by `add_derived`.
        """
        if self._store is None:
            self._store = create(self.path / "store")
            load(self._store, self._all_lines())
        return self._store

    def add_derived(self, lines: Iterable[str]) -> None:
        """Keep the derived graph, as N-Quads lines that name their graph."""
        kept = tuple(lines)
        _write_lines(self.path / "graphs" / "derived.nq", kept)
        if self._store is not None:
            load(self._store, kept)

    def finish(self, findings: Iterable[Finding]) -> None:
        """Write the union, the reports and the manifest, and close the store."""
        store = self.union()
        store.flush()
        store.optimize()
        self._store = None
        self._write_union()
        ranks = {"Violation": 0, "Warning": 1, "Info": 2}
        ordered = sorted(findings, key=lambda f: (ranks[f.level], f.shape, f.focus, f.document, f.messages, f.quotes))
        write_json(self.path / "findings.json", [finding_to_json(finding) for finding in ordered])
        self._write_ledger()
        self._write_manifest()

    def _write_union(self) -> None:
        _write_lines(self.path / "graph.nq", self._all_lines())

    def _all_lines(self) -> Iterator[str]:
        for file in sorted((self.path / "graphs").rglob("*.nq")):
            yield from _lines(file)

    def _write_ledger(self) -> None:
        rows = sorted(self.totals, key=lambda row: row.identifier)
        plain = [_ledger_row(row) for row in rows]
        write_json(self.path / "ledger.json", {"documents": plain, "all": _ledger_row(ledger_sum(rows))})

    def _write_manifest(self) -> None:
        entries = sorted(self.entries, key=lambda entry: entry.identifier)
        corpus = hashlib.sha256("\n".join(f"{e.id} {e.graph}" for e in entries).encode()).hexdigest()
        plain = {
            "format": FORMAT,
            "version": kg.__version__,
            "corpus": corpus,
            "ontology": self._ontology,
            "documents": [asdict(entry) for entry in entries],
        }
        write_json(self.path / MANIFEST, plain)


@contextmanager
def new_build(path: Path) -> Iterator[Writer]:
    """Write a build folder beside `path`; it takes that place when the block ends, else everything is as it was.

    StoreError where `path` holds something that is no build of ours, another build writes there, or the disk is full.
    """
    place = path.absolute()
    heal(place)
    if place.exists() and not _replaceable(place):
        raise StoreError(f"{path}: not empty and no build of kg; choose another folder or remove it")
    with aside(place) as work:
        writer = Writer(work)
        yield writer
        if not (work / MANIFEST).is_file():
            raise StoreError(f"{path}: the build was not finished")


def open_build(path: Path) -> Build:
    """The build at `path`; StoreError with a remedy where there is none, or one that a newer kg wrote."""
    manifest = path / MANIFEST
    if not manifest.is_file():
        raise StoreError(f"{path}: no built graph here; make one with: kg build SOURCES -o {path}")
    try:
        plain = read_json(manifest)
        number = plain["format"]
        documents = tuple(DocumentEntry(**entry) for entry in plain["documents"]) if number == FORMAT else ()
    except (ValueError, KeyError, TypeError) as fault:
        raise StoreError(f"{manifest}: not a manifest of kg ({fault}); build again") from fault
    if number != FORMAT:
        raise StoreError(f"{path}: format {number}, this kg reads {FORMAT}; use the kg that built it, or build again")
    return Build(path.absolute(), plain["version"], plain["corpus"], documents)


def _replaceable(place: Path) -> bool:
    """A build of any format, finished or not, or an empty folder."""
    if not place.is_dir():
        return False
    if not (place / MANIFEST).is_file():
        return not any(place.iterdir())
    try:
        plain = read_json(place / MANIFEST)
    except ValueError:
        return False
    return isinstance(plain, dict) and {"format", "corpus"} <= plain.keys()


def _ledger_row(row: LedgerTotals) -> dict[str, object]:
    roles = dict(zip(ROLES, row.counts, strict=True))
    found = {"identifier": row.identifier, "document": row.document, "total": row.total, "roles": roles}
    return {**found, "unread": row.unread}


def _sharded(folder: Path, identity: str, suffix: str) -> Path:
    return folder / identity[:2] / f"{identity}{suffix}"


def _made(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    return path


def _write_lines(path: Path, lines: Iterable[str]) -> tuple[str, int]:
    """Write distinct lines, sorted; the SHA-256 of the file and the number of lines."""
    ordered = sorted(set(lines))
    data = "".join(f"{line}\n" for line in ordered).encode()
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest(), len(ordered)


def _lines(file: Path) -> tuple[str, ...]:
    return tuple(file.read_bytes().decode().split("\n")[:-1])
