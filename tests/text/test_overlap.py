"""Which texts are one but for what was cut, added or set anew, and which are letters of one form."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Block, Span
from kg.text.overlap import overlap, stretches
from kg.text.shingles import BELOW, Shingled, letters, shingled, sketch

if TYPE_CHECKING:
    from decimal import Decimal

REPORT = (
    "村里的卫生室去年搬进了新屋，药架擦得锃亮，墙上挂着出诊的时间表。",
    "乡村医生老周每周三骑车去山那边的小学，给孩子们量身高、查视力，再把结果记在册子上。",
    "全县62.5%的村卫生室添了远程心电设备，图像两分钟就能传到县医院。",
    "老人们说，从前看一回病要走四十里山路，如今在家门口就能量血压、取药，账也当场结清。",
)
ENGLISH = (
    "The clinic moved into a new building last year, and a timetable of home visits hangs on its wall.",
    "Every Wednesday the doctor cycles to the school behind the hill to test the eyesight of its pupils.",
    "In the county 62.5% of village clinics have a cardiograph that sends its pictures to the hospital.",
)
LETTER = (
    "{place}人民政府：你们报来的请示收悉，现批复如下。",
    "一、同意设立{place}康养试验区，名称、范围和期限以附件为准，未经批准不得调整，有关手续由你们依法办理。",
    "二、试验区要突出特色，先易后难，把老人得实惠作为检验成效的尺子，不搞形象工程，不铺张浪费。",
    "三、{place}要加强领导，落实责任，每半年报告一次进展，重大事项及时请示，遇到问题妥善处置。",
)


def read(*paragraphs: str, language: str = "zh", aside: str = "") -> Shingled:
    """The shingles of a document of some paragraphs, with what its page puts before them."""
    text = "\n".join((aside, *paragraphs))
    return shingled(text, _blocks(text, aside), language)


def _blocks(text: str, aside: str) -> tuple[Block, ...]:
    own = Block(Span(len(aside) + 1, len(text)), "paragraph")
    return Block(Span(0, len(aside)), "boilerplate", reason="menu"), own


def found(one: Shingled, other: Shingled) -> Decimal | None:
    """What two texts have in common, whichever comes first."""
    here, there = overlap(one, other), overlap(other, one)
    assert here == there
    return here


@pytest.mark.parametrize(
    ("told", "language"),
    [
        (REPORT, "zh"),
        (REPORT[::-1], "zh"),
        (
            ("编者按：请看来自山乡的报道，读者可以留言说说自己的经历。", *REPORT, "（通讯员供稿，图片均为资料图片）"),
            "zh",
        ),
        (("12月3日", *REPORT[:3]), "zh"),
        (REPORT[1:], "zh"),  # without the beginning
        ((*REPORT[:3], REPORT[3].replace("，", ", ").replace("。", ".")), "zh"),
        (tuple(line.replace("62.5%", "６２．５％").replace("里", "裡") for line in REPORT), "zh"),
        (tuple(line.replace("62.5%", "六成多") for line in REPORT), "zh"),
        (ENGLISH, "en"),
        (tuple(line.upper() for line in ENGLISH[:2]), "en"),
    ],
)
def test_a_text_set_anew_is_the_same(told: tuple[str, ...], language: str) -> None:
    origin = read(*(REPORT if language == "zh" else ENGLISH), language=language)
    share = found(read(*told, language=language, aside="首页 新闻 健康 视频"), origin)
    assert share is not None
    assert 0.8 <= share <= 1


@pytest.mark.parametrize(
    "told",
    [
        REPORT[:1],  # too little to tell
        (REPORT[0], *(line.replace("村", "社区").replace("的", "之") for line in REPORT[1:])),
        tuple(line.replace("62.5%", "48.2%") for line in REPORT),  # the same words of another county
        (REPORT[0], "县里今年的重点是托育，十个乡镇都要建起来，费用由财政和家庭分担。" * 2, "另有旧闻一则，略。"),
    ],
)
def test_another_text_is_another(told: tuple[str, ...]) -> None:
    assert found(read(*told), read(*REPORT)) is None


def test_letters_of_one_form_are_several() -> None:
    one, other, same = (read(*(line.format(place=place) for line in LETTER)) for place in ("临江", "安远", "临江"))
    assert len(one.first.keys() & other.first.keys()) > 0.8 * len(one.first)
    assert found(one, other) is None
    assert found(one, same) is not None


def test_a_name_set_anew_once_makes_no_form() -> None:
    text = "".join(LETTER[1:]).format(place="临江")
    assert found(read("本报记者王明报道。", text), read("通讯员李强报道。", text)) is not None


def test_languages_are_not_compared() -> None:
    assert found(read(*ENGLISH, language="en"), read(*ENGLISH)) is None


TEXTS = st.text(st.sampled_from("村医生。 \n9.İßAé漢🚑"), max_size=80)


@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS, st.sampled_from(["zh", "en"]))
def test_a_sketch_holds_some_of_all_shingles(paragraphs: list[str], aside: str, language: str) -> None:
    text = "\n".join((aside, *paragraphs))
    whole = shingled(text, _blocks(text, aside), language)
    hashes = {crc32(shingle.encode("utf-16-le")) for shingle in whole.first}
    assert letters(text, _blocks(text, aside)) == whole.letters
    assert sketch(whole.letters, language) == tuple(sorted(one for one in hashes if one < BELOW))
    assert all(whole.letters.startswith(shingle, at) for shingle, at in whole.first.items())
    assert len(whole.places) == len(whole.letters)
    assert all(at > len(aside) for at in whole.places)


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_a_stretch_in_common_stands_in_both(here: list[str], there: list[str]) -> None:
    one, other = (read(*REPORT, *more) for more in (here, there))
    for at, place, length in stretches(one, other):
        assert length >= one.width
        assert other.letters.startswith(one.letters[at : at + length], place)
