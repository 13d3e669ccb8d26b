"""The curated vocabulary of ontology/vocab/*.ttl as concepts with all their names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.errors import KnowledgeError
from kg.knowledge.turtle import turtle
from kg.knowledge.types import Concept
from kg.terms import POL, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.model import EntityKind

KINDS: Mapping[str, EntityKind] = {
    POL + "Policy": "policy",
    POL + "Agency": "agency",
    POL + "FacilityType": "facility",
    POL + "Indicator": "indicator",
    POL + "Programme": "programme",
    POL + "Person": "person",
    POL + "Region": "region",
}
_NAMES = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")
_Properties = dict[str, list[tuple[str, str]]]


def load_concepts(folder: Path) -> Mapping[str, Concept]:
    """Every curated concept of a kind that documents name, by IRI, in the order of IRIs."""
    described: dict[str, _Properties] = defaultdict(lambda: defaultdict(list))
    origin: dict[str, str] = {}
    for path in sorted(folder.glob("*.ttl")):
        for subject, predicate, value, language in _triples(path):
            described[subject][predicate].append((value, language))
            origin.setdefault(subject, str(path))
    concepts = {}
    for iri in sorted(described):
        kind = next((KINDS[value] for value, _ in described[iri][RDF + "type"] if value in KINDS), None)
        if kind is not None:
            concepts[iri] = _concept(iri, kind, described[iri], origin[iri])
    return concepts


def _triples(path: Path) -> list[tuple[str, str, str, str]]:
    """The triples of a file: subject, predicate, value, and the language of that or ""."""
    rows = []
    for quad in turtle(path):
        language = quad.object.language or "" if isinstance(quad.object, ox.Literal) else ""
        subject, value = cast("ox.NamedNode", quad.subject).value, cast("ox.NamedNode | ox.Literal", quad.object).value
        rows.append((subject, quad.predicate.value, value, language))
    return rows


def _concept(iri: str, kind: EntityKind, properties: _Properties, path: str) -> Concept:
    """A concept of its properties; KnowledgeError where it lacks a label."""
    labels = {language: value for value, language in sorted(properties[SKOS + "prefLabel"])}
    if not {"zh", "en"} <= labels.keys():
        raise KnowledgeError(
            path, "", f"<{iri}> lacks a preferred label in both zh and en", 'Add skos:prefLabel "…"@zh , "…"@en'
        )
    names = sorted({name for predicate in _NAMES for name in properties[predicate]})
    return Concept(
        iri=iri,
        kind=kind,
        labels=labels,
        names=tuple(names),
        traps=tuple(sorted(value for value, _ in properties[POL + "notLabel"])),
        broader=tuple(sorted(value for value, _ in properties[SKOS + "broader"])),
        statistic=_single(properties, "statistic"),
        unit=_single(properties, "unit"),
    )


def _single(properties: _Properties, name: str) -> str:
    return next((value for value, _ in sorted(properties[POL + name])), "")
