"""The index of a build: one SQLite file in its folder that search, the target tracker and names are read from.

Everything is in it that a list is narrowed down by, so that a list asks the graph only about the lines it shows. It is
written whole, or that of the last build is brought up to date: then both stores are asked about those things only whom
the change concerns, and what they told and tell no more is taken away. Its answers are those of an index made anew.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kg.query.called import name_rows
from kg.query.entries import entry, quoted_rows, quotes, things
from kg.query.figure_rows import about_rows, figure_rows, told
from kg.query.gather import asking
from kg.query.lookup import sql
from kg.query.standing import restated
from kg.query.tables import Tables
from kg.query.target_rows import policy_rows, target_rows
from kg.store.layered import changing, keep_log
from kg.terms import POL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from kg.query.gather import Change, Sides

# The queries about all things, in the order in which their answers are used.
ALL = ("names", "facets", "called", "targets", "progress", "policies", "quotes", "cited", "figures", "near", "restates")

FIGURES = tuple(POL + name for name in ("Target", "Observation", "Measure"))


def write_index(store: Store, path: Path) -> None:
    """Write the index of everything in the store's default graph."""
    with closing(sqlite3.connect(path)) as database, asking(store, ALL) as everything:
        database.executescript(sql("schema"))
        _fill(Tables(database), everything)
        database.executescript(sql("order"))
        database.commit()
    keep_log(path)


def update_index(change: Change, path: Path) -> frozenset[str]:
    """Make of an index of the old store one of the new store; what rows of the index changed of."""
    touched: set[str] = set()
    with changing(path) as database:
        database.executescript(sql("quick"))
        _fill(Tables(database, touched), change)
    return frozenset(touched)


def _fill(tables: Tables, change: Change) -> None:
    """Bring all tables up to date, one after the other."""
    for sides in change.batches("names", "facets"):
        tables.entries(things(sides.old), things(sides.new))
    for sides in change.batches("called"):
        tables.rows("name", *name_rows(change, sides))
    for sides in change.batches("targets", "progress"):
        tables.targets(target_rows(sides.old), target_rows(sides.new))
    for sides in change.batches("policies"):
        tables.rows("policy", policy_rows(sides.old), policy_rows(sides.new))
    for sides in change.batches("quotes"):
        tables.entries(*(set(map(entry, quotes(side).values())) for side in sides))
    for sides in change.batches("cited"):
        tables.rows("quoted", quoted_rows(sides.old), quoted_rows(sides.new))
    tables.order_quotes()
    for sides in _figures(change):
        after = told(sides.new, tables.quotes(sides.new.owners))
        tables.rows("about", about_rows(told(sides.old, {})), sorted(about_rows(after)))
        tables.rows("figure", tables.figures(sides.old.owners), figure_rows(sides.new, after))


def _figures(change: Change) -> Iterator[Sides]:
    """The figures whose rows may be others now; a target also stands by those that restate what it promises."""
    if change.old is None:
        yield from change.batches("figures")
        return
    together = change.about(change.concerned("restates"))
    linked = {(f"<{iri}>",) for side in together for iri in restated(side)}
    owners = change.concerned("figures", "figures-cited", "progress", "near") | linked
    yield change.about(change.of(owners, FIGURES))
