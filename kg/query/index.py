"""Writing the index of a build: one SQLite file in its folder that search, the target tracker and names are read from.

Names and quotes are kept as tokens in a full-text table: a word of Latin letters or digits is one token, Chinese is cut
into overlapping pairs of characters, so that any two characters that stand together are found without knowing words.
Everything is in it that a list is narrowed down by, so that a list asks the graph only about the lines it shows.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING

from kg.query.figure_rows import about_lines, figure_lines, figure_rows
from kg.query.gather import rows
from kg.query.kinds import BY_TYPE, is_thing
from kg.query.label import LANGUAGES, Facts, entity
from kg.query.lookup import sql
from kg.query.quotes import Quote
from kg.query.request import Term
from kg.terms import DOCUMENT
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Store

QUOTE = "quote"
Words = tuple[str, int, int, str]  # a document, start, end, and what stands there
# Of two that fit a query alike, which a reader more likely means.
WEIGHTS = {"policy": 4.0, "doc": 3.0, "agency": 4.0, "facility-type": 4.0, "indicator": 3.0, "programme": 4.0}
LIGHT = {"target": 2.0, "obs": 1.5, "measure": 1.5, QUOTE: 1.0}

WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")
TOKEN = re.compile(WIDE.pattern + r"|[^\W_]+")


def write_index(store: Store, path: Path) -> None:
    """Write the index of everything in the store's default graph."""
    with closing(sqlite3.connect(path)) as database:
        fill(database, store)


def fill(database: sqlite3.Connection, store: Store) -> None:
    """Make the tables in an empty database."""
    database.executescript(sql("schema"))
    quotes = {found[4]: (found[0], int(found[1]), int(found[2]), found[3]) for found in rows(store, "quotes")}
    numbers, places = _entries(database, store, quotes.values())
    facets = sorted({(numbers[i], name, value) for i, name, value in rows(store, "facets") if i in numbers})
    _insert(database, "facet", facets)
    _targets(database, store)
    _insert(database, "name", called(store))
    _insert(database, "policy", sorted(_dated(store).items()))
    _figures(database, store, _cited(database, store, quotes, places))
    database.executescript(sql("order"))
    database.commit()


def tokens(text: str) -> Iterator[str]:
    """The tokens of a text in order; the last Chinese character of a run is one of its own, so that any begins one."""
    for match in TOKEN.finditer(fold(text).casefold()):
        found = match[0]
        if WIDE.match(found):
            yield from (found[n : n + 2] for n in range(len(found)))
        else:
            yield found


def called(store: Store) -> Iterator[tuple[str, ...]]:
    """What each node with a name is called in each language, in the order of the table, and the language of that name.

    A figure is called by its indicator, comparator and unit; every other row follows from the triples of its node.
    """
    facts: dict[str, Facts] = {}
    for iri, prop, value, language in rows(store, "called"):
        facts.setdefault(iri, {}).setdefault(prop, []).append(Term(value, language=language))
    for own in facts.values():
        for values in own.values():
            values.sort()
    for iri in sorted(facts):
        names = [entity(iri, facts, language) for language in LANGUAGES]
        yield (iri, names[0].kind, *chain.from_iterable((name.label, name.language) for name in names))


def _entries(
    database: sqlite3.Connection, store: Store, quoted: Iterable[Words]
) -> tuple[dict[str, int], dict[Words, int]]:
    """Number and write what can be found; the number of each thing by its IRI, and of each quote by its words."""
    names: dict[tuple[str, str], set[str]] = {}
    for iri, type_, name in rows(store, "names"):
        names.setdefault((iri, BY_TYPE[type_].name), set()).add(name)
    quotes = sorted(set(quoted))
    found: list[tuple[str, str, str, int, int, float]] = [
        (iri, kind, "\n".join(sorted(said)), 0, 0, WEIGHTS.get(kind, LIGHT.get(kind, 2.5)))
        for (iri, kind), said in sorted(names.items())
    ]
    found += [(document, QUOTE, text, start, end, LIGHT[QUOTE]) for document, start, end, text in quotes]
    numbered = list(enumerate(found, 1))
    _insert(database, "entry", [(n, *one) for n, one in numbered])
    _insert(database, "word (rowid, tokens)", ((n, " ".join(tokens(one[2]))) for n, one in numbered))
    things = {one[0]: n for n, one in numbered if one[1] != QUOTE}
    return things, dict(zip(quotes, range(len(things) + 1, len(numbered) + 1), strict=True))


def _cited(
    database: sqlite3.Connection,
    store: Store,
    quotes: Mapping[str, Words],
    places: Mapping[Words, int],
) -> dict[str, tuple[Quote, ...]]:
    """The quotes of each thing; write which they are."""
    found: dict[str, set[Words]] = {}
    for iri, evidence in rows(store, "cited"):
        if is_thing(iri):
            found.setdefault(iri, set()).add(quotes[evidence])
    _insert(database, "quoted", sorted((iri, places[one]) for iri, own in found.items() for one in own))
    return {
        iri: tuple(Quote(one[0].removeprefix(DOCUMENT), *one[1:]) for one in sorted(own)) for iri, own in found.items()
    }


def _figures(database: sqlite3.Connection, store: Store, quotes: Mapping[str, tuple[Quote, ...]]) -> None:
    """A row a target, observation or requirement, and a line for each node that it is about."""
    kinds, told = figure_rows(store, quotes)
    _insert(database, "figure", figure_lines(store, kinds, told))
    _insert(database, "about", about_lines(kinds, told))


def _targets(database: sqlite3.Connection, store: Store) -> None:
    """A row a target, by what it is found, and a line for each facility type that it or a figure of it names."""
    facts: dict[str, dict[str, set[str]]] = {}
    for iri, name, value in rows(store, "targets"):
        facts.setdefault(iri, {}).setdefault(name, set()).add(value)
    progress: dict[str, set[tuple[str, str]]] = {}
    for iri, facility, met, *_ in rows(store, "progress"):
        progress.setdefault(iri, set()).add((facility, met))
    order = sorted(facts, key=lambda iri: (min(facts[iri].get("deadline", {"~"})), iri))
    for number, iri in enumerate(order, 1):
        own = facts[iri]
        flags = ("hedged" in own, "near" in own, "restated" in own)
        _insert(database, "target", [(number, iri, min(own.get("deadline", {""})), *flags)])
        dimensions = sorted(
            (number, name, one) for name in ("facility", "region", "agency") for one in own.get(name, ())
        )
        _insert(database, "dimension", dimensions)
        lines = _lines(own.get("facility", set()), progress.get(iri, set()))
        _insert(database, "line", [(number, *line) for line in lines])


def _dated(store: Store) -> dict[str, str]:
    """When each policy that documents speak of was issued, at last where that is disputed, "" where nobody says."""
    found: dict[str, str] = {}
    for iri, issued in rows(store, "policies"):
        found[iri] = max(issued, found.get(iri, ""))
    return found


def _insert(database: sqlite3.Connection, table: str, values: Iterable[tuple[str | float, ...]]) -> None:
    """Write rows of one length."""
    given = iter(values)
    first = next(given, None)
    if first is not None:
        database.executemany(sql("insert", ", ".join("?" * len(first)), table), chain([first], given))


def _lines(facilities: Iterable[str], progress: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Facility type and whether it is met, as the tracker shows them: "" where no figure can be compared."""
    measured = {facility for facility, _ in progress}
    rest = [(facility, "") for facility in facilities if facility not in measured]
    return sorted(progress) + sorted(rest) or [("", "")]
