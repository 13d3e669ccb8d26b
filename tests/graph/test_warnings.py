"""Warnings and infos on the union: each fires on what it is for, with the quote, and marks what documents dispute."""

# ruff: noqa: E501 - a row of the table is a line
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest

from kg.graph import warn
from kg.graph.identify import entity_iri
from kg.graph.warn import warnings
from kg.model import Attribute, Edge, Entity, Extraction, Naming
from kg.terms import POL

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.graph.shapes import Shapes
    from tests.graph.conftest import Make, Page, Unite

    Kind = Literal["target", "observation"]
    Plant = Callable[["Papers"], tuple[object, ...]]


class Papers:
    """Small documents, each with what one warning is about."""

    def __init__(self, make: Make, page: type[Page]) -> None:
        self.make, self.page = make, page
        self.plan, self.law, self.office = make.policy("规划"), make.policy("法"), make.agency("卫生局")

    def policy(self, name: str = "1", policy: Entity | None = None, **said: Any) -> Extraction:  # noqa: ANN401 - what it says
        """A policy with issuer, date and number as far as `said` gives them."""
        leaf, policy = self.page(self.make.day("2024-01-01"), name), policy or self.plan
        quote = leaf.quote(f"{policy.label}，{name}")
        statements: list[Any] = [Naming(policy, (quote,))]
        statements += [Edge(issuer, "issues", policy, (quote,)) for issuer in said.get("issuers", ())]
        statements += [Attribute(policy, "issuedOn", self.make.day(text), (quote,)) for text in said.get("dates", ())]
        statements += [Attribute(policy, "documentNumber", text, (quote,)) for text in said.get("numbers", ())]
        statements += [Attribute(policy, "issuerCountStated", n, (quote,)) for n in said.get("counts", ())]
        statements += [Edge(policy, relation, other, (quote,)) for relation, other in said.get("edges", ())]
        return leaf.extraction(*statements)

    def figure(self, kind: Kind, value: str, name: str = "1", indicator: str = "指标", **more: Any) -> Extraction:  # noqa: ANN401 - fields of Figure and of Quantity
        leaf = self.page(more.pop("published", self.make.day("2024-01-01")), name)
        quote = leaf.quote(f"{name}：{value}%")
        return leaf.extraction(self.make.figure(kind, self.make.indicator(indicator), value, quote, **more))

    def report(self, name: str, *values: str, wrong: str = "") -> Extraction:
        leaf = self.page(self.make.day("2024-01-01"), name)
        when = self.make.day("2020")
        return leaf.extraction(
            *(
                self.make.figure(
                    "observation",
                    self.make.indicator(f"指标{v}" + ("误译" if v == wrong else "")),
                    v,
                    leaf.quote(f"{name}{v}%"),
                    period=when,
                )
                for v in values
            )
        )

    def person(self, *agencies: Entity) -> Extraction:
        leaf = self.page(self.make.day("2024-01-01"))
        person = Entity("person", "张三", "张三", "zh")
        return leaf.extraction(*(Edge(person, "memberOf", a, (leaf.quote(f"{a.label}张三"),)) for a in agencies))


def restated(p: Papers, first: str, second: str) -> tuple[Extraction, ...]:
    force = "https://w3id.org/policykg/voc/modality-"
    return (
        p.policy("1", p.law, dates=["2019"]),
        p.policy("2", p.plan, dates=["2022"]),
        p.figure("target", "100", "3", policy=p.law, modality=force + first, period=p.make.day("2022")),
        p.figure("target", "100", "4", policy=p.plan, modality=force + second, period=p.make.day("2025")),
    )


def employers(p: Papers) -> tuple[Entity, Entity]:
    return p.office, p.make.agency("教育局")


# The vocabulary knows a policy of that title, which a document names by an IRI of its own.
TWIN = Entity("policy", "规划", "规划", "zh", "https://w3id.org/policykg/id/policy/twin")
KEY = f'<{TWIN.concept}> <{POL}titleKey> "规划"'

