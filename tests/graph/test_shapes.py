"""Every constraint fires on the error it is for, with its number and severity, and not on what is nearly that error."""

# ruff: noqa: E501 - a row of the table is a line
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, Literal, URIRef

from kg.graph.faults import InternalFault
from kg.terms import PERCENT, UNIT
from tests.graph.nodes import DATE, DATE_PRECISION, DCTERMS, DECIMAL, INTEGER, OA, POL, SKOS, TYPE, VOC, XSD, validate
from tests.graph.nodes import OBJECT as RDF_OBJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdflib.term import Node

    from kg.graph.shapes import Shapes
    from tests.graph.conftest import Scene

    Plant = Callable[["Edit"], "Edit"]


class Edit:
    """A graph under the pen: nodes by the names that the scene gives them."""

    def __init__(self, graph: Graph, nodes: dict[str, str]) -> None:
        self.graph, self.nodes = graph, nodes

    def add(self, name: str, predicate: URIRef, value: Node | str) -> Edit:
        self.graph.add((self[name], predicate, self._value(value)))
        return self

    def put(self, name: str, predicate: URIRef, value: Node | str) -> Edit:
        return self.drop(name, predicate).add(name, predicate, value)

    def drop(self, name: str, predicate: URIRef) -> Edit:
        self.graph.remove((self[name], predicate, None))
        return self

    def drop_to(self, predicate: URIRef, name: str) -> Edit:
        self.graph.remove((None, predicate, self[name]))
        return self

    def __getitem__(self, name: str) -> URIRef:
        return URIRef(self.nodes[name])

    def _value(self, value: Node | str) -> Node:
        return self[value] if type(value) is str else value  # type: ignore[return-value]  # a Literal is a str too


def decimal(text: str) -> Literal:
    return Literal(text, datatype=DECIMAL)


def day(text: str) -> Literal:
    return Literal(text, datatype=DATE)


def number(text: str) -> Literal:
    return Literal(text, datatype=INTEGER)


def zh(text: str) -> Literal:
    return Literal(text, lang="zh")


def earlier(e: Edit, issued: str) -> Edit:
    """The document repeats another that was published on a day."""
    other = URIRef("urn:other")
    e.graph.add((other, TYPE, POL.Document))
    e.graph.add((other, DCTERMS.issued, day(issued)))
    return e.add("document", POL.repeats, other)


def unnamed(e: Edit) -> Edit:
    return e.drop("station", SKOS.altLabel)


