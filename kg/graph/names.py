"""The terms of the ontology as N-Triples write them: what the code says in a graph, spelled once."""

from __future__ import annotations

from kg import terms
from kg.graph.spelling import iri_text


class Vocabulary:
    """The terms of one namespace, in brackets: `POL.Policy`, or `VOC["q-exact"]` where Python has no such name."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def __getitem__(self, name: str) -> str:
        return f"<{self._namespace}{name}>"

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        term = self[name]
        setattr(self, name, term)  # asked for once a triple: from now on Python finds it by itself
        return term


POL = Vocabulary(terms.POL)
VOC = Vocabulary(terms.VOC)
RDF = Vocabulary(terms.RDF)
RDFS = Vocabulary(terms.RDFS)
SKOS = Vocabulary(terms.SKOS)
DCTERMS = Vocabulary(terms.DCTERMS)
OA = Vocabulary(terms.OA)
SH = Vocabulary(terms.SH)

TYPE = RDF.type
SUBJECT, PREDICATE, OBJECT = RDF.subject, RDF.predicate, RDF.object
SUBCLASS = RDFS.subClassOf
EVIDENCE, RULE = POL.evidence, POL.rule
STATEMENT = POL.Statement
PREF_LABEL, ALT_LABEL = SKOS.prefLabel, SKOS.altLabel
DATE_PRECISION, DATE_BASIS = POL.datePrecision, POL.dateBasis

# Datatypes are named bare, as `spelling.literal_text` takes them.
DECIMAL, INTEGER = terms.XSD + "decimal", terms.XSD + "integer"
DATE, ANY_URI = terms.XSD + "date", terms.XSD + "anyURI"

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

# What joins two entities: stated wherever it is asserted.
EDGES = (
    *(POL.issues, POL.requires, POL.basedOn, POL.implements, POL.amends, POL.supersedes, POL.cites),
    *(POL.promulgates, POL.mandates, POL.establishes, POL.memberOf, POL.hostedBy),
)

# A property of an attribute that is not one of the ontology's own.
PROPERTIES = {"title": SKOS.prefLabel, "prefLabel": SKOS.prefLabel, "date": DCTERMS.date}


def relation(name: str) -> str:
    """The property that a statement calls by its local name."""
    return PROPERTIES.get(name) or iri_text(terms.POL + name)
