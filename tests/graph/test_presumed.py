"""What titles alone suggest: later versions, plans of the next period, local counterparts, each with both titles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode

from kg.graph.identify import entity_iri
from kg.graph.schema import schema
from kg.model import Attribute, Edge, Naming
from kg.terms import BASE, POL
from kg.text.fold import name_key

if TYPE_CHECKING:
    from kg.model import Entity, Extraction
    from tests.graph.conftest import Make, Page, Unite

# Bodies of the centre stand in the vocabulary; any other is minted, and a local one here.
CENTRE = {"教育部": BASE + "agency/moe", "国务院": BASE + "agency/state-council"}


@dataclass(frozen=True)
class Titles:
    """A document for each title, with its issuer ("" where nobody is named) and its date ("" where there is none)."""

    make: Make
    page: type[Page]
    union: Unite

    def read(self, title: str, issuer: str, issued: str) -> Extraction:
        leaf = self.page(self.make.day("2024-01-01"), f"{title}.txt")
        quote = leaf.quote(f"《{title}》由{issuer}于{issued}印发")
        policy = self.entity(title)
        said: list[Naming | Edge | Attribute] = [Naming(policy, (quote,))]
        if issuer:
            said.append(Edge(self.make.agency(issuer, CENTRE.get(issuer, "")), "issues", policy, (quote,)))
        if issued:
            said.append(Attribute(policy, "issuedOn", self.make.day(issued), (quote,)))
        return leaf.extraction(*said)

    def entity(self, title: str) -> Entity:
        return replace(self.make.policy(title), key=name_key(title))

    def relations(self, *read: tuple[str, str, str]) -> list[tuple[str, str, str]]:
        both = self.union(*(self.read(*one) for one in read))
        names = {entity_iri(self.entity(title)).rpartition("/")[2]: title for title, _, _ in read}
        rows = both.rows("SELECT ?a ?r ?b { ?a pol:presumedLineage ?b ; ?r ?b . FILTER(?r != pol:presumedLineage) }")
        return [(names[a], relation.removeprefix("def#"), names[b]) for a, relation, b in rows]


@pytest.fixture
def titles(make: Make, page: type[Page], union: Unite) -> Titles:
    return Titles(make, page, union)


OLD, NEW = ("校车安全管理办法(试行)", "教育部", "2015-03-01"), ("校车安全管理办法", "教育部", "2018-06-01")
PLAN_13, PLAN_14 = ("“十三五”校园足球发展规划", "教育部", ""), ("“十四五”校园足球发展规划", "教育部", "")
NATIONAL = ("“十四五”校园足球发展规划", "教育部", "2021-05")


@pytest.mark.parametrize(
    ("newer", "relation", "older"),
    [
        (NEW, "laterVersionOf", OLD),
        (NEW, "laterVersionOf", ("校车安全管理暂行办法", "教育部", "2015-03")),
        (NEW, "laterVersionOf", ("校车安全管理办法（征求意见稿）", "教育部", "2018-01")),
        (("校园急救指南(第三版)", "教育部", "2020"), "laterVersionOf", ("校园急救指南（第二版）", "教育部", "2019")),
        (
            ("浙江省校车管理办法", "浙江省教育厅", "2019"),
            "laterVersionOf",
            ("浙江省校车管理办法(试行)", "浙江省教育厅", "2016"),
        ),
        (PLAN_14, "nextPlanAfter", PLAN_13),
        (("校园足球发展规划(2021—2025年)", "教育部", ""), "nextPlanAfter", PLAN_13),
        (
            ("安吉县“十四五”校车发展规划", "安吉县教育局", ""),
            "nextPlanAfter",
            ("安吉县十三五校车发展规划", "安吉县教育局", ""),
        ),
        (
            ("浙江省校园足球发展“十四五”规划", "", ""),
            "localCounterpartOf",
            ("全国校园足球发展“十四五”规划", "教育部", "2021"),
        ),
        (("“十四五”四川省校园足球发展规划", "四川省教育厅", "2021-05-30"), "localCounterpartOf", NATIONAL),
        (("安吉县“十四五”校园足球发展规划", "安吉县教育局", "2022"), "localCounterpartOf", NATIONAL),
    ],
)
def test_what_two_titles_suggest(
    newer: tuple[str, str, str], relation: str, older: tuple[str, str, str], titles: Titles
) -> None:
    assert titles.relations(older, newer) == [(newer[0], relation, older[0])]


@pytest.mark.parametrize(
    "read",
    [
        (OLD, ("校车安全管理办法", "公安部", "2018-06-01")),  # another issuer
        (OLD, ("校车安全管理办法", "", "2018-06-01")),  # issuer unknown
        (OLD, ("校车安全管理办法", "教育部", "2012")),  # a trial of what had been final
        (OLD, ("校车安全管理办法", "教育部", "2015")),  # not surely later
        (OLD, ("校车安全管理办法", "教育部", "")),
        (OLD, ("幼儿园校车安全管理办法", "教育部", "2018")),  # a title that only holds the other
        (("实施方案(试行)", "教育部", "2015"), ("实施方案", "教育部", "2018")),  # a title that tells nothing
        (("浙江省校车管理办法(试行)", "教育部", "2015"), ("江苏省校车管理办法", "教育部", "2018")),  # places apart
        (PLAN_14, ("“十二五”校园足球发展规划", "教育部", "")),  # a period left out
        (PLAN_14, ("“十三五”校园足球发展规划", "国务院", "")),
        (PLAN_14, ("“十三五”校园篮球发展规划", "教育部", "")),
        (NATIONAL, ("四川省“十三五”校园足球发展规划", "四川省教育厅", "")),  # another period
        (NATIONAL, ("四川省“十四五”校园足球发展规划(试行)", "四川省教育厅", "2021-06-30")),  # not as final
        (NATIONAL, ("四川省“十四五”校园足球发展规划", "四川省教育厅", "2021-04-30")),  # before that of the country
        (("“十四五”校园足球发展规划", "学校体育协会", ""), ("四川省“十四五”校园足球发展规划", "四川省教育厅", "")),
        (("“十四五”规划", "国务院", ""), ("四川省“十四五”规划", "四川省人民政府", "")),
        (("山西省校车管理办法", "山西省教育厅", "2019"), ("陕西省校车管理办法", "陕西省教育厅", "2019")),
    ],
)
def test_what_titles_do_not_suggest(read: tuple[tuple[str, str, str], ...], titles: Titles) -> None:
    assert titles.relations(*read) == []


def test_only_the_last_of_several_is_followed(titles: Titles) -> None:
    read = [(f"校园急救指南(第{n}版)", "教育部", f"201{at}") for at, n in enumerate("一二三四")]
    expected = [(newer[0], "laterVersionOf", older[0]) for older, newer in pairwise(read)]
    assert sorted(titles.relations(*read)) == sorted(expected)


def test_it_quotes_both_titles_and_is_no_lineage(titles: Titles) -> None:
    both = titles.union(titles.read(*OLD), titles.read(*NEW))
    exact = "<http://www.w3.org/ns/oa#exact>"
    words = both.rows(f"SELECT ?w {{ ?s rdf:predicate pol:laterVersionOf ; pol:rule ?r ; pol:evidence/{exact} ?w }}")
    assert words == [
        ("《校车安全管理办法(试行)》由教育部于2015-03-01印发",),
        ("《校车安全管理办法》由教育部于2018-06-01印发",),
    ]
    assert both.rows("SELECT ?a { ?a pol:lineage ?b }") == []


def test_what_documents_say_themselves_is_not_presumed(titles: Titles, make: Make, page: type[Page]) -> None:
    leaf = page(make.day("2024-01-01"), "repeal.txt")
    edge = Edge(titles.entity(NEW[0]), "supersedes", titles.entity(OLD[0]), (leaf.quote("试行办法同时废止"),))
    both = titles.union(titles.read(*OLD), titles.read(*NEW), leaf.extraction(edge))
    assert both.rows("SELECT ?a { ?a pol:presumedLineage ?b }") == []


def test_two_texts_of_one_series_have_one_key(titles: Titles) -> None:
    both = titles.union(titles.read(*OLD), titles.read(*NEW))
    shared = both.rows("SELECT ?a ?b { ?a pol:titleSeries ?key . ?b pol:titleSeries ?key . FILTER(?a != ?b) }")
    old, new = (entity_iri(titles.entity(name)).rpartition("/")[2] for name in (OLD[0], NEW[0]))
    assert {(old, new), (new, old)} <= set(shared)


def test_of_a_notice_only_what_it_issues_is_tied(titles: Titles, make: Make, page: type[Page]) -> None:
    leaf = page(make.day("2024-01-01"), "notices.txt")
    quote = leaf.quote("关于印发的通知")
    names = (OLD[0], NEW[0])
    notices = [titles.entity(f"教育部关于印发《{name}》的通知") for name in names]
    edges = [Edge(a, "promulgates", titles.entity(b), (quote,)) for a, b in zip(notices, names, strict=True)]
    issued = [Edge(make.agency("教育部", CENTRE["教育部"]), "issues", notice, (quote,)) for notice in notices]
    dated = [
        Attribute(notice, "issuedOn", make.day(day), (quote,))
        for notice, day in zip(notices, ("2015", "2018"), strict=True)
    ]
    both = titles.union(leaf.extraction(*edges, *issued, *dated))
    policies = [entity_iri(titles.entity(name)).rpartition("/")[2] for name in names]
    assert both.rows("SELECT ?a ?b { ?a pol:laterVersionOf ?b }") == [(policies[1], policies[0])]


def test_the_words_are_asked_of_every_relation_that_is_presumed() -> None:
    """The rule that quotes the titles names them, to be quick."""
    known = schema()
    presumed = {str(quad.subject)[1:-1] for quad in known.ontology if quad.object == NamedNode(POL + "presumedLineage")}
    (rule,) = (rule for rule in known.rules if rule.name == "39-presumed-words")
    named = re.findall(r"\?newer (pol:\S+\|\S+) \?older", rule.query)
    assert len(named) == 2
    assert {frozenset(names.split("|")) for names in named} == {
        frozenset("pol:" + n.removeprefix(POL) for n in presumed)
    }
