"""What the rows of a table are named: by their cells, by the headings above them, by the parent of 其中."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.extraction.cell_values import Scaled, is_year, number_in, unit_in
from kg.extraction.header_cells import COUNTED, Said, is_group, joined, said
from kg.extraction.header_names import combined, measures
from kg.knowledge.headers import close

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.extraction.grids import Cell, Row
    from kg.extraction.layouts import Layout
    from kg.extraction.table_words import Known
    from kg.knowledge.headers import Headers
    from kg.knowledge.types import Knowledge

LONGEST_NAME = 80  # code points of a name or a heading; what is longer is prose


@dataclass(frozen=True, slots=True)
class _Above:
    """What the rows above say of the next one: a heading, the cells of outer columns, and the parent of 其中."""

    section: Said | None = None
    outer: Mapping[int, Said] = field(default_factory=dict)
    parent: Said | None = None


def named_rows(table: Layout, known: Known) -> Iterator[tuple[Row, Said]]:
    """The rows whose name and unit are certain, each with what they say."""
    above = _Above()
    for row in table.rows:
        if len(row.filled) == 1 and row.filled[0] <= table.names[-1]:
            above = _under(row.cells[row.filled[0]], above, known)
            continue
        outer, name = _name(row, table, above.outer, known)
        above = replace(above, outer=outer)
        if name is None:
            continue
        if name.including:
            whole = _part(name, above.parent, known.headers)
        else:
            above = replace(above, parent=name)
            whole = name
        whole = _in_section(whole, above.section, known.headers)
        measured = None if whole is None else _measured(row, table, whole, known)
        if measured is not None:
            yield row, measured


def _under(cell: Cell, above: _Above, known: Known) -> _Above:
    """What holds below a row that is a heading; notes are none."""
    if known.grammar.note.match(cell.text) or len(cell.text) > LONGEST_NAME:
        return above
    heading = said(cell, known, names_row=True)
    if known.grammar.sorting.match(close(cell.text)):
        return _Above()
    return _Above(section=None if is_group(heading, known) else heading)


def _in_section(name: Said | None, section: Said | None, headers: Headers) -> Said | None:
    """A name below a heading: with its time, places and facility types, or as its part (农村); None where unsure.

    A heading that is neither says nothing of a name that is whole by itself, and of another one nobody knows what.
    """
    if name is None or section is None:
        return name
    if section.period or section.facilities or section.regions or close(section.label) in headers.parts:
        return joined(section, name, headers)
    return name if measures(name.label, headers) and close(name.label) not in headers.parts else None


def _name(row: Row, table: Layout, outer: Mapping[int, Said], known: Known) -> tuple[dict[int, Said], Said | None]:
    """The cells of the outer columns that go on below, and what a row is named; None where that is not certain."""
    own = {
        column: said(cell, known, names_row=True) for column in table.names if (cell := row.cell(column)) is not None
    }
    standing = {column: value for column, value in outer.items() if not any(filled <= column for filled in own)}
    going_on = {column: value for column, value in {**standing, **own}.items() if column != table.names[-1]}
    named = [column for column in own if column not in table.groups]
    if not named or any(_is_no_name(own[column].cells[0].text, known.knowledge) for column in named):
        return going_on, None
    name = own[max(named)]
    for column in reversed(table.names[: table.names.index(max(named))]):
        value = going_on.get(column)
        if value is None or is_group(value, known):
            continue
        mere = not value.label or close(value.label) in known.headers.parts  # a place, a facility type, a part
        if column not in table.groups or mere:
            name = joined(value, name, known.headers)
    return going_on, name


def _is_no_name(text: str, knowledge: Knowledge) -> bool:
    return len(text) > LONGEST_NAME or (number_in(text, knowledge) is not None and not is_year(text))


def _part(name: Said, parent: Said | None, headers: Headers) -> Said | None:
    """其中：农村 below 婴儿死亡率 is 农村婴儿死亡率; a name that is whole by itself needs no parent but its unit.

    What else is said of facility types or a region makes others of them (市办及以上公立医院), so nothing is certain.
    """
    others = name.label and not measures(name.label, headers) and (name.facilities or name.regions)
    if parent is None or others:
        return None
    part = close(name.label) in headers.parts
    whole = measures(name.label, headers) or (name.label and not part and measures(parent.label, headers) in COUNTED)
    label = name.label if whole else combined(parent.label, name.label, headers)
    return replace(
        joined(parent, name, headers),
        label=label,
        whole=name.whole if whole else combined(parent.whole, name.whole, headers),
    )


def _measured(row: Row, table: Layout, name: Said, known: Known) -> Said | None:
    """A name with the unit of the column of units; None where that, or the place of a cell, is not certain."""
    if not name.clear or name.subtotal or not _in_place(row, table, known):
        return None
    cell = row.cell(table.unit) if table.unit is not None else None
    if table.unit is None or (cell is not None and close(cell.text) in known.headers.marks["nothing"]):
        return name
    if cell is None:
        return name if name.unit is not None else None
    unit = _of_both(name.unit, unit_in(cell.text, known.headers, known.knowledge))
    return replace(name, unit=unit, cells=(*name.cells, cell)) if unit is not None else None


def _of_both(named: Scaled | None, column: Scaled | None) -> Scaled | None:
    """The unit of a column for a row that may tell what it is per: 托位数(每千人口), 个; None where they differ."""
    if named is None or column is None or named == column:
        return column
    mere = replace(named, per=None) == Scaled(Decimal(1), "")
    return replace(column, per=named.per) if mere and column.per is None else None


def _in_place(row: Row, table: Layout, known: Known) -> bool:
    """Whether the cells of a row stand in the columns they belong to: none too many or too few, no word of another."""
    if not table.values[-1] < len(row.cells) <= len(table.paths):
        return False
    cells = [cell.text for column in table.values if (cell := row.cell(column)) is not None]
    words = [text for text in cells if number_in(text, known.knowledge) is None]
    units = [unit_in(text, known.headers, known.knowledge) for text in words]
    moved = any(units) or any(close(text) in known.headers.modality for text in words)
    force = row.cell(table.attribute) if table.attribute is not None else None
    return not moved and (force is None or number_in(force.text, known.knowledge) is None)
