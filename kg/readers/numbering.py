"""Numbering of Word documents: the numbers that stand before paragraphs without being in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.terms import WORD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from kg.knowledge.sites import DateWords

W = f"{{{WORD}}}"

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CIRCLED = 0x2460  # the character of 1 in a circle; they go to 20


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: first number, form of number, and the text around it ("%1.%2")."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """The levels of a list; lists of one `kind` count on together."""

    kind: str
    levels: Mapping[int, Level]


def lists_of(part: Element) -> Mapping[str, List]:
    """The lists that numbering.xml defines, by the number under which paragraphs name them."""
    kinds = {
        kind.get(W + "abstractNumId", ""): {_depth(level): _level(level) for level in kind.iter(W + "lvl")}
        for kind in part.iter(W + "abstractNum")
    }
    found = {}
    for number in part.iter(W + "num"):
        kind = _value(number, "abstractNumId")
        levels = dict(kinds.get(kind, {}))
        name = number.get(W + "numId", "")
        restarts = False
        for change in number.iter(W + "lvlOverride"):
            inner = change.find(W + "lvl")
            depth = _depth(change)
            if inner is not None:
                levels[depth] = _level(inner)
            start = _value(change, "startOverride")
            if start.isdecimal():
                old = levels.get(depth, Level())
                levels[depth] = Level(int(start), old.form, old.text)
                restarts = True
        found[name] = List(name if restarts else kind, levels)
    return found


class Counter:
    """Counts the paragraphs of each list in the order of the document."""

    def __init__(self, lists: Mapping[str, List], words: DateWords) -> None:
        self.lists, self.words = lists, words
        self.counts: dict[tuple[str, int], int] = {}

    def label(self, name: str, depth: int) -> str | None:
        """The number of the next paragraph of a list at a depth from 0; "" for a bullet, None where nothing counts."""
        known = self.lists.get(name)
        level = known.levels.get(depth) if known else None
        if known is None or level is None or level.form == "none":
            return None
        self.counts[known.kind, depth] = self.counts.get((known.kind, depth), level.start - 1) + 1
        for kind, deeper in list(self.counts):
            if kind == known.kind and deeper > depth:
                del self.counts[kind, deeper]
        if level.form == "bullet":
            return ""

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            other = known.levels.get(at, Level())
            return written(self.counts.get((known.kind, at), other.start), other.form, self.words)

        return _PLACE.sub(number, level.text)


def written(number: int, form: str, words: DateWords) -> str:
    """A number in the form of a list: 3 as 3, c, iii, 三 or ③."""
    lowered = form.lower()
    if lowered.endswith("letter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)
        return letter.upper() if form.startswith("upper") else letter
    if lowered.endswith("roman"):
        return _roman(number).upper() if form.startswith("upper") else _roman(number)
    if "circle" in lowered and 1 <= number <= 20:
        return chr(_CIRCLED + number - 1)
    if re.search(r"chinese|japanese|taiwanese|ideograph", lowered) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        ten = (words.numerals[tens] if tens > 1 else "") + words.ten if tens else ""
        return ten + (words.numerals[ones] if ones else "")
    return str(number)


def _roman(number: int) -> str:
    result = ""
    for value, letters in _ROMAN:
        result += letters * (number // value)
        number %= value
    return result[:40]


def _level(level: Element) -> Level:
    start = _value(level, "start")
    return Level(int(start) if start.isdecimal() else 1, _value(level, "numFmt") or "decimal", _value(level, "lvlText"))


def _depth(level: Element) -> int:
    depth = level.get(W + "ilvl", "0")
    return int(depth) if depth.isdecimal() else 0


def _value(element: Element, name: str) -> str:
    found = element.find(W + name)
    return "" if found is None else found.get(W + "val", "")
