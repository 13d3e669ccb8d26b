"""What the command line prints: answers, findings and explanations as text that is harmless to a terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.diff import VALUE
from kg.escape import escape
from kg.explain import shorten
from kg.exports.dates import at_precision
from kg.query.ask import Rows, ask, bind_parameters, request_of
from kg.query.gate import admit
from kg.query.label import Entity
from kg.query.present import as_csv, as_json, as_table
from kg.query.present import text as said
from kg.query.request import Limits, Request, Term
from kg.query.rows import collect, tables
from kg.terms import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.diff import Section
    from kg.query.ask import Cell
    from kg.query.catalog import Question
    from kg.query.request import Engine
    from kg.query.rows import Table
    from kg.store.folder import Build

WHOLE = 10_000  # cells: a table of ours is never cut
ROWS = {"SELECT", "ASK"}
PRECISION = "Precision"  # ends the name of a column that tells the precision of another
IN_NAMES = {"indicator", VALUE}  # what the name of a target or a figure tells
TRIPLES = {"xml": "rdf"}  # formats that are called otherwise where triples are answered


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Set whole cells in aligned columns under a head."""
    cells = tuple(tuple(Term(escape(cell)) for cell in row) for row in rows)
    return as_table(Rows(tuple(head), cells), WHOLE)


def findings(build: Build, language: str) -> str:
    """Write a paragraph each: level, shape and document, message, the words it is about, and what it is about."""
    files = {name: entry.identifier for entry in build.documents for name in (entry.id, f"{DOCUMENT}{entry.id}")}
    paragraphs = []
    for one in build.findings():
        messages = dict(one.messages)
        message = messages.get(language) or next(iter(messages.values()), "")
        lines = [f"{one.level}  {one.shape}  {files.get(one.document, one.document)}".rstrip(), f"  {message}"]
        lines += [f"  > {quote}" for quote in one.quotes]
        paragraphs.append(escape("\n".join([*lines, f"  {shorten(one.focus)}"])))
    return "\n\n".join(paragraphs)


def differences(sections: Iterable[Section]) -> str:
    """Write what differs: a line a thing, + for what is new, - for what is gone, ~ for what has another value now."""
    paragraphs = []
    for one in (section for section in sections if section):
        lines = [f"{one.title}  +{len(one.new)} -{len(one.gone)} ~{len(one.revised)}"]
        lines += [f"  + {_line(one.columns, row)}" for row in one.new]
        lines += [f"  - {_line(one.columns, row)}" for row in one.gone]
        at = one.columns.index(VALUE) if one.revised else 0
        lines += [f"  ~ {_line(one.columns, after)}  ({said(before[at])})" for before, after in one.revised]
        paragraphs.append("\n".join(map(escape, lines)))
    return "\n\n".join(paragraphs)


def _line(columns: Sequence[str], row: Sequence[Cell]) -> str:
    """The name of a thing and what that does not tell, dates at their precision."""
    cells = dict(zip(columns, row, strict=True))
    precise = {column.removesuffix(PRECISION): cell for column, cell in cells.items() if column.endswith(PRECISION)}
    told = []
    for column, cell in cells.items():
        if column not in IN_NAMES and not column.endswith(PRECISION):
            precision = precise.get(column)
            told.append(at_precision(said(cell), precision.iri if isinstance(precision, Entity) else ""))
    return "  ".join(filter(None, told))


def answer(engine: Engine, text: str, style: str) -> bytes:
    """Answer a query; `style` is a format of SPARQL, table, or "" for table or Turtle as the query's form has it.

    QueryRefused where it may not run, QueryError where it does not parse or has no such format.
    """
    form = admit(text, Limits())
    if form not in ROWS:
        return collect(engine.answer(Request(text, TRIPLES.get(style, style or "ttl"))))
    if style not in {"", "table"}:
        return collect(engine.answer(Request(text, style)))
    if form == "ASK":
        plain = json.loads(collect(engine.answer(Request(text))))
        return f"{json.dumps(plain['boolean'])}\n".encode()
    (found,) = tables(engine, Request(text))
    return f"{table(found.columns, _cells(found))}\n".encode()


def answer_question(engine: Engine, asked: Question, values: Mapping[str, str], style: str, language: str) -> bytes:
    """Answer a question of the catalog with everything named; xml is SPARQL's own, with nothing named."""
    if asked.graph or style not in {"", "table", "json", "csv", "tsv"}:
        form = TRIPLES.get(style, style or "ttl") if asked.graph else style
        return collect(engine.answer(request_of(asked, bind_parameters(engine, asked, values), form)))
    return rows_as(ask(engine, asked, values, language), style)


def finds_nothing(engine: Engine, request: Request) -> bool:
    """Whether a query finds no row and no triple, or answers no."""
    form = admit(request.text, Limits())
    if form not in ROWS:
        return not any(engine.answer(replace(request, format="nt")))
    if form == "ASK":
        return not json.loads(collect(engine.answer(replace(request, format="json"))))["boolean"]
    return not any(found.rows for found in tables(engine, replace(request, format="json")))


def rows_as(rows: Rows, style: str) -> bytes:
    """Write rows with everything named, as json, csv, tsv, or a table."""
    if style == "json":
        return f"{as_json(rows)}\n".encode()
    if style in {"csv", "tsv"}:
        return as_csv(rows, "\t" if style == "tsv" else ",").encode()
    return f"{escape(as_table(rows))}\n".encode()


def _cells(found: Table) -> Iterable[tuple[str, ...]]:
    return (tuple("" if term is None else _cell(term) for term in row) for row in found.rows)


def _cell(term: Term) -> str:
    """Write a term as a query would, but for a literal's quotes."""
    if term.kind == "bnode":
        return f"_:{term.value}"
    if term.kind == "literal":
        return f"{term.value}@{term.language}" if term.language else term.value
    return shorten(term.value)
