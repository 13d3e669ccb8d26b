"""Passing folders: each goes with its owner, at the latest when the next of its kind is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.store.passing import Passing, passing

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where passing folders lie here."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_it_goes_with_what_is_in_it(folder: Path) -> None:
    with passing("things") as made:
        (made / "file").write_text("x", "utf-8")
        assert list(folder.iterdir()) == [made]
    assert not list(folder.iterdir())


def test_what_a_killed_process_left_goes_when_the_next_begins(folder: Path) -> None:
    left = folder / "kg-things-left"
    (left / "deep").mkdir(parents=True)
    other = folder / "kg-others-left"
    other.mkdir()
    first = Passing("things")
    second = Passing("things")
    assert sorted(folder.iterdir()) == sorted([other, first.path, second.path])
    first.close()
    second.close()
    assert list(folder.iterdir()) == [other]


def test_what_only_has_such_a_name_stays(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    mine = tmp_path_factory.mktemp("mine")
    (mine / "file").write_text("x", "utf-8")
    (folder / "kg-things-link").symlink_to(mine)
    (folder / "kg-things-file").write_text("x", "utf-8")
    Passing("things").close()
    assert sorted(one.name for one in folder.iterdir()) == ["kg-things-file", "kg-things-link"]
    assert (mine / "file").exists()


def test_a_folder_that_is_taken_away_while_it_is_made_is_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []

    def locked_too_late(_descriptor: int, _how: int) -> None:
        if not taken:
            taken.extend(folder.iterdir())
            taken[0].rmdir()

    monkeypatch.setattr("kg.store.passing.flock", locked_too_late)
    with passing("things") as made:
        assert list(folder.iterdir()) == [made]
        assert taken
        assert taken != [made]
