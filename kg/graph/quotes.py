"""Evidence nodes: the quoted words of a document, each with its place in the text and in the file as received."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from kg.graph.faults import InternalFault
from kg.graph.identify import document_iri, evidence_iri
from kg.graph.names import INTEGER, OA, POL, TYPE
from kg.graph.spelling import literal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.facts import Triple
    from kg.model import Block, Document, Evidence, Span, Statement


def quotes(document: Document, statements: Iterable[Statement]) -> Iterator[Triple]:
    """One node a span, however many statements rest on it.

    InternalFault where a quote is not its slice of the text or lies in boilerplate: the reader or a rule is broken.
    """
    spans = {evidence.span: evidence for statement in statements for evidence in statement.evidence}
    places = _Places(document)
    for evidence in spans.values():
        _check(evidence, document, places)
        yield from _quote(evidence, document, places)


def whole(number: int) -> str:
    """An xsd:integer."""
    return f'"{number}"^^<{INTEGER}>'


def quote(document: Document, span: Span) -> str:
    """The quote at `span`, as a term."""
    return f"<{evidence_iri(document, span)}>"


class _Places:
    """Where blocks and runs begin, for looking a span up."""

    __slots__ = ("block_starts", "blocks", "run_starts", "runs")

    def __init__(self, document: Document) -> None:
        self.blocks = sorted(document.blocks, key=lambda block: block.span)
        self.block_starts = [block.span.start for block in self.blocks]
        self.runs = sorted(document.runs, key=lambda run: run.start)
        self.run_starts = [run.start for run in self.runs]

    def covered(self, span: Span) -> Iterator[Block]:
        """The blocks that share a code point with `span`, in order."""
        first = max(bisect_right(self.block_starts, span.start) - 1, 0)
        for at in range(first, bisect_left(self.block_starts, span.end)):
            if self.blocks[at].span.end > span.start:
                yield self.blocks[at]

    def source(self, position: int) -> int | None:
        """Where the code point at `position` stands in the decoded raw file; None where the reader cannot tell."""
        at = bisect_right(self.run_starts, position) - 1
        if at < 0:
            return None
        run = self.runs[at]
        within = position - run.start
        return run.source_start + within if within < run.length else None


def _check(evidence: Evidence, document: Document, places: _Places) -> None:
    """InternalFault where a quote is not what the text reads, or is of boilerplate."""
    start, end = evidence.span.start, evidence.span.end
    if document.text[start:end] != evidence.quote:
        raise InternalFault(
            f"{document.identifier}, {start}..{end}: rule {evidence.rule} quotes {evidence.quote!r}, "
            f"but the text reads {document.text[start:end]!r}"
        )
    for block in places.covered(evidence.span):
        if block.role == "boilerplate":
            raise InternalFault(
                f"{document.identifier}, {start}..{end}: rule {evidence.rule} quotes boilerplate "
                f"({block.reason}): {evidence.quote!r}"
            )


def _quote(evidence: Evidence, document: Document, places: _Places) -> Iterator[Triple]:
    """The triples of a quote, with its place in the raw file and its page where these are known."""
    node, span = f"<{evidence_iri(document, evidence.span)}>", evidence.span
    yield node, TYPE, POL.Evidence
    yield node, POL.inDocument, f"<{document_iri(document)}>"
    yield node, OA.exact, literal_text(evidence.quote)
    yield node, OA.start, whole(span.start)
    yield node, OA.end, whole(span.end)
    first, last = places.source(span.start), places.source(span.end - 1)
    if first is not None and last is not None and first <= last:
        yield node, POL.sourceStart, whole(first)
        yield node, POL.sourceEnd, whole(last + 1)
    page = next((block.page for block in places.covered(span)), None)
    if page is not None:
        yield node, POL.page, whole(page)
