"""Hand-made documents: a page takes sentences, gives evidence for them, and becomes an Extraction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox
import pytest

from kg.graph.derive import derive, derived
from kg.graph.identify import (
    document_iri,
    entity_iri,
    evidence_iri,
    figure_iri,
    statement_iri,
    undertaking_iri,
)
from kg.graph.nquads import quad_lines
from kg.graph.owners import owned
from kg.graph.schema import Schema, schema
from kg.graph.shapes import Shapes, prepare
from kg.model import (
    Attribute,
    Basis,
    Block,
    Document,
    Edge,
    Entity,
    Evidence,
    Extraction,
    Figure,
    Metadata,
    Naming,
    Period,
    Quantity,
    Span,
    Statement,
    Undertaking,
)
from kg.terms import NUMBER, ONTOLOGY_GRAPH, PERCENT, POL, VOC, XSD
from tests.graph.nodes import assemble, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rdflib import Graph

    Unite = Callable[..., "Union"]

_owned = cache(owned)
SHARE, COUNT = VOC + "stat-share", VOC + "stat-count"


@dataclass
class Page:
    """A document in the making; `quote` appends a sentence and gives it as evidence."""

    published: Period | None = None
    identifier: str = "page.txt"
    language: str = "zh"
    sentences: list[str] = field(default_factory=list)

    def quote(self, words: str, rule: str = "R-1") -> Evidence:
        start = sum(len(sentence) + 1 for sentence in self.sentences)
        self.sentences.append(words)
        return Evidence(Span(start, start + len(words)), words, rule)

    def document(self) -> Document:
        text = "\n".join(self.sentences)
        at, blocks = 0, []
        for sentence in self.sentences:
            blocks.append(Block(Span(at, at + len(sentence)), "paragraph"))
            at += len(sentence) + 1
        return Document(
            id=hashlib.sha256(f"{self.identifier}{text}".encode()).hexdigest()[:16],
            identifier=self.identifier,
            text=text,
            blocks=tuple(blocks),
            metadata=Metadata(title=self.identifier, published=self.published),
            language=self.language,
            reader="text",
        )

    def extraction(self, *statements: Statement) -> Extraction:
        return Extraction(self.document(), statements, ())


class Make:
    """The nouns, with what a test does not care about filled in."""

    @staticmethod
    def day(text: str, basis: Basis = "explicit") -> Period:
        """A day, a month or a year, as precise as it is written."""
        parts = [int(part) for part in text.split("-")]
        match parts:
            case [year, month, day]:
                return Period(date(year, month, day), date(year, month, day), "day", basis, text)
            case [year, month]:
                end = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
                return Period(date(year, month, 1), date.fromordinal(end), "month", basis, text)
        return Period(date(parts[0], 1, 1), date(parts[0], 12, 31), "year", basis, text)

    @staticmethod
    def policy(title: str, concept: str = "", language: str = "zh") -> Entity:
        return Entity("policy", title, title, language, concept)

    @staticmethod
    def agency(name: str, concept: str = "") -> Entity:
        return Entity("agency", name, name, "zh", concept)

    @staticmethod
    def facility(name: str, *broader: str, concept: str = "") -> Entity:
        wide = tuple(VOC + one for one in broader) or (VOC + "ft-hospital",)
        return Entity("facility", name, name, "zh", concept, broader=wide)

    @staticmethod
    def indicator(phrase: str, statistic: str = SHARE, unit: str = PERCENT, concept: str = "") -> Entity:
        return Entity("indicator", phrase, phrase, "zh", concept, statistic=statistic, unit=unit)

    @staticmethod
    def figure(
        kind: Literal["target", "observation"],
        indicator: Entity,
        value: str,
        *evidence: Evidence,
        **more: Any,  # noqa: ANN401 - fields of Figure and of Quantity
    ) -> Figure:
        parts = {name: more.pop(name) for name in ("bound", "high", "approximate") if name in more}
        if kind == "target":
            parts.setdefault("bound", "ge")
            more.setdefault("modality", VOC + "modality-commit")
        quantity = Quantity(Decimal(value), "%", text=value, **parts)
        return Figure(kind, indicator, quantity, evidence, **more)


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture(scope="session")
def ontology() -> Schema:
    return schema()


@pytest.fixture(scope="session")
def shapes(ontology: Schema) -> Shapes:
    return prepare(ontology)


def twofold(lines: Iterable[str]) -> list[ox.Quad]:
    """What lines say, in their graphs and in the union."""
    named = list(ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_QUADS))
    return named + [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in named]


def known(ontology: Schema) -> list[ox.Quad]:
    """What a store holds before any document."""
    return twofold(quad_lines(ontology.ontology, ONTOLOGY_GRAPH))


class Union:
    """Several documents in one store, as the build makes it, with what follows from them.

    A string among the extractions is a triple that the vocabulary adds.
    """

    def __init__(self, ontology: Schema, before: Iterable[ox.Quad], extractions: Iterable[Extraction | str]) -> None:
        self.store = ox.Store()
        self.store.bulk_extend(before)
        for one in extractions:
            if isinstance(one, str):
                self.add((f"{one} <{ONTOLOGY_GRAPH}> .",))
            else:
                self.add(lines(assemble(one), document_iri(one.document)))
        derive(self.store, map(_owned, ontology.rules))
        self.derived = derived(self.store)

    def add(self, quads: Iterable[str]) -> None:
        self.store.extend(twofold(quads))

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """Sorted rows of a SELECT on the union, as plain text; IRIs by their last part."""
        answer = self.store.query(query, prefixes=PREFIXES)
        assert isinstance(answer, ox.QuerySolutions)
        return sorted(tuple("" if v is None else v.value.rpartition("/")[2] for v in row) for row in answer)


PREFIXES = {
    "pol": "https://w3id.org/policykg/def#",
    "voc": VOC,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


@pytest.fixture(scope="session")
def union(ontology: Schema) -> Unite:
    """Several documents, and triples of the vocabulary, as one store."""
    before = known(ontology)
    return lambda *extractions: Union(ontology, before, extractions)


@pytest.fixture
def page() -> type[Page]:
    return Page


@dataclass(frozen=True)
class Scene:
    """A document in order, its graph, and the names of what a test breaks in it."""

    extraction: Extraction
    nodes: dict[str, str]

    def graph(self) -> Graph:
        return assemble(self.extraction)


@pytest.fixture(scope="session")
def scene(make: Make) -> Scene:
    return stage(make)


def stage(make: Make) -> Scene:
    """Two policies, one resting on the other; a target, a range, a count, a share and a measure."""
    page = Page(make.day("2023-05-31"), "deck.txt")
    plan, opinions = make.policy("基层服务行动计划"), make.policy("关于基层服务的意见")
    office = make.agency("某某卫生局")
    speaker = Entity("person", "张三", "张三", "zh")
    meeting = Entity("event", "某某会议|2023-05-20", "某某会议", "zh")
    station = make.facility("社区卫生服务站", "ft-service-station")
    offering, beds = make.indicator("提供服务的比例"), make.indicator("试点县", COUNT, NUMBER)
    named = page.quote("《基层服务行动计划》落实《关于基层服务的意见》", "LIN-1")
    issued = page.quote("2022年3月8日，某某卫生局等九部门印发了行动计划", "ISS-1")
    aim = page.quote("到2025年，全部社区卫生服务站能够提供服务", "REQ-1")
    span = page.quote("提供10至15%的服务")
    seen = page.quote("截至2020年底，90.6%的社区卫生服务站能够提供服务", "MEA-1")
    counted = page.quote("目前有试点县827个")
    urged = page.quote("鼓励退休医师到基层服务𠮷")
    said = page.quote("某某卫生局的局长张三在会上说")
    target = make.figure(
        "target", offering, "100", aim, policy=plan, facilities=(station,), period=make.day("2025", "planPeriod")
    )
    extent = make.figure(
        "target", offering, "10", span, policy=plan, bound="range", high=Decimal(15), period=make.day("2024")
    )
    share = make.figure(
        "observation", offering, "90.6", seen, facilities=(station,), period=make.day("2020-12-31"), speaker=speaker,
        event=meeting,
    )  # fmt: skip
    count = make.figure("observation", beds, "827", counted, period=make.day("2023-05-31", "reportedAsCurrent"))
    measure = Undertaking("鼓励退休医师到基层服务", "zh", (urged,), plan, (station,), VOC + "modality-encourage")
    statements: tuple[Statement, ...] = (
        Naming(plan, (named,)),
        Naming(opinions, (named,)),
        Edge(plan, "implements", opinions, (named,)),
        Edge(office, "issues", plan, (issued,)),
        Attribute(plan, "issuedOn", make.day("2022-03-08"), (issued,)),
        Attribute(plan, "issuerCountStated", 9, (issued,)),
        Attribute(plan, "documentNumber", "国卫发〔2022〕3号", (issued,)),
        Edge(speaker, "memberOf", office, (said,)),
        Attribute(speaker, "post", "局长", (said,)),
        Attribute(meeting, "date", make.day("2023-05-20"), (said,)),
        target,
        extent,
        share,
        count,
        measure,
    )
    extraction = page.extraction(*statements)
    document = extraction.document
    nodes = {
        "document": document_iri(document),
        "plan": entity_iri(plan),
        "opinions": entity_iri(opinions),
        "office": entity_iri(office),
        "speaker": entity_iri(speaker),
        "station": entity_iri(station),
        "offering": entity_iri(offering),
        "beds": entity_iri(beds),
        "target": figure_iri(target, document),
        "extent": figure_iri(extent, document),
        "share": figure_iri(share, document),
        "count": figure_iri(count, document),
        "measure": undertaking_iri(measure),
        "aim": evidence_iri(document, aim.span),
        "urged": evidence_iri(document, urged.span),
        "issuing": statement_iri(entity_iri(office), POL + "issues", entity_iri(plan)),
        "requiring": statement_iri(entity_iri(plan), POL + "requires", figure_iri(target, document)),
        "dating": statement_iri(entity_iri(plan), POL + "issuedOn", f'"2022-03-08"^^<{XSD}date>', "day"),
    }
    return Scene(extraction, nodes)
