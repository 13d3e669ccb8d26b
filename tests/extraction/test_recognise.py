"""Facility types, bodies, places: what the words name, and which of overlapping readings stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Entity
from kg.terms import VOC
from tests.extraction.stages import named, recognised
from tests.extraction.written import knowledge


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the longest reading of all kinds together
        ("县级中医医院。", ["县级中医医院"]),
        ("人口中医院。", ["中医院 = 中医医院"]),
        ("中医互联网医院。", ["中医互联网医院"]),
        # composed
        ("县级儿童医院。", ["县级儿童医院"]),
        ("村级养老机构。", ["村级养老机构"]),
        ("三级公立综合医院。", ["三级公立综合医院"]),
        ("二级以上公立医院。", ["二级以上公立医院"]),
        # not of the type: which ones, not what kind
        ("全国各级图书馆。", ["图书馆"]),
        ("所有试点学校。", ["学校"]),
        ("部分受援医院。", []),
        # one name, several spellings
        ("乡卫生院。", ["乡卫生院 = 乡镇卫生院"]),
        ("紧密型县域医疗卫生共同体。", ["紧密型县域医疗卫生共同体 = 紧密型县域医共体"]),
        ("鄉鎮衛生院。", ["鄉鎮衛生院 = 乡镇卫生院"]),
        # no facility
        ("以人民为中心。", []),
        ("医院感染。", []),
        # English
        ("Village clinics and a village clinic.", ["Village clinics = 村卫生室", "village clinic = 村卫生室"]),
        ("tertiary hospitals", ["tertiary hospitals = 三级医院"]),
    ],
)
def test_facility_types(text: str, found: list[str]) -> None:
    assert named(text, "facility") == found


def test_a_composed_type_is_broader_the_type_it_is_composed_from() -> None:
    (mention,) = (m for m in recognised("县级儿童医院。")[0].mentions if m.kind == "facility")
    assert isinstance(mention.value, Entity)
    assert mention.value.concept == ""
    assert mention.value.broader == (VOC + "ft-children-hospital",)
    assert mention.value.broader[0] in knowledge().concepts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("国家卫健委", ["国家卫健委 = 国家卫生健康委员会"]),
        ("教育部联合国家体育总局", ["教育部", "国家体育总局"]),
        ("四川省卫健委", ["四川省卫健委 = 四川省卫生健康委员会"]),
        ("四川省卫生健康委员会", ["四川省卫生健康委员会"]),
        ("深圳市教育局", ["深圳市教育局"]),
        ("国家卫生健康委医政司", ["国家卫生健康委医政司 = 国家卫生健康委员会医政司"]),
        ("各级财政部门", []),
        ("国务院有关部门", []),
        ("联合国儿童基金会", []),
        ("the Ministry of Education of China", ["Ministry of Education = 教育部"]),
        ("the Ministry of Education", []),
    ],
)
def test_bodies(text: str, found: list[str]) -> None:
    assert named(text + "。", "agency") == found


def test_readings_never_overlap_and_stand_in_order() -> None:
    text = "国家卫生健康委医政司副司长王建国在四川省人民医院说，99%的县级中医医院落实了《“十四五”中医药发展规划》。"
    for one in recognised(text):
        spans = [mention.span for mention in one.mentions]
        assert all(a.end <= b.start for a, b in pairwise(spans)), spans
        for mention in one.mentions:
            assert text[mention.span.start : mention.span.end] == mention.text


PIECES = (
    "国家",
    "卫生",
    "健康委",
    "医政司",
    "联合",
    "县级",
    "中医",
    "医院",
    "人口",
    "其中",
    "99%",
    "的",
    "《",
    "》",
    "“十四五”",
    "规划",
    "2025年",
    "和",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_whatever_stands_together_is_read_without_overlap(pieces: list[str]) -> None:
    text = "文首，" + "".join(pieces) + "。"
    for one in recognised(text):
        assert all(a.span.end <= b.span.start for a, b in pairwise(one.mentions))
        assert all(m.text == text[m.span.start : m.span.end] and m.text for m in one.mentions)


def _bodies(text: str) -> set[str]:
    return {
        m.value.key
        for one in recognised(text)
        for m in one.mentions
        if m.kind == "agency" and isinstance(m.value, Entity)
    }


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        # one county of the name: with or without the places above it is one body
        ("浙江省安吉县教育局、安吉县教育局开会。", {"安吉县教育局"}),
        ("中共浙江省安吉县委发出通知。", {"安吉县委"}),
        # several: the body of which one is told by the place above, here or elsewhere in the document
        ("鼓楼区教育局和南京市鼓楼区卫生局开会。", {"南京市鼓楼区教育局", "南京市鼓楼区卫生局"}),
        ("福建省福州市鼓楼区教育局开会。", {"福州市鼓楼区教育局"}),
        # and where nothing tells, or two places are named, it is none
        ("鼓楼区教育局开会。", set()),
        ("南京市鼓楼区、福州市鼓楼区派人参加，鼓楼区教育局主持。", set()),
    ],
)
def test_bodies_that_share_a_county_name_stay_apart(text: str, keys: set[str]) -> None:
    assert _bodies(text) == keys
