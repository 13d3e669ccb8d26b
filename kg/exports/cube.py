"""Observations and targets as RDF Data Cubes, with the structure that ontology/cube.ttl defines."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.exports.spaces import SPACES
from kg.knowledge.turtle import turtle
from kg.paths import ONTOLOGY
from kg.terms import CUBE, DCTERMS, POL, QB, RDF, SDMX_ATTRIBUTE, SDMX_DIMENSION, SDMX_MEASURE, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.exports.readings import FigureKind, Reading, Readings

STRUCTURE = "cube.ttl"
DATASET: Mapping[FigureKind, str] = {"obs": "observations", "target": "targets"}
CODED = {"indicator": "indicator", "appliesTo": "facility", "region": "region", "requires": "policy"}
ATTRIBUTES = ("valueQualifier", "dateBasis", "comparator", "valueMax", "modality", "hedge")
PREFIXES = {
    **SPACES,
    "cube": CUBE,
    "qb": QB,
    "sdmx-dimension": SDMX_DIMENSION,
    "sdmx-measure": SDMX_MEASURE,
    "sdmx-attribute": SDMX_ATTRIBUTE,
}
NOT_STATED = NamedNode(CUBE + "not-stated")
DIMENSIONS: Mapping[FigureKind, tuple[str, ...]] = {
    "obs": ("indicator", "appliesTo", "region"),
    "target": ("indicator", "appliesTo", "region", "requires"),
}

Term = NamedNode | Literal
Key = tuple[tuple[str, Term], ...]


def cube(observations: Readings, targets: Readings) -> bytes:
    """Both data sets with their structure, and a concept for every value of a dimension."""
    found = {quad.triple for quad in turtle(ONTOLOGY / STRUCTURE)}
    for readings in (observations, targets):
        found.update(_filled(readings))
    return serialize(sorted(found, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _filled(readings: Readings) -> Iterator[Triple]:
    before: Counter[Key] = Counter()
    for row in readings.rows:
        codes = {name: _code(readings, row, name) for name in DIMENSIONS[readings.kind]}
        key: Key = (
            *((CODED[name], code) for name, (code, _) in codes.items()),
            ("period", _period(row, "asOf" if readings.kind == "obs" else "deadline", "periodStart")),
            ("baseline", _period(row, "baselineDate")),
            ("population", Literal(row.word("population"))),
        )
        before[key] += 1
        this = NamedNode(row.iri)
        yield Triple(this, _rdf("type"), NamedNode(QB + "Observation"))
        yield Triple(this, NamedNode(QB + "dataSet"), NamedNode(CUBE + DATASET[readings.kind]))
        for name, value in (*key, ("alternative", Literal(before[key]))):
            yield Triple(this, NamedNode(CUBE + name), value)
        yield from _said(this, row)
        for _, about in codes.values():
            yield from about
        for name, value in key:
            if name in {"period", "baseline"} and value != NOT_STATED and isinstance(value, NamedNode):
                yield from _period_code(value)


def _said(this: NamedNode, row: Reading) -> Iterator[Triple]:
    yield Triple(this, NamedNode(SDMX_MEASURE + "obsValue"), _decimal(row.word("value")))
    for unit in row.nodes("unit"):
        yield Triple(this, NamedNode(SDMX_ATTRIBUTE + "unitMeasure"), NamedNode(unit))
    for name in ATTRIBUTES:
        for iri in row.nodes(name):
            yield Triple(this, NamedNode(POL + name), NamedNode(iri))
    if most := row.word("valueMax"):
        yield Triple(this, NamedNode(POL + "valueMax"), _decimal(most))


def _code(readings: Readings, row: Reading, name: str) -> tuple[NamedNode, tuple[Triple, ...]]:
    """The value of a dimension and what is said of it: the node, one concept for several, or that none is stated."""
    iris = row.nodes(name)
    if not iris:
        return NOT_STATED, ()
    several = hashlib.sha256("\n".join(iris).encode()).hexdigest()[:16]
    code = NamedNode(iris[0] if len(iris) == 1 else f"{CUBE}{CODED[name]}/{several}")
    about = [
        Triple(code, _rdf("type"), NamedNode(SKOS + "Concept")),
        Triple(code, NamedNode(SKOS + "inScheme"), NamedNode(f"{CUBE}codes-{CODED[name]}")),
    ]
    for language in readings.names:
        names = [readings.name(iri, language) for iri in iris]
        if all(names):
            label = Literal(" + ".join(names), language=language)
            about.append(Triple(code, NamedNode(SKOS + "prefLabel"), label))
    if len(iris) > 1:
        about += [Triple(code, NamedNode(DCTERMS + "hasPart"), NamedNode(iri)) for iri in iris]
    return code, tuple(about)


def _period(row: Reading, end: str, start: str = "") -> NamedNode:
    last, first = row.word(end), row.word(start) if start else ""
    if not last:
        return NOT_STATED
    return NamedNode(f"{CUBE}period/{first}--{last}" if first else f"{CUBE}period/{last}")


def _period_code(period: NamedNode) -> Iterator[Triple]:
    name = period.value.removeprefix(f"{CUBE}period/")
    yield Triple(period, _rdf("type"), NamedNode(SKOS + "Concept"))
    yield Triple(period, NamedNode(SKOS + "inScheme"), NamedNode(CUBE + "codes-period"))
    yield Triple(period, NamedNode(SKOS + "prefLabel"), Literal(name.replace("--", "/")))
    yield Triple(period, NamedNode(SKOS + "notation"), Literal(name.replace("--", "/")))


def _decimal(word: str) -> Literal:
    return Literal(word if "." in word else f"{word}.0", datatype=NamedNode(XSD + "decimal"))


def _rdf(name: str) -> NamedNode:
    return NamedNode(RDF + name)
