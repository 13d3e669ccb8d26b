from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Document

TEXT = """关于推进县医院能力建设的通知

到2025年底，80%的县医院要达到三级医院服务水平，每千人口执业医师达3.2人，县域就诊率稳定在90%以上。

2024年起，各省每年选派1500名以上医务人员到县医院工作，开展CT、MRI等检查结果互认，覆盖21个省份。"""
SPACED = re.sub(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])", " ", TEXT)


def test_gaps_around_figures_say_nothing(document: Callable[..., Document]) -> None:
    assert " 2025 年底" in SPACED
    assert document(SPACED).text == document(TEXT).text


def test_a_per_cent_sign_set_apart_is_closed_up(document: Callable[..., Document]) -> None:
    assert document(SPACED.replace("%", " %")).text == document(TEXT).text


def test_places_in_the_file_are_kept(document: Callable[..., Document]) -> None:
    found = document(SPACED)
    for run in found.runs:
        assert found.text[run.start : run.start + run.length] == SPACED[run.source_start :][: run.length]


@pytest.mark.parametrize(
    "line",
    [
        "指标 2020 年 2025 年",
        "乡镇卫生院 98 % 100 %",
    ],
)
def test_blanks_between_columns_stay(line: str, document: Callable[..., Document]) -> None:
    assert line in document(f"{SPACED}\n\n{line}\n\n{SPACED[20:]}").text


def test_a_title_with_a_year_is_closed_up(document: Callable[..., Document]) -> None:
    found = document("2024 年医改重点工作任务\n\n" + SPACED.split("\n\n", 1)[1])
    assert found.metadata.title == "2024年医改重点工作任务"


def test_a_blank_here_and_there_stays(document: Callable[..., Document]) -> None:
    written = TEXT.replace("到2025年底", "到 2025年底").replace("达3.2人", "达 3.2人")
    assert "到 2025年底" in document(written).text
