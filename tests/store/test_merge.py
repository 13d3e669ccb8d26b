"""Lines that memory need not hold all of come sorted, whatever the size of the runs, and leave nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kg.store.merge import in_order

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


@given(
    lines=st.lists(st.binary(max_size=6).map(lambda text: text.replace(b"\n", b"") + b"\n"), max_size=60),
    run=st.integers(1, 30),
    wide=st.integers(2, 4),
)
def test_lines_come_sorted_and_all_of_them(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], run: int, wide: int
) -> None:
    scratch = tmp_path_factory.getbasetemp()
    with in_order(iter(lines), scratch, run, wide) as ordered:
        assert list(ordered) == sorted(lines)
    assert not list(scratch.glob(".runs-*"))


def test_no_more_files_are_open_than_are_merged_at_a_time(tmp_path: Path) -> None:
    lines = [b"%03d\n" % (number * 7 % 100) for number in range(100)]
    with in_order(lines, tmp_path, run=4, wide=5) as ordered:
        assert len(list(tmp_path.glob(".runs-*/*"))) < 5
        assert list(ordered) == sorted(lines)
