"""A document's text cut where quotes begin and end, and what was read from each quote."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Block, Span
from kg.query.kinds import kind_of
from kg.query.label import Entity, entities
from kg.query.pages import select
from kg.terms import DOCUMENT, POL, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query.pages import Row
    from kg.query.request import Engine, Term
    from kg.store.records import DocumentRecord

STATEMENT, REQUIRES, LABEL = POL + "Statement", POL + "requires", SKOS + "prefLabel"
FIGURES = ("target", "obs", "measure")
NAMED = ("node", "subject", "property", "value")  # an edge itself has no name
UNEXPLAINED, PASSED = "unexplained", "passed"  # kinds of spans that nothing was read from


@dataclass(frozen=True, slots=True)
class Reading:
    """What one quoted span gave: a node, or an edge (then `relation` is set and `value` may be a literal)."""

    span: Span
    node: Entity
    kind: str
    subject: Entity | None = None
    relation: Entity | None = None
    value: Entity | Term | None = None
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What a document says once, and all the spans that say it."""

    reading: Reading
    spans: tuple[Span, ...]

    @property
    def fragment(self) -> str:
        """Its place on the page of the document: kind and short name of its node, which outlive a rebuild."""
        return "-".join(self.reading.node.iri.rpartition("#")[2].split("/")[-2:])


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same quotes cover.

    `opens` are the quotes that begin with it, the longest first, and end with it or later; `closes` is how many of them
    end here. A quote that crosses another cannot be nested: it is among `crosses` where it begins.
    """

    text: str
    kinds: tuple[str, ...]
    covers: tuple[Span, ...]
    opens: tuple[Span, ...] = ()
    closes: int = 0
    crosses: tuple[Span, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether anything was read from it."""
        return bool(set(self.kinds) - {UNEXPLAINED, PASSED})


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block of the document and its pieces, in order."""

    block: Block
    pieces: tuple[Piece, ...]


def readings(engine: Engine, document: str, language: str) -> tuple[Reading, ...]:
    """All that was read from a document, by the place of its words."""
    rows = select(engine, "marks", document=DOCUMENT + document)
    edges = {row["node"].value for row in rows if row["type"].value == STATEMENT}
    nodes = {row[name].value for row in rows for name in NAMED if name in row and row[name].kind == "uri"}
    called = {iri: Entity(iri, "", "", "") for iri in edges} | entities(engine, nodes - edges, language)
    return tuple(sorted({_reading(row, called) for row in rows}, key=_order))


def statements(found: tuple[Reading, ...]) -> tuple[Line, ...]:
    """The edges and figures, each once; that a policy requires a target, the target's own line says."""
    figures = {reading.node for reading in found if reading.kind in FIGURES}
    told = [r for r in found if r.node in figures or (r.relation is not None and not _is_told(r, figures))]
    return _lines(told)


def names(found: tuple[Reading, ...]) -> tuple[Line, ...]:
    """The things that the document names, each once."""
    return _lines(r for r in found if r.relation is None and r.kind not in FIGURES)


def _is_told(reading: Reading, figures: set[Entity]) -> bool:
    """Whether another line says it too: what a thing is called, and what a policy requires."""
    relation = reading.relation.iri if reading.relation else ""
    return relation == LABEL or (relation == REQUIRES and reading.value in figures)


def _lines(found: Iterable[Reading]) -> tuple[Line, ...]:
    spans: dict[str, list[Span]] = {}
    first: dict[str, Reading] = {}
    for reading in found:
        spans.setdefault(reading.node.iri, []).append(reading.span)
        first.setdefault(reading.node.iri, reading)
    return tuple(Line(first[iri], tuple(dict.fromkeys(own))) for iri, own in spans.items())


def marked(text: str, record: DocumentRecord, found: Iterable[Reading]) -> tuple[MarkedBlock, ...]:
    """The blocks of the text, cut at the ends of every quote, unexplained number and sentence that was passed over."""
    spans: dict[Span, set[str]] = {}
    for reading in found:
        spans.setdefault(reading.span, set()).add(reading.kind)
    for entry in record.ledger:
        if entry.role == UNEXPLAINED:
            spans.setdefault(entry.span, set()).add(UNEXPLAINED)
    for span in record.unread:
        spans.setdefault(span, set()).add(PASSED)
    blocks = []
    for block in record.blocks:
        inside = {s: k for s, k in spans.items() if s.start < block.span.end and block.span.start < s.end}
        blocks.append(MarkedBlock(block, _pieces(text, block.span, inside)))
    return tuple(blocks)


def _pieces(text: str, block: Span, spans: Mapping[Span, set[str]]) -> tuple[Piece, ...]:
    """One sweep over the ends; the work grows with the quotes of the block times those open at once."""
    begun = [span for span in spans if span.start >= block.start]
    nested = _nested(begun, block.end)
    cuts = {block.start, block.end}
    for span in spans:
        cuts |= {max(span.start, block.start), min(span.end, block.end)}
    waiting = sorted(spans, reverse=True)
    live: list[Span] = []
    pieces = []
    for start, end in pairwise(sorted(cuts)):
        live = [span for span in live if span.end > start]
        while waiting and waiting[-1].start <= start:
            live.append(waiting.pop())
        covers = tuple(sorted(live))
        pieces.append(
            Piece(
                text=text[start:end],
                kinds=tuple(sorted({kind for span in covers for kind in spans[span]})),
                covers=covers,
                opens=tuple(sorted((s for s in nested if s.start == start), key=lambda s: -s.end)),
                closes=sum(min(s.end, block.end) == end for s in nested),
                crosses=tuple(s for s in sorted(begun) if s.start == start and s not in nested),
            )
        )
    return tuple(pieces)


def _nested(spans: Iterable[Span], end: int) -> frozenset[Span]:
    """The spans, cut at `end`, that lie inside or beside each other; of two that cross, the one that begins first."""
    kept: list[Span] = []
    around: list[int] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        while around and around[-1] <= span.start:
            around.pop()
        if not around or min(span.end, end) <= around[-1]:
            around.append(min(span.end, end))
            kept.append(span)
    return frozenset(kept)


def _reading(row: Row, called: Mapping[str, Entity]) -> Reading:
    span = Span(int(row["start"].value), int(row["end"].value))
    node = called[row["node"].value]
    if row["type"].value != STATEMENT or "subject" not in row:
        return Reading(span, node, node.kind or kind_of(node.iri, (row["type"].value,)))
    value = row["value"]
    return Reading(
        span,
        node,
        "edge",
        called[row["subject"].value],
        called[row["property"].value],
        called[value.value] if value.kind == "uri" else value,
        row["precision"].value if "precision" in row else "",
    )


def _order(reading: Reading) -> tuple[int, int, str, str]:
    return reading.span.start, reading.span.end, reading.kind, reading.node.iri
