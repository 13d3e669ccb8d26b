"""Tables of contents are boilerplate; the headings that they repeat are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

BODY = "到2030年，全市每千人口图书馆座位数达到12个，公共图书馆覆盖所有街道。"
HEADS = ("一、发展基础", "二、主要任务", "三、保障措施")


@pytest.mark.parametrize(
    "table",
    [
        ["目　录", *HEADS],
        [f"{head}{'.' * 30}{page}" for page, head in enumerate(HEADS, 3)],
        ["目录", *(f"{head}……………… {page}" for page, head in enumerate(HEADS, 3))],
        ["".join(f"{head}{'.' * 30}{page} " for page, head in enumerate(HEADS, 3))],
        ["第一章 阅读现状 第二章 发展目标 第一节 指导思想 第二节 主要任务"],
    ],
)
def test_a_table_of_contents_is_none_of_the_text(table: list[str], shown: Callable[[str], list[str]]) -> None:
    lines = ["某市图书馆规划", *table, *(line for head in HEADS for line in (head, BODY))]
    told = shown("\n".join(lines))
    assert [line for line in told if line.startswith("boilerplate")] == [
        f"boilerplate: {line}" for line in told_as(table)
    ]
    assert [line for line in told if line.startswith("heading")] == [f"heading2: {head}" for head in HEADS]


def told_as(table: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in table]


@pytest.mark.parametrize(
    "text",
    [
        "目录\n本目录所列药品由省级部门每年公布。\n" + BODY,
        f"人员经费……{BODY}",
        "见第一章 第二章 第三章的规定。",
        f"一、得分\n甲馆 95\n乙馆 87\n丙馆 80\n{BODY}",
    ],
)
def test_what_only_looks_like_one_stays(text: str, shown: Callable[[str], list[str]]) -> None:
    assert not [line for line in shown(text) if line.startswith("boilerplate")]


@pytest.mark.parametrize("text", ["目录\n" * 20_000 + BODY, "_" * 200_000 + BODY, "12 " * 100_000 + BODY])
def test_what_never_ends_is_read_to_its_end(text: str, shown: Callable[[str], list[str]]) -> None:
    assert shown(text)[-1].endswith(BODY)
