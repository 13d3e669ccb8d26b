"""The terms of the ontology as rdflib nodes: what the code writes into a graph, spelled once."""

from __future__ import annotations

from rdflib import Namespace, URIRef

from kg import terms

POL = Namespace(terms.POL)
VOC = Namespace(terms.VOC)
RDF = Namespace(terms.RDF)
RDFS = Namespace(terms.RDFS)
SKOS = Namespace(terms.SKOS)
DCTERMS = Namespace(terms.DCTERMS)
OA = Namespace(terms.OA)
SH = Namespace(terms.SH)
XSD = Namespace(terms.XSD)

TYPE = RDF.type
SUBJECT, PREDICATE, OBJECT = RDF.subject, RDF.predicate, RDF.object
EVIDENCE, RULE = POL.evidence, POL.rule
STATEMENT = POL.Statement
PREF_LABEL, ALT_LABEL = SKOS.prefLabel, SKOS.altLabel
DATE_PRECISION, DATE_BASIS = POL.datePrecision, POL.dateBasis

DECIMAL, DATE, INTEGER, ANY_URI = XSD.decimal, XSD.date, XSD.integer, XSD.anyURI

# The class of a kind of entity, and the folder of the IRIs that are minted for it.
CLASSES = {
    "policy": POL.Policy,
    "agency": POL.Agency,
    "facility": POL.FacilityType,
    "indicator": POL.Indicator,
    "programme": POL.Programme,
    "person": POL.Person,
    "event": POL.Event,
    "region": POL.Region,
}

# What documents may state differently is a Statement only; the derived graph asserts the value chosen.
STATED_ONLY = frozenset({POL.issuedOn, POL.documentNumber, SKOS.prefLabel})

# A property of an attribute that is not one of the ontology's own.
PROPERTIES = {"title": SKOS.prefLabel, "prefLabel": SKOS.prefLabel, "date": DCTERMS.date}


def relation(name: str) -> URIRef:
    """The property that a statement calls by its local name."""
    return PROPERTIES.get(name) or POL[name]