# number, what breaks it, and what comes near and must stay quiet
PLANTED: tuple[tuple[str, Plant, Plant], ...] = (
    ("S01", lambda e: e.drop("plan", SKOS.altLabel), lambda e: e.add("plan", SKOS.altLabel, zh("行动计划"))),
    ("S01", lambda e: e.add("plan", SKOS.altLabel, Literal("Plan", lang="fr")),
     lambda e: e.add("plan", SKOS.altLabel, Literal("Plan", lang="en"))),
    ("S01", lambda e: e.add("plan", SKOS.prefLabel, zh("一")).add("plan", SKOS.prefLabel, zh("二")),
     lambda e: e.add("plan", SKOS.prefLabel, zh("一")).add("plan", SKOS.prefLabel, Literal("One", lang="en"))),
    ("S02", lambda e: e.drop("plan", POL.titleKey), lambda e: e.put("plan", POL.titleKey, Literal("plan2025"))),
    ("S02", lambda e: e.put("plan", POL.titleKey, Literal("《行动计划》")),
     lambda e: e.put("plan", POL.titleKey, Literal("〇行动计划"))),
    ("S02", lambda e: e.add("plan", POL.titleKey, Literal("另一")), lambda e: e),
    ("S04", lambda e: e.put("office", TYPE, POL.Person), lambda e: e.add("office", TYPE, POL.Person)),
    ("S05", lambda e: e.put("dating", RDF_OBJECT, Literal("2022", datatype=XSD.gYear)), lambda e: e),
    ("S05", lambda e: e.drop("dating", DATE_PRECISION),
     lambda e: e.put("dating", DATE_PRECISION, VOC["precision-month"])),
    ("S05", lambda e: e.add("plan", POL.issuedOn, day("2022-03-08")).add("plan", POL.issuedOn, day("2022-03-09")),
     lambda e: e.add("plan", POL.issuedOn, day("2022-03-08"))),
    ("S07", lambda e: e.drop("plan", POL.evidence), lambda e: e.drop("office", POL.evidence)),
    ("S07", lambda e: e.drop("target", POL.evidence), lambda e: e.drop("station", POL.evidence)),
    ("S07", lambda e: e.drop("count", POL.evidence), lambda e: e.drop("beds", POL.evidence)),
    ("S08", lambda e: e.put("measure", TYPE, POL.Event), lambda e: e.add("measure", TYPE, POL.Event)),
    ("S12", lambda e: e.drop("office", SKOS.altLabel),
     lambda e: e.drop("office", SKOS.altLabel).add("office", SKOS.prefLabel, zh("局"))),
    ("S12", lambda e: e.add("office", SKOS.prefLabel, zh("一")).add("office", SKOS.prefLabel, zh("二")),
     lambda e: e.add("office", SKOS.prefLabel, zh("一"))),
    ("S12", lambda e: e.add("office", TYPE, POL.FacilityType), lambda e: e.add("office", TYPE, POL.Event)),
    ("S13", lambda e: e.drop("target", POL.indicator), lambda e: e),
    ("S13", lambda e: e.add("count", POL.indicator, "offering"), lambda e: e),
    ("S13", lambda e: e.put("offering", TYPE, POL.Event), lambda e: e.add("offering", TYPE, POL.Event)),
    ("S14", lambda e: e.drop("target", POL.value), lambda e: e.put("target", POL.value, decimal("99.5"))),
    ("S14", lambda e: e.put("count", POL.value, number("827")), lambda e: e.put("count", POL.value, decimal("828.0"))),
    ("S14", lambda e: e.add("share", POL.value, decimal("12.0")), lambda e: e),
    ("S15", lambda e: e.drop("target", POL.comparator), lambda e: e.put("target", POL.comparator, VOC["cmp-le"])),
    ("S15", lambda e: e.put("target", POL.comparator, VOC["q-over"]),
     lambda e: e.put("target", POL.comparator, VOC["cmp-eq"])),
    ("S15", lambda e: e.add("target", POL.valueMax, decimal("101.0")),
     lambda e: e.put("extent", POL.valueMax, decimal("10.1"))),
    ("S15", lambda e: e.drop("extent", POL.valueMax), lambda e: e),
    ("S15", lambda e: e.put("extent", POL.valueMax, decimal("10.0")), lambda e: e),
    ("S16", lambda e: e.drop("target", POL.modality), lambda e: e.add("target", POL.modality, VOC["modality-strive"])),
    ("S18", lambda e: e.put("target", POL.deadline, day("2205-12-31")),
     lambda e: e.put("target", POL.deadline, day("2060-12-31"))),
    ("S18", lambda e: e.put("target", POL.deadline, Literal("2025", datatype=XSD.gYear)), lambda e: e),
    ("S18", lambda e: e.add("target", POL.deadline, day("2024-12-31")), lambda e: e),
    ("S20", lambda e: e.put("target", POL.deadline, day("2021-12-31")),
     lambda e: e.put("target", POL.deadline, day("2022-03-08"))),
    # Issued in some month of 2022: a deadline in January of it is not surely earlier.
    ("S20", lambda e: e.put("dating", DATE_PRECISION, VOC["precision-month"]).put(
        "target", POL.deadline, day("2022-02-28")),
     lambda e: e.put("dating", DATE_PRECISION, VOC["precision-year"]).put("target", POL.deadline, day("2022-01-31"))),
    ("S21", lambda e: e.drop("share", POL.unit), lambda e: e),
    ("S21", lambda e: e.put("share", POL.unit, Literal("%")), lambda e: e),
    ("S22", lambda e: e.put("share", POL.value, decimal("106.3")), lambda e: e.put("share", POL.value, decimal("100.0"))),
    ("S22", lambda e: e.put("share", POL.value, decimal("-0.1")),
     lambda e: e.put("share", POL.value, decimal("-46.0")).put("offering", POL.statistic, VOC["stat-growth"])),
    ("S22", lambda e: e.put("share", POL.value, decimal("120.0")),
     lambda e: e.put("share", POL.value, decimal("120.0")).put("offering", POL.statistic, VOC["stat-rate"])),
    ("S23", lambda e: e.put("count", POL.unit, URIRef(PERCENT)).put("count", POL.value, decimal("82.0")),
     lambda e: e.put("count", POL.unit, URIRef(UNIT + "YR")).put("beds", POL.unit, URIRef(UNIT + "YR"))),
    ("S24", lambda e: e.add("share", POL.asOf, day("2019-12-31")), lambda e: e.drop("share", POL.asOf)),
    ("S24", lambda e: e.put("share", POL.asOf, Literal("2020", datatype=XSD.gYear)), lambda e: e),
    ("S25", lambda e: e.add("share", POL.periodStart, day("2021-01-01")),
     lambda e: e.add("share", POL.periodStart, day("2020-12-31"))),
    ("S26", lambda e: e.put("offering", POL.statistic, VOC["stat-median"]),
     lambda e: e.put("offering", POL.statistic, VOC["stat-rate"])),
    ("S27", lambda e: e.put("share", POL.asOf, day("2023-06-01")), lambda e: e.put("share", POL.asOf, day("2023-05-31"))),
    ("S27", lambda e: e.put("share", POL.asOf, day("2023-06-30")).put("share", DATE_PRECISION, VOC["precision-month"]),
     lambda e: e.put("share", POL.asOf, day("2023-12-31")).put("share", DATE_PRECISION, VOC["precision-year"])),
    ("S29", lambda e: e.put("count", POL.value, decimal("3.63")), lambda e: e.put("count", POL.value, decimal("36300.0"))),
    ("S30", lambda e: e.drop("aim", POL.inDocument), lambda e: e),
    ("S31", lambda e: e.put("aim", OA.start, number("-1")), lambda e: e),
    ("S31", lambda e: e.drop("aim", OA.end), lambda e: e),
    ("S32", lambda e: e.put("aim", OA.exact, Literal("")), lambda e: e),
    ("S32", lambda e: e.put("aim", OA.exact, Literal("长" * 601)), lambda e: e),
    ("S32", lambda e: e.add("aim", DCTERMS.title, Literal("更多")), lambda e: e.add("aim", OA.prefix, Literal("前"))),
    ("S33", lambda e: e.put("urged", OA.exact, Literal("鼓励退休医师")),
     # The last character lies outside the Basic Multilingual Plane and counts as one.
     lambda e: e.put("urged", OA.exact, Literal("鼓励退休医师到基层服务吉"))),
    ("S33", lambda e: e.put("document", POL.textLength, number("5")), lambda e: e),
    ("S34", lambda e: e.drop("issuing", POL.evidence), lambda e: e),
    ("S34", lambda e: e.add("dating", RDF_OBJECT, day("2022-03-09")), lambda e: e),
    ("S37", lambda e: e.drop("station", SKOS.inScheme), lambda e: e.add("station", SKOS.inScheme, VOC.other)),
    ("S38", lambda e: e.drop("station", SKOS.broader), lambda e: e.add("station", SKOS.broader, VOC["ft-clinic"])),
    ("S38", unnamed, lambda e: unnamed(e).add("station", SKOS.prefLabel, zh("站"))),
    ("S38", lambda e: e.drop("station", POL.status),
     lambda e: e.drop("station", POL.status).add("station", SKOS.prefLabel, zh("站"))),
    ("S38", lambda e: e.add("station", SKOS.prefLabel, zh("一")).add("station", SKOS.prefLabel, zh("二")), lambda e: e),
    ("S39", lambda e: e.drop("document", DCTERMS.identifier), lambda e: e),
    ("S39", lambda e: e.drop("document", DCTERMS.title), lambda e: e),
    ("S39", lambda e: e.add("document", DCTERMS.language, Literal("en")), lambda e: e),
    ("S39", lambda e: e.put("document", DCTERMS.issued, Literal("2023-05-31")), lambda e: e.drop("document", DCTERMS.issued)),
    ("S39", lambda e: e.add("document", DCTERMS.publisher, "office"),
     lambda e: e.add("document", DCTERMS.publisher, Literal("某某网"))),
    ("S39", lambda e: e.put("document", POL.textSha256, Literal("ABC")), lambda e: e),
    ("S39", lambda e: e.put("document", POL.textLength, number("0")), lambda e: e),
    ("S40", lambda e: e.add("target", POL.appliesTo, "office"), lambda e: e.add("target", POL.appliesTo, VOC["ft-hospital"])),
    ("S40", lambda e: e.add("share", POL.appliesTo, "offering"), lambda e: e.add("share", POL.appliesTo, VOC["ft-clinic"])),
    ("S41", lambda e: e.add("aim", POL.sourceStart, number("9")).add("aim", POL.sourceEnd, number("9")),
     lambda e: e.add("aim", POL.sourceStart, number("9")).add("aim", POL.sourceEnd, number("10"))),
    ("S41", lambda e: e.add("aim", POL.sourceStart, number("9")), lambda e: e),
    ("S41", lambda e: e.add("aim", POL.page, number("0")), lambda e: e.add("aim", POL.page, number("1"))),
    ("S50", lambda e: e.add("document", POL.repeats, "office"), lambda e: earlier(e, "2023-05-30")),
    ("S50", lambda e: e.add("office", POL.sharesTextWith, "document"), lambda e: e),
    ("S50", lambda e: e.add("document", POL.sharesTextWith, "document"), lambda e: e),
    ("S50", lambda e: earlier(e, "2023-05-31"), lambda e: earlier(e, "2022-05-31")),
    ("S50", lambda e: earlier(e, "2023-05-29").add("document", POL.repeats, "document"), lambda e: e),
    ("S48", lambda e: e.put("opinions", TYPE, POL.Event).put("plan", TYPE, POL.Event), lambda e: e),
)  # fmt: skip

