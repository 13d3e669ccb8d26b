"""Edges and attributes that patterns read between the mentions of a sentence: issuing, lineage, posts, hosts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.readings import Reading, matches, settle, span_of, whole
from kg.extraction.repeals import repeals
from kg.model import Attribute, Document, Edge, Entity, Evidence, Mention, Period, Quantity, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

RELATIONS = ("issues", "identifies", "lineage", "speaks")
SCOPE, EVENT = "scope", "event"
RESTING = frozenset({"basedOn", "implements"})


@dataclass(frozen=True, slots=True)
class Relations:
    """The statements read, offsets of the times they used, and offsets of the policies that a lineage speaks of.

    `issuing` are the keys of what each policy is told to promulgate, by its own key.
    """

    statements: tuple[Statement, ...]
    times: frozenset[int]
    related: frozenset[int]
    issuing: Mapping[str, frozenset[str]]


def relations(
    situated: Sequence[Situated], event: Entity | None, document: Document, knowledge: Knowledge
) -> Relations:
    """What every sentence states by the patterns of `RELATIONS`; `event` is what is told of (a press conference)."""
    statements: list[Statement] = []
    times: set[int] = set()
    related: set[int] = set()
    for sentence in situated:
        for name in RELATIONS:
            for reading in settle(tuple(matches(sentence, name, knowledge)), extent=_extent):
                found = tuple(_statements(reading, event, document))
                statements += found
                if found:
                    roles = [mention for role, _ in reading.roles for mention in reading.mentions(role)]
                    times |= {mention.span.start for mention in roles if mention.kind == "time"}
                    if name == "lineage":
                        related |= {mention.span.start for mention in roles if mention.kind == "policy"}
    for edge, place in repeals(situated, document, knowledge):
        statements.append(edge)
        related.add(place)
    issuing = _issuing(statements)
    kept = tuple(one for one in statements if not _rests_on_issued(one, issuing))
    return Relations(kept, frozenset(times), frozenset(related), issuing)


def _extent(reading: Reading) -> tuple[int, int]:
    """From the first to the last of what plays a role: 根据《A》，现将《B》印发 tells two things by one 现将."""
    places = [place for _, place in reading.roles]
    return (min(start for start, _ in places), max(end for _, end in places)) if places else whole(reading)


def _issuing(statements: Sequence[Statement]) -> Mapping[str, frozenset[str]]:
    issued: dict[str, frozenset[str]] = {}
    for edge in statements:
        if isinstance(edge, Edge) and edge.relation == "promulgates":
            issued[edge.subject.key] = issued.get(edge.subject.key, frozenset()) | {edge.object.key}
    return issued


def _rests_on_issued(statement: Statement, issuing: Mapping[str, frozenset[str]]) -> bool:
    """Whether a notice would rest on the very plan that it issues: in it, 按照《方案》要求 is said to others."""
    if not isinstance(statement, Edge) or statement.relation not in RESTING:
        return False
    return statement.object.key in issuing.get(statement.subject.key, frozenset())


def _statements(reading: Reading, event: Entity | None, document: Document) -> Iterator[Statement]:
    evidence = _evidence(reading, document)
    for subject, relation, object_ in reading.pattern.edges:
        for one in _entities(reading, subject, event):
            for other in _entities(reading, object_, event):
                if (one.kind, one.key) != (other.kind, other.key):
                    quotes = _with_scope(evidence, reading, document) if SCOPE in (subject, object_) else evidence
                    yield Edge(one, relation, other, quotes)
    for subject, attribute, value in reading.pattern.attributes:
        for one in _entities(reading, subject, event):
            stated = _value(reading, value, document)
            if stated is not None:
                quotes = _with_scope(evidence, reading, document) if subject == SCOPE else evidence
                yield Attribute(one, attribute, stated, quotes)


def _entities(reading: Reading, role: str, event: Entity | None) -> tuple[Entity, ...]:
    """Who plays a role; of a list of policies the titles alone, not the issuers between them."""
    if role == SCOPE:
        scope = reading.situated.scope
        return (scope.policy,) if scope is not None and not scope.inline else ()
    if role == EVENT:
        return (event,) if event is not None else ()
    named = [mention.value for mention in reading.mentions(role) if isinstance(mention.value, Entity)]
    return tuple(dict.fromkeys([entity for entity in named if entity.kind == "policy"] or named))


def _value(reading: Reading, role: str, document: Document) -> Period | str | int | None:
    stretch = reading.role(role)
    if stretch is None:
        return None
    mention = next(iter(reading.mentions(role)), None)
    if mention is None:
        span = span_of(reading.situated, stretch)
        return document.text[span.start : span.end].strip() or None
    return _plain(mention)


def _plain(mention: Mention) -> Period | str | int | None:
    if isinstance(mention.value, Period):
        return mention.value
    if isinstance(mention.value, Quantity) and mention.value.value == int(mention.value.value):
        return int(mention.value.value)
    return mention.text if mention.kind == "number" else None


def _evidence(reading: Reading, document: Document) -> tuple[Evidence, ...]:
    span = span_of(reading.situated, (reading.start, reading.end))
    return (_quote(span, reading, document),)


def _with_scope(evidence: tuple[Evidence, ...], reading: Reading, document: Document) -> tuple[Evidence, ...]:
    """The governing policy's own words are part of what was read."""
    scope = reading.situated.scope
    if scope is None:
        return evidence
    return (*evidence, _quote(scope.span, reading, document))


def _quote(span: Span, reading: Reading, document: Document) -> Evidence:
    return Evidence(span, document.text[span.start : span.end], reading.pattern.id)
