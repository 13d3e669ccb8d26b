"""Numbers of a table that will be figures: each with all that the headers of its row, its column and the title say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from kg.extraction.cell_values import number_in
from kg.extraction.header_cells import joined, said
from kg.extraction.header_names import BRACKETS, combined, measures
from kg.extraction.table_rows import named_rows
from kg.extraction.table_times import PLANNED, Around, timed
from kg.extraction.units import units
from kg.knowledge.headers import close
from kg.terms import CHINA, NUMBER, PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.cell_values import Scaled
    from kg.extraction.grids import Cell, Row
    from kg.extraction.header_cells import Said
    from kg.extraction.layouts import Layout
    from kg.extraction.table_times import Timed
    from kg.extraction.table_titles import Title
    from kg.extraction.table_words import Known
    from kg.extraction.types import Scope
    from kg.knowledge.types import Knowledge
    from kg.model import Entity, Period, Quantity

DIGITS = regex.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A table that is understood: how it is laid out, what holds for all of it, the policy that governs it, if any."""

    layout: Layout
    title: Title
    scope: Scope | None
    published: Period | None
    known: Known


@dataclass(frozen=True, slots=True)
class Draft:
    """A number that will be a figure: `said` is what its headers say together, `cells` where they say it."""

    cell: Cell
    quantity: Quantity
    said: Said
    timed: Timed
    facilities: tuple[Entity, ...]
    region: Entity | None
    row: Row
    cells: tuple[Cell, ...]

    @property
    def what(self) -> tuple[object, ...]:
        """What is measured: drafts of one row that agree in this are one indicator at several times."""
        return self.said.label, self.facilities, self.region


def drafts(table: Table) -> Iterator[Draft]:
    """The numbers of a table whose name, unit and time are certain, row by row."""
    columns = {column: _column(table.layout.paths[column], table.known) for column in table.layout.values}
    plans = table.layout.attribute is not None or table.title.aims
    plans = plans or any(head.sense in PLANNED for head in columns.values())
    if not (table.title.clear or plans):
        return
    around = Around(table.title, table.published, plans=plans)
    rows = tuple(named_rows(table.layout, table.known))
    if any(said_by.facilities for said_by in (*columns.values(), *(name for _, name in rows))):
        table = replace(table, title=replace(table.title, kinds=True))
    for row, name in rows:
        for column, time in sorted(timed(name, columns, around).items()):
            draft = _draft(row, (column, time), (name, columns[column]), table)
            if draft is not None:
                yield draft


def unit_of(unit: str, knowledge: Knowledge) -> tuple[str, str]:
    """The IRI and the kind of a unit; what has none is a plain number."""
    return units(knowledge).get(unit) or ((PERCENT, "percent") if unit == "%" else (NUMBER, "count"))


def _column(path: Sequence[Cell], known: Known) -> Said:
    """What the headers of a column say, top-down."""
    whole = said(path[0], known)
    for cell in path[1:]:
        whole = joined(whole, said(cell, known), known.headers)
    return whole


def _draft(row: Row, at: tuple[int, Timed], heads: tuple[Said, Said], table: Table) -> Draft | None:
    """The number of a cell with what its headers say; None where one of them is not certain."""
    cell, time, title = row.cell(at[0]), at[1], table.title
    number = number_in(cell.text, table.known.knowledge) if cell is not None else None
    name = _joined(*heads, title, table.known)
    dimensions = _dimensions(*heads, title, table.known.knowledge)
    if cell is None or number is None or name is None or dimensions is None:
        return None
    quantity = _scaled(number, name.unit)
    trusted = time.plans or any(head.unit is not None and bool(head.label) for head in heads)
    if quantity is None or not _is_named(name, quantity, table.known, of=bool(dimensions[0]), trusted=trusted):
        return None
    force = row.cell(table.layout.attribute) if table.layout.attribute is not None and time.kind == "target" else None
    cells = (*name.cells, *([force] if force is not None else []), *title.cells)
    return Draft(cell, quantity, name, time, *dimensions, row, cells)


def _joined(row: Said, column: Said, title: Title, known: Known) -> Said | None:
    """What a row and a column say together, with the unit and the indicator of the title where they say none."""
    both = joined(row, column, known.headers)
    if not both.clear or column.subtotal or not _fit(row, column, known):
        return None
    label, whole = both.label, both.whole
    if title.label and not measures(label, known.headers):
        if row.label and not _fit(row, replace(column, label=title.label), known):
            return None
        label, whole = (combined(title.label, name, known.headers) for name in (label, whole))
    return replace(both, label=label, whole=whole, unit=both.unit if both.unit is not None else title.unit)


