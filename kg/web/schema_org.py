"""What a page is about in the words of schema.org, for search engines: https://schema.org/Legislation, Dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.exports.dates import at_precision
from kg.query.figures import PRECISION
from kg.query.label import Entity
from kg.query.request import Term
from kg.terms import BASE, SCHEMA_ORG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query.describe import Description, Fact
    from kg.query.figures import Day
    from kg.store.records import DocumentRecord

Plain = dict[str, object]
# What a relation between policies is called there; those that it has no word for are left to the RDF.
RELATIONS: Mapping[str, tuple[str, ...]] = {
    "legislationChanges": ("amends",),
    "legislationRepeals": ("supersedes",),
    "isBasedOn": ("basedOn", "implements"),
    "citation": ("cites",),
}


def legislation(found: Description) -> Plain:
    """A policy: its names, number, day, who issued it and what it rests on; what documents dispute is left out."""
    dates = [one for one in found.facts_of("issuedOn") if not one.stated and isinstance(one.value, Term)]
    precision = _first(found.facts_of("datePrecision"))
    about: Plain = {
        **_head("Legislation", found.entity.iri),
        "name": [_text(name) for name in found.names],
        "legislationPassedBy": [
            {"@type": "GovernmentOrganization", **_node(one)} for one in _entities(found.facts_of("issues", "in"))
        ],
        "legislationIdentifier": [
            one.value.value for one in found.facts_of("documentNumber") if isinstance(one.value, Term)
        ],
        **{
            name: [_node(one) for relation in own for one in _entities(found.facts_of(relation))]
            for name, own in RELATIONS.items()
        },
    }
    if len(dates) == 1 and isinstance(dates[0].value, Term):
        about["legislationDate"] = at_precision(dates[0].value.value, precision.iri if precision else "")
    return _said(about)


def article(record: DocumentRecord, published: Day) -> Plain:
    """A document: where it is from and when it was published."""
    return _said(
        {
            **_head("Article", f"{BASE}doc/{record.id}"),
            "headline": record.title,
            "inLanguage": record.language,
            "datePublished": at_precision(published.date, PRECISION + published.precision),
            "publisher": {"@type": "Organization", "name": record.publisher} if record.publisher else {},
            "url": record.url if record.url.startswith(("http:", "https:")) else "",
            "license": record.licence,
        }
    )


def dataset(name: str, description: str, files: Iterable[tuple[str, str]]) -> Plain:
    """The graph as a whole, with the addresses and media types of its files."""
    return {
        "@context": SCHEMA_ORG,
        "@type": "Dataset",
        "name": name,
        "description": description,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": where, "encodingFormat": media} for where, media in files
        ],
    }


def _head(kind: str, iri: str) -> Plain:
    return {"@context": SCHEMA_ORG, "@type": kind, "@id": iri}


def _said(about: Plain) -> Plain:
    """Without what nobody says."""
    return {name: value for name, value in about.items() if value}


def _node(entity: Entity) -> Plain:
    return {"@id": entity.iri, "name": {"@value": entity.label, "@language": entity.language or "und"}}


def _text(term: Term) -> Plain:
    return {"@value": term.value, "@language": term.language or "und"}


def _entities(facts: Iterable[Fact]) -> list[Entity]:
    return [fact.value for fact in facts if isinstance(fact.value, Entity) and not fact.stated]


def _first(facts: Iterable[Fact]) -> Entity | None:
    return next(iter(_entities(facts)), None)
