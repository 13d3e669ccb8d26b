"""That a document repeats the text of another, as triples of the derived graph with the words that both have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.graph.changed import holds
from kg.graph.derive import DERIVED
from kg.graph.identify import decimal_text, statement_iri
from kg.graph.names import DECIMAL, EVIDENCE, OA, OBJECT, POL, PREDICATE, RULE, STATEMENT, SUBJECT, TYPE
from kg.graph.quotes import whole
from kg.graph.spelling import literal_text
from kg.terms import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from pyoxigraph import Store, Triple

    from kg.graph.changed import Changed
    from kg.graph.facts import Triple as Spelled
    from kg.model import Span

QUOTES = NamedNode(EVIDENCE[1:-1])
TEXT_IN_COMMON = "text in common"  # the name of the rule that finds it


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document, at their place."""

    document: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A document that has the text of an earlier one, whose `share` of the shorter; one passage of both.

    Where the days do not tell that it is the later one, `surely` is false: then neither is said to repeat the other.
    """

    later: str
    earlier: str
    surely: bool
    share: Decimal
    passages: tuple[Passage, ...]


def triples(repeat: Repeat) -> Iterator[Triple]:
    """What the derived graph says of it."""
    spelled = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in _spelled(repeat))
    return (quad.triple for quad in parse(spelled.encode(), RdfFormat.N_TRIPLES))


def tell(store: Store, changed: Changed, repeat: Repeat) -> None:
    """Add what the derived graph says of it, but what documents say already."""
    for triple in triples(repeat):
        if not holds(store, triple):
            store.add(Quad(triple.subject, triple.predicate, triple.object, DERIVED))
            changed.come(store, triple)


def untell(store: Store, changed: Changed, later: str, earlier: str) -> None:
    """Take away what the derived graph says of one document's repeating another."""
    one, other = DOCUMENT + later, DOCUMENT + earlier
    for predicate in (POL.repeats, POL.sharesTextWith):
        statement = NamedNode(statement_iri(one, predicate[1:-1], other))
        quoted = [quad.object for quad in _said_of(store, statement) if quad.predicate == QUOTES]
        edge = Quad(NamedNode(one), NamedNode(predicate[1:-1]), NamedNode(other), DERIVED)
        _remove(store, changed, [*_said_of(store, statement), *([edge] if edge in store else [])])
        for passage in quoted:
            if isinstance(passage, NamedNode) and not any(store.quads_for_pattern(None, QUOTES, passage, DERIVED)):
                _remove(store, changed, _said_of(store, passage))


def _said_of(store: Store, node: NamedNode) -> list[Quad]:
    return list(store.quads_for_pattern(node, None, None, DERIVED))


def _remove(store: Store, changed: Changed, quads: Iterable[Quad]) -> None:
    for quad in quads:
        store.remove(quad)
        changed.go(store, quad.triple)


def _spelled(repeat: Repeat) -> Iterator[Spelled]:
    """The triples of a repeat, with the passages that both have."""
    later, earlier = f"<{DOCUMENT}{repeat.later}>", f"<{DOCUMENT}{repeat.earlier}>"
    predicate = POL.repeats if repeat.surely else POL.sharesTextWith
    yield later, predicate, earlier
    node = f"<{statement_iri(later[1:-1], predicate[1:-1], earlier[1:-1])}>"
    yield node, TYPE, STATEMENT
    yield node, SUBJECT, later
    yield node, PREDICATE, predicate
    yield node, OBJECT, earlier
    yield node, POL.sharedText, literal_text(decimal_text(repeat.share), DECIMAL)
    yield node, RULE, literal_text(TEXT_IN_COMMON)
    for passage in repeat.passages:
        document, span = f"<{DOCUMENT}{passage.document}>", passage.span
        quote = f"<{DOCUMENT}{passage.document}#char={span.start},{span.end}>"
        yield node, EVIDENCE, quote
        yield quote, TYPE, POL.Evidence
        yield quote, POL.inDocument, document
        yield quote, OA.exact, literal_text(passage.words)
        yield quote, OA.start, whole(span.start)
        yield quote, OA.end, whole(span.end)
