"""Asking a question of the catalog: parameters in, rows out with every node named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.errors import BadParameter, NotFound, QueryError
from kg.query.catalog import EVERYTHING
from kg.query.label import Entity, entities
from kg.query.request import Request, Term
from kg.query.resolve import resolve
from kg.query.rows import Table, tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.catalog import Parameter, Question
    from kg.query.request import Engine

TODAY = "today"
Cell = Entity | Term | None


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer for people: nodes are entities with names, the rest are literals; None where nothing is said.

    `parameters` are the (name, value) pairs that were asked with, defaults included; `more` tells that there are
    other things after these.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    parameters: tuple[tuple[str, Cell], ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Which of the things that a question is about: at most `most`, from the `first` on, which is 0."""

    first: int = 0
    most: int = EVERYTHING


WHOLE = Part()


def ask(
    engine: Engine, question: Question, parameters: Mapping[str, str], language: str = "zh", part: Part = WHOLE
) -> Rows:
    """The rows of the question's columns, names in the language or the nearest there is.

    QueryError where a parameter is missing, unknown or of the wrong form; NotFound where it names nothing in the graph.
    """
    bound = bind_parameters(engine, question, parameters)
    (table,) = tables(engine, request_of(question, bound, "json", part))
    shown = _shown(table, question.columns)
    iris = {t.value for t in bound.values() if t.kind == "uri"} | _iris(shown)
    names = entities(engine, iris, language)
    said = tuple((name, _cell(term, names)) for name, term in bound.items())
    return Rows(shown.columns, _named(shown, names), said, _more(engine, question, bound, part, table))


def request_of(question: Question, bound: Mapping[str, Term], format_: str, part: Part = WHOLE) -> Request:
    """What an engine is asked, with the values that `bind_parameters` found."""
    binding = tuple((parameter.variable, bound[parameter.name]) for parameter in question.parameters)
    return Request(question.paged(part.first, part.most), format_, (binding,))


def _more(engine: Engine, question: Question, bound: Mapping[str, Term], part: Part, found: Table) -> bool:
    """Whether anything comes after; a page with fewer rows than things may yet be followed by others."""
    if not question.page or part.most >= EVERYTHING:
        return False
    if len(found.rows) >= part.most:
        return True
    after = Part(part.first + part.most, part.most)
    return any(table.rows for table in tables(engine, request_of(question, bound, "json", after)))


def named_rows(engine: Engine, table: Table, language: str) -> Rows:
    """Any table with its nodes named."""
    return Rows(table.columns, _named(table, entities(engine, _iris(table), language)))


def bind_parameters(engine: Engine, question: Question, given: Mapping[str, str]) -> dict[str, Term]:
    """The value of each parameter, by its name, defaults filled in."""
    known = [parameter.name for parameter in question.parameters]
    for name in given:
        if name not in known:
            takes = f"one of {', '.join(known)}" if known else f"a parameter: {question.name} takes none"
            raise BadParameter("parameter", name, takes)
    return {p.name: resolve(engine, p, _value(p, given)) for p in question.parameters}


def spelled(engine: Engine, question: Question, bound: Mapping[str, Term], language: str) -> dict[str, str]:
    """What a reader writes for each value: a thing's name, where that means no other, else its IRI."""
    names = entities(engine, {term.value for term in bound.values() if term.kind == "uri"}, language)
    return {
        p.name: _own_name(engine, p, names[bound[p.name].value]) if p.is_entity else bound[p.name].value
        for p in question.parameters
    }


def _own_name(engine: Engine, parameter: Parameter, thing: Entity) -> str:
    try:
        meant = resolve(engine, parameter, thing.label)
    except (NotFound, QueryError):
        return thing.iri
    return thing.label if meant.value == thing.iri else thing.iri


def _value(parameter: Parameter, given: Mapping[str, str]) -> str:
    value = given.get(parameter.name, "").strip() or parameter.default
    if not value:
        raise BadParameter(parameter.name, "", f"{parameter.kind}, such as {parameter.example}")
    return today() if value == TODAY and parameter.type == "date" else value


def today() -> str:
    """The date here and now: the default of as-of, always shown beside the result."""
    return date.today().isoformat()  # noqa: DTZ011  a reader's day is the day where the reader sits


def _shown(table: Table, columns: tuple[str, ...]) -> Table:
    places = [table.columns.index(column) for column in columns]
    return Table(columns, tuple(tuple(row[place] for place in places) for row in table.rows))


def _iris(table: Table) -> set[str]:
    return {term.value for row in table.rows for term in row if term is not None and term.kind == "uri"}


def _named(table: Table, names: Mapping[str, Entity]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_cell(term, names) for term in row) for row in table.rows)


def _cell(term: Term | None, names: Mapping[str, Entity]) -> Cell:
    return names[term.value] if term is not None and term.kind == "uri" else term
