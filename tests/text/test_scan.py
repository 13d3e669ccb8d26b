from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.text.scan import Gazetteer, choose


def names(gazetteer: Gazetteer, text: str) -> list[str]:
    return [text[span.start : span.end] for span, _ in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("医院", "县医院和医院", ["医院", "医院"]),
        ("hospital", "A hospital, hospitals and Hospital.", ["hospital", "Hospital"]),  # whole words, any case
        ("TCM", "TCM and tcm and TCMs", ["TCM"]),  # an acronym in capitals only
        ("NHC", "the NHC.", ["NHC"]),
        ("5G基站", "15G基站和5G基站", ["5G基站"]),  # a digit before a digit is another number
        ("hospital", "hospital2 2hospital", []),
        ("village clinic", "village  clinic", []),  # what is written otherwise is another name
        ("医院", "醫院", []),  # the text is folded before
        ("a", "", []),
    ],
)
def test_a_name_is_found_where_it_stands(name: str, text: str, found: list[str]) -> None:
    assert names(Gazetteer([name]), text) == found


def test_overlapping_names_are_all_found() -> None:
    gazetteer = Gazetteer(["中医医院", "医院", "县级中医医院"])
    assert sorted(names(gazetteer, "县级中医医院")) == ["中医医院", "医院", "县级中医医院"]


def test_offsets_are_code_points() -> None:
    assert [span for span, _ in Gazetteer(["医院"]).find("𠮷医院İ医院")] == [Span(1, 3), Span(4, 6)]


def test_a_gazetteer_without_names_finds_nothing() -> None:
    assert Gazetteer([]).find("医院") == []


@given(st.lists(st.text("医院中县a", min_size=1, max_size=4), max_size=8), st.text("医院中县a ", max_size=30))
def test_it_finds_what_a_search_name_by_name_finds(given_names: list[str], text: str) -> None:
    found = {(span.start, span.end) for span, _ in Gazetteer(given_names).find(text)}
    wanted = set()
    for name in set(given_names):
        at = text.find(name)
        while at >= 0:
            before, after = text[at - 1 : at] if at else "", text[at + len(name) : at + len(name) + 1]
            if not (name[0] == before == "a") and not (name[-1] == after == "a"):
                wanted.add((at, at + len(name)))
            at = text.find(name, at + 1)
    assert found == wanted


# --- choosing among overlapping finds --------------------------------------------------------------------------------

CANDIDATES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5), st.integers(1, 9)).map(
        lambda drawn: (Span(drawn[0], drawn[0] + drawn[1]), float(drawn[2]), drawn)
    ),
    max_size=7,
)


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


@given(CANDIDATES)
def test_the_choice_has_the_greatest_weight_of_all_that_do_not_overlap(
    candidates: list[tuple[Span, float, tuple[int, int, int]]],
) -> None:
    chosen = choose(candidates)
    assert all(not overlap(a, b) for (a, _), (b, _) in itertools.combinations(chosen, 2))
    assert [span for span, _ in chosen] == sorted(span for span, _ in chosen)
    weight = sum(found[2] for _, found in chosen)
    best = 0.0
    for size in range(len(candidates) + 1):
        for some in itertools.combinations(candidates, size):
            if all(not overlap(a[0], b[0]) for a, b in itertools.combinations(some, 2)):
                best = max(best, sum(w for _, w, _ in some))
    assert weight == best


@given(CANDIDATES)
def test_the_choice_does_not_depend_on_what_was_not_chosen_first(
    candidates: list[tuple[Span, float, tuple[int, int, int]]],
) -> None:
    """Ties fall by place, not by chance: the same candidates always give the same choice."""
    assert choose(candidates) == choose(list(candidates))


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [
        ([((0, 2), 1.0), ((2, 4), 1.0)], [(0, 2), (2, 4)]),  # side by side is no overlap
        ([((0, 4), 3.0), ((0, 2), 1.0), ((2, 4), 1.0)], [(0, 4)]),  # the longer one weighs more
        ([((0, 4), 1.0), ((0, 2), 1.0), ((2, 4), 1.0)], [(0, 2), (2, 4)]),  # two that together weigh more
        ([((0, 3), 1.0), ((2, 5), 1.0)], [(0, 3)]),  # a tie falls to the one that ends first
        ([], []),
    ],
)
def test_of_overlapping_finds_the_heavier_stand(
    candidates: list[tuple[tuple[int, int], float]], chosen: list[tuple[int, int]]
) -> None:
    found = choose([(Span(*span), weight, span) for span, weight in candidates])
    assert [value for _, value in found] == chosen
