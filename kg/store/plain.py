"""Plain files beside the parts, for people and for other programs; a large corpus has them on demand (`kg export`).

graph.nq            the sorted union of all graphs
graphs/ab/<id>.nq   the graph of each document
graphs/derived.nq   what follows from them
quarantine/         the same for what SHACL refused; never in the union
texts/<sha256>.txt  the normalised text of each document: every quote is a slice of it
findings.json, ledger.json
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.graph.nquads import each_line
from kg.store.merge import in_order
from kg.store.oxigraph import read_only
from kg.store.records import ROLES, finding_to_json, ledger_sum, write_json
from kg.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from kg.store.folder import Build
    from kg.store.records import LedgerTotals

WHOLE = 1000  # documents: of more, plain files would cost more than all the rest of a small change


def write_plain(build: Build, folder: Path) -> None:
    """Write all of them for a build."""
    for name in ("graphs", "quarantine", "texts"):
        (folder / name).mkdir(exist_ok=True)
    for entry, contents in build.contents(("words", "quads", "refused")):
        (folder / "texts" / f"{entry.text}.txt").write_bytes(contents[0])
        for name, lines in zip(("graphs", "quarantine"), contents[1:], strict=True):
            if lines or name == "graphs":
                _made(folder / name / entry.id[:2] / f"{entry.id}.nq").write_bytes(lines)
    (folder / "graphs" / "derived.nq").write_bytes(build.graph("derived"))
    write_graph(build, folder / "graph.nq")
    write_json(folder / "findings.json", [finding_to_json(finding) for finding in build.findings()])
    write_json(folder / "ledger.json", ledger(build.ledger()))


def write_graph(build: Build, path: Path) -> None:
    """Write all graphs as one file of sorted N-Quads, in memory that does not grow with it."""
    with in_order(graph_lines(build), path.parent) as lines, path.open("wb") as file:
        file.writelines(lines)


def graph_lines(build: Build) -> Iterator[bytes]:
    """The lines of all graphs, each with its end, one graph after the other."""
    yield from build.graph("ontology").splitlines(keepends=True)
    yield from each_derived(build.store)
    for _, (quads,) in build.contents(("quads",)):
        yield from quads.splitlines(keepends=True)


def derived_lines(store: Path) -> bytes:
    """The derived graph of the store at a path."""
    return b"".join(sorted(each_derived(store)))


def each_derived(store: Path) -> Iterator[bytes]:
    """Its lines, each with its end, in no order."""
    return store_lines(read_only(store), DERIVED_GRAPH)


def store_lines(store: Store, name: str) -> Iterator[bytes]:
    """The lines of a graph of a store, each with its end, in no order."""
    found = store.quads_for_pattern(None, None, None, NamedNode(name))
    return (f"{line}\n".encode() for line in each_line(found, name))


def ledger(rows: Iterable[LedgerTotals]) -> dict[str, object]:
    """The ledger as a plain object: the counts of each document, and of all."""
    given = tuple(rows)
    return {"documents": [_ledger_row(row) for row in given], "all": _ledger_row(ledger_sum(given))}


def _ledger_row(row: LedgerTotals) -> dict[str, object]:
    roles = dict(zip(ROLES, row.counts, strict=True))
    found = {"identifier": row.identifier, "document": row.document, "total": row.total, "roles": roles}
    return {**found, "unread": row.unread}


def _made(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    return path
