"""The writer of a new version of a build folder: documents are kept as they come, then the store, then the lists."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.graph.changed import Changed
from kg.heap import give_back
from kg.store import catalogue, parts
from kg.store.catalogue import Catalogue
from kg.store.known import CATALOGUE, known, planned
from kg.store.layered import begin
from kg.store.linked import TABLES, link, linked
from kg.store.oxigraph import create, load, quads, read_only
from kg.store.parts import Part, Place, each, joined, made
from kg.store.revise import MOST
from kg.terms import DOCUMENT

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
PARTS, GRAPHS, STORE = "parts", "graphs", "store"
VOCABULARY, RULES = "ontology.nq", "rules.rq"  # in GRAPHS
KEPT_AT_ONCE = 32  # documents: what a killed build loses at most
RESOLUTION = 2_000_000_000  # ns: the coarsest clock that a file system has
SMALL = 64 << 20  # bytes of a store that is merged into few tables; in a larger one the engine merges what is worth it
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
        (self.path / GRAPHS / VOCABULARY).write_bytes(joined(lines))
        (self.path / GRAPHS / RULES).write_text("\n".join(rules), encoding="utf-8")

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
            self._store = self._new_store() if many or self._other_ontology() else self._changed_store(fresh)
        return self._store

    def _new_store(self) -> Store:
        store = create(self.path / STORE)
        places = catalogue.places(self.path / CATALOGUE).values()
        graphs = chain(
            (self._kept(VOCABULARY, self.path),), (lines for (lines,) in each(self.path / PARTS, places, ("quads",)))
        )
        load(store, graphs)
        return store

    def _changed_store(self, fresh: Iterable[str]) -> Store:
        assert self.last is not None  # else all documents are fresh
        store, changed = linked(self.last / STORE, self.path / STORE), Changed()
        for identity in sorted(self._gone):
            changed.remove(store, NamedNode(DOCUMENT + identity))
        number = self._number()
        for (lines,) in each(self.path / PARTS, (Place(number, key) for key in fresh), ("quads",)):
            changed.add(store, quads(lines))
        self.changed = changed
        return store

    def _other_ontology(self) -> bool:
        """Whether the vocabulary or a rule is another than in the last version: then all is derived anew."""
        return self.last is None or any(
            self._kept(name, self.path) != self._kept(name, self.last) for name in (VOCABULARY, RULES)
        )

    @staticmethod
    def _kept(name: str, folder: Path) -> bytes:
        file = folder / GRAPHS / name
        return file.read_bytes() if file.exists() else b""

    # --- lists

    def _list(self) -> tuple[str, ...]:
        """Close the part, and list what the new version has; the keys of what the last one had not."""
        self._part.forget(self._part.keys() - self._wanted.keys())
        fresh, number = tuple(sorted(self._part.keys())), self._number()
        own = self._wanted | self._inherit()
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

    def _inherit(self) -> dict[str, str]:
        """Link the parts of the last version that stay, and take the others into the new part; the ids of these by key.

        Those that are small beside it, or hold more of the past than of the present, go into it: so the number of parts
        grows with the logarithm of that of documents.
        """
        taken: dict[str, str] = {}
        living: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for identity, place in self._places.items():
            if identity not in self._gone:
                living[place.part][place.key] = identity
        size = len(self._part.keys())
        for number in sorted(living, reverse=True):
            assert self.last is not None  # else nothing lives
            file, keys = self.last / PARTS / str(number), living[number]
            if len(keys) <= 2 * size or 2 * len(keys) < parts.size(file):
                self._part.adopt(file, keys)
                size += len(keys)
                taken |= keys
            else:
                link(file, self.path / PARTS / str(number))
        return taken

    def _number(self) -> int:
        """The number of the new part."""
        return max((place.part for place in self._places.values()), default=0) + 1

    def ledger(self) -> tuple[LedgerTotals, ...]:
        """The counts of each document."""
        return tuple(totals for _, totals in catalogue.documents(self.path / CATALOGUE))

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
        tables = self._tables()
        if len(tables) > MOST and sum(tables) < SMALL:
            store.optimize()
        self._store = None
        listed = Catalogue(self.path / CATALOGUE)
        if nodes is None:
            listed.set_findings(findings)
        else:
            listed.renew_findings(nodes, findings)
        listed.set_totals(totals or {})
        listed.close()
        self.finished = True

    def _tables(self) -> tuple[int, ...]:
        """The sizes of the store's tables; one that the engine merges into another meanwhile is gone."""
        sizes = []
        for table in (self.path / STORE).glob(f"*{TABLES}"):
            with suppress(FileNotFoundError):
                sizes.append(table.stat().st_size)
        return tuple(sizes)
