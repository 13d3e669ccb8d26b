"""The words behind a statement, and the sentence that they stand in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Span
from kg.query.catalog import page_query
from kg.query.kinds import is_thing
from kg.query.lookup import look_up
from kg.query.pages import select_each
from kg.query.request import Request, Term
from kg.query.rows import bind, tables
from kg.terms import DOCUMENT
from kg.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.query.pages import Row
    from kg.query.request import Engine
    from kg.store.records import DocumentRecord


MOST = 200  # of one node
Edge = tuple[str, str, str]  # IRIs of subject, property and object


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A slice of a document's text by code points; `document` is the document's id, `rule` what read it, if said."""

    document: str
    start: int
    end: int
    text: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class InSentence:
    """A quote between the rest of its sentence; `title` is that of its document."""

    quote: Quote
    before: str
    after: str
    title: str
    language: str


def quote_of(row: Row) -> Quote:
    """The quote in a row with quote, start, end, document, and perhaps rule."""
    document = row["document"].value.removeprefix(DOCUMENT)
    rule = row["rule"].value if "rule" in row else ""
    return Quote(document, int(row["start"].value), int(row["end"].value), row["quote"].value, rule)


def quotes_of(engine: Engine, iris: Iterable[str]) -> dict[str, tuple[Quote, ...]]:
    """The quotes that each node itself was read from, in document order."""
    wanted = tuple(dict.fromkeys(iris))
    index = engine.memory.index
    known = {iri for iri in wanted if index is not None and is_thing(iri)}
    found: dict[str, set[Quote]] = {iri: set() for iri in wanted}
    for iri, document, start, end, text in look_up(engine.memory, "quotes", known, documents=DOCUMENT, most=MOST):
        found[iri].add(Quote(document.removeprefix(DOCUMENT), int(start), int(end), text))
    for iri, rows in select_each(engine, "quotes", (iri for iri in wanted if iri not in known)).items():
        found[iri] = {quote_of(row) for row in rows}
    return {iri: tuple(sorted(own)) for iri, own in found.items()}


def edge_quotes(engine: Engine, edges: Sequence[Edge]) -> dict[Edge, tuple[Quote, ...]]:
    """The quotes behind each edge; none for a derived one."""
    if not edges:
        return {}
    ends = ("subject", "property", "object")
    bindings = tuple(bind(**{end: Term(iri, "uri") for end, iri in zip(ends, edge, strict=True)}) for edge in edges)
    answers = tables(engine, Request(page_query("edge-quotes"), bindings=bindings))
    return {
        edge: tuple(sorted({quote_of(row) for row in table.dicts()}))
        for edge, table in zip(edges, answers, strict=True)
    }


def in_sentence(text: str, record: DocumentRecord, quote: Quote) -> InSentence:
    """The quote with what stands before and after it in its sentence, or in the sentences it spans."""
    starts = [block.span.start for block in record.blocks]
    first = record.blocks[max(0, bisect_right(starts, quote.start) - 1)].span
    last = record.blocks[max(0, bisect_right(starts, max(quote.start, quote.end - 1)) - 1)].span
    inside = [s for s in sentences(text, Span(first.start, last.end)) if s.start < quote.end and quote.start < s.end]
    start = min([quote.start, *(s.start for s in inside)])
    end = max([quote.end, *(s.end for s in inside)])
    before, after = text[start : quote.start], text[quote.end : end]
    return InSentence(quote, before, after, record.title, record.language)
