"""A folder that somebody reads outlives its replacement, and goes with the last reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import StoreError
from kg.store.aside import aside
from kg.store.hold import hold

if TYPE_CHECKING:
    from pathlib import Path


def put(place: Path, text: str) -> None:
    with aside(place) as work:
        (work / "file").write_text(text)


def test_the_old_folder_is_read_until_the_last_lets_go(tmp_path: Path) -> None:
    place = tmp_path / "a [b]" / "build"
    put(place, "one")
    first, second = hold(place), hold(place)
    third = first.again()
    put(place, "two")
    assert not first.is_current()
    assert [held.path.joinpath("file").read_text() for held in (first, second, third)] == ["one"] * 3
    put(place, "three")
    newest = hold(place)
    assert newest.path.joinpath("file").read_text() == "three"
    for held in (second, first):
        held.release()
        assert third.path.joinpath("file").read_text() == "one"
    third.release()
    assert [path.name for path in place.parent.iterdir()] == ["build"]
    assert newest.is_current()
    newest.release()
    assert place.joinpath("file").read_text() == "three"


def test_what_readers_left_behind_goes_with_the_next_build(tmp_path: Path) -> None:
    place = tmp_path / "build"
    put(place, "one")
    (tmp_path / ".build.retired.7").mkdir()
    (tmp_path / ".build.retired.7" / "file").write_text("zero")
    put(place, "two")
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_reader_may_let_go_while_the_next_build_tidies_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "build"
    put(place, "one")
    readers = [hold(place)]
    put(place, "two")
    readers.append(hold(place))
    put(place, "three")
    retired = {held.path.resolve(): held for held in readers}

    def glob(folder: Path, pattern: str) -> list[Path]:
        found = [path for path in folder.iterdir() if path.match(pattern)]
        for path in found:
            retired.pop(path).release()
        return found

    monkeypatch.setattr(type(tmp_path), "glob", glob)
    put(place, "four")
    assert not retired
    assert [path.name for path in tmp_path.iterdir()] == ["build"]
    assert place.joinpath("file").read_text() == "four"


def test_a_build_killed_after_the_exchange_does_not_stop_the_next(tmp_path: Path) -> None:
    place = tmp_path / "build"
    put(place, "one")
    held = hold(place)
    place.rename(tmp_path / ".build.building")  # as the exchange leaves it
    put(place, "two")
    assert held.path.joinpath("file").read_text() == "one"
    held.release()
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no built graph"):
        hold(tmp_path / "nothing")
