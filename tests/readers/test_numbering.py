from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.readers.numbering import written

if TYPE_CHECKING:
    from kg.knowledge.sites import Sites


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (3, "decimal", "3"),
        (3, "chineseCounting", "三"),
        (10, "chineseCountingThousand", "十"),
        (12, "ideographTraditional", "十二"),
        (20, "japaneseCounting", "二十"),
        (21, "taiwaneseCounting", "二十一"),
        (100, "chineseCounting", "100"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "noSuchForm", "3"),
        (10**9, "lowerRoman", "m" * 40),
    ],
)
def test_numbers_are_written_in_the_form_of_the_list(number: int, form: str, expected: str, sites: Sites) -> None:
    assert written(number, form, sites.dates) == expected
