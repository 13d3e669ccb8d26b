"""Tables whose rows came as one line: names and numbers with blanks between, row behind row.

Two rows of a name and two numbers or more are such a table, and no sentence is read there. It is read where all rows
have as many names and numbers, and as many headers stand before the first: 县别 卫生院 床位 甲县 12 340 乙县 9 280 ….
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from kg.extraction.cell_values import number_in
from kg.extraction.flat_grids import OPENING
from kg.extraction.grids import MARK, Cell, Grid, Row
from kg.extraction.run_on_grids import RunOn
from kg.knowledge.headers import close
from kg.model import Span
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.table_words import Known
    from kg.model import Document

FEWEST_NUMBERS = 2  # of a row
FEWEST_ROWS = 2  # of a table that is none of sentences
FEWEST_READ = 3  # of one that is read
MOST_WORDS, LONGEST_NAME = 4, 40  # what names a row: words, and code points of each
PAIR = regex.compile(r"\d[^\s\d]{0,3}[ \t\u3000]+-?\d")  # two numbers, one behind the other
WORD = regex.compile(r"[^\s\u3000]+")
STOPS = regex.compile(r"[。;!?]")


@dataclass(frozen=True, slots=True)
class _Group:
    """Words and the numbers behind them."""

    words: tuple[Cell, ...]
    numbers: tuple[Cell, ...]

    def goes_on(self) -> bool:
        """Whether it may be part of a table."""
        return bool(self.numbers) and 0 < len(self.words) <= MOST_WORDS

    def is_row(self) -> bool:
        """Whether it may be a row of a table, all of whose cells are there."""
        return self.goes_on() and len(self.numbers) >= FEWEST_NUMBERS


def row_lines(document: Document, known: Known) -> Iterator[RunOn]:
    """Every such table, in reading order."""
    for index, block in enumerate(document.blocks):
        if block.role == "boilerplate" or MARK.fullmatch(block.reason):
            continue
        pairs = PAIR.finditer(document.text, block.span.start, block.span.end)
        if sum(1 for _ in zip(range(FEWEST_ROWS), pairs, strict=False)) == FEWEST_ROWS:
            yield from _tables(list(_groups(document, index, known)), known)


def _groups(document: Document, index: int, known: Known) -> Iterator[_Group]:
    """The words and numbers of a block by turns."""
    span = document.blocks[index].span
    words: list[Cell] = []
    numbers: list[Cell] = []
    for match in WORD.finditer(document.text, span.start, span.end):
        cell = Cell(Span(*match.span()), fold(match[0]), index)
        if _is_number(cell.text, known):
            numbers.append(cell)
            continue
        if numbers:
            yield _Group(tuple(words), tuple(numbers))
            words, numbers = [], []
        words.append(cell)
    yield _Group(tuple(words), tuple(numbers))


def _is_number(text: str, known: Known) -> bool:
    return text.lstrip("-")[:1].isdigit() and number_in(text, known.knowledge) is not None


def _tables(groups: Sequence[_Group], known: Known) -> Iterator[RunOn]:
    """The tables among the groups of a block: the first row has the headers before its name."""
    begun = 0
    while begun < len(groups):
        end = begun + 1
        while end < len(groups) and groups[end].is_row() and not _is_told(groups[end].words):
            end += 1
        if end - begun >= FEWEST_ROWS and len(groups[begun].numbers) >= FEWEST_NUMBERS and groups[begun].words:
            rows = groups[begun:end]
            while end < len(groups) and groups[end].goes_on() and not _is_told(groups[end].words):
                end += 1
            yield _table(rows, groups[end - 1].numbers[-1].span.end, known)
        begun = end


def _is_told(words: Sequence[Cell]) -> bool:
    """Whether words are those of a sentence."""
    return any(len(word.text) > LONGEST_NAME or STOPS.search(word.text) for word in words)


def _table(groups: Sequence[_Group], end: int, known: Known) -> RunOn:
    """The table of some rows, behind which up to `end` others stand that have not all cells."""
    heads = _heads(groups, known) if groups[-1].numbers[-1].span.end == end else ()
    first = groups[0].words[-len(groups[1].words) :]
    begun = heads[0] if heads else first[0]
    whole = Span(begun.span.start, end)
    if not heads:
        return RunOn(whole, None)
    rows = [Row(heads, head=True), Row((*first, *groups[0].numbers), head=False)]
    rows += [Row((*group.words, *group.numbers), head=False) for group in groups[1:]]
    return RunOn(whole, Grid(tuple(rows)))


def _heads(groups: Sequence[_Group], known: Known) -> tuple[Cell, ...]:
    """The headers before the first row, where it is certain which they are; else nothing."""
    sizes = {(len(group.words), len(group.numbers)) for group in groups[1:]}
    if len(sizes) > 1 or len(groups) < FEWEST_READ:
        return ()
    words, numbers = next(iter(sizes))
    width = words + numbers
    before = groups[0].words[:-words]
    if len(groups[0].numbers) != numbers or len(before) < width:
        return ()
    heads = before[-width:]
    opens = known.headers.roles.get(close(heads[0].text)) in OPENING
    return heads if opens or len(before) == width else ()
