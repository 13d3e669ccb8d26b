from __future__ import annotations

import pytest

from kg.model import Span
from kg.text.sentences import clauses, sentences
from tests.text.reading import whole

# Sentences are parted by | here; a blank at a border belongs to none.
SENTENCES = (
    "深化医改。|成效显著！|如何？|继续；|完成",
    "对口帮扶效果如何?|87.7%县医院达到二级医院能力",
    "门诊候诊时间缩短;|5500多家医院建立中心;|83%的医院开展手术。",
    "**基本实现全覆盖。**（国家中医药管理局于2023年4月联合印发了《通知》）|\n|扩大规模。",
    "他说：“不出省。”|会议结束。",
    "（一）加强建设。|（二）推进改革。",
    "一、目标。|（一）加强。|（二）推进；|3. 建设",
    "含中心（A。B；C）等机构。|下一句",
    "印发《怎么看？怎么办？》的通知。|结束",
    "（此处略。）|下一句。",
    "第一行|\n|第二行",
    "TCM services. capacity.”| Zhao Wenhua said.| 68% will be pilot counties. (City and district) hospitals.",
    "No. 22 of the W.H.O. report by Dr. Li gives 3.5 beds.| 6 hospitals follow.",
    "1. Improve care.| Then stop.",
    "He asked why?| “As of 2020, it grew.”| End",
    "See http://a.cn/?b=1;c=2 for more.",
    "A&nbsp;B",
    "真的！！？|好",
    "未闭合（左括号。|下一句。",
    "多余的右括号）。|下一句。",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text: str) -> None:
    plain = text.replace("|", "")
    wanted = [part.strip() for part in text.split("|") if part.strip()]
    assert [plain[s.start : s.end] for s in sentences(plain, whole(plain))] == wanted


CLAUSES = (
    "到2022年|，|力争实现A、B设置中医馆|；|同时|：|完成",
    "县(市、区，含) 1168个|, |占总数的41.1%",
    "印发《关于A，B的意见》|，|自10:30起",
    "他说“A，B”|，|结束",
    "In 2021|, |there will be 1,168 units (a, b)|: |it's done at 10:30|; |over",
    "87%的医院|,|5500多家医院",
)


@pytest.mark.parametrize("text", CLAUSES)
def test_clauses(text: str) -> None:
    plain = text.replace("|", "")
    wanted = [part for part in text.split("|") if part.strip(",，;；:： ")]
    assert [plain[s.start : s.end] for s in clauses(plain, whole(plain))] == wanted


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "头。" + "甲。乙，丙。" + "尾。"
    assert sentences(text, Span(2, 8)) == (Span(2, 4), Span(4, 8))
    assert clauses(text, Span(4, 8)) == (Span(4, 5), Span(6, 8))