# number, level, what makes it fire, what comes near
NOTED: tuple[tuple[str, str, Plant, Plant], ...] = (
    ("S03", "Warning", lambda p: (p.policy(),), lambda p: (p.policy(issuers=[p.office]),)),
    ("S06", "Info", lambda p: (p.policy(),), lambda p: (p.policy(dates=["2022"]),)),
    # lineage in a circle of three, seen only in the union
    ("S09", "Warning",
     lambda p: (p.policy("1", p.plan, edges=[("basedOn", p.law)]),
                p.policy("2", p.law, edges=[("implements", p.make.policy("意见"))]),
                p.policy("3", p.make.policy("意见"), edges=[("amends", p.plan)])),
     lambda p: (p.policy("1", p.plan, edges=[("basedOn", p.law)]), p.policy("2", p.law, edges=[("cites", p.plan)]))),
    ("S10", "Warning",
     lambda p: (p.policy("1", p.plan, dates=["2022-03-08"], edges=[("implements", p.law)]),
                p.policy("2", p.law, dates=["2022-04"])),
     # issued some day of March: not surely later
     lambda p: (p.policy("1", p.plan, dates=["2022-03-08"], edges=[("implements", p.law)]),
                p.policy("2", p.law, dates=["2022-03"]))),
    ("S11", "Warning",
     lambda p: (p.policy("1"), p.policy("2", TWIN), KEY),
     lambda p: (p.policy("1", numbers=["国发〔2022〕5号"]), p.policy("2", TWIN, numbers=["国发〔2022〕6号"]), KEY)),
    ("S17", "Warning", lambda p: (p.figure("target", "90"),),
     lambda p: (p.figure("target", "90", period=p.make.day("2025")),)),
    ("S19", "Warning", lambda p: (p.figure("target", "90"),), lambda p: (p.figure("target", "90", policy=p.plan),)),
    ("S20", "Warning",
     lambda p: (p.policy("1", dates=["2026"]), p.figure("target", "90", "2", policy=p.plan, period=p.make.day("2025"))),
     lambda p: (p.policy("1", dates=["2025"]), p.figure("target", "90", "2", policy=p.plan, period=p.make.day("2025-06")))),
    ("S24", "Info", lambda p: (p.figure("observation", "90"),),
     lambda p: (p.figure("observation", "90", period=p.make.day("2020")),)),
    ("S28", "Warning",
     lambda p: (p.figure("observation", "90", "1", period=p.make.day("2020")),
                p.figure("observation", "91", "2", period=p.make.day("2020"))),
     lambda p: (p.figure("observation", "90", "1", period=p.make.day("2020")),
                p.figure("observation", "91", "2", period=p.make.day("2020"), facilities=(p.make.facility("医院"),)),
                p.figure("observation", "92", "3", period=p.make.day("2021")),
                p.figure("observation", "93", "4", period=p.make.day("2020-12-31")),
                p.figure("observation", "94", "5", period=p.make.day("2020"), population="老年人"),
                p.figure("observation", "95", "6", period=p.make.day("2020"), flow=True),
                p.figure("observation", "89", "7", period=p.make.day("2020"), approximate=True))),
    ("S28", "Warning",  # about 50 is too far from 90
     lambda p: (p.figure("observation", "90", "1", period=p.make.day("2020")),
                p.figure("observation", "50", "2", period=p.make.day("2020"), approximate=True)),
     lambda p: (p.figure("observation", "90", "1", period=p.make.day("2020")),
                p.figure("observation", "85", "2", period=p.make.day("2020"), bound="gt"))),
    ("S42", "Warning", lambda p: (p.policy("1", dates=["2022-03-08"]), p.policy("2", dates=["2022-04"])),
     lambda p: (p.policy("1", dates=["2022-03-08"]), p.policy("2", dates=["2022-03"]), p.policy("3", dates=["2022"]))),
    ("S42", "Warning", lambda p: (p.policy("1", numbers=["国发〔2022〕5号"]), p.policy("2", numbers=["国发〔2022〕6号"])),
     lambda p: (p.policy("1", numbers=["国发〔2022〕5号"]), p.policy("2", numbers=["国发[2022]5号"]))),
    ("S43", "Info", lambda p: (p.policy(issuers=[p.office], counts=[9]),),
     lambda p: (p.policy(issuers=[p.office], counts=[1]),)),
    ("S44", "Warning", lambda p: (p.report("1", "11", "12", "13", "14"), p.report("2", "11", "12", "13", "14", wrong="14")),
     lambda p: (p.report("1", "11", "12", "13", "14"), p.report("2", "11", "12", "13", "14"))),
    ("S45", "Warning", lambda p: (p.person(*employers(p)),), lambda p: (p.person(p.office, p.office),)),
    ("S46", "Info", lambda p: (p.report("1", "11", "12", "13", "14"), p.report("2", "11", "12", "13")),
     lambda p: (p.report("1", "11", "12", "13"), p.report("2", "11", "12", "13", wrong="13"))),
    ("S49", "Info",
     lambda p: (p.policy("1", p.make.policy("校车管理办法试行"), dates=["2015"], issuers=[p.office]),
                p.policy("2", p.make.policy("校车管理办法"), dates=["2018"], issuers=[p.office])),
     lambda p: (p.policy("1", p.make.policy("校车管理办法试行"), dates=["2015"], issuers=[p.office]),
                p.policy("2", p.make.policy("校车管理办法"), dates=["2018"]))),
    ("S47", "Info", lambda p: restated(p, "commit", "strive"), lambda p: restated(p, "strive", "commit")),
)  # fmt: skip


