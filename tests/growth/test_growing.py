"""A build that goes on from the last one, or from one that was killed, ends with the bytes of a clean build."""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg import build as building
from kg.build import build
from kg.query.lookup import INDEX
from kg.store import folder
from tests.growth import growing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.build import Library
    from kg.survey import Wanted


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[growing.Builder]:
    found = growing.Builder(tmp_path_factory.mktemp("editions"))
    yield found
    found.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_growing_equals_building_anew(builder: growing.Builder, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  a walk that can be walked again
    sources, out = tmp_path / "sources", tmp_path / "out"
    sources.mkdir()
    for _ in range(8):
        growing.write(sources, chance)
    edition = 0
    for _ in range(5):
        edition = edition if chance.random() < 0.8 else 1 - edition
        for _ in range(chance.randrange(3)):
            builder.killed(edition, sources, out, chance.uniform(0.02, 1.5))
            growing.change(sources, chance)
        if chance.random() < 0.5:
            builder.follow(edition, sources, out, chance.randrange(1000))
        else:
            builder.build(edition, sources, out)
        for _ in range(chance.randrange(1, 4)):
            growing.change(sources, chance)
    builder.follow(edition, sources, out, seed)
    builder.build(edition, sources, tmp_path / "clean")
    assert growing.plain(out) == growing.plain(tmp_path / "clean")
    assert growing.dump(out) == growing.dump(tmp_path / "clean")
    assert growing.index(out / INDEX) == growing.index(tmp_path / "clean" / INDEX)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", "out", "sources"]


@pytest.fixture(scope="module")
def library() -> Library:
    return building.load_library()


@pytest.fixture
def sources(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dozen documents, to be built with data files that are read once."""
    monkeypatch.setattr(building, "load_library", lambda: library)
    folder = tmp_path / "sources"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"全国{number + 60}%的村卫生室能够提供中医药服务。", "utf-8")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The identifiers of the documents that builds in this process read."""
    found: list[str] = []
    graphs = building.document_graphs

    def noting(unread: list[Wanted], *others: object) -> object:
        found.extend(wanted.listing.identifier for wanted in unread)
        return graphs(unread, *others)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(building, "document_graphs", noting)
    return found


def silent(_: str) -> None:
    pass


def test_only_what_is_new_is_read(sources: Path, tmp_path: Path, read: list[str]) -> None:
    out = tmp_path / "out"
    build([sources], out, 2, silent)
    assert len(read) == 12
    read.clear()
    assert build([sources], out, 2, silent).documents == 12
    assert read == []
    files = sorted(sources.rglob("*.txt"))
    files[0].write_text("全国乡镇卫生院有3.5万个。", "utf-8")
    files[1].unlink()
    files[2].touch()
    (sources / "new.txt").write_text("全国乡镇卫生院有3.6万个。", "utf-8")
    assert build([sources], out, 2, silent).documents == 12
    assert sorted(read) == sorted((files[0].relative_to(sources).as_posix(), "new.txt"))


def test_what_a_killed_build_had_read_is_not_read_again(sources: Path, tmp_path: Path, read: list[str]) -> None:
    out = tmp_path / "out"

    def interrupted(results: object, _: int) -> object:
        for number, result in enumerate(results):  # type: ignore[arg-type, var-annotated]  # of the documents
            if number == 7:
                raise KeyboardInterrupt
            yield result

    with pytest.raises(KeyboardInterrupt):
        build([sources], out, 2, silent, watch=interrupted)  # type: ignore[arg-type]  # the interruption is all it does
    read.clear()
    build([sources], out, 2, silent)
    assert len(read) == 5
    build([sources], tmp_path / "clean", 1, silent)
    assert growing.plain(out) == growing.plain(tmp_path / "clean")


def test_where_a_rule_changed_all_is_derived_anew(
    sources: Path, tmp_path: Path, library: Library, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build([sources], tmp_path / "out", 2, silent)
    read.clear()
    every = zip(library.schema.rules, library.rules, strict=True)
    rules = [(rule, one) for rule, one in every if rule.name != "06-reported-in"]
    fewer = replace(
        library,
        schema=replace(library.schema, rules=tuple(rule for rule, _ in rules)),
        rules=tuple(one for _, one in rules),
    )
    monkeypatch.setattr(building, "load_library", lambda: fewer)
    build([sources], tmp_path / "out", 2, silent)
    assert read == []
    build([sources], tmp_path / "clean", 2, silent)
    assert growing.plain(tmp_path / "out") == growing.plain(tmp_path / "clean")


def test_the_first_of_two_equal_files_gives_the_name(sources: Path, tmp_path: Path) -> None:
    one = min(sources.rglob("*.txt"))
    shutil.copy(one, sources / "zz.txt")
    build([sources], tmp_path / "out", 2, silent)
    one.unlink()
    build([sources], tmp_path / "out", 2, silent)
    assert b'"identifier": "zz.txt"' in (tmp_path / "out" / "manifest.json").read_bytes()


def test_many_small_changes_leave_few_parts(sources: Path, tmp_path: Path) -> None:
    for number in range(8):
        (sources / f"more{number}.txt").write_text(f"全国乡镇卫生院有{number}.5万个。", "utf-8")
        built = build([sources], tmp_path / "out", 1, silent)
    assert built.documents == 20
    assert len(list((tmp_path / "out" / "parts").iterdir())) <= 4


def test_a_large_build_tells_its_derived_graph_from_the_store(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([sources], tmp_path / "small", 1, silent)
    monkeypatch.setattr(folder, "WHOLE", 0)
    build([sources], tmp_path / "large", 1, silent)
    assert not (tmp_path / "large" / "graphs" / "derived.nq").exists()
    told = folder.open_build(tmp_path / "large").graph("derived")
    assert told == (tmp_path / "small" / "graphs" / "derived.nq").read_bytes() != b""


def test_a_document_that_kills_its_process_is_named(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison = sorted(sources.rglob("*.txt"))[3]
    whole = building.document_graph

    def fatal(wanted: Wanted, library: Library) -> object:
        if wanted.listing.path == poison:
            sys.modules["os"].abort()
        return whole(wanted, library)

    monkeypatch.setattr(building, "document_graph", fatal)
    built = build([sources], tmp_path / "out", 2, silent)
    assert built.documents == 11
    assert [str(error) for error in built.refused] == [
        f"{poison.relative_to(sources).as_posix()}: ended the process that read it (SIGABRT)"
    ]
