"""What tables are read with: the expressions that the words of ontology/words/tables.toml compile to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.knowledge.cues import alternation
from kg.text.patterns import class_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.knowledge.headers import Headers
    from kg.knowledge.types import Knowledge
    from kg.model import Mention

GAP = "\u2026"  # stands for other words
WORDS = ("unit", "including", "total", "subtotal", "joint", "among", "note", "title", "norm")


@dataclass(frozen=True, eq=False, slots=True)
class Grammar:
    """What header cells, titles and the first cells of rows are matched with.

    `numbered` is the number of a line of an outline: 1. (1) ① 一、 (一); `titled` and `entitled` are what stands before
    and behind the name of a table in its title: 表1, 一览表; `sorting` is a heading that says
    by what the rows below it are sorted.
    """

    unit: regex.Pattern[str]
    including: regex.Pattern[str]
    total: regex.Pattern[str]
    subtotal: regex.Pattern[str]
    joint: regex.Pattern[str]
    numbered: regex.Pattern[str]
    note: regex.Pattern[str]
    titled: regex.Pattern[str]
    entitled: regex.Pattern[str]
    norm: regex.Pattern[str]
    sorting: regex.Pattern[str]


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """What reading the tables of a document rests on; `mentions` are by the index of their block."""

    headers: Headers
    knowledge: Knowledge
    mentions: Mapping[int, Sequence[Mention]]

    @property
    def grammar(self) -> Grammar:
        """The expressions that the words of tables compile to."""
        return grammar_of(self.headers, self.knowledge)


@cache
def grammar_of(headers: Headers, knowledge: Knowledge) -> Grammar:
    """The expressions, compiled once for a library."""
    said = {name: f"(?:{alternation(headers.marks[name], ())})" for name in WORDS}
    including = rf"^\s*(?:{said['including']}\s*[:,]?|[^:]{{1,12}}?{said['among']}\s*:)"
    numbers = knowledge.words.numbers
    ordinal = rf"[{class_of(char for char, _ in (*numbers.digits, *numbers.places))}]{{1,3}}"
    outline = (rf"{ordinal}[、.]", rf"\({ordinal}\)", r"\d{1,2}(?:\.\d{1,2}){0,2}[.、)](?!\d)", r"\(\d{1,2}\)")
    signs = (r"[\u2460-\u2473]", r"[IVX]{1,4}\.\s", r"[A-Z]\.\s")
    return Grammar(
        unit=_any_case(rf"{said['unit']}\s*:\s*(?P<unit>[^,;。()\s][^,;。()]*)"),
        including=_any_case(including),
        total=_any_case(rf"^\s*{said['total']}\s*$"),
        subtotal=_any_case(rf"^\s*{said['subtotal']}\s*$"),
        joint=_any_case(said["joint"]),
        numbered=regex.compile(rf"\s*(?:{'|'.join((*outline, *signs))})\s*"),
        note=_any_case(rf"\s*{said['note']}\s*[:\d]"),
        titled=_any_case(rf"^\s*{said['title']}\s*"),
        entitled=_any_case(rf"\s*{said['title']}\s*$"),
        norm=_any_case(rf"{said['norm']}\s*$"),
        sorting=_any_case("|".join(_around(words) for words in headers.marks["sorting"])),
    )


def _around(words: str) -> str:
    """What begins and ends as words with a gap between: 按…分."""
    return r"^\s*" + ".{1,16}".join(regex.escape(part) for part in words.split(GAP)) + r"\s*:?$"


def _any_case(expression: str) -> regex.Pattern[str]:
    return regex.compile(expression, regex.IGNORECASE)