@pytest.fixture
def papers(make: Make, page: type[Page]) -> Papers:
    return Papers(make, page)


@pytest.mark.parametrize(
    ("number", "level", "plant", "near"), NOTED, ids=[f"{row[0]}-{at}" for at, row in enumerate(NOTED)]
)
def test_a_planted_warning_fires(  # noqa: PLR0913, PLR0917 - a row of the table and its fixtures
    number: str, level: str, plant: Plant, near: Plant, papers: Papers, union: Unite, shapes: Shapes
) -> None:
    found = [f for f in warnings(union(*plant(papers)).store, shapes) if f.shape == number]
    assert found, f"{number} is quiet"
    assert {f.level for f in found} == {level}
    assert all({language for language, _ in f.messages} == {"en", "zh"} for f in found)
    assert all(text.startswith(number) and "{?" not in text for f in found for _, text in f.messages)
    quoted = [f for f in found if f.quotes]
    assert quoted, f"{number} names no quote"

    assert number not in {f.shape for f in warnings(union(*near(papers)).store, shapes)}


def test_every_number_that_warns_is_planted(shapes: Shapes) -> None:
    decided = {(c.number, c.level) for c in shapes.constraints if c.level != "Violation"}
    assert decided == {(number, level) for number, level, *_ in NOTED}


def test_a_finding_of_one_document_names_it(papers: Papers, union: Unite, shapes: Shapes) -> None:
    paper = papers.figure("target", "90")
    (finding,) = (f for f in warnings(union(paper).store, shapes) if f.shape == "S17")
    assert finding.document == paper.document.id
    assert finding.quotes == ("1：90%",)


def test_of_many_words_a_finding_shows_some(
    papers: Papers, union: Unite, shapes: Shapes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warn, "SHOWN", 2)
    leaf = papers.page(papers.make.day("2024-01-01"))
    alone = leaf.extraction(Naming(papers.plan, tuple(leaf.quote(f"规划，{number}") for number in range(4))))
    several = [papers.policy(name) for name in "123"]
    for documents, named in (([alone], alone.document.id), (several, ""), ([alone, *several], "")):
        (finding,) = (f for f in warnings(union(*documents).store, shapes) if f.shape == "S03")
        assert len(finding.quotes) == 2
        assert finding.document == named


def test_a_message_says_the_two_dates(papers: Papers, union: Unite, shapes: Shapes) -> None:
    both = union(papers.policy("1", dates=["2022-03-08"]), papers.policy("2", dates=["2022-04"]))
    (finding,) = (f for f in warnings(both.store, shapes) if f.shape == "S42")
    assert finding.focus == entity_iri(papers.plan)
    assert finding.document == ""
    assert dict(finding.messages)["en"] == "S42 Documents state different issue dates: 2022-03-08 and 2022-04-30."


@pytest.mark.parametrize(
    ("number", "marked"),
    [
        ("S09", "pol:Statement"),
        ("S10", "pol:Statement"),
        ("S11", "pol:Policy"),
        ("S20", "pol:Statement"),
        ("S28", "pol:Observation"),
        ("S42", "pol:Statement"),
    ],
)
def test_what_documents_contradict_is_marked_disputed(number: str, marked: str, papers: Papers, union: Unite) -> None:
    for planted, _, plant, near in NOTED:
        if planted == number:
            query = "SELECT ?x ?kind { ?x pol:status voc:disputed ; a ?kind }"
            kinds = {f"pol:{kind.rpartition('#')[2]}" for _, kind in union(*plant(papers)).rows(query)}
            assert kinds == {marked}
            assert not union(*near(papers)).rows(query)


def test_a_policy_that_no_document_names_is_no_finding(union: Unite, shapes: Shapes) -> None:
    assert not warnings(union().store, shapes)
