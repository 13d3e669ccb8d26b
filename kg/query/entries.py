"""What the index finds by words: things by all their names, with what narrows them down, and quotes; as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.query.kinds import BY_TYPE, is_thing
from kg.query.quotes import Quote
from kg.terms import DOCUMENT

if TYPE_CHECKING:
    from kg.query.gather import Asked

QUOTE = "quote"


class Entry(NamedTuple):
    """A thing with its names, a line each, or a quote, which has a place; `facets` are names with values."""

    iri: str
    kind: str
    text: str
    start: int = 0
    end: int = 0
    facets: tuple[tuple[str, str], ...] = ()


def things(asked: Asked) -> set[Entry]:
    """The things that documents speak of."""
    names: dict[tuple[str, str], set[str]] = {}
    for iri, type_, name in asked.rows("names"):
        names.setdefault((iri, BY_TYPE[type_].name), set()).add(name)
    facets: dict[str, set[tuple[str, str]]] = {}
    for iri, name, value in asked.rows("facets"):
        facets.setdefault(iri, set()).add((name, value))
    return {
        Entry(iri, kind, "\n".join(sorted(said)), facets=tuple(sorted(facets.get(iri, ()))))
        for (iri, kind), said in names.items()
    }


def quotes(asked: Asked) -> dict[str, Quote]:
    """The words of each quote by its IRI; a document has one for each place."""
    return {
        iri: Quote(document.removeprefix(DOCUMENT), int(start), int(end), text)
        for document, start, end, text, iri in asked.rows("quotes")
    }


def entry(quote: Quote) -> Entry:
    """A quote as an entry."""
    return Entry(DOCUMENT + quote.document, QUOTE, quote.text, quote.start, quote.end)


def quoted_rows(asked: Asked) -> list[tuple[str, str, int, int]]:
    """Which quotes each thing has, by their places."""
    pairs = [(iri, quote) for iri, quote in asked.rows("cited") if is_thing(iri)]
    words = quotes(asked.about({quote for _, quote in pairs}, "?evidence"))
    return sorted({(iri, one.document, one.start, one.end) for iri, quote in pairs if (one := words[quote])})
