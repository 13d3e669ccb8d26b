"""The index of sketches: with whom a document is compared, and whom a change concerns."""

from __future__ import annotations

import sqlite3
import struct
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kg.store import sketches
from kg.store.sketches import Sketches
from kg.text.overlap import agree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FEW = 2
Told = tuple[int, frozenset[int], frozenset[str]]  # the day, the hashes, the figures
NAMES = st.sampled_from("abcdefgh")
FIGURES = st.frozensets(st.sampled_from(["2.5", "40", "700"]), max_size=2)
TOLD = st.tuples(st.integers(1, 3), st.frozensets(st.integers(0, 6), max_size=4), FIGURES)
DOCUMENTS = st.dictionaries(NAMES, TOLD, min_size=1)
SAME = st.frozensets(st.sampled_from(list(map("".join, combinations("abcdefgh", 2)))))


def listed(documents: Mapping[str, Told]) -> Sketches:
    """An index of documents, some of which came later than the others."""
    found = Sketches(sqlite3.connect(":memory:"))
    names = list(documents)
    at_once, later = names[::2], names[1::2]
    found.fill((name, data(documents[name])) for name in at_once)
    for name in later:
        found.add(name, data(documents[name]))
    return found


def data(told: Told) -> bytes:
    """A sketch as it lies in a part."""
    day, hashes, figures = told
    return struct.pack(f"<{3 + len(hashes)}I", day, day, len(hashes), *hashes) + " ".join(figures).encode()


def compared(documents: Mapping[str, Told]) -> dict[str, list[str]]:
    """With whom each document is compared, looked up one by one."""
    found: dict[str, list[str]] = {}
    for name, (day, hashes, figures) in documents.items():
        before = sorted((when, other) for other, (when, *_) in documents.items() if (when, other) < (day, name))
        first = {
            (when, o) for value in hashes for when, o in [one for one in before if value in documents[one[1]][1]][:FEW]
        }
        shared = {other: len(hashes & documents[other][1]) for _, other in first}
        least = {other: sketches.ALIKE * min(len(hashes), len(documents[other][1])) for _, other in first}
        alike = [other for _, other in sorted(first) if shared[other] >= least[other]]
        found[name] = [other for other in alike if agree(figures, documents[other][2])]
    return found


def repeated(index: Sketches, documents: Iterable[str], same: frozenset[str]) -> dict[str, str]:
    """The first document with whom each is compared that has its text, told by pairs of names; "" for none."""
    return {one: next((a for a in index.alike(one) if "".join(sorted((one, a))) in same), "") for one in documents}


@given(DOCUMENTS, st.lists(st.tuples(NAMES, TOLD), max_size=3), SAME)
def test_a_change_concerns_all_who_repeat_another_than_before(
    documents: dict[str, Told], changes: list[tuple[str, Told]], same: frozenset[str]
) -> None:
    few, sketches.FEW = sketches.FEW, FEW
    try:
        index = listed(documents)
        assert {one: index.alike(one) for one in documents} == compared(documents)
        before = repeated(index, documents, same)
        for one, other in before.items():
            index.repeat(one, other)
        changed = documents | dict(changes)
        names = sorted(dict(changes))
        concerned = set[str]().union(*(index.remove(name) for name in names if name in documents))
        concerned = concerned.union(*(index.add(name, data(changed[name])) for name in names))
        assert {one: index.alike(one) for one in changed} == compared(changed)
        after = repeated(index, changed, same)
        assert {one for one in changed if before.get(one, "") != after[one]} <= concerned
    finally:
        sketches.FEW = few


def test_of_many_who_share_a_hash_the_first_are_compared() -> None:
    many = {f"{number:02}": (number, frozenset([7, 8]), frozenset("4")) for number in range(1, 40)}
    assert listed(many).alike("39") == [f"{number:02}" for number in range(1, sketches.FEW + 1)]
