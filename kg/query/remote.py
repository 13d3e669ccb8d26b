"""Answering from a SPARQL store elsewhere, in the forms that the embedded one answers in.

Tables are fetched as SPARQL JSON and graphs as RDF/XML, which tell whether they are whole, and written anew.
"""

from __future__ import annotations

import json
import re
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError, ParserCreate

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results, serialize

from kg.errors import QueryTimeout, StoreError
from kg.query.catalog import EVERYTHING
from kg.query.dataset import exists, records
from kg.query.direct import Whole
from kg.query.evaluate import GRAPHS, RESULTS
from kg.query.gate import admit, tokens
from kg.query.lookup import index_of
from kg.query.memory import Memory
from kg.query.pool import Load
from kg.query.prebind import places, prebind
from kg.query.request import Limits, QueryFailed, unobserved
from kg.terms import PREFIXES, RECORDS_GRAPH, UNION_GRAPH, XSD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.query.request import Binding, Observe, Outcome, Request, Term
    from kg.store.folder import Build
    from kg.store.remote import Remote

DEFAULT, NAMED = "default-graph-uri", "named-graph-uri"
DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)
GRAPH = "GRAPH"
ALL = re.compile(rf"\bLIMIT\s+{EVERYTHING}\s+OFFSET\s+0\b")
TABLES, TRIPLES = "application/sparql-results+json", "application/rdf+xml"
TRUTH = "__ASK_RETVAL"  # Virtuoso answers ASK with a table of this column
BOOLEAN = XSD + "boolean"
PlainTerm = dict[str, str]
TRUE = {"1": "true", "0": "false"}


class Elsewhere:
    """An engine over a store elsewhere; as many requests are under way as threads ask.

    `own` are the parameters of the protocol that name the dataset of a request which names none.
    """

    def __init__(
        self,
        remote: Remote,
        limits: Limits,
        own: tuple[tuple[str, str], ...] = (),
        observe: Observe = unobserved,
        index: Path | None = None,
    ) -> None:
        self.limits = limits
        self.memory = Memory(index)
        self._observe = observe
        self._remote = remote
        self._own = own

    def answer(self, request: Request) -> Whole:
        """The whole answer; QueryError, QueryTimeout and StoreError as `kg.store.remote` has them."""
        began = time.monotonic()
        outcome: Outcome = "failed"
        try:
            whole = Whole(b"\n".join(self._answer(request, binding) for binding in request.bindings))
            outcome = "answered"
        except QueryTimeout:
            outcome = "killed"
            raise
        finally:
            self._observe(outcome, time.monotonic() - began)
        return whole

    def warm(self) -> None:
        """There is nothing to start."""

    def drain(self) -> None:
        """There is nothing to wait for."""

    def close(self) -> None:
        """There is nothing to end."""

    def load(self) -> Load:
        """How busy it is there is not known here."""
        return Load(0, 0, 0)

    def _answer(self, request: Request, binding: Binding) -> bytes:
        is_table = admit(request.text, self.limits) in {"SELECT", "ASK"}
        if request.format not in (RESULTS if is_table else GRAPHS):
            raise QueryFailed(f"this kind of query is not answered as {request.format}")
        text = _with_prologue(prebind(_unlimited(request.text), binding), request.base)
        given = tuple((DEFAULT, iri) for iri in request.default_graphs)
        given += tuple((NAMED, iri) for iri in request.named_graphs)
        accept = TABLES if is_table else TRIPLES
        dataset = given or self._dataset(text)
        data = self._remote.ask(text, accept, dataset, self.limits.seconds, self.limits.result)
        return _table(data, request.format, binding) if is_table else _graph(data, request.format)

    def _dataset(self, text: str) -> tuple[tuple[str, str], ...]:
        """Our own, with the graphs that the query names: Virtuoso shows it no other beside a given default graph."""
        named = [token.text[1:-1] for token, _, before in places(text) if token.kind == "iri" and before == GRAPH]
        return self._own + tuple((NAMED, iri) for iri in dict.fromkeys(named)) if self._own else ()


