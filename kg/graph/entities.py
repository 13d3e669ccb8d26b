"""Entity nodes: who and what a document speaks of, named in its own words.

A curated entity has its labels in the ontology graph. A minted one is flagged unreviewed and carries every spelling;
which spelling is preferred is chosen from the union of the documents, so a document only states its own.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from kg.graph.identify import document_iri, entity_iri, evidence_iri
from kg.graph.names import ALT_LABEL, CLASSES, EVIDENCE, POL, PREF_LABEL, SKOS, TYPE, VOC
from kg.graph.statements import stated
from kg.model import Entity, Naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.quotes import Triple
    from kg.model import Document, Evidence, Statement


def entities(document: Document, statements: Iterable[Statement]) -> Iterator[Triple]:
    """A node for everything that the statements speak of; its quotes are those that name it, else those that use it."""
    named: dict[Entity, set[Evidence]] = {}
    used: dict[Entity, set[Evidence]] = {}
    for statement in statements:
        found = named if isinstance(statement, Naming) else used
        for entity in spoken_of(statement):
            found.setdefault(entity, set()).update(statement.evidence)
    for entity in {**named, **used}:
        yield from _entity(entity, named.get(entity) or used[entity], document)


def spoken_of(statement: Statement) -> Iterator[Entity]:
    """All entities of a statement, whatever part they play in it."""
    for field in fields(statement):
        value = getattr(statement, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Entity):
                yield part


def _entity(entity: Entity, evidence: Iterable[Evidence], document: Document) -> Iterator[Triple]:
    node = URIRef(entity_iri(entity))
    yield node, TYPE, CLASSES[entity.kind]
    yield node, POL.mentionedIn, URIRef(document_iri(document))
    # Without the rules: they belong to statements, an entity is not read by one rule.
    yield from ((node, EVIDENCE, URIRef(evidence_iri(document, one.span))) for one in evidence)
    if not entity.concept:
        yield from _minted(node, entity)
        label = Literal(entity.label, lang=entity.language)
        yield node, ALT_LABEL, label
        yield from stated((node, PREF_LABEL, label), evidence, document)


def _minted(node: URIRef, entity: Entity) -> Iterator[Triple]:
    """What only the vocabulary could say better."""
    yield node, POL.status, VOC.unreviewed
    match entity.kind:
        case "policy":
            yield node, POL.titleKey, Literal(entity.key)
        case "facility":
            yield node, SKOS.inScheme, VOC.facility
            yield from ((node, SKOS.broader, URIRef(broader)) for broader in entity.broader)
        case "indicator":
            for predicate, iri in ((POL.statistic, entity.statistic), (POL.unit, entity.unit)):
                if iri:
                    yield node, predicate, URIRef(iri)
