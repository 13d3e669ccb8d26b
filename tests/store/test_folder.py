"""A build folder is whole or as it was, the same bytes every time, and refuses what it does not know."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions

from kg.errors import NotFound, StoreError
from kg.store import aside as aside_module
from kg.store.folder import new_build, open_build
from kg.store.oxigraph import read_only
from kg.store.records import document_record, from_json, ledger_sum, to_json
from tests.small import small

if TYPE_CHECKING:
    from pyoxigraph import Store


def contents(folder: Path) -> dict[str, bytes]:
    """All files but the engines' own, whose bytes are their own affair."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in files
        if {"store", "parts", "catalogue.db"}.isdisjoint(path.relative_to(folder).parts)
    }


def select(store: Store, text: str) -> list[str]:
    """The values of the one column of a SELECT."""
    rows = store.query(text)
    assert isinstance(rows, QuerySolutions)
    return [row[0].value for row in rows]


def test_two_builds_have_the_same_bytes(small_build: Path, tmp_path: Path) -> None:
    assert contents(small.build(tmp_path / "again")) == contents(small_build)


def test_documents_may_come_in_any_order(small_build: Path, tmp_path: Path) -> None:
    pages = [page() for page in small.PAGES]
    with new_build(tmp_path / "build") as writer:
        writer.add_ontology(reversed(small.ontology()))
        for page in reversed(pages):
            small.record(page)
            writer.add_document(page.extraction(), reversed(small.nquads(page.quads)))
        writer.add_derived(reversed(small.nquads(small.derived())))
        writer.finish(reversed(small.findings(pages)))
    expected = {name: data for name, data in contents(small_build).items() if not name.startswith("quarantine")}
    assert contents(tmp_path / "build") == expected


def test_the_union_file_is_every_graph_sorted(small_build: Path) -> None:
    lines = (small_build / "graph.nq").read_text("utf-8").splitlines()
    parts = [line for file in (small_build / "graphs").rglob("*.nq") for line in file.read_text("utf-8").splitlines()]
    assert lines == sorted(set(parts))
    assert not any("quarantine" in line for line in lines)