def published(remote: Remote, build: Build, limits: Limits | None = None, observe: Observe = unobserved) -> Elsewhere:
    """An engine over a published build (`kg.publish`), whose default graph is the union of all.

    StoreError where the store holds another build than this one, or none that is whole.
    """
    plain = Elsewhere(remote, limits or Limits())
    if records(plain).get(RECORDS_GRAPH, frozenset()) != frozenset({build.corpus}):
        where = remote.where.query
        raise StoreError(f"{where}: holds another build, or none that is whole; kg build with --store {where} makes it")
    own = ((DEFAULT, UNION_GRAPH),) if exists(plain, UNION_GRAPH) else ()
    return Elsewhere(remote, plain.limits, own, observe, index_of(build))


def _unlimited(text: str) -> str:
    """The query without a limit that limits nothing: for the sake of one, Virtuoso sorts no more than 10,000 rows."""
    starts = {token.start for token in tokens(text)}
    return ALL.sub(lambda limit: "" if limit.start() in starts else limit[0], text)


def _with_prologue(text: str, base: str) -> str:
    """The query with its base and with the prefixes that every query here may use without declaring them."""
    lines = [f"BASE <{base}>"] if base else []
    declared = set(DECLARED.findall(text))
    lines += [f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if name not in declared]
    return "\n".join([*lines, text])


def _table(data: bytes, format_: str, binding: Binding) -> bytes:
    bound = {name: _written(term) for name, term in binding}
    try:
        settled = json.dumps(_settled(json.loads(data), bound), ensure_ascii=False, separators=(",", ":")).encode()
        if format_ == "json":
            return settled
        found = parse_query_results(settled, QueryResultsFormat.JSON)
        return found.serialize(format=RESULTS[format_]) or b""
    except (SyntaxError, ValueError, KeyError, TypeError) as fault:
        raise _cut(fault) from None


def _settled(plain: dict[str, Any], bound: Mapping[str, PlainTerm]) -> dict[str, Any]:  # Any: parsed JSON
    """SPARQL 1.1 JSON results, from what stores of older ways send."""
    if "boolean" in plain:
        return {"head": {}, "boolean": plain["boolean"]}
    columns, rows = plain["head"].get("vars", []), plain["results"]["bindings"]
    if columns == [TRUTH]:
        return {"head": {}, "boolean": bool(rows) and rows[0][TRUTH]["value"] in {"1", "true"}}
    settled = [{name: bound.get(name) or _term(term) for name, term in row.items()} for row in rows]
    return {"head": {"vars": columns}, "results": {"bindings": settled}}


def _term(plain: PlainTerm) -> PlainTerm:
    if plain["type"] == "typed-literal":
        plain = {**plain, "type": "literal"}
    if plain.get("datatype") == BOOLEAN:
        plain = {**plain, "value": TRUE.get(plain["value"], plain["value"])}
    return plain


def _written(term: Term) -> PlainTerm:
    """A bound value as JSON results have it: where it stands as a constant, some stores forget that it is an IRI."""
    named = {"xml:lang": term.language, "datatype": term.datatype}
    return {"type": term.kind, "value": term.value, **{key: said for key, said in named.items() if said}}


def _graph(data: bytes, format_: str) -> bytes:
    out = BytesIO()
    try:
        ParserCreate().Parse(data, True)  # noqa: FBT003  the whole document: the engine does not miss what is cut off
        serialize((quad.triple for quad in parse(data, RdfFormat.RDF_XML)), out, GRAPHS[format_], prefixes=PREFIXES)
    except (ExpatError, SyntaxError, ValueError) as fault:
        raise _cut(fault) from None
    return out.getvalue()


def _cut(fault: Exception) -> QueryFailed:
    return QueryFailed(f"the store's answer is not whole: {fault}")