def _fit(row: Said, indicator: Said, known: Known) -> bool:
    """Whether what a row says beside its facility types or region can stand before an indicator.

    其他医疗卫生机构 is not 医疗卫生机构, so its beds are not that type's; 设置中医馆 goes with 比例.
    """
    own = measures(indicator.label, known.headers) and close(indicator.label) not in known.headers.heads
    return not (own and row.label and (row.facilities or row.regions))


def _dimensions(
    row: Said, column: Said, title: Title, knowledge: Knowledge
) -> tuple[tuple[Entity, ...], Entity | None] | None:
    """Facility types and region; None where row and column name different ones, or one of them several regions."""
    if row.regions and column.regions and row.regions != column.regions:
        return None
    types = {row.facilities, column.facilities} - {()}
    if len(types) > 1 and (column.label or not _narrower(row, column, knowledge)):
        return None
    regions = row.regions or column.regions or title.regions
    if len(regions) > 1:
        return None
    apart = title.kinds and bool(row.label)
    facilities = row.facilities or column.facilities or (() if apart else title.facilities)
    return facilities, next((region for region in regions if region.concept != CHINA), None)


def _narrower(row: Said, column: Said, knowledge: Knowledge) -> bool:
    """Whether the facility types of a row are kinds of what its column counts: 医院 under 医疗卫生机构(个)."""
    wider = {facility.concept for facility in column.facilities}
    return all(wider & _above(facility.broader, knowledge) for facility in row.facilities)


def _above(broader: tuple[str, ...], knowledge: Knowledge) -> frozenset[str]:
    """The concepts named and all that are broader still."""
    further = (_above(knowledge.concepts[one].broader, knowledge) for one in broader if one in knowledge.concepts)
    return frozenset(broader).union(*further)


def _scaled(number: Quantity, unit: Scaled | None) -> Quantity | None:
    """A number in the unit of its headers; None where it has another unit, or a scale, of its own."""
    if unit is None:
        return number
    digits = DIGITS.search(number.text)
    scaled = digits is None or Decimal(digits[0].replace(",", "")) != abs(number.value)
    if (number.unit and number.unit != unit.unit) or (scaled and unit.factor != 1):
        return None
    high = None if number.high is None else _times(number.high, unit.factor)
    return replace(number, value=_times(number.value, unit.factor), high=high, unit=unit.unit)


def _times(value: Decimal, factor: Decimal) -> Decimal:
    """A product written out, without zeros behind the point: 974.99 times 10000 is 9749900."""
    return value if factor == 1 else Decimal(f"{(value * factor).normalize():f}")


def _is_named(name: Said, quantity: Quantity, known: Known, *, of: bool, trusted: bool) -> bool:
    """Whether it is certain what a number is of and in which unit.

    A name that ends as an indicator's does is one; any other is, where the table plans or a header that names has its
    own unit (`trusted`). Only counts and whole numbers of people go without a unit, and shares have none that counts.
    `of` tells that facility types are named: they can be counted without further words.
    """
    kind = measures(name.label, known.headers)
    _, sort = unit_of(quantity.unit, known.knowledge)
    united = bool(quantity.unit) or (name.unit is not None and name.unit.per is not None)
    if not name.label:
        return of and bool(quantity.unit) and sort == "count" and name.unit is not None
    if close(name.label) in (known.headers.parts | known.headers.heads):
        return of and kind == "count"
    whole = quantity.value == quantity.value.to_integral_value()
    people = whole and close(BRACKETS.sub("", name.label)).endswith(known.headers.people)
    if kind == "share":
        return united and (sort != "count" or (name.unit is not None and name.unit.per is not None))
    things = trusted and whole and not quantity.unit and _names_things(name.label, known)
    return people or things or ((kind == "count" or united) and (bool(kind) or trusted))


def _names_things(label: str, known: Known) -> bool:
    """Whether an English name is of things in the plural, which are counted: Registered projects, Jobs created."""
    classes = known.knowledge.cues.classes["en"]
    words = [word for word in label.lower().split() if not word.endswith("ed")]
    head = words[-1] if words else ""
    plural = head.isascii() and head.isalpha() and head.endswith("s") and not head.endswith("ss")
    counts = head not in classes["measures"] or head in known.knowledge.english["counted_measure"]
    return plural and counts and BRACKETS.search(label) is None