# What only the builder can get wrong ends the build.
BUILDER: tuple[tuple[str, Plant], ...] = (
    ("S35", lambda e: e.drop("office", POL.issues)),
    ("S35", lambda e: e.drop("plan", POL.requires)),
    ("S36", lambda e: e.add("office", POL.issues, "opinions")),
    ("S36", lambda e: e.add("opinions", POL.requires, "target")),
    ("S36", lambda e: e.add("opinions", POL.basedOn, "plan")),
)


def test_the_scene_is_in_order(scene: Scene, shapes: Shapes) -> None:
    checked = validate(scene.graph(), scene.extraction.document, shapes)
    assert not checked.findings
    assert not len(checked.quarantine)
    assert set(checked.graph) == set(scene.graph())


@pytest.mark.parametrize(("number", "plant", "near"), PLANTED, ids=[f"{row[0]}-{at}" for at, row in enumerate(PLANTED)])
def test_a_planted_violation_fires(number: str, plant: Plant, near: Plant, scene: Scene, shapes: Shapes) -> None:
    document = scene.extraction.document
    broken = Edit(scene.graph(), scene.nodes)
    plant(broken)
    found = [f for f in validate(broken.graph, document, shapes).findings if f.shape == number]
    assert found, f"{number} is quiet"
    assert {f.level for f in found} == {"Violation"}
    assert all({language for language, _ in f.messages} == {"en", "zh"} for f in found)
    assert all(text.startswith(number) and "{?" not in text for f in found for _, text in f.messages)
    assert {f.document for f in found} == {document.id}

    fine = Edit(scene.graph(), scene.nodes)
    near(fine)
    assert number not in {f.shape for f in validate(fine.graph, document, shapes).findings}


@pytest.mark.parametrize(("number", "plant"), BUILDER)
def test_a_fault_of_the_builder_ends_the_build(number: str, plant: Plant, scene: Scene, shapes: Shapes) -> None:
    broken = Edit(scene.graph(), scene.nodes)
    plant(broken)
    with pytest.raises(InternalFault, match=rf"deck\.txt: {number}"):
        validate(broken.graph, scene.extraction.document, shapes)


def test_every_number_of_a_violation_is_planted(shapes: Shapes) -> None:
    decided = {c.number for c in shapes.constraints if c.level == "Violation"}
    assert decided == {number for number, *_ in PLANTED} | {number for number, _ in BUILDER}


def test_no_constraint_of_the_contract_is_missing(shapes: Shapes) -> None:
    contract = {f"S{number:02}" for number in range(1, 43)}
    assert contract <= {c.number for c in shapes.constraints}
