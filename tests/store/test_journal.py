"""What updates did is read back whole, in their order; what was never answered as done is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import StoreError
from kg.store.journal import Change, append, apply, changes, combined, lines, read, replay, sole, undone, written

if TYPE_CHECKING:
    from pathlib import Path

LINES = st.builds(
    lambda s, o, g: f"<http://s/{s}> <http://p> <http://o/{o}> {g}.",
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(["", "<http://g/1> ", "<http://g/2> "]),
)
SETS = st.frozensets(LINES, max_size=6).map(lambda found: tuple(sorted(found)))
CHANGES = st.lists(st.builds(Change, SETS, SETS, digest=st.text(max_size=4)), max_size=6)


@given(st.builds(Change, SETS, SETS, SETS, SETS, st.text()))
def test_a_line_is_read_as_it_was_written(change: Change) -> None:
    assert b"\n" not in written(change)
    assert read(written(change)) == change


@given(CHANGES)
def test_together_they_do_what_each_does_in_turn(each: list[Change]) -> None:
    store = Store()
    for change in each:
        apply(change, store)
    assert combined(each).added == lines(store)
    assert combined([combined(each)]) == combined(each)


@given(SETS, SETS)
def test_a_change_is_taken_back(there: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    change = Change(tuple(sorted(set(wanted) - set(there))), tuple(sorted(set(there) - set(wanted))))
    store = Store()
    apply(Change(there), store)
    apply(change, store)
    assert lines(store) == wanted
    apply(undone(change), store)
    assert lines(store) == there


def test_a_line_cut_off_is_dropped(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    assert changes(journal) == ()
    append(journal, Change(("<http://a> <http://b> <http://c> .",)))
    whole = journal.read_bytes()
    journal.write_bytes(whole + whole[:20])
    assert len(changes(journal)) == 1
    append(journal, Change(("<http://a> <http://b> <http://d> .",)))
    assert replay(journal).added == ("<http://a> <http://b> <http://c> .", "<http://a> <http://b> <http://d> .")


@pytest.mark.parametrize("line", ["{}", "[]", "nonsense", '{"added": 1}'])
def test_a_line_that_is_no_change_is_named(tmp_path: Path, line: str) -> None:
    journal = tmp_path / "journal.jsonl"
    append(journal, Change())
    with journal.open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(StoreError, match=r"journal\.jsonl:2"):
        changes(journal)


def test_only_one_may_write(tmp_path: Path) -> None:
    with sole(tmp_path / "updates"), pytest.raises(StoreError, match="another server"), sole(tmp_path / "updates"):
        pass
    with sole(tmp_path / "updates"):
        pass
