"""Entity nodes: who and what a document speaks of, named in its own words.

A curated entity has its labels in the ontology graph. A minted one is flagged unreviewed and carries every spelling;
which spelling is preferred is chosen from the union of the documents, so a document only states its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from kg.graph.identify import document_iri
from kg.graph.names import ALT_LABEL, CLASSES, EVIDENCE, POL, PREF_LABEL, SKOS, TYPE, VOC
from kg.graph.quotes import quote
from kg.graph.spelling import iri_text, literal_text
from kg.graph.statements import entity, stated
from kg.model import Attribute, Edge, Figure, Naming, Undertaking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.graph.facts import Triple
    from kg.model import Document, Entity, Evidence, Statement


def entities(document: Document, statements: Iterable[Statement]) -> Iterator[Triple]:
    """A node for everything that the statements speak of; its quotes are those that name it, else those that use it."""
    named: dict[Entity, dict[Evidence, None]] = {}
    used: dict[Entity, dict[Evidence, None]] = {}
    for statement in statements:
        found = named if isinstance(statement, Naming) else used
        quoted = dict.fromkeys(statement.evidence)
        for one in spoken_of(statement):
            found.setdefault(one, {}).update(quoted)
    for one, evidence in {**used, **named}.items():
        yield from _entity(one, evidence, document)


def spoken_of(statement: Statement) -> Iterator[Entity]:
    """All entities of a statement, whatever part they play in it."""
    match statement:
        case Naming():
            yield statement.entity
        case Edge():
            yield statement.subject
            yield statement.object
        case Attribute():
            yield statement.subject
        case Figure():
            yield statement.indicator
            yield from statement.facilities
            others = statement.policy, statement.region, statement.programme, statement.speaker, statement.event
            yield from filter(None, others)
        case Undertaking():
            yield from statement.facilities
            yield from filter(None, (statement.policy, statement.region, statement.speaker))
        case _:
            assert_never(statement)


def _entity(one: Entity, evidence: Collection[Evidence], document: Document) -> Iterator[Triple]:
    """The triples of an entity, with where it is named; one that no vocabulary has brings its own names."""
    node = entity(one)
    yield node, TYPE, CLASSES[one.kind]
    yield node, POL.mentionedIn, f"<{document_iri(document)}>"
    # Without the rules: they belong to statements, an entity is not read by one rule.
    for quoted in evidence:
        yield node, EVIDENCE, quote(document, quoted.span)
    if not one.concept:
        yield from _minted(node, one)
        label = literal_text(one.label, language=one.language)
        yield node, ALT_LABEL, label
        yield from stated((node, PREF_LABEL, label), evidence, document)


def _minted(node: str, one: Entity) -> Iterator[Triple]:
    """What only the vocabulary could say better."""
    yield node, POL.status, VOC.unreviewed
    match one.kind:
        case "policy":
            yield node, POL.titleKey, literal_text(one.key)
        case "facility":
            yield node, SKOS.inScheme, VOC.facility
            yield from ((node, SKOS.broader, iri_text(broader)) for broader in one.broader)
        case "indicator":
            for predicate, iri in ((POL.statistic, one.statistic), (POL.unit, one.unit)):
                if iri:
                    yield node, predicate, iri_text(iri)
