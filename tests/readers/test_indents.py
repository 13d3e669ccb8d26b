from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def test_indents_that_became_question_marks_go(body: Callable[[str], list[str]]) -> None:
    lines = ["??一、规划背景", "??近年来，全市建成校车站点300个。", "??(一)主要目标", "????到2025年，新增校车200辆。"]
    assert body("校车工作规划\n" + "\n".join(lines)) == [line.lstrip("?") for line in lines]


def test_a_question_mark_here_and_there_stays(body: Callable[[str], list[str]]) -> None:
    lines = ["??校车怎么管", "到2025年，新增校车200辆。", "到2030年，新增校车400辆。"]
    assert lines[0] in body("\n".join(["校车工作规划", *lines]))
