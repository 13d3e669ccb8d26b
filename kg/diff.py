"""What a build says that another did not, and the reverse: rows of the questions in queries/diff, asked of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.paths import QUERIES
from kg.query.ask import ask
from kg.query.catalog import read_question
from kg.query.label import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.query.ask import Cell
    from kg.query.request import Engine

Row = tuple["Cell", ...]

FOLDER = QUERIES / "diff"
SECTIONS = ("policies", "targets", "figures", "conflicts", "due")
VALUE = "value"  # the column in which a revised row differs; its first column, the node, differs with it
AS_OF = "as-of"


@dataclass(frozen=True, slots=True)
class Section:
    """The answers to one question; `revised` are pairs (before, after) of rows that differ in their value alone."""

    name: str
    title: str
    columns: tuple[str, ...]
    new: tuple[Row, ...]
    gone: tuple[Row, ...]
    revised: tuple[tuple[Row, Row], ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.new or self.gone or self.revised)


def diff(old: Engine, new: Engine, day: str, language: str) -> tuple[Section, ...]:
    """All SECTIONS; what is due is due on `day`, in both builds."""
    return tuple(_section(name, old, new, day, language) for name in SECTIONS)


def _section(name: str, old: Engine, new: Engine, day: str, language: str) -> Section:
    asked = read_question(FOLDER / f"{name}.rq")
    values = {parameter.name: day for parameter in asked.parameters if parameter.name == AS_OF}
    before, after = (_keyed(ask(engine, asked, values, language).rows) for engine in (old, new))
    gone = [before[key] for key in before if key not in after]
    fresh = [after[key] for key in after if key not in before]
    revised = tuple(_revised(asked.columns, gone, fresh))
    replaced = {_key(row) for pair in revised for row in pair}
    return Section(
        name=name,
        title=asked.title(language),
        columns=asked.columns,
        new=tuple(row for row in fresh if _key(row) not in replaced),
        gone=tuple(row for row in gone if _key(row) not in replaced),
        revised=revised,
    )


def _revised(columns: tuple[str, ...], gone: Iterable[Row], fresh: Iterable[Row]) -> Iterable[tuple[Row, Row]]:
    """Rows about the same thing with another value, where there is one before and one after."""
    if VALUE not in columns:
        return
    before, after = (_grouped(columns, rows) for rows in (gone, fresh))
    for about, rows in before.items():
        if len(rows) == len(after.get(about, ())) == 1:
            yield rows[0], after[about][0]


def _grouped(columns: tuple[str, ...], rows: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
    at = columns.index(VALUE)
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        key = _key(row)
        found.setdefault((*key[1:at], *key[at + 1 :]), []).append(row)
    return found


def _keyed(rows: Iterable[Row]) -> dict[tuple[str, ...], Row]:
    return {_key(row): row for row in rows}


def _key(row: Row) -> tuple[str, ...]:
    return tuple("" if cell is None else cell.iri if isinstance(cell, Entity) else cell.value for cell in row)


def as_plain(sections: Iterable[Section]) -> dict[str, object]:
    """The sections for JSON, by their names; a node is its IRI and its name."""
    return {
        one.name: {
            "title": one.title,
            "new": [_plain(one.columns, row) for row in one.new],
            "gone": [_plain(one.columns, row) for row in one.gone],
            "revised": [
                {"before": _plain(one.columns, before), "after": _plain(one.columns, after)}
                for before, after in one.revised
            ],
        }
        for one in sections
    }


def _plain(columns: tuple[str, ...], row: Row) -> dict[str, object]:
    return {
        column: {"iri": cell.iri, "label": cell.label} if isinstance(cell, Entity) else cell.value
        for column, cell in zip(columns, row, strict=True)
        if cell is not None
    }
