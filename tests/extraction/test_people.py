from __future__ import annotations

import pytest

from kg.extraction.people import people
from kg.text.fold import fold
from tests.extraction.written import knowledge


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("教育部副司长王建军介绍，", ["王建军"]),
        ("司长李明表示，", ["李明"]),
        ("主任马晓伟在会上说", ["马晓伟"]),  # three characters win over two
        ("副主任欧阳文华说", ["欧阳文华"]),  # a surname of two characters
        ("局长阿布都·热合曼说", []),  # no surname of the list: not guessed
        ("司长说，", []),
        ("总书记强调，", []),  # 强 is a surname
        ("副司长和处长参加。", []),
        ("部长王毅。", ["王毅"]),
        ("王建军司长介绍", []),  # the post behind the name: left out, see the docstring of people
        ("Zhao Wenhua, deputy director of the department, said", ["Zhao Wenhua"]),
        ("Li Dachuan, the director", ["Li Dachuan"]),
        pytest.param(
            "The National Centre, director of",
            [],
            marks=pytest.mark.xfail(strict=True, reason="2026-11-22: any capitalised words before a post are a person"),
        ),
        ("A director of the Ministry said", []),
        ("", []),
    ],
)
def test_an_official_is_named_by_post_and_name(text: str, found: list[str]) -> None:
    folded = fold(text)
    assert [folded[span.start : span.end] for span, _ in people(folded, knowledge().people)] == found
