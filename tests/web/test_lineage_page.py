"""The lineage page: the drawing, the same as text, the words of each edge, filters, and the drawing as a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Tree

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ACTION = "/lineage/2022-primary-tcm-action-plan"
GOLDEN = Path(__file__).parents[1] / "golden"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_drawing_is_the_same_to_the_byte(browser: FlaskClient, pytestconfig: pytest.Config, language: str) -> None:
    answer = browser.get(f"{ACTION}.svg?lang={language}")
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    kept = GOLDEN / f"lineage.{language}.svg"
    if pytestconfig.getoption("--accept"):
        kept.write_bytes(answer.data)
    assert answer.data.decode() == kept.read_text("utf-8")


def test_the_drawing_alone_is_xml_that_asks_for_nothing_and_leads_to_identities(browser: FlaskClient) -> None:
    tree = Tree.fromstring(browser.get(f"{ACTION}.svg").text)  # noqa: S314  our own drawing
    assert not [one for one in tree.iter() if "style" in one.attrib or one.tag in {f"{SVG}image", f"{SVG}script"}]
    cards = [one for one in tree.iter(f"{SVG}a") if "card" in one.attrib["class"].split()]
    assert [card.attrib["href"].rpartition("/")[2] for card in cards] == [
        "2019-tcm-inheritance-innovation",
        "2022-tcm-plan",
        "2022-primary-tcm-action-plan",
    ]
    assert all(card.attrib["href"].startswith("https://w3id.org/policykg/id/policy/") for card in cards)
    assert not [a for a in tree.iter(f"{SVG}a") if "href" in a.attrib and "tie-label" in a.attrib["class"]]


def test_each_label_leads_to_the_words_of_its_edge(browser: FlaskClient) -> None:
    html = browser.get(f"{ACTION}?lang=zh").text
    leads = re.findall(r'<a href="#(tie-[^"]+)" class="tie-label', html)
    assert len(leads) == 3
    for lead in leads:
        after = html.partition(f'<li id="{lead}"')[2].partition("</li>")[0]
        assert "<mark>" in after, lead
    assert "贯彻落实《关于促进中医药传承创新发展的意见》" in html


def test_a_card_says_its_whole_title_where_the_drawing_cuts_it(browser: FlaskClient) -> None:
    html = browser.get(f"{ACTION}?lang=en").text
    (card,) = re.findall(r'class="card focus".*?<title>(.*?)</title>', html, re.DOTALL)
    assert card.startswith("8 March 2022 14th Five-Year Action Plan for Primary TCM Service Capacity National")
    assert card.endswith("(9 stated)")


@pytest.mark.parametrize(
    ("asked", "ties"),
    [
        ("", 3),
        ("?up=1", 2),
        ("?up=0", 0),
        ("?rel=implements", 1),
        ("?rel=implements&rel=basedOn", 3),
        ("?rel=cites", 0),
    ],
)
def test_steps_and_relations_are_chosen_in_the_address(browser: FlaskClient, asked: str, ties: int) -> None:
    html = browser.get(ACTION + asked).text
    assert len(re.findall('class="tie-label', html)) >= min(ties, 1)
    assert len(set(re.findall(r'<li id="(tie-[^"]+)"', html))) == ties + (1 if asked == "?up=1" else 0)
    assert 'class="card focus"' in html


@pytest.mark.parametrize("asked", ["?up=-1", "?down=many", "?rel=issues"])
def test_what_cannot_be_asked_is_refused_with_what_can(browser: FlaskClient, asked: str) -> None:
    answer = browser.get(ACTION + asked)
    assert answer.status_code == 400
    assert "0, 1, 2, 3, all" in answer.text or "basedOn, implements" in answer.text


def test_the_lineage_of_all_leads_to_each(browser: FlaskClient) -> None:
    html = browser.get("/lineage").text
    assert len(set(re.findall(r'href="(/lineage/[^"?]+)"', html))) == 3
    assert html.count('class="card"') == 3
    assert browser.get("/lineage/none").status_code == 404
