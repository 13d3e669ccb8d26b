"""What a person writes for a thing finds it: an IRI, whole or short, a name, or a document number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.build import build
from kg.errors import BadParameter, NotFound
from kg.query.direct import direct
from kg.query.meant import meant
from kg.store.folder import open_build
from kg.terms import BASE, POL, VOC

if TYPE_CHECKING:
    from pathlib import Path

    from kg.query.request import Engine

POLICY = POL + "Policy"
PLAN = f"{BASE}policy/2022-tcm-plan"
NOTICE = """{place}教育局关于印发校车管理办法的通知
{number}
各学校：
现将《校车管理办法》印发给你们。
{place}教育局
2021年3月5日
"""


@pytest.fixture(scope="module")
def demo(built: Path) -> Engine:
    return direct(open_build(built))


@pytest.fixture(scope="module")
def notices(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Two notices with a number each, and one number that both are told to have."""
    folder = tmp_path_factory.mktemp("notices")
    for place, number in (("南京市", "宁教〔2021〕7号"), ("苏州市", "苏教〔2021〕8号"), ("无锡市", "苏教〔2021〕8号")):
        (folder / f"{place}.txt").write_text(NOTICE.format(place=place, number=number), "utf-8")
    build([folder], folder / "out", 1, lambda _: None)
    return direct(open_build(folder / "out"))


@pytest.mark.parametrize(
    ("words", "iri"),
    [
        (PLAN, PLAN),
        ("policy/2022-tcm-plan", PLAN),
        ("id:policy/2022-tcm-plan", PLAN),
        ("“十四五”中医药发展规划", PLAN),
        ("《十四五中医药发展规划》", PLAN),
        ("村卫生室", VOC + "ft-vc"),
        ("village clinic", VOC + "ft-vc"),
        ("voc:ft-vc", VOC + "ft-vc"),
        ("卫健委", f"{BASE}agency/nhc"),
    ],
)
def test_a_name_or_an_iri_finds_the_thing(demo: Engine, words: str, iri: str) -> None:
    assert meant(demo, words) == iri


@pytest.mark.parametrize("written", ["宁教〔2021〕7号", "宁教[2021]7号", "宁教（2021）7号", "宁教 【2021】 7号"])
def test_a_document_number_finds_its_policy_in_any_brackets(notices: Engine, written: str) -> None:
    found = meant(notices, written, POLICY)
    assert found == meant(notices, "南京市教育局关于印发校车管理办法的通知", POLICY)


def test_a_number_that_two_share_is_not_chosen_from(notices: Engine) -> None:
    with pytest.raises(BadParameter, match=r"say which of \S+/policy/u-\S+ or \S+/policy/u-"):
        meant(notices, "苏教〔2021〕8号", POLICY)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("policy/none", "nothing is known of it"),
        ("none:such", "unknown prefix"),
        ("没有这个", "nothing is called '没有这个'"),
        ("", "nothing is called ''"),
    ],
)
def test_what_nobody_knows_is_said_to_be_unknown(demo: Engine, words: str, said: str) -> None:
    with pytest.raises(NotFound, match=said):
        meant(demo, words)


def test_what_is_of_another_class_is_said_to_be(demo: Engine) -> None:
    with pytest.raises(NotFound, match="ft-vc: is no policy"):
        meant(demo, "voc:ft-vc", POLICY)


def test_near_titles_are_told(demo: Engine) -> None:
    with pytest.raises(NotFound, match="中医药发展规划"):
        meant(demo, "中医药的发展规划", POLICY)


@pytest.mark.parametrize(
    ("words", "type_", "said"),
    [("中医药发展", POLICY, "“十四五”中医药发展规划"), ("村卫生", "", "村卫生室"), ("VILLAGE", "", "village clinic")],
)
def test_names_that_hold_the_words_are_told(demo: Engine, words: str, type_: str, said: str) -> None:
    with pytest.raises(NotFound, match="there is") as caught:
        meant(demo, words, type_)
    assert said in caught.value.near
    assert all(words.lower() in name.lower() for name in caught.value.near[:1])
