"""The value of a number in Chinese characters: 三万五, 四五八, 三四十."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.text.numeral_grammar import Numerals

YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def chinese_values(run: str, table: Numerals) -> tuple[Decimal, Decimal | None] | None:
    """The value of a Chinese numeral, or its two bounds where neighbouring digits stand side by side (三四十).

    A run that is no number in good order (百千万, 三三) has none.
    """
    value = _value(run, table)
    if value is not None:
        return Decimal(value), None
    pairs = [i for i in range(len(run) - 1) if _rises(run[i], run[i + 1], table)]
    if len(pairs) != 1:
        return None
    at = pairs[0]
    low, high = _value(run[: at + 1] + run[at + 2 :], table), _value(run[:at] + run[at + 1 :], table)
    return None if low is None or high is None else (Decimal(low), Decimal(high))


def _rises(one: str, next_one: str, table: Numerals) -> bool:
    """Whether a digit is one less than the next: 三四."""
    low, high = table.digits.get(one), table.digits.get(next_one)
    return low is not None and high is not None and 0 < low == high - 1


def _value(run: str, table: Numerals) -> int | None:
    """Split at the greatest scale; what is left of it multiplies it, what is right of it is added."""
    for word, scale in table.scales:
        head, found, tail = run.partition(word)
        if found:
            above = _value(head, table) if head else 1
            below = _tail(tail, scale, table)
            return None if above is None or below is None or below >= scale else above * scale + below
    return _section(run, table)


def _tail(tail: str, scale: int, table: Numerals) -> int | None:
    """The value of what stands right of a scale; None where it is no number."""
    if not tail:
        return 0
    if len(tail) == 1 and table.digits.get(tail):  # 三万五 is 35000
        return table.digits[tail] * scale // 10
    if len(tail) > 1 and is_spelled(tail, table):  # 十万四三四八: a digit for every place
        return int(_figures(tail, table)) if 10 ** len(tail) == scale else None
    return _value(tail, table)


def _section(run: str, table: Numerals) -> int | None:
    """Up to 9999, places falling; a last digit without 零 counts the next place (一百二 is 120)."""
    match = table.section.fullmatch(run)
    if match is None or not (match["k"] or match["h"] or match["t"] or match["o"] or len(run) == 1):
        return _spelled(run, table)
    total, lowest = 0, 1
    for name, place in (("k", 1000), ("h", 100), ("t", 10)):
        if match[name]:
            if len(match[name]) == 1 and match.start(name) > 0 and place > 10:  # 千百 is no number
                return None
            total, lowest = total + table.digits.get(match[name][0], 1) * place, place
    if match["o"] is None:
        return total
    short = lowest > 10 and table.digits.get(run[-2]) != 0
    return total + table.digits[match["o"]] * (lowest // 10 if short else 1)


def is_spelled(run: str, table: Numerals) -> bool:
    """Whether a numeral names digits alone, as newspapers of Taiwan write numbers: 四五八, 六○."""
    return all(char in table.digits for char in run)


def _spelled(run: str, table: Numerals) -> int | None:
    """Digits in their places: 四五八 is 458, 六○ is 60. 二三 is a range, 一二三 counts up, 二○二二 is a year."""
    if not is_spelled(run, table) or not table.digits[run[0]]:
        return None
    figures = _figures(run, table)
    if YEAR.fullmatch(figures):
        return None
    counts_up = all(_rises(one, next_one, table) for one, next_one in pairwise(run))
    return int(figures) if not counts_up and (len(run) > 2 or figures.endswith("0")) else None


def _figures(run: str, table: Numerals) -> str:
    """The digits of a numeral that names digits alone."""
    return "".join(str(table.digits[char]) for char in run)