def test_the_default_graph_is_the_union_as_a_set(small_build: Path) -> None:
    store = read_only(small_build / "store")
    named = {
        (q.subject, q.predicate, q.object)
        for name in store.named_graphs()
        for q in store.quads_for_pattern(None, None, None, name)
    }
    assert select(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [str(len(named))]
    shared = select(store, "SELECT ?o { ?o a <https://w3id.org/policykg/def#Observation> }")
    assert len(shared) == len(set(shared)) == 6


def test_texts_are_named_by_their_hash_and_keep_astral_characters(small_build: Path) -> None:
    build = open_build(small_build)
    for entry in build.documents:
        assert hashlib.sha256(build.text(entry.id).encode()).hexdigest() == entry.text
    assert any("𠮷" in build.text(entry.id) for entry in build.documents)


def test_what_was_written_is_read_back(small_build: Path) -> None:
    build = open_build(small_build)
    page = small.slides()
    assert build.record(page.id) == document_record(page.extraction(), build.entry(page.id).text)
    assert from_json(json.loads(json.dumps(to_json(build.record(page.id))))) == build.record(page.id)
    assert [finding.level for finding in build.findings()] == ["Violation", "Warning", "Info"]
    assert ledger_sum(build.ledger()).total == 8
    assert ledger_sum(build.ledger()).unexplained == 4
    with pytest.raises(NotFound, match="0000"):
        build.record("0000")


def test_an_unfinished_build_leaves_the_old_one(tmp_path: Path) -> None:
    place = small.build(tmp_path / "build")
    before = contents(place)
    with pytest.raises(StoreError, match="not finished"), new_build(place) as writer:
        writer.add_ontology(())
    with pytest.raises(RuntimeError), new_build(place):
        raise RuntimeError
    assert contents(place) == before
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


FULL = [
    sqlite3.OperationalError("database or disk is full"),
    OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
    OSError("IO error: No space left on device: While appending to file: 1.sst"),  # as the engine says it
]


@pytest.mark.parametrize("fault", FULL)
def test_a_full_disk_is_told_and_leaves_the_old_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    place = small.build(tmp_path / "build")
    before = contents(place)
    real = Path.open

    def full(path: Path, mode: str = "r", **how: str | None) -> object:
        if path.name == "graph.nq":
            raise fault
        return real(path, mode, **how)  # type: ignore[call-overload]  # handed on as it came

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StoreError, match="no room"):
        small.build(place)
    monkeypatch.undo()
    assert contents(place) == before
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_killed_build_leaves_the_old_one_and_is_cleaned_up(tmp_path: Path) -> None:
    place = small.build(tmp_path / "build")
    before = contents(place)
    script = (
        "import sys, time; from pathlib import Path; from kg.store.folder import new_build\n"
        "with new_build(Path(sys.argv[1])) as writer:\n"
        "    writer.add_ontology(['<a:a> <a:b> <a:c> <a:g> .']); writer.union()\n"
        "    print('here', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(place)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        with pytest.raises(StoreError, match="another build is writing"), new_build(place):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert (tmp_path / ".build.building").is_dir()
    assert contents(place) == before
    small.build(place)
    assert contents(place) == before
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_without_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = small.build(tmp_path / "build")
    (place / "old").touch()
    monkeypatch.setattr(aside_module, "_exchange", lambda _one, _other: False)
    small.build(place)
    assert not (place / "old").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_build_killed_between_two_renames_is_brought_back(tmp_path: Path) -> None:
    place = small.build(tmp_path / "build")
    before = contents(place)
    place.rename(tmp_path / ".build.old")
    with pytest.raises(StoreError, match="not finished"), new_build(place):
        pass
    assert contents(place) == before


def test_a_reader_keeps_its_snapshot_while_the_folder_is_replaced(tmp_path: Path) -> None:
    place = small.build(tmp_path / "build")
    old = read_only(place / "store")
    small.build(place)
    assert len(select(old, "SELECT ?s { ?s ?p ?o }")) > 900


def test_another_fault_of_the_disk_is_no_full_disk(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), new_build(tmp_path / "build"):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@pytest.mark.parametrize("manifest", [None, "not json", "[]", '{"name": "somebody else\'s"}'])
def test_a_folder_that_is_no_build_is_refused_and_kept(tmp_path: Path, manifest: str | None) -> None:
    place = tmp_path / "precious"
    place.mkdir()
    (place / "thesis.txt").write_text("years of work")
    if manifest is not None:
        (place / "manifest.json").write_text(manifest)
    with pytest.raises(StoreError, match="no build of kg"):
        small.build(place)
    assert (place / "thesis.txt").read_text() == "years of work"


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("x")
    with pytest.raises(StoreError, match="is a file"):
        small.build(tmp_path / "build")


def test_an_empty_folder_and_missing_parents_are_fine(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert open_build(small.build(tmp_path / "empty")).documents
    assert open_build(small.build(tmp_path / "a" / "b" / "c")).documents


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        (None, "kg build"),
        ("{", "not a manifest"),
        ('{"format": 2}', "not a manifest"),
        ('{"format": 1, "documents": []}', "build again"),
        ('{"format": 99, "documents": []}', "format 99"),
    ],
)
def test_opening_what_is_no_build_says_what_to_do(tmp_path: Path, manifest: str | None, words: str) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(StoreError, match=words):
        open_build(tmp_path)


def test_a_store_that_is_none_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        read_only(tmp_path / "store")
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="cannot be opened"):
        read_only(tmp_path / "junk")


def test_an_empty_corpus_is_a_build(tmp_path: Path) -> None:
    with new_build(tmp_path / "build") as writer:
        writer.add_ontology(())
        writer.add_derived(())
        writer.finish(())
    build = open_build(tmp_path / "build")
    assert (build.documents, build.findings(), build.ledger()) == ((), (), ())
    assert (tmp_path / "build" / "graph.nq").read_bytes() == b""
    assert not list(read_only(build.store))


def test_nothing_of_the_build_depends_on_the_clock(small_build: Path, tmp_path: Path) -> None:
    time.sleep(1.1)
    assert (small.build(tmp_path / "later") / "manifest.json").read_bytes() == (
        small_build / "manifest.json"
    ).read_bytes()
