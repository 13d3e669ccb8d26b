from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.text.fold import curled, fold, name_key

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("８７．７％（含）：，；？！", "87.7%(含):,;?!"),
        ("衛生院萬億個歲", "卫生院万亿个岁"),
        ("１０～１５年", "10~15年"),
        ("1∶0.6，−0.6‰", "1:0.6,-0.6‰"),
        ("中　医\u00a0院", "中 医 院"),
        ("“十四五”《规划》〔2019〕", "“十四五”《规划》〔2019〕"),  # what delimits stays what it is
        ("「十四五」『規劃』", "“十四五”‘规划’"),
        ("①……㎡", "①……㎡"),  # NFKC would lengthen these
        ("𠮷a\tb\nc", "𠮷a\tb\nc"),
        ("", ""),
    ],
)
def test_folding_keeps_every_place(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('"十四五"时期，按"9+X"方式监测', "“十四五”时期，按“9+X”方式监测"),
        ('The "three batches" of 3" pipes', 'The "three batches" of 3" pipes'),
        ('直径3"的管。要按"三医"联动', '直径3"的管。要按“三医”联动'),
    ],
)
def test_straight_quotes_of_chinese_are_quotes(text: str, written: str) -> None:
    assert curled(text) == written


def test_simplified_text_keeps_its_characters(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        text = path.read_text("utf-8")
        changed = {(a, b) for a, b in zip(text, fold(text), strict=True) if a != b and a >= "\u4e00" and a < "\u9fff"}
        assert changed <= {("內", "内")}  # 新浪财经－国內 is written so in the front matter of seed 000


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("《“十四五”中医药发展规划》", "十四五中医药发展规划"),
        ('"十四五"中医药发展规划', "十四五中医药发展规划"),
        ("中共中央 国务院关于促进中医药传承创新发展的意见", "中共中央国务院关于促进中医药传承创新发展的意见"),
        ("总体规划（2018—2035年）", "总体规划20182035年"),
        ("互联网+护理服务", "互联网+护理服务"),  # a symbol is no punctuation
        ("Healthy China 2030", "HealthyChina2030"),
        ("ＡＢ\u200bＣ", "ABC"),
        ("《》", ""),
        ("关于印发<校车办法>的通知", "关于印发校车办法的通知"),
        ("关于印发＜校车办法＞的通知", "关于印发校车办法的通知"),
        ("BMI<24", "BMI<24"),
    ],
)
def test_name_keys(name: str, key: str) -> None:
    assert name_key(name) == key


def test_a_key_keeps_script_and_case() -> None:
    assert name_key("衛生 NHC") == "衛生NHC"
