"""Every IRI that the code speaks of; nothing else in kg/ spells one."""

from __future__ import annotations

POL = "https://w3id.org/policykg/def#"
VOC = "https://w3id.org/policykg/voc/"
BASE = "https://w3id.org/policykg/id/"
SHAPE = "https://w3id.org/policykg/shape/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
SH = "http://www.w3.org/ns/shacl#"
UNIT = "http://qudt.org/vocab/unit/"
QB = "http://purl.org/linked-data/cube#"

DERIVED_GRAPH = BASE + "graph/derived"
ONTOLOGY_GRAPH = BASE + "graph/ontology"
QUARANTINE = BASE + "graph/quarantine/"
DOCUMENT = BASE + "doc/"
GRAPHS = BASE + "graph/"
UNION_GRAPH = GRAPHS + "union"
RECORDS_GRAPH = GRAPHS + "published"
UPDATES_GRAPH = GRAPHS + "updates"
BLANK = BASE + "blank/"

PERCENT = UNIT + "PERCENT"
NUMBER = UNIT + "NUM"
CHINA = VOC + "region-CN"
FACILITY_COUNT = BASE + "indicator/facility-count"

PREFIXES = {
    "pol": POL,
    "voc": VOC,
    "id": BASE,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "oa": OA,
    "prov": PROV,
    "unit": UNIT,
}

# What exports speak in.
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://www.gexf.net/1.2draft"
SCHEMA_ORG = "https://schema.org"
SVG = "http://www.w3.org/2000/svg"
CUBE = BASE + "cube/"
SDMX_DIMENSION = "http://purl.org/linked-data/sdmx/2009/dimension#"
SDMX_MEASURE = "http://purl.org/linked-data/sdmx/2009/measure#"
SDMX_ATTRIBUTE = "http://purl.org/linked-data/sdmx/2009/attribute#"

# Names inside the XML of office documents.
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
OFFICE_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFD = "http://www.ofdspec.org/2016"
