"""Tables that lost their form: rows as lines of words with blanks between, or every cell a line of its own.

Such lines are a table where the first of them are headers that the word table knows, one of them of names, and every
row below has as many cells, each of the sort that its column holds. The first row that has not ends the table. Where
lines of words head nothing but numbers, in three rows or more, the headers may be any words.
Misses such tables in English, whose names hold blanks, and those with cells that span rows: accepted, because nothing
in the text tells their cells apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.cell_values import number_in, unit_in
from kg.extraction.grids import MARK, Cell, Grid, Row
from kg.extraction.header_cells import said
from kg.extraction.numbered_grids import numbered_rows
from kg.knowledge.headers import close
from kg.model import Span
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.table_words import Known
    from kg.model import Document

FEWEST_COLUMNS, MOST_COLUMNS = 3, 12
FEWEST_ROWS = 2  # below the headers
FEWEST_UNKNOWN = 3  # below headers of which no word table knows
LONGEST_LINE = 200  # code points
OPENING = ("name", "number", "group")  # roles of a first column


def flat_grids(document: Document, known: Known) -> tuple[Grid, ...]:
    """Every table among the lines of a document that are no table rows already, in reading order."""
    if not _may_hold(document, known):
        return ()
    lines = _lines(document)
    found, at = [], 0
    while at < len(lines):
        rows = tuple(Row(cells, head=place == 0) for place, cells in enumerate(_rows(lines, at, known)))
        if len(rows) <= FEWEST_ROWS:
            rows = numbered_rows(lines, at, known, _fits)
        if len(rows) > FEWEST_ROWS:
            found.append(Grid(rows))
            at = next(i for i in range(at, len(lines)) if lines[i][-1] is rows[-1].cells[-1]) + 1
        else:
            at += 1
    return tuple(found)


def _may_hold(document: Document, known: Known) -> bool:
    """Whether any short line begins with a header, as hardly a document has one."""
    short = (block.span for block in document.blocks if block.span.end - block.span.start <= LONGEST_LINE)
    first = (document.text[span.start : span.end].lstrip(" ").partition(" ")[0] for span in short)
    longest = max(map(len, known.headers.roles), default=0)
    short_words = (word for word in first if len("".join(word.split())) <= longest)
    return any(known.headers.roles.get(close(fold(word))) in OPENING for word in short_words)


def _lines(document: Document) -> list[tuple[Cell, ...]]:
    """Every short line as cells parted by blanks; longer ones and rows of other tables as no cell at all."""
    found: list[tuple[Cell, ...]] = []
    for index, block in enumerate(document.blocks):
        if block.role == "boilerplate":
            continue
        nothing = Cell(Span(block.span.start, block.span.start), "", index)
        if MARK.fullmatch(block.reason) or block.span.end - block.span.start > LONGEST_LINE:
            found.append((nothing,))
        else:
            found.append(tuple(_words(document, index)) or (nothing,))
    return found


def _words(document: Document, index: int) -> Iterator[Cell]:
    """The words of a block as cells of the line with that index."""
    span = document.blocks[index].span
    text = document.text[span.start : span.end]
    folded, at = fold(text), 0
    for word in text.split(" "):
        end = at + len(word)
        if word:
            yield Cell(Span(span.start + at, span.start + end), folded[at:end], index)
        at = end + 1


def _rows(lines: Sequence[tuple[Cell, ...]], at: int, known: Known) -> list[tuple[Cell, ...]]:
    """The headers that begin at a line, and the rows below them; nothing where none begin there."""
    if known.headers.roles.get(close(lines[at][0].text)) not in OPENING:
        return []
    if len(lines[at]) > 1:
        heads, step = lines[at], 1
    else:
        heads, step = _down(lines, at, known), 0
    roles = [known.headers.roles.get(close(cell.text), "") for cell in heads]
    fits = FEWEST_COLUMNS <= len(heads) <= MOST_COLUMNS and "name" in roles and "" in roles
    if not fits:
        return []
    sure = all(role or _is_header(cell, known) for cell, role in zip(heads, roles, strict=True))
    if not sure and not (step and roles[0] and not any(roles[1:]) and _are_words(heads, known)):
        return []
    rows, place = [heads], at + (step or len(heads))
    while place < len(lines):
        row = (
            _whole_name(lines[place], len(heads), known)
            if step
            else tuple(line[0] for line in lines[place : place + len(heads)] if len(line) == 1)
        )
        if len(row) != len(heads) or not _fits(row, roles, known):
            break
        rows.append(row)
        place += step or len(heads)
    return rows if sure or len(rows) > FEWEST_UNKNOWN else []


def _are_words(cells: Sequence[Cell], known: Known) -> bool:
    """Whether each cell is words and no number."""
    return all(cell.text and number_in(cell.text, known.knowledge) is None for cell in cells)


def _whole_name(row: tuple[Cell, ...], width: int, known: Known) -> tuple[Cell, ...]:
    """A row with the words before its first number as one cell, as a name may hold blanks (全 市)."""
    over = len(row) - width
    if over < 1 or not _are_words(row[: over + 1], known):
        return row
    parts = row[: over + 1]
    name = Cell(Span(parts[0].span.start, parts[-1].span.end), " ".join(cell.text for cell in parts), parts[0].block)
    return (name, *row[over + 1 :])


def _down(lines: Sequence[tuple[Cell, ...]], at: int, known: Known) -> tuple[Cell, ...]:
    """The headers that stand below one another, a line each."""
    heads: list[Cell] = []
    for line in lines[at : at + MOST_COLUMNS + 1]:
        known_word = close(line[0].text) in known.headers.roles or _is_header(line[0], known)
        if len(line) > 1 or not known_word:
            break
        heads.append(line[0])
    return tuple(heads)


def _is_header(cell: Cell, known: Known) -> bool:
    """Whether a word only tells the time of numbers, or that they are targets: 2020年基期值."""
    if not cell.text or number_in(cell.text, known.knowledge) is not None:
        return False
    words = said(cell, known)
    return not words.label and (words.period is not None or bool(words.sense))


def _fits(row: Sequence[Cell], roles: Sequence[str], known: Known) -> bool:
    """Whether every cell of a row is of the sort that its column holds, and one of them is a number."""
    numbers = 0
    for cell, role in zip(row, roles, strict=True):
        nothing = close(cell.text) in known.headers.marks["nothing"]
        number = number_in(cell.text, known.knowledge) is not None
        numbers += number and not role
        right = {
            "": number or nothing,
            "number": cell.text.isdecimal(),
            "unit": nothing or unit_in(cell.text, known.headers, known.knowledge) is not None,
            "attribute": close(cell.text) in known.headers.modality,
        }.get(role, not number and not nothing)
        if not right:
            return False
    return numbers > 0
