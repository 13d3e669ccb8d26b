"""Edges and attributes that patterns read between the mentions of a sentence: issuing, lineage, posts, hosts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extraction.issuers import givers_of
from kg.extraction.listed import listed
from kg.extraction.quotes import quote
from kg.extraction.readings import Reading, matches, settle, span_of, whole
from kg.extraction.title_kinds import bare_title, is_unissued
from kg.extraction.title_statements import issued_by
from kg.extraction.types import Scope
from kg.model import Attribute, Document, Edge, Entity, Evidence, Mention, Period, Quantity, Span, Statement
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extraction.types import Own, Situated
    from kg.knowledge.types import Knowledge

RELATIONS = ("issues", "identifies", "lineage", "speaks")
SCOPE, EVENT = "scope", "event"
KIND = "kind"  # the role of the kind of what a headline names: 教育部等八部门联合印发方案
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
    situated: Sequence[Situated], own: Own, event: Entity | None, document: Document, knowledge: Knowledge
) -> Relations:
    """What every sentence states by the patterns of `RELATIONS`; `event` is what is told of (a press conference)."""
    topic = topic_of(situated, own, knowledge)
    statements: list[Statement] = []
    times: set[int] = set()
    related: set[int] = set()
    for sentence in situated:
        for name in RELATIONS:
            for reading in settle(tuple(matches(sentence, name, knowledge)), extent=_extent):
                of_kind = reading.role(KIND)
                scope = _scope(reading.situated, topic, knowledge)
                scope = scope if of_kind is None else _of_headline(span_of(reading.situated, of_kind), topic, document)
                found = tuple(_statements(reading, scope, event, document))
                statements += found
                if found:
                    roles = [mention for role, _ in reading.roles for mention in reading.mentions(role)]
                    times |= {mention.span.start for mention in roles if mention.kind == "time"}
                    if name == "lineage":
                        related |= {mention.span.start for mention in roles if mention.kind == "policy"}
    for statement, place in listed(situated, topic, document, knowledge):
        statements.append(statement)
        related.add(place)
    statements += tuple(_given(statements, knowledge))
    statements = [one for one in statements if not _shows_draft(one, knowledge)]
    issuing = _issuing(statements)
    kept = tuple(one for one in statements if not _rests_on_issued(one, issuing))
    return Relations(kept, frozenset(times), frozenset(related), issuing)


def _given(statements: Sequence[Statement], knowledge: Knowledge) -> Iterator[Edge]:
    """Who issued a policy by the number of the order that made it known: 《校车条例》（国务院令第617号）."""
    for one in statements:
        if isinstance(one, Attribute) and one.property == "documentNumber" and isinstance(one.value, str):
            for body in givers_of(one.value, knowledge):
                yield Edge(body, "issues", one.subject, one.evidence)


def _shows_draft(one: Statement, knowledge: Knowledge) -> bool:
    """Whether something would be issued that is only shown to be commented on."""
    if not isinstance(one, Edge) or one.relation != "promulgates":
        return False
    return is_unissued(one.subject.label, one.object.label, knowledge.structure)


def topic_of(situated: Sequence[Situated], own: Own, knowledge: Knowledge) -> Scope | None:
    """The policy that a page is about which is none itself: the one that its first line names (《X》解读).

    Of a letter that asks for opinions on a draft it is that.
    """
    if own.content is not None or not situated:
        return None
    if own.scope is not None:
        return _commented(situated, own.scope, knowledge)
    named = {m.value: m.span for m in situated[0].mentions if m.kind == "policy" and isinstance(m.value, Entity)}
    return next((Scope(policy, span) for policy, span in named.items()), None) if len(named) == 1 else None


def _commented(situated: Sequence[Situated], itself: Scope, knowledge: Knowledge) -> Scope | None:
    """The one draft that the title of a letter asks for opinions on."""
    if not is_unissued(itself.policy.label, "", knowledge.structure):
        return None
    of_title = (m for one in situated for m in one.mentions if itself.span.start < m.span.start < itself.span.end)
    named = {m.value: m.span for m in of_title if m.kind == "policy" and isinstance(m.value, Entity)}
    return next((Scope(policy, span) for policy, span in named.items()), None) if len(named) == 1 else None


def _scope(one: Situated, topic: Scope | None, knowledge: Knowledge) -> Scope | None:
    """What governs a sentence; on a page about a policy that, or what it issues, where it says 本方案 of it."""
    if one.scope is not None and not one.scope.inline:
        issued = issued_by(one.scope.policy, {}, knowledge)
        spoken_of = issued is not None and _is_spoken_of(issued, one, knowledge)
        if issued is None and topic is not None and _is_spoken_of(topic.policy, one, knowledge):
            return topic  # a letter shows what it asks opinions on, which says 本预案 of itself
        return replace(one.scope, policy=issued) if issued is not None and spoken_of else one.scope
    if topic is None:
        return None
    issued = issued_by(topic.policy, {}, knowledge)
    about = [topic.policy, *([issued] if issued is not None else [])]
    return next((replace(topic, policy=it) for it in about if _is_spoken_of(it, one, knowledge)), None)


def _of_headline(kind: Span, topic: Scope | None, document: Document) -> Scope | None:
    """What the headline of news names, where it is a policy of the kind that the text tells of."""
    told = fold(document.text[kind.start : kind.end])
    return topic if topic is not None and fold(topic.policy.label).endswith(told) else None


def _is_spoken_of(policy: Entity, one: Situated, knowledge: Knowledge) -> bool:
    """Whether a sentence points at a policy by its kind: 本方案, 该《方案》."""
    kinds = [head for head in knowledge.titles.heads if bare_title(policy.label, knowledge.titles).endswith(head)]
    said = (pointer + mark + head for pointer in knowledge.titles.pointers for mark in ("", "《") for head in kinds)
    return any(words in one.sentence.folded for words in said)


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


def _statements(reading: Reading, scope: Scope | None, event: Entity | None, document: Document) -> Iterator[Statement]:
    """What a pattern states where it is read: its edges, then its attributes; of a policy that itself is not."""
    evidence = _evidence(reading, document)
    given = {SCOPE: scope.policy if scope else None, EVENT: event}
    for subject, relation, object_ in reading.pattern.edges:
        for one in _entities(reading, subject, given):
            for other in _entities(reading, object_, given):
                if (one.kind, one.key) != (other.kind, other.key):
                    by_scope = scope if SCOPE in (subject, object_) else None
                    yield Edge(one, relation, other, _with_scope(evidence, by_scope, reading, document))
    for subject, attribute, value in reading.pattern.attributes:
        for one in _entities(reading, subject, given):
            stated = _value(reading, value, document)
            if stated is not None:
                by_scope = scope if subject == SCOPE else None
                yield Attribute(one, attribute, stated, _with_scope(evidence, by_scope, reading, document))


def _entities(reading: Reading, role: str, given: Mapping[str, Entity | None]) -> tuple[Entity, ...]:
    """Who plays a role; of a list of policies the titles alone, not the issuers between them."""
    if role in given:
        entity = given[role]
        return (entity,) if entity is not None else ()
    named = [mention.value for mention in reading.mentions(role) if isinstance(mention.value, Entity)]
    return tuple(dict.fromkeys([entity for entity in named if entity.kind == "policy"] or named))


def _value(reading: Reading, role: str, document: Document) -> Period | str | int | None:
    """What is told in a role: a period, a whole number, or its words; None where nothing is."""
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
    return (quote(span, document, reading.pattern.id),)


def _with_scope(
    evidence: tuple[Evidence, ...], scope: Scope | None, reading: Reading, document: Document
) -> tuple[Evidence, ...]:
    """The governing policy's own words are part of what was read."""
    return evidence if scope is None else (*evidence, quote(scope.span, document, reading.pattern.id))
