"""What a document that is a policy tells of itself: title, issuers, number, date, and what it does to others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.english_heads import issuers_in_english
from kg.extraction.quotes import quote
from kg.extraction.title_kinds import is_unissued
from kg.extraction.title_statements import PROMULGATES_RULE, done_to, issued_by
from kg.model import Attribute, Document, Edge, Entity, Evidence, Naming, Period, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extraction.title_statements import Issuing
    from kg.extraction.types import Own
    from kg.knowledge.types import Knowledge

OWN_RULE = "NAM-03"  # the document's own head and signature


def own_statements(own: Own, issuing: Issuing, document: Document, knowledge: Knowledge) -> Iterator[Statement]:
    """What a document that is a policy tells of itself: title, issuers, number, date.

    `issuing` are keys of what the text says that a notice issues, by the key of the notice.
    """
    if own.scope is None:
        return
    itself, title = own.scope.policy, quote(own.scope.span, document, OWN_RULE)
    yield Naming(itself, (title,))
    for mention in own.issuers:
        if isinstance(mention.value, Entity):
            yield Edge(mention.value, "issues", itself, (quote(mention.span, document, OWN_RULE), title))
    for agency in () if own.issuers else issuers_in_english(itself.label, document, knowledge):
        yield Edge(agency, "issues", itself, (title,))
    if own.number is not None:
        yield Attribute(itself, "documentNumber", own.number.text, (quote(own.number.span, document, OWN_RULE), title))
    if own.date is not None and isinstance(own.date.value, Period):
        yield Attribute(itself, "issuedOn", own.date.value, (quote(own.date.span, document, OWN_RULE), title))
    yield from _lineage_of_own(own, itself, title, document, knowledge)
    if own.content is not None:
        content = quote(own.content.span, document, PROMULGATES_RULE)
        yield Naming(own.content.policy, (content,))
        if not is_unissued(itself.label, own.content.policy.label, knowledge.structure):
            yield Edge(itself, "promulgates", own.content.policy, (content, replace(title, rule=PROMULGATES_RULE)))
        yield from _head_of_content(own, own.content.policy, content, document)
    elif (issued := issued_by(itself, issuing, knowledge)) is not None:
        yield Naming(issued, (replace(title, rule=PROMULGATES_RULE),))
        yield Edge(itself, "promulgates", issued, (replace(title, rule=PROMULGATES_RULE),))


def _head_of_content(own: Own, issued: Entity, title: Evidence, document: Document) -> Iterator[Statement]:
    """What the lines under the title of what a notice issues tell of that: 某市教育局 2008年10月6日."""
    title = replace(title, rule=OWN_RULE)
    for mention in own.content_issuers:
        if isinstance(mention.value, Entity):
            yield Edge(mention.value, "issues", issued, (quote(mention.span, document, OWN_RULE), title))
    if own.content_date is not None and isinstance(own.content_date.value, Period):
        day = quote(own.content_date.span, document, OWN_RULE)
        yield Attribute(issued, "issuedOn", own.content_date.value, (day, title))


def _lineage_of_own(
    own: Own, itself: Entity, title: Evidence, document: Document, knowledge: Knowledge
) -> Iterator[Statement]:
    """What amended it, and what it carries out, amends or repeals, by its head and its title."""
    for mention in own.amendments:
        amended = own.content.policy if own.content and own.content.span.start < mention.span.start else itself
        if isinstance(mention.value, Entity) and mention.value.key != amended.key:
            yield Edge(mention.value, "amends", amended, (quote(mention.span, document, OWN_RULE), title))
    for relation, law in done_to(itself.label, knowledge):
        yield Naming(law, (title,))
        yield Edge(itself, relation, law, (title,))
