"""Running a request on an Oxigraph store, into a sink of bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    serialize,
)

from kg.errors import QueryError
from kg.query.request import QueryFailed, Request, Term
from kg.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.request import Binding

RESULTS: Mapping[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS: Mapping[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
}
PLACE = re.compile(r"^error at (\d+):(\d+)(?:-\d+:\d+)?: ")
CHARACTER = r"'[^']+'(?: ?\.\.= ?'[^']+')?"
CHARACTERS = re.compile(
    rf"(?:, )?\[(?:_|{CHARACTER}(?:\s*\|\s*{CHARACTER})*)\]"
)  # any of these, as the engine's grammar says
UNDECLARED = "Prefix not found"
EXPECTED = re.compile(r"expected(?: one of)? (?P<signs>.*\S)\s*", re.DOTALL)


class Sink(Protocol):
    """Where bytes go; it may raise to stop the evaluation."""

    def write(self, data: bytes, /) -> int:
        """Take all of the data."""

    def flush(self) -> None:
        """The engine asks for it at the end."""


def evaluate(store: Store, request: Request, sink: Sink) -> None:
    """Write the answer into the sink; QueryError with the place of a syntax error, QueryFailed for anything later."""
    for number, binding in enumerate(request.bindings):
        if number:
            sink.write(b"\n")
        _evaluate(store, request, binding, sink)


def _evaluate(store: Store, request: Request, binding: Binding, sink: Sink) -> None:
    default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(iri) for iri in request.default_graphs]
    named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in request.named_graphs]
    own = not default and not named
    try:
        results = store.query(
            request.text,
            base_iri=request.base or None,
            prefixes=PREFIXES,
            default_graph=None if own else default,
            named_graphs=None if own else named,
            substitutions={Variable(name): native(term) for name, term in binding} or None,
        )
        if isinstance(results, QueryTriples):
            serialize(results, sink, GRAPHS[request.format], prefixes=PREFIXES)  # type: ignore[arg-type]  # asks for IO, writes only
        else:
            results.serialize(sink, RESULTS[request.format])  # type: ignore[arg-type]  # asks for IO, writes only
    except SyntaxError as fault:
        raise syntax_error(fault) from None
    except KeyError:
        raise QueryFailed(f"this kind of query is not answered as {request.format}") from None
    except (RuntimeError, ValueError, OSError) as fault:
        raise QueryFailed(str(fault)) from None


def syntax_error(fault: SyntaxError) -> QueryError:
    """The engine's complaint with line and column, from 1, where it names them."""
    said = str(fault)
    place = PLACE.match(said)
    why = _plain(said[place.end() :] if place else said)
    return QueryError(why, int(place[1]), int(place[2])) if place else QueryError(why)


def _plain(why: str) -> str:
    """What the engine expected, for people: signs and words, without the classes of characters beside them."""
    if UNDECLARED in why:
        return "this prefix is not known; declare it with PREFIX"
    left = CHARACTERS.sub("", why)
    expected = EXPECTED.fullmatch(left)
    if expected:
        return f"expected here: {expected['signs']}"
    return left if left.split()[1:] else "this is not complete"


def is_iri(text: str) -> bool:
    """Whether the engine takes a text for an IRI: one with a blank or a bracket is none."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def native(term: Term) -> NamedNode | BlankNode | Literal | Triple:
    """The engine's own kind of term; ValueError where it is not one."""
    if term.kind == "uri":
        return NamedNode(term.value)
    if term.kind == "bnode":
        return BlankNode(term.value)
    if term.language:
        return Literal(term.value, language=term.language)
    return Literal(term.value, datatype=NamedNode(term.datatype) if term.datatype else None)
