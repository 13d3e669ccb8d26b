"""Graphs under test as rdflib has them: its terms for the names of the ontology, and our functions upon its graphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Graph, Namespace

from kg import terms
from kg.graph import assemble as assembling
from kg.graph import nquads
from kg.graph import validate as validating
from kg.graph.identify import document_iri
from kg.graph.nodes import as_graph, of_graph

if TYPE_CHECKING:
    from kg.graph.shapes import Shapes
    from kg.model import Document, Extraction, Finding

POL, VOC, RDF = Namespace(terms.POL), Namespace(terms.VOC), Namespace(terms.RDF)
SKOS, DCTERMS, OA = Namespace(terms.SKOS), Namespace(terms.DCTERMS), Namespace(terms.OA)
SH, XSD = Namespace(terms.SH), Namespace(terms.XSD)
TYPE, SUBJECT, PREDICATE, OBJECT = RDF.type, RDF.subject, RDF.predicate, RDF.object
PREF_LABEL, ALT_LABEL, EVIDENCE, DATE_PRECISION = SKOS.prefLabel, SKOS.altLabel, POL.evidence, POL.datePrecision
DECIMAL, DATE, INTEGER = XSD.decimal, XSD.date, XSD.integer


@dataclass(frozen=True)
class Checked:
    """What `validate` gives, as graphs."""

    graph: Graph
    quarantine: Graph
    findings: tuple[Finding, ...]


def assemble(extraction: Extraction) -> Graph:
    return as_graph(assembling.assemble(extraction), document_iri(extraction.document))


def validate(graph: Graph, document: Document, shapes: Shapes) -> Checked:
    checked = validating.validate(of_graph(graph), document, shapes)
    return Checked(as_graph(checked.graph), as_graph(checked.quarantine), checked.findings)


def lines(graph: Graph, name: str) -> tuple[str, ...]:
    return nquads.lines(of_graph(graph), name)
