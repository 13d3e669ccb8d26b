"""What a document states does not hang on how its marks and figures are typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from opencc import OpenCC

from tests.extraction.written import extraction, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEXT = """关于加强县域医疗服务的通知

国家卫生健康委员会印发《“十四五”县域医疗服务规划》，按“三医”联动要求推进。“五一”假期，全国县医院共接诊1250万人次，同比增长6.4%。

到2025年底，80%的乡镇卫生院（含分院）要设置中医馆；社区卫生服务中心达到3.6万个。

国家卫生健康委员会
2023年7月7日"""
SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "straight quotes": lambda text: re.sub("[“”]", '"', text),
    "corner quotes": lambda text: text.translate(str.maketrans("“”", "「」")),
    "ASCII marks": lambda text: text.translate(str.maketrans("，；：（）", ",;:()")),
    "wide figures": lambda text: text.translate(str.maketrans("0123456789%.", "０１２３４５６７８９％．")),
    "gaps": lambda text: re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])", " ", text),
    "traditional script": OpenCC("s2t").convert,
}
PLAIN = OpenCC("t2s")


def stated(text: str) -> list[str]:
    """The statements, their words in one spelling, without quotes."""
    found = (f"{line.verb} {' | '.join(line.fields)}" for line in lines(extraction(text)) if line.verb != "ledger")
    return sorted(re.sub('["“”「」 ]', "", PLAIN.convert(line)) for line in found)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_spelling_changes_no_statement(spelling: str) -> None:
    assert stated(SPELLINGS[spelling](TEXT)) == stated(TEXT)


def test_the_text_states_figures_and_aims() -> None:
    verbs = {line.split(" ", 1)[0].split("|")[0] for line in stated(TEXT)}
    assert any(verb.startswith("observation") for verb in verbs)
    assert any(verb.startswith("target") for verb in verbs)
