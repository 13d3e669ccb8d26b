"""The graph explorer: what is near a thing, in a picture whose nodes lead on and as text; and where its nodes stand."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.draw.lettering import em
from kg.draw.rings import LONGEST, SIZE, rings

if TYPE_CHECKING:
    from flask.testing import FlaskClient

NATCM = "/graph/agency/natcm"


def test_the_nodes_lead_on_and_the_one_in_the_middle_to_its_page(browser: FlaskClient) -> None:
    html = browser.get(f"{NATCM}?lang=en").text
    leads = re.findall(r'<a class="node [^"]*" data-id="([^"]*)" href="([^"?]*)', html)
    assert ("natcm", "/page/agency/natcm") in leads
    assert ("2022-primary-tcm-action-plan", "/graph/policy/2022-primary-tcm-action-plan") in leads
    lines = set(re.findall(r'<line data-from="([^"]*)" data-to="([^"]*)"', html))
    assert ("natcm", "2022-primary-tcm-action-plan") in lines
    assert {end for line in lines for end in line} <= {name for name, _ in leads}


def test_kinds_and_steps_are_chosen_in_the_address(browser: FlaskClient) -> None:
    one, two = (browser.get(f"{NATCM}?steps={steps}").text.count('class="node ') for steps in "12")
    assert 1 < one < two
    only = re.findall(r'<a class="node node-([a-z-]+)', browser.get(f"{NATCM}?steps=2&kind=policy").text)
    assert set(only) == {"agency", "policy"}


def test_the_many_of_a_kind_leave_nobody_of_another_out(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    around = "/graph/policy/2022-primary-tcm-action-plan?lang=en"
    whole = browser.get(around).text
    kinds = {kind: int(number) for kind, number in re.findall(r'value="([a-z-]+)".*?class="count">(\d+)', whole)}
    few = max(kinds.values()) - 1
    rare = {kind for kind, number in kinds.items() if number <= few and kind != "doc"}
    assert rare
    monkeypatch.setattr("kg.web.explorer.FEW", few)
    monkeypatch.setattr("kg.web.explorer.MOST", 1 + sum(kinds[kind] for kind in rare))
    cut = browser.get(around).text
    assert "more are not drawn" in cut
    drawn = re.findall(r'<a class="node node-([a-z-]+)', cut)
    assert {kind: drawn.count(kind) for kind in rare} == {kind: kinds[kind] for kind in rare}


@pytest.mark.parametrize(("path", "status"), [(f"{NATCM}?steps=9", 400), ("/graph/agency/none", 404), ("/graph", 303)])
def test_what_cannot_be_drawn_is_refused(browser: FlaskClient, path: str, status: int) -> None:
    assert browser.get(path).status_code == status


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)), max_size=120))
def test_no_label_covers_another_and_all_is_in_the_picture(number: int, pairs: list[tuple[int, int]]) -> None:
    names = {f"n{n:02}": "村卫生室 village clinic"[: n % 22 + 1] for n in range(number)}
    picture = rings("n00", names, [(f"n{a:02}", f"n{b:02}") for a, b in pairs])
    assert {spot.id for spot in picture.spots} == set(names)
    boxes = []
    for spot in picture.spots:
        assert 0 < spot.x < picture.width
        assert 0 < spot.y < picture.height
        if spot.label:
            wide = min(em(names[spot.id]), LONGEST) * SIZE
            left = spot.label[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[spot.anchor]
            boxes.append((left, spot.label[1] - SIZE, left + wide, spot.label[1]))
            assert left >= 0
            assert left + wide <= picture.width
        for node in picture.spots:
            if spot.label and node.id != spot.id:
                left, top, right, bottom = boxes[-1]
                assert not (left < node.x < right and top < node.y < bottom), "a label covers a node"
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert len({(round(spot.x), round(spot.y)) for spot in picture.spots}) == number


@pytest.mark.parametrize("number", range(2, 20))
def test_every_node_of_a_small_ring_has_its_name(number: int) -> None:
    names = {f"n{n:02}": "关于加强县级中医医院建设的通知和意见" for n in range(number)}
    picture = rings("n00", names, [("n00", one) for one in names])
    assert all(spot.label for spot in picture.spots)
