"""Versions of a file of SQLite tell what was written to them, whatever becomes of later ones or of their writers."""

from __future__ import annotations

import multiprocessing
import os
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kg.store import layered
from kg.store.layered import begin, changing, keep_log, log_of, opened

if TYPE_CHECKING:
    from pathlib import Path

FORK = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layered, "SMALL", 0)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    path = tmp_path / "0.db"
    with changing(path) as base:
        base.execute("CREATE TABLE said (number INTEGER PRIMARY KEY, words TEXT)")
        base.execute("CREATE VIRTUAL TABLE word USING fts5(tokens)")
        base.executemany("INSERT INTO said VALUES (?, ?)", ((number, "医院" * 20) for number in range(5000)))
    keep_log(path)
    return path


def told(path: Path) -> dict[int, str]:
    with closing(opened(path)) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return dict(base.execute("SELECT number, words FROM said WHERE words <> ?", ("医院" * 20,)))


@pytest.mark.parametrize("part", [1, 8, 200])
def test_every_version_goes_on_to_tell_what_was_written_to_it(
    first: Path, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layered, "PART", part)
    chance = random.Random(part)  # noqa: S311  a walk that can be walked again
    versions: dict[Path, dict[int, str]] = {first: {}}
    open_still = opened(first)
    for number in range(1, 12):
        last = chance.choice(list(versions)[-2:])
        path, said = first.with_name(f"{number}.db"), dict(versions[last])
        begin(last, path)
        for _ in range(chance.randrange(3)):
            assert told(path) == said
            new = {chance.randrange(5000): f"{number}" for _ in range(chance.randrange(40))}
            with changing(path) as base:
                base.executemany("UPDATE said SET words = ? WHERE number = ?", ((new[n], n) for n in new))
            said |= new
        versions[path] = said
    assert {path: told(path) for path in versions} == versions
    assert open_still.execute("SELECT COUNT(*) FROM said WHERE words <> ?", ("医院" * 20,)).fetchone() == (0,)
    open_still.close()


def test_what_is_large_is_shared_and_what_differs_lies_beside(first: Path) -> None:
    second = first.with_name("1.db")
    begin(first, second)
    with changing(second) as base:
        base.execute("UPDATE said SET words = 'x' WHERE number = 1")
    assert second.samefile(first)
    assert 0 < log_of(second).stat().st_size < first.stat().st_size / 8
    assert sorted(path.name for path in first.parent.iterdir()) == ["0.db", "1.db", "1.db-wal"]


def test_a_file_of_another_kind_is_copied(first: Path) -> None:
    with closing(sqlite3.connect(first)) as base:
        base.execute("PRAGMA journal_mode = DELETE")
    begin(first, first.with_name("1.db"))
    assert not first.with_name("1.db").samefile(first)
    assert told(first.with_name("1.db")) == {}


@pytest.mark.parametrize("end", ["fail", "leak", "die"])
def test_a_writer_that_does_not_end_leaves_the_last_version_as_it_was(first: Path, end: str) -> None:
    """Its changes are lost, or are in its own version: the base is not touched."""
    second, before = first.with_name("1.db"), first.read_bytes()
    begin(first, second)

    def write() -> None:
        with changing(second) as base:
            base.executemany("UPDATE said SET words = 'x' WHERE number = ?", ((n,) for n in range(3000)))
            if end == "leak":
                base.commit()
            if end == "die":
                base.commit()
                os.kill(os.getpid(), 9)
            raise KeyError

    process = FORK.Process(target=write)
    process.start()
    process.join(60)
    assert process.exitcode == (-9 if end == "die" else 1)
    assert first.read_bytes() == before
    assert told(first) == {}
