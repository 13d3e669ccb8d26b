"""What a document names: every entity with the words it is named by, and the policies that it cites."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import regex

from kg.extraction.facilities import entity_of
from kg.extraction.lexicon import lexicon_of
from kg.extraction.quotes import quote
from kg.model import Document, Edge, Entity, Mention, Naming, Span, Statement
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Own, Situated
    from kg.knowledge.types import Knowledge

RULE = "NAM-01"  # named in running text
CITES_RULE = "NAM-05"  # a policy that another names
NAMED = ("policy", "agency", "facility", "programme", "person", "region")


def namings(situated: Sequence[Situated], own: Own, document: Document, knowledge: Knowledge) -> Iterator[Naming]:
    """One naming an entity, with the first place of each of its spellings as evidence.

    A department named with its body names the body too; the publisher, where it is the agency of the document, may be
    named over two lines.
    """
    places: dict[Entity, dict[str, Span]] = defaultdict(dict)
    for sentence in situated:
        for mention in sentence.mentions:
            if mention.kind in NAMED and isinstance(mention.value, Entity):
                key = mention.text.strip("《》 ")
                places[mention.value].setdefault(key, mention.span)
                for body in _bodies_within(mention, knowledge):
                    places[body].setdefault(key, mention.span)
    publisher = document.metadata.publisher
    known = lexicon_of(knowledge).keys.get(name_key(publisher))
    if own.agency is not None and known is not None and known.iri == own.agency.concept:
        for span in _over_lines(publisher, document):
            places[own.agency].setdefault(publisher, span)
    for entity, spellings in places.items():
        yield Naming(entity, tuple(quote(span, document, RULE) for span in spellings.values()))


def _bodies_within(mention: Mention, knowledge: Knowledge) -> Iterator[Entity]:
    """The bodies above an agency whose own names stand within the words that name it."""
    agency = mention.value
    if mention.kind != "agency" or not isinstance(agency, Entity):
        return
    concept = knowledge.concepts.get(agency.concept)
    for iri in agency.broader if concept is None else concept.broader:
        above = knowledge.concepts.get(iri)
        if above is not None and any(name in mention.text for name, _ in above.names if name != mention.text):
            yield entity_of(above)


def _over_lines(name: str, document: Document) -> Iterator[Span]:
    """Where a name stands in what is read, blanks and line breaks between its characters aside."""
    boilerplate = [block.span for block in document.blocks if block.role == "boilerplate"]
    for match in regex.finditer(r"\s*".join(map(regex.escape, name)), document.text):
        if all(match.end() <= span.start or span.end <= match.start() for span in boilerplate):
            yield Span(*match.span())


def citations(
    situated: Sequence[Situated],
    own: Own,
    related: frozenset[int],
    of_itself: Sequence[Statement],
    document: Document,
) -> Iterator[Edge]:
    """What a document that is a policy names without saying more of it, there or in its title: it cites it."""
    policies = tuple(m for sentence in situated for m in sentence.mentions if m.kind == "policy")
    seen = {scope.policy.key for scope in (own.scope, own.content) if scope is not None}
    seen |= {m.value.key for m in policies if m.span.start in related and isinstance(m.value, Entity)}
    seen |= {one.object.key for one in of_itself if isinstance(one, Edge)}
    for mention in policies:
        scope = own.at(mention.span.start)
        entity = mention.value
        if scope is None or not isinstance(entity, Entity) or entity.key in seen:
            continue
        seen.add(entity.key)
        quotes = (quote(mention.span, document, CITES_RULE), quote(scope.span, document, CITES_RULE))
        yield Edge(scope.policy, "cites", entity, quotes)
