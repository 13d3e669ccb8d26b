"""The index of sketches: with whom a document is compared, and whom a change concerns."""

from __future__ import annotations

import sqlite3
import struct
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kg.store import sketches
from kg.store.sketches import Sketches

if TYPE_CHECKING:
    from collections.abc import Mapping

FEW = 2
Told = tuple[int, frozenset[int]]  # the day, and the hashes
DOCUMENTS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.tuples(st.integers(1, 3), st.frozensets(st.integers(0, 6), max_size=4)),
    min_size=1,
)


def listed(documents: Mapping[str, Told]) -> Sketches:
    """An index of documents."""
    found = Sketches(sqlite3.connect(":memory:"))
    for name, (day, hashes) in documents.items():
        found.add(name, struct.pack(f"<{2 + len(hashes)}I", day, day, *hashes))
    return found


def compared(documents: Mapping[str, Told]) -> dict[str, list[str]]:
    """With whom each document is compared, looked up one by one."""
    found: dict[str, list[str]] = {}
    for name, (day, hashes) in documents.items():
        before = sorted((when, other) for other, (when, _) in documents.items() if (when, other) < (day, name))
        first = {
            (when, o) for value in hashes for when, o in [one for one in before if value in documents[one[1]][1]][:FEW]
        }
        shared = {other: len(hashes & documents[other][1]) for _, other in first}
        least = {other: sketches.ALIKE * min(len(hashes), len(documents[other][1])) for _, other in first}
        found[name] = [other for _, other in sorted(first) if shared[other] >= least[other]]
    return found


@given(
    DOCUMENTS, st.sampled_from("abcdefgh"), st.tuples(st.integers(1, 3), st.frozensets(st.integers(0, 6), max_size=4))
)
def test_a_change_concerns_all_who_are_compared_otherwise(documents: dict[str, Told], name: str, told: Told) -> None:
    few, sketches.FEW = sketches.FEW, FEW
    try:
        index = listed(documents)
        before = compared(documents)
        assert {one: index.alike(one) for one in documents} == before
        concerned = {name}
        if name in documents:
            concerned |= index.concerned(name)
            index.remove(name)
        changed = {**documents, name: told}
        index.add(name, struct.pack(f"<{2 + len(told[1])}I", told[0], told[0], *told[1]))
        concerned |= index.concerned(name)
        after = compared(changed)
        assert {one: index.alike(one) for one in changed} == after
        assert {one for one in changed if before.get(one) != after[one]} <= concerned
    finally:
        sketches.FEW = few


def test_of_many_who_share_a_hash_the_first_are_compared() -> None:
    many = {f"{number:02}": (number, frozenset([7, 8])) for number in range(1, 40)}
    assert listed(many).alike("39") == [f"{number:02}" for number in range(1, sketches.FEW + 1)]
