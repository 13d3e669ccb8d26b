"""What a memory of folders need not ask again, and what it notices."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kg.readers.sources import sources
from kg.readers.walk import Memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six files in two folders and an index, all of them old."""
    for number in range(6):
        place = tmp_path / ("below" if number % 2 else ".") / f"{number}.txt"
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"{number}", "utf-8")
    (tmp_path / "index.toml").write_text("", "utf-8")
    for path in (*tmp_path.rglob("*"), tmp_path):
        os.utime(path, ns=(1, 1))
    return tmp_path


def names(memory: Memory, folder: Path) -> list[str]:
    memory.begin()
    return [one.identifier for one in sources([folder], memory).found]


def settled(folder: Path) -> Memory:
    """A memory of a folder in which nothing has changed for a while."""
    memory = Memory()
    for _ in range(2):
        names(memory, folder)
    assert memory.is_still([folder])
    return memory


def test_what_is_looked_at_once_is_not_taken_for_still(folder: Path) -> None:
    memory = Memory()
    assert not memory.is_still([folder])
    assert len(names(memory, folder)) == 6
    assert not memory.is_still([folder])


def test_a_folder_that_is_not_looked_at_is_not_still(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    memory = settled(folder)
    assert not memory.is_still([folder, tmp_path_factory.mktemp("other")])


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda folder: (folder / "below" / "6.txt").write_text("6", "utf-8"), 7),
        (lambda folder: (folder / "0.txt").unlink(), 5),
        (lambda folder: (folder / "below").rename(folder / "beneath"), 6),
        (lambda folder: (folder / "0.txt").rename(folder / "7.txt"), 6),
    ],
)
def test_what_comes_and_goes_is_found_by_the_folders(
    folder: Path, change: Callable[[Path], object], found: int
) -> None:
    memory = settled(folder)
    change(folder)
    assert not memory.is_still([folder])
    assert names(memory, folder) == [one.identifier for one in sources([folder]).found]
    assert len(names(memory, folder)) == found


def test_what_is_written_into_a_file_is_found_when_it_is_asked_about(folder: Path) -> None:
    memory = settled(folder)
    before = sources([folder], memory).found
    (folder / "below" / "3.txt").write_text("more than before", "utf-8")
    assert memory.is_still([folder])
    asked = 0
    while memory.is_still([folder]):
        memory.ask(1)
        asked += 1
    assert asked <= 2  # a folder at a time
    names(memory, folder)
    changed = sources([folder], memory).found
    assert [one.identifier for one, other in zip(changed, before, strict=True) if one != other] == ["below/3.txt"]
    assert changed == sources([folder]).found


def test_an_index_that_is_written_is_read_again(folder: Path) -> None:
    memory = settled(folder)
    (folder / "index.toml").write_text('["0.txt"]\ntitle = "规划"\n', "utf-8")
    assert not memory.is_still([folder])
    memory.begin()
    assert sources([folder], memory).found[0].stated.title == "规划"
