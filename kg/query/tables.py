"""Writing the tables of the index: what was in them and is no more is taken away, what is new is added."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

from kg.query.entries import QUOTE
from kg.query.lookup import sql
from kg.query.quotes import MOST, Quote
from kg.query.tokens import tokens
from kg.terms import DOCUMENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from kg.graph.owners import Owner
    from kg.query.entries import Entry
    from kg.query.target_rows import TargetRow

    Row = tuple[str | float, ...]

# Of two that fit a query alike, which a reader more likely means.
WEIGHTS = {"policy": 4.0, "doc": 3.0, "agency": 4.0, "facility-type": 4.0, "indicator": 3.0, "programme": 4.0}
LIGHT = {"target": 2.0, "obs": 1.5, "measure": 1.5, QUOTE: 1.0}
OTHERS = 2.5
# By which columns a row is found.
KEYS = {
    "name": ("iri",),
    "policy": ("iri",),
    "figure": ("iri",),
    "quoted": ("iri", "document", "first", "last"),
    "about": ("node", "kind", "place", "iri"),
}


class Tables:
    """The tables of an index that is open for writing; `touched`, where one changes, gathers what rows changed of."""

    def __init__(self, database: sqlite3.Connection, touched: set[str] | None = None) -> None:
        self._database, self._touched = database, touched

    def rows(self, table: str, before: Iterable[Row], after: Iterable[Row]) -> None:
        """Make rows of before those of after."""
        if self._touched is None:
            self._insert(table, after)
            return
        old, new, keys = set(before), set(after), KEYS[table]
        self._touched.update(str(row[0]) for row in old ^ new)
        self._delete(table, keys, [row[: len(keys)] for row in sorted(old - new)])
        self._insert(table, sorted(new - old))

    def entries(self, before: AbstractSet[Entry], after: AbstractSet[Entry]) -> None:
        """Make entries of before those of after, with their tokens and facets."""
        gone = [(self._number(one), one) for one in sorted(before - after)]
        self._insert("word (word, rowid, tokens)", (("delete", n, " ".join(tokens(one.text))) for n, one in gone))
        self._delete("entry", ("id",), [(n,) for n, _ in gone])
        new = list(enumerate(sorted(after - before), self._last("entry") + 1))
        self._insert("entry", ((n, *one[:5], _weight(one.kind)) for n, one in new))
        self._insert("word (rowid, tokens)", ((n, " ".join(tokens(one.text))) for n, one in new))
        self._insert("facet", ((n, *facet) for n, one in new for facet in one.facets))

    def targets(self, before: AbstractSet[TargetRow], after: AbstractSet[TargetRow]) -> None:
        """Make targets of before those of after, with their lines and what they are narrowed down by."""
        self._delete("target", ("iri",), [(one.iri,) for one in sorted(before - after)])
        new = list(enumerate(sorted(after - before), self._last("target") + 1))
        self._insert("target", ((n, *one[:5]) for n, one in new))
        self._insert("dimension", ((n, *found) for n, one in new for found in one.dimensions))
        self._insert("line", ((n, *line) for n, one in new for line in one.lines))

    def order_quotes(self) -> None:
        """Let quotes be found by their places."""
        self._database.execute(sql("places"))

    def figures(self, owners: Iterable[Owner]) -> list[Row]:
        """The rows of figures as they stand."""
        return self._database.execute(sql("figure"), {"iris": _iris(owners)}).fetchall()

    def quotes(self, owners: Iterable[Owner]) -> dict[str, set[Quote]]:
        """The first quotes of things."""
        found: dict[str, set[Quote]] = {}
        given = {"iris": _iris(owners), "documents": DOCUMENT, "most": MOST}
        for iri, document, start, end, text in self._database.execute(sql("quotes"), given):
            found.setdefault(iri, set()).add(Quote(document.removeprefix(DOCUMENT), start, end, text))
        return found

    def _number(self, one: Entry) -> int:
        place = {"iri": one.iri, "kind": one.kind, "first": one.start, "last": one.end}
        (found,) = self._database.execute(sql("entry"), place).fetchone()
        return int(found)

    def _last(self, table: str) -> int:
        (found,) = self._database.execute(sql("last", what=table)).fetchone()
        return int(found)

    def _insert(self, table: str, values: Iterable[Row]) -> None:
        """Write rows of one length."""
        given = iter(values)
        first = next(given, None)
        if first is not None:
            places = ", ".join("?" * len(first))
            self._database.executemany(sql("insert", places, table), chain([first], given))

    def _delete(self, table: str, columns: Sequence[str], values: Iterable[Row]) -> None:
        where = " AND ".join(f"{column} = ?" for column in columns)
        self._database.executemany(sql("delete", where, table), values)


def _iris(owners: Iterable[Owner]) -> str:
    return json.dumps(sorted(iri[1:-1] for (iri,) in owners))


def _weight(kind: str) -> float:
    return WEIGHTS.get(kind, LIGHT.get(kind, OTHERS))
