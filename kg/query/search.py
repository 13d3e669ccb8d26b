"""Searching names, titles and quotes: hits with the words that fit, and how they can be narrowed down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.query.entries import QUOTE
from kg.query.label import Entity, entities
from kg.query.lookup import read_index, sql
from kg.query.quotes import Quote
from kg.query.tokens import TOKEN, WIDE, tokens
from kg.terms import DOCUMENT
from kg.text.fold import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.query.request import Engine

FACETS = ("type", "agency", "year", "language")
PAGE = 20
DEEPEST = 50  # pages
AROUND = 40  # characters before and after what fits
LONGEST = 200  # characters of a query
CHOICES = 12  # values of a facet

# The condition of each facet but the kind, which every hit knows itself.
NARROW = "EXISTS (SELECT 1 FROM facet WHERE facet.entry = hit.id AND facet.name = '{0}' AND facet.value = :{0})"


@dataclass(frozen=True, slots=True)
class Asked:
    """The words, a value for some of the facets, and which page of the hits."""

    query: str
    narrowed: Mapping[str, str] = field(default_factory=dict)
    page: int = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a snippet, and whether it is what was searched for."""

    text: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: a thing, or a quote, then `entity` is its document.

    `snippet` is what fits, empty where the label says it.
    """

    entity: Entity
    kind: str
    snippet: tuple[Piece, ...]
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet with the number of hits that it leaves; `label` names a node."""

    value: str
    number: int
    label: Entity | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, how many there are in all, and the choices of each facet, most hits first."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Choice, ...]]


NOTHING = Found(0, (), {})


def search(engine: Engine, index: Path, asked: Asked, language: str) -> Found:
    """What fits all words of the query."""
    query = asked.query[:LONGEST].encode("utf-8", "ignore").decode()  # half a surrogate pair is no character
    match = expression(query)
    if not match:
        return NOTHING
    where = _where(asked.narrowed, "")
    place = {"size": PAGE, "start": PAGE * (min(max(asked.page, 1), DEEPEST) - 1)}
    with read_index(index) as database:
        database.execute(sql("hits"), {"query": " ".join(query.split()), "match": match})
        (total,) = database.execute(sql("total", where), asked.narrowed).fetchone()
        shown = database.execute(sql("shown", where), {**asked.narrowed, **place}).fetchall()
        counted = {facet: _choices(database, facet, asked.narrowed) for facet in FACETS}
    nodes = {row[0] for row in shown} | {value for value, _ in counted["agency"]}
    called = entities(engine, nodes, language)
    facets = {
        facet: tuple(Choice(value, number, called.get(value)) for value, number in values)
        for facet, values in counted.items()
    }
    return Found(total, tuple(_hit(row, called[row[0]], query) for row in shown), facets)


def expression(query: str) -> str:
    """The query in the language of the full-text table: all words, each also as the beginning of a longer one."""
    parts = []
    for match in TOKEN.finditer(fold(query).casefold()):
        if WIDE.match(match[0]) and len(match[0]) > 1:
            pairs = list(tokens(match[0]))[:-1]
            parts.append('"' + " ".join(pairs) + '"')
        else:
            parts.append(f'"{match[0]}"*')
    return " ".join(parts)


def _where(narrowed: Mapping[str, str], but: str) -> str:
    """The hits that the facets leave, one facet left aside."""
    clauses = [NARROW.format(name) for name in narrowed if name not in {"type", but}]
    own = ["hit.kind = :type"] if "type" in narrowed and but != "type" else []
    return " AND ".join([*own, *clauses]) or "1"


def _choices(database: sqlite3.Connection, facet: str, narrowed: Mapping[str, str]) -> list[tuple[str, int]]:
    where = _where(narrowed, facet)
    text = sql("kinds", where) if facet == "type" else sql("values", where)
    return database.execute(text, {**narrowed, "facet": facet, "choices": CHOICES}).fetchall()


def _hit(row: tuple[str, str, str, int, int], entity: Entity, query: str) -> Hit:
    _, kind, text, start, end = row
    if kind == QUOTE:
        return Hit(entity, kind, snippet(text, query), Quote(entity.iri.removeprefix(DOCUMENT), start, end, text))
    best = next((line for line in (entity.label, *text.split("\n")) if any(p.fits for p in snippet(line, query))), "")
    return Hit(entity, kind, snippet(best, query) if best != entity.label else ())


def snippet(text: str, query: str) -> tuple[Piece, ...]:
    """The text around the first word that fits, every word that fits marked."""
    found = list(_places(text, query))
    if not found:
        return (Piece(text[: 2 * AROUND], fits=False),)
    start, end = max(0, found[0][0] - AROUND), min(len(text), found[0][1] + 2 * AROUND)
    pieces, here = [], start
    for first, last in found:
        if first >= here and last <= end:
            pieces += [Piece(text[here:first], fits=False), Piece(text[first:last], fits=True)]
            here = last
    pieces.append(Piece(text[here:end], fits=False))
    before = [Piece("…", fits=False)] if start else []
    after = [Piece("…", fits=False)] if end < len(text) else []
    return tuple(piece for piece in (*before, *pieces, *after) if piece.text)


def _places(text: str, query: str) -> Iterator[tuple[int, int]]:
    """Where words of the query stand in the text, in order, none over another."""
    folded = fold(text).lower()
    words = {match[0] for match in TOKEN.finditer(fold(query).lower())}
    if len(folded) != len(text):  # a letter whose small form is two: no place could be told
        return
    here = 0
    while True:
        places = [(folded.find(word, here), -len(word)) for word in words]
        nearest = min((place for place in places if place[0] >= 0), default=None)
        if nearest is None:
            return
        here = nearest[0] - nearest[1]
        yield nearest[0], here
