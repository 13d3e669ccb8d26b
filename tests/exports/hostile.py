"""A small graph whose names are as bad as names can be, in a store of this process."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.exports.export import Source
from kg.exports.triples import each_quad
from kg.query.direct import Direct
from kg.store.oxigraph import load

POL, VOC = "https://w3id.org/policykg/def#", "https://w3id.org/policykg/voc/"
ID = "https://w3id.org/policykg/id/"
RDF, SKOS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2004/02/skos/core#"
OA, DCT = "http://www.w3.org/ns/oa#", "http://purl.org/dc/terms/"
XSD, UNIT = "http://www.w3.org/2001/XMLSchema#", "http://qudt.org/vocab/unit/"
PREFIX = {"pol": POL, "voc": VOC, "id": ID, "rdf": RDF, "skos": SKOS, "oa": OA, "dct": DCT, "unit": UNIT}
DOCUMENT, ONTOLOGY = ID + "doc/0123456789abcdef", ID + "graph/ontology"

# One policy each; what is bad about a name stands beside it.
NAMES: tuple[tuple[str, str], ...] = (
    ("zh", "他说\"好\"和'坏'"),  # both quotes
    ("en", "back\\slash \\n \\N \\"),  # escapes of DOT, one at the end
    ("zh", "第一行\n第二行\r\n第三行\tx"),  # line ends
    ("en", "bell\x07 null-free \x1b[2J escape \x7f delete \x85 next line"),  # control characters
    ("zh", "𠮷野家\U0001f469\u200d\U0001f469\u200d\U0001f467政策"),  # beyond the first plane, joined
    ("en", "مرحبا بالعالم and \u202eevil\u202c"),  # right to left, and an override
    ("en", "<script>alert(1)</script> & &amp; &lt; ]]> --> <!--"),  # markup
    ("en", "=HYPERLINK(A1)"),  # a formula
    ("en", "+cmd|' /C calc'!A0"),
    ("en", "-2+3"),
    ("en", "@SUM(1,2)"),
    ("en", "semi;colon, comma | pipe"),
    ("en", "graph LR; subgraph end --> x"),  # keywords of Mermaid
    ("en", "#quot; #35; `code` **bold** _it_ $x$ %%comment"),
    ("en", "1. a list? - no [x](y) {z}"),
    ("en", "x" * 400),  # a very long word
    ("zh", "\ufffe\uffff非字符"),  # no characters
    ("en", "https://example.org/?a=b&c=d"),
    ("en", " leading and trailing "),
    ("en", "port:80"),
)


def iri(short: str) -> NamedNode:
    prefix, _, local = short.partition(":")
    return NamedNode(PREFIX[prefix] + local)


class Writing:
    """Quads of one graph."""

    def __init__(self, graph: str) -> None:
        self.graph = NamedNode(graph)
        self.quads: list[Quad] = []

    def say(self, subject: str, prop: str, value: str | Literal) -> None:
        self.quads.append(Quad(iri(subject), iri(prop), iri(value) if isinstance(value, str) else value, self.graph))

    def quote(self, number: int, words: str) -> str:
        name = f"id:doc/0123456789abcdef#char={number},{number + len(words)}"
        self.say(name, "rdf:type", "pol:Evidence")
        self.say(name, "pol:inDocument", "id:doc/0123456789abcdef")
        self.say(name, "oa:exact", Literal(words))
        self.say(name, "oa:start", Literal(number))
        self.say(name, "oa:end", Literal(number + len(words)))
        return name

    def state(self, number: int, subject: str, prop: str, value: str) -> None:
        self.say(subject, prop, value)
        name = f"id:stmt/{number:012d}"
        self.say(name, "rdf:type", "pol:Statement")
        for part, node in (("subject", subject), ("predicate", prop), ("object", value)):
            self.say(name, f"rdf:{part}", node)
        self.say(name, "pol:evidence", self.quote(number, NAMES[number % len(NAMES)][1]))


def policy(number: int) -> str:
    return f"id:policy/u-{number:010d}"


def decimal(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "decimal"))


def day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "date"))


def write() -> list[Quad]:
    page = Writing(DOCUMENT)
    page.say("id:doc/0123456789abcdef", "rdf:type", "pol:Document")
    page.say("id:doc/0123456789abcdef", "dct:title", Literal('=1+1 "<b>"', language="en"))
    page.say("id:doc/0123456789abcdef", "dct:issued", day("2023-04-14"))
    for number, (language, name) in enumerate(NAMES):
        page.say(policy(number), "rdf:type", "pol:Policy")
        page.say(policy(number), "skos:prefLabel", Literal(name, language=language))
        page.say(policy(number), "pol:evidence", page.quote(1000 + number * 600, name))
        page.say(policy(number), "pol:mentionedIn", "id:doc/0123456789abcdef")
        if number:
            page.state(number, policy(number), "pol:basedOn", policy(number - 1))
    page.say(policy(0), "skos:prefLabel", Literal("both languages", language="en"))
    page.say(policy(1), "pol:issuedOn", day("2023-04-30"))
    page.say(policy(1), "pol:datePrecision", "voc:precision-month")
    page.state(50, policy(1), "pol:implements", policy(0))  # parallel to basedOn
    page.state(51, policy(2), "pol:cites", policy(2))  # to itself
    page.state(52, policy(0), "pol:cites", policy(3))  # a circle
    nameless = "id:policy/u-nameless00"
    page.say(nameless, "rdf:type", "pol:Policy")
    page.say(nameless, "pol:mentionedIn", "id:doc/0123456789abcdef")
    figures(page)
    return page.quads


def figures(page: Writing) -> None:
    """Two observations that contradict each other, one undated of two facility types, a range as a target."""
    page.say("id:indicator/u-0000000001", "rdf:type", "pol:Indicator")
    page.say("id:indicator/u-0000000001", "skos:prefLabel", Literal('=share "of" <x>', language="en"))
    for number, value in enumerate(("-90.5", "91.0", "100000000000.0")):
        name = f"id:obs/u-{number:010d}"
        page.say(name, "rdf:type", "pol:Observation")
        page.say(name, "pol:indicator", "id:indicator/u-0000000001")
        page.say(name, "pol:value", decimal(value))
        page.say(name, "pol:unit", "unit:PERCENT")
        page.say(name, "pol:appliesTo", "voc:ft-vc")
        page.say(name, "pol:evidence", page.quote(20000 + number * 10, value))
        if number == 2:
            page.say(name, "pol:appliesTo", "voc:ft-chs")
        else:
            page.say(name, "pol:asOf", day("2022-12-31"))
            page.say(name, "pol:datePrecision", "voc:precision-year")
    target = "id:target/u-0000000001"
    page.say(target, "rdf:type", "pol:Target")
    page.say(target, "pol:indicator", "id:indicator/u-0000000001")
    page.say(target, "pol:comparator", "voc:cmp-range")
    page.say(target, "pol:value", decimal("80.0"))
    page.say(target, "pol:valueMax", decimal("90.0"))
    page.say(target, "pol:unit", "unit:PERCENT")
    page.say(target, "pol:modality", "voc:modality-commit")
    page.say(target, "pol:evidence", page.quote(20100, "80% to 90%"))
    page.state(60, policy(1), "pol:requires", target)


def source() -> Source:
    ontology = (Path(__file__).parents[1] / "small" / "ontology.ttl").read_bytes()
    quads = [Quad(t.subject, t.predicate, t.object, NamedNode(ONTOLOGY)) for t in parse(ontology, RdfFormat.TURTLE)]
    lines = (serialize([*write(), *quads], format=RdfFormat.N_QUADS) or b"").decode().split("\n")
    store = Store()
    load(store, (f"{line}\n".encode() for line in sorted(set(lines)) if line))
    return Source(Direct(store), lambda: each_quad(store))
