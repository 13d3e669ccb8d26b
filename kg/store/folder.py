"""The build folder: what a build leaves behind, and all that queries, pages and exports read.

manifest.json  version, hashes and number of documents
catalogue.db   the list of documents, with the part where each lies; files as they were read; findings
parts/         what was made of documents: text, record, graph, what was refused (`kg.store.parts`)
graphs/        the ontology graph, as sorted N-Quads, and the rules that derived
store/         all graphs and their union, in Oxigraph

index.sqlite   what lists, search and names are read from (`kg.query.index`)
changes.json   what this build tells and the one before it did not (`kg.query.changes`); none of a first build
*-wal          where catalogue or index are large: what they say otherwise than in the build that they were made from

Beside these, up to a size, plain files of the same: graph.nq, graphs/, quarantine/, texts/, findings.json, ledger.json
(`kg.store.plain`).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import tee
from typing import TYPE_CHECKING

import kg
from kg.errors import StoreError
from kg.store import catalogue
from kg.store.aside import aside
from kg.store.known import CATALOGUE, MANIFEST, stamp_of
from kg.store.oxigraph import settle
from kg.store.parts import contents, each
from kg.store.plain import WHOLE, derived_lines, write_plain
from kg.store.records import DocumentEntry, from_json, read_json, write_json
from kg.store.union import GRAPHS, PARTS, STORE
from kg.store.writer import UNFINISHED, Writer
from kg.terms import DERIVED_GRAPH, DOCUMENT, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.model import Finding
    from kg.store.known import Known
    from kg.store.records import DocumentRecord, LedgerTotals

FORMAT = 2
OWN = {ONTOLOGY_GRAPH: "ontology", DERIVED_GRAPH: "derived"}  # graphs that are no document's


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build folder of `count` documents; `corpus` hashes their ids and graphs and so stands for all."""

    path: Path
    version: str
    corpus: str
    count: int

    @property
    def store(self) -> Path:
        """The Oxigraph directory."""
        return self.path / STORE

    @property
    def documents(self) -> tuple[DocumentEntry, ...]:
        """All documents, in the order of their identifiers."""
        return _documents(self._catalogue, self.corpus)

    def entry(self, document: str) -> DocumentEntry:
        """A document by its id; NotFound where there is none."""
        return catalogue.document(self._catalogue, document)[0]

    def record(self, document: str) -> DocumentRecord:
        """Blocks, metadata and ledger of a document."""
        return from_json(json.loads(self._contents(document, "record")))

    def document(self, document: str) -> tuple[str, DocumentRecord]:
        """Text and record of a document, read together."""
        _, place = catalogue.document(self._catalogue, document)
        words, record = next(each(self.path / PARTS, (place,), ("words", "record")))
        return words.decode(), from_json(json.loads(record))

    def text(self, document: str) -> str:
        """The normalised text of a document."""
        return self._contents(document, "words").decode()

    def findings(self) -> tuple[Finding, ...]:
        """All findings, worst first."""
        return catalogue.findings(self._catalogue)

    def ledger(self) -> tuple[LedgerTotals, ...]:
        """The counts of each document, in the order of their identifiers."""
        return tuple(totals for _, totals in catalogue.documents(self._catalogue))

    def contents(self, names: Sequence[str]) -> Iterator[tuple[DocumentEntry, tuple[bytes, ...]]]:
        """Some of `kg.store.parts.CONTENTS` of each document, in an order that spares the disk."""
        entries, located = tee(catalogue.located(self._catalogue))
        found = each(self.path / PARTS, (place for _, place in located), names)
        return ((entry, contents) for (entry, _), contents in zip(entries, found, strict=True))

    def graph(self, name: str) -> bytes:
        """The graph that is no document's, `ontology` or `derived`, as N-Quads."""
        file = self.path / GRAPHS / f"{name}.nq"
        if file.exists():
            return file.read_bytes()
        return derived_lines(self.store) if name == OWN[DERIVED_GRAPH] else b""

    def graphs(self) -> dict[str, str]:
        """The SHA-256 of each graph's lines, by the name of the graph; of none that is empty."""
        found = {DOCUMENT + entry.id: entry.graph for entry in self.documents if entry.statements}
        own = {iri: self.graph(name) for iri, name in OWN.items()}
        return found | {iri: hashlib.sha256(lines).hexdigest() for iri, lines in own.items() if lines}

    def quads(self, name: str) -> bytes:
        """A graph by its name, as N-Quads."""
        return self.graph(OWN[name]) if name in OWN else self._contents(name.removeprefix(DOCUMENT), "quads")

    def _contents(self, document: str, name: str) -> bytes:
        _, place = catalogue.document(self._catalogue, document)
        return contents(self.path / PARTS, place, name)

    @property
    def _catalogue(self) -> Path:
        return self.path / CATALOGUE


@lru_cache(maxsize=4)
def _documents(path: Path, _corpus: str) -> tuple[DocumentEntry, ...]:
    return tuple(entry for entry, _ in catalogue.documents(path))


@contextmanager
def new_build(path: Path, before: Known | None = None) -> Iterator[Writer]:
    """Write a new version beside `path`; it takes that place when the block ends, else everything is as it was.

    What is known already of the version there need not be read again.

    StoreError where `path` holds something that is no build of ours, another build writes there, or the disk is full.
    """
    place = path.absolute()
    if place.is_file():
        raise StoreError(f"{path}: is a file; a build is a folder, so choose another name")
    if place.exists() and not _replaceable(place):
        raise StoreError(f"{path}: not empty and no build of kg; choose another folder or remove it")
    with aside(place, UNFINISHED) as work:
        writer = Writer(work, last_version(place), before)
        try:
            yield writer
        except KeyboardInterrupt:
            writer.save()
            raise
        if not writer.finished:
            raise StoreError(f"{path}: the build was not finished")
        settle(work / STORE)
        _complete(work)
        writer.stamp = stamp_of(work)


def open_build(path: Path) -> Build:
    """The build at `path`; StoreError with a remedy where there is none, or one that another kg wrote."""
    manifest = path / MANIFEST
    if not manifest.is_file():
        raise StoreError(f"{path}: no built graph here; make one with: kg build SOURCES -o {path}")
    try:
        plain = read_json(manifest)
        number = plain["format"]
        found = Build(path.absolute(), plain["version"], plain["corpus"], plain["count"]) if number == FORMAT else None
    except (ValueError, KeyError, TypeError) as fault:
        raise StoreError(f"{manifest}: not a manifest of kg ({fault}); build again") from fault
    if found is None:
        raise StoreError(f"{path}: format {number}, this kg reads {FORMAT}; use the kg that built it, or build again")
    return found


def _complete(work: Path) -> None:
    """Write what is made from the rest: the manifest, and plain files up to a size."""
    listed = work / CATALOGUE
    build = Build(work, kg.__version__, catalogue.corpus(listed), catalogue.count(listed))
    plain: dict[str, object] = {
        "format": FORMAT,
        "version": build.version,
        "corpus": build.corpus,
        "ontology": hashlib.sha256(build.graph("ontology")).hexdigest(),
        "count": build.count,
    }
    if build.count <= WHOLE:
        write_plain(build, work)
        plain["documents"] = [asdict(entry) for entry in build.documents]
    write_json(work / MANIFEST, plain)


def last_version(place: Path) -> Path | None:
    """The version to start from: the build at a place, if this kg can read it."""
    try:
        open_build(place)
        catalogue.count(place / CATALOGUE)
    except (StoreError, sqlite3.DatabaseError):
        return None
    return place


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
