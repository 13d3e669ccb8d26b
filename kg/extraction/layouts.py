"""How a table is laid out: which rows are headers, which columns hold names, units and numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from kg.extraction.cell_values import is_year, number_in
from kg.knowledge.headers import close

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.extraction.grids import Cell, Grid, Row
    from kg.knowledge.headers import Headers
    from kg.knowledge.types import Knowledge

MOST_HEADS = 4  # rows of headers
MOST_TITLES = 3  # rows above them
HAN = regex.compile(r"\p{Han}")
LATIN = regex.compile(r"[A-Za-z][\x00-\x7f]*[a-z][\x00-\x7f]*")
BRACKETED = regex.compile(r"[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Layout:
    """A table whose columns are understood.

    `titles` are cells above the headers; `rows` those below; `paths` the header cells of each column, top-down.
    `names` are the columns that name a row, outermost first, those of `groups` sorting it only.
    """

    titles: tuple[Cell, ...]
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    paths: tuple[tuple[Cell, ...], ...]
    names: tuple[int, ...] = ()
    groups: frozenset[int] = frozenset()
    values: tuple[int, ...] = ()
    unit: int | None = None
    attribute: int | None = None


def layout(grid: Grid, headers: Headers, knowledge: Knowledge) -> Layout | None:
    """How a table is laid out; None where its headers and numbers cannot be told apart with certainty."""
    at = 0
    while at < min(len(grid.rows), MOST_TITLES) and len(grid.rows[at].filled) <= 1:
        at += 1
    count = _heads(grid.rows[at:], headers, knowledge)
    heads, rows = grid.rows[at : at + count], grid.rows[at + count :]
    titles = tuple(row.cells[column] for row in grid.rows[:at] for column in row.filled)
    if not heads or not rows:
        return None
    paths = _paths(heads)
    rows = tuple(row for row in rows if not _repeats(row, heads) and not _numbers_columns(row))
    return _columns(Layout(titles, tuple(heads), rows, paths), headers, knowledge) if rows else None


def role(path: Sequence[Cell], headers: Headers) -> str:
    """What a column holds, by the words of its headers as a whole: name, unit, attribute, group, number, other, ""."""
    for cell in reversed(path):
        known = headers.roles.get(close(BRACKETED.sub("", cell.text))) or headers.roles.get(close(cell.text))
        if known:
            return known
    return ""


def _heads(rows: Sequence[Row], headers: Headers, knowledge: Knowledge) -> int:
    """How many of the first rows are headers: one without numbers, and those below it that its cells span into."""
    if not rows or not _is_head(rows[0], headers, knowledge):
        return 0
    count = 1
    while count < min(len(rows), MOST_HEADS) and (rows[count].head or rows[count].cell(0) is None):
        if not _is_head(rows[count], headers, knowledge) or not rows[count].filled:
            break
        count += 1
    return count


def _is_head(row: Row, headers: Headers, knowledge: Knowledge) -> bool:
    """Whether no cell of a row is a number; bare years are none where the first cell says that they head columns."""
    first = row.cell(0)
    known = first is None or row.head or close(BRACKETED.sub("", first.text)) in headers.roles
    for column in row.filled:
        text = row.cells[column].text
        if not (is_year(text) and column and known) and number_in(text, knowledge) is not None:
            return False
    return True


def _paths(heads: Sequence[Row]) -> tuple[tuple[Cell, ...], ...]:
    """The header cells of each column, top-down, a cell that spans several columns in each of them.

    An empty header belongs to the one at its left where a lower row heads its column, and under the same parent.
    """
    width = max(len(row.cells) for row in heads)
    found: list[list[Cell | None]] = []
    for level, row in enumerate(heads):
        line: list[Cell | None] = []
        for column in range(width):
            own = row.cell(column)
            below = any(lower.cell(column) is not None for lower in heads[level + 1 :])
            if own is None and below and column and line[column - 1] is not None:
                same = all(upper[column] is upper[column - 1] for upper in found)
                own = line[column - 1] if same else None
            line.append(own)
        found.append(line)
    columns = ([cell for line in found if (cell := line[column]) is not None] for column in range(width))
    return tuple(tuple(dict.fromkeys(path)) for path in columns)


def _repeats(row: Row, heads: Sequence[Row]) -> bool:
    """Whether a row is one of the headers again, as on a new page."""
    said = [cell.text for cell in row.cells]
    return any(said == [cell.text for cell in head.cells] for head in heads)


def _numbers_columns(row: Row) -> bool:
    """Whether a row numbers the columns: 甲 1 2 3."""
    texts = [row.cells[column].text for column in row.filled if column]
    return len(texts) > 1 and texts in ([str(n) for n in range(first, first + len(texts))] for first in (1, 2))


def _columns(table: Layout, headers: Headers, knowledge: Knowledge) -> Layout | None:
    """The table with what its columns hold; None where a column with numbers has no header, or one nobody knows."""
    rows, paths = table.rows, table.paths
    roles = [role(path, headers) for path in paths]
    if not roles[0] and not paths[0] and _counts_rows(rows):
        roles[0] = "number"
    roles = ["other" if _translates(rows, paths, column) else known for column, known in enumerate(roles)]
    full = [row for row in rows if len(row.filled) > 1]
    roles = ["attribute" if _forces(full, column, headers) else known for column, known in enumerate(roles)]
    first = next((column for column, known in enumerate(roles) if known not in ("number", "other")), 0)
    values = tuple(
        column
        for column, path in enumerate(paths)
        if path and not roles[column] and column > first and _holds_numbers(rows, column, knowledge)
    )
    stray = (column for column in range(first + 1, max(len(row.cells) for row in rows)) if not _path(paths, column))
    if not values or any(_holds_numbers(rows, column, knowledge) for column in stray):
        return None
    names = _names(paths, roles, values[0], headers)
    if names is None:
        return None
    one = {name: [column for column, known in enumerate(roles) if known == name] for name in ("unit", "attribute")}
    if any(len(columns) > 1 for columns in one.values()):
        return None
    sorted_by = names[:-1] if _of_indicators(paths[names[-1]], headers) else ()
    groups = frozenset(column for column in names[:-1] if roles[column] == "group" or column in sorted_by)
    unit, attribute = (columns[0] if columns else None for columns in one.values())
    return replace(table, names=names, groups=groups, values=values, unit=unit, attribute=attribute)


def _names(
    paths: Sequence[tuple[Cell, ...]], roles: Sequence[str], before: int, headers: Headers
) -> tuple[int, ...] | None:
    """The columns left of the numbers that name a row; None where one is there that nobody knows.

    Before a column of indicators others sort them, whatever they are called: Outcome, Pillar.
    """
    found = [column for column in range(before) if roles[column] in ("name", "group")]
    unknown = [column for column in range(before) if not roles[column]]
    if found and _of_indicators(paths[found[-1]], headers):
        found = [column for column in range(before) if not roles[column] or column in found]
        return tuple(found) if found[-1] not in unknown else None
    for column in unknown:
        spanned = bool(column) and not paths[column] and column - 1 in found
        if spanned or not found:
            found.append(column)
        else:
            return None
    return tuple(sorted(found)) or None


def _of_indicators(path: Sequence[Cell], headers: Headers) -> bool:
    """Whether each cell of a column names an indicator by itself."""
    return any(close(BRACKETED.sub("", cell.text)) in headers.marks["indicators"] for cell in path)


def _translates(rows: Iterable[Row], paths: Sequence[tuple[Cell, ...]], column: int) -> bool:
    """Whether a column says in Latin letters what the Chinese one at its left says."""
    beside = _path(paths, column - 1) if column else ()
    if not beside or not paths[column] or not all(HAN.search(cell.text) for cell in beside):
        return False
    told = [cell.text for row in rows if (cell := row.cell(column)) is not None and row.cell(column - 1) is not None]
    return bool(told) and all(LATIN.fullmatch(text) for text in (*told, *(cell.text for cell in paths[column])))


def _forces(rows: Iterable[Row], column: int, headers: Headers) -> bool:
    """Whether all that a column says is how binding targets are."""
    said = [close(cell.text) for row in rows if (cell := row.cell(column)) is not None]
    return bool(said) and all(word in headers.modality for word in said)


def _path(paths: Sequence[tuple[Cell, ...]], column: int) -> tuple[Cell, ...]:
    return paths[column] if column < len(paths) else ()


def _holds_numbers(rows: Iterable[Row], column: int, knowledge: Knowledge) -> bool:
    cells = (row.cell(column) for row in rows)
    return any(cell is not None and number_in(cell.text, knowledge) is not None for cell in cells)


def _counts_rows(rows: Sequence[Row]) -> bool:
    """Whether the first column without a header numbers the rows."""
    numbers = [int(cell.text) for row in rows if (cell := row.cell(0)) is not None and cell.text.isdecimal()]
    return len(numbers) > 1 and all(after == before + 1 for before, after in pairwise(numbers))
