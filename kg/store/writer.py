"""The writer of a new version of a build folder: documents are kept as they come, then the store, then the lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.changed import Changed
from kg.heap import give_back
from kg.store import catalogue
from kg.store.catalogue import Catalogue
from kg.store.inherited import inherit_parts
from kg.store.known import CATALOGUE, known, planned
from kg.store.layered import begin
from kg.store.oxigraph import quads, read_only
from kg.store.parts import Part, Place, joined, made
from kg.store.union import (
    GRAPHS,
    PARTS,
    STORE,
    changed_union,
    has_other_ontology,
    keep_ontology,
    merge_tables,
    new_union,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from pyoxigraph import Store

    from kg.model import Extraction, Finding
    from kg.store.catalogue import File
    from kg.store.known import Known, Moved, Plan, Stamp
    from kg.store.parts import Made
    from kg.store.records import LedgerTotals

UNFINISHED = "unfinished.part"
KEPT_AT_ONCE = 32  # documents: what a killed build loses at most
RESOLUTION = 2_000_000_000  # ns: the coarsest clock that a file system has
FEW = 4  # a store is changed where no more than one document in so many changes, else made anew


@dataclass(frozen=True, slots=True)
class Totals:
    """The number of documents, of findings by level, of nodes that something was refused of, and the ledger's sum."""

    documents: int
    levels: Mapping[str, int]
    quarantined: int
    ledger: LedgerTotals


class Writer:
    """Fills the folder of a new version, beside the last one: `begin`, `keep` what is missing, `union`, `finish`."""

    def __init__(self, path: Path, last: Path | None = None, before: Known | None = None) -> None:
        self.path, self.last = path, last
        self.known = known(last, before)
        self.finished = False
        self._part = Part(path / UNFINISHED)
        self._places = self.known.places
        self._wanted: dict[str, str] = {}  # ids by key
        self._gone: AbstractSet[str] = self._places.keys()
        self._plan: Plan | None = None
        self.touched: AbstractSet[str] = frozenset()  # ids of documents that come, go, or are made from something else
        self.moved: Moved = {}  # what lies elsewhere than in the last version, once it is listed
        self.stamp: Stamp = ()  # once it is finished
        self._waiting = 0
        self._store: Store | None = None
        self.changed: Changed | None = None  # what the union has and the last one had not; None where it was made anew
        for name in (PARTS, GRAPHS):
            (path / name).mkdir()

    # --- documents

    @property
    def known_files(self) -> Mapping[str, File]:
        """The files of the last version as they were then."""
        return self.known.files

    def settled(self) -> int:
        """When this version was begun (ns), by the clock of the disk."""
        return (self.path / PARTS).stat().st_mtime_ns - RESOLUTION

    def begin(self, keys: Mapping[str, str], files: Mapping[str, File]) -> frozenset[str]:
        """Say which documents there will be, by id, with the keys of what they are made from; the keys to be made."""
        return self.begin_as(planned(self.known, keys, files))

    def begin_as(self, plan: Plan) -> frozenset[str]:
        """The same, as it is planned where what is known is what this begins from."""
        self._plan, self._gone, self._wanted = plan, plan.gone, dict(plan.wanted)
        self.touched = plan.gone | plan.new
        return frozenset(self._wanted.keys() - self._part.keys())

    def keep(self, one: Made) -> None:
        """Keep a document."""
        self._wanted[one.key] = one.entry.id
        self._part.add(one)
        self._waiting += 1
        if self._waiting == KEPT_AT_ONCE:
            self.save()

    def save(self) -> None:
        """Put on the disk what was kept, for the next build if this one does not end."""
        self._part.commit()
        self._waiting = 0

    def add_document(self, extraction: Extraction, graph: Iterable[str], quarantine: Iterable[str] = ()) -> None:
        """Keep a document that is the same whenever its bytes are: its graph and what was refused, as N-Quads lines."""
        self.keep(made(extraction.document.id, extraction, tuple(graph), tuple(quarantine), ()))

    # --- graphs

    def add_ontology(self, lines: Iterable[str], rules: Iterable[str] = ()) -> None:
        """Keep the ontology graph, as N-Quads lines that name their graph, with the rules that will derive."""
        keep_ontology(self.path, lines, rules)

    def add_derived(self, lines: Iterable[str]) -> None:
        """Add to the derived graph what no rule of this program derives, as N-Quads lines that name their graph."""
        Changed().add(self.union(), quads(joined(lines)))

    def last_union(self) -> Store:
        """The store of the last version, where there is one."""
        assert self.last is not None
        return read_only(self.last / STORE)

    def inherit(self, name: str) -> bool:
        """Begin a file of SQLite with what it was in the last version; whether there was one."""
        if self.last is None or not (self.last / name).is_file():
            return False
        begin(self.last / name, self.path / name)
        return True

    def union(self) -> Store:
        """The store on disk with all graphs added so far, for the rules that derive.

        What they derive is added to the store by whoever derives it.
        """
        if self._store is None:
            fresh = self._list()
            many = FEW * (len(self._gone) + len(fresh)) > len(self._places)
            if self.last is None or many or has_other_ontology(self.path, self.last):
                self._store = new_union(self.path)
            else:
                number = self._number()
                places = (Place(number, key) for key in fresh)
                self._store, self.changed = changed_union(self.last, self.path, self._gone, places)
        return self._store

    # --- lists

    def _list(self) -> tuple[str, ...]:
        """Close the part, and list what the new version has; the keys of what the last one had not."""
        self._part.forget(self._part.keys() - self._wanted.keys())
        fresh, number = tuple(sorted(self._part.keys())), self._number()
        own = self._wanted | inherit_parts(self._part, self._staying(), self.last, self.path)
        keys = tuple(sorted(self._part.keys()))
        self._part.close()
        part = (self.path / UNFINISHED).rename(self.path / PARTS / str(number))
        self.moved = dict.fromkeys(self._gone) | {own[key]: Place(number, key) for key in keys}
        if self.last:
            begin(self.last / CATALOGUE, self.path / CATALOGUE)
        listed = Catalogue(self.path / CATALOGUE)
        listed.remove(self._gone)
        listed.adopt(part, number, keys)
        plan = self._plan or planned(self.known, {}, {})
        listed.set_files(plan.came, plan.went)
        listed.close()
        return fresh

    def _staying(self) -> dict[str, Place]:
        """Where the documents lie, by id, that stay as they were."""
        return {identity: place for identity, place in self._places.items() if identity not in self._gone}

    def _number(self) -> int:
        """The number of the new part."""
        return max((place.part for place in self._places.values()), default=0) + 1

    def built(self) -> Totals:
        """What stands in the lists, counted."""
        path = self.path / CATALOGUE
        return Totals(catalogue.count(path), *catalogue.found(path), catalogue.ledger_sum(path))

    def counted(self) -> dict[str, int]:
        """The totals of the last version."""
        return catalogue.totals(self.path / CATALOGUE)

    def finish(
        self,
        findings: Iterable[Finding],
        nodes: Iterable[str] | None = None,
        totals: Mapping[str, int] | None = None,
    ) -> None:
        """Close the store and the lists; nothing can be added after.

        What was found of the last version stands, but for `nodes`, where these are given.
        """
        store = self.union()
        store.flush()
        give_back()
        merge_tables(store, self.path)
        self._store = None
        listed = Catalogue(self.path / CATALOGUE)
        if nodes is None:
            listed.set_findings(findings)
        else:
            listed.renew_findings(nodes, findings)
        listed.set_totals(totals or {})
        listed.close()
        self.finished = True
