"""What follows from several documents: chosen values, progress, restated targets, same story, near matches."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from kg.graph.derive import derive, derived, drop
from kg.graph.identify import entity_iri, figure_iri, statement_iri
from kg.graph.nquads import quad_lines
from kg.graph.owners import Owned, owned
from kg.graph.schema import Rule
from kg.model import Attribute, Edge, Entity, Extraction, Figure, Naming, Period
from kg.terms import BASE, DERIVED_GRAPH, POL, VOC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.schema import Schema
    from tests.graph.conftest import Make, Page, Scene, Unite

Fields = dict[str, Any]

PRIMARY, CENTRE, STATION = (VOC + name for name in ("ft-primary-care", "ft-chc", "ft-chs"))


def tail(iri: str) -> str:
    return iri.rpartition("/")[2]


# --- values chosen ---------------------------------------------------------------------------------------------------


def dated(make: Make, page: type[Page], name: str, *dates: str) -> Extraction:
    """A document that states each of the dates for one policy."""
    leaf = page(make.day("2024-01-01"), name)
    policy = make.policy("某某规划")
    quotes = [leaf.quote(f"某某规划于{text}印发") for text in dates]
    stated = (Attribute(policy, "issuedOn", make.day(text), (q,)) for text, q in zip(dates, quotes, strict=True))
    return leaf.extraction(Naming(policy, (leaf.quote("某某规划"),)), *stated)


@pytest.mark.parametrize(
    ("stated", "chosen"),
    [
        ([["2022-03-08"]], ("2022-03-08", "precision-day")),
        # the more precise, however many say the coarser
        ([["2022"], ["2022"], ["2022-03"]], ("2022-03-31", "precision-month")),
        ([["2022-03"], ["2022-03"], ["2022-03-08"]], ("2022-03-08", "precision-day")),
        # then what more documents say, not what one says more often
        ([["2022-03-09"], ["2022-03-08"], ["2022-03-09"]], ("2022-03-09", "precision-day")),
        ([["2022-03-09", "2022-03-09"], ["2022-03-08"]], ("2022-03-08", "precision-day")),
        # then the first
        ([["2022-03-09"], ["2022-03-08"]], ("2022-03-08", "precision-day")),
    ],
)
def test_the_issue_date_chosen(
    stated: list[list[str]], chosen: tuple[str, str], make: Make, page: type[Page], union: Unite
) -> None:
    both = union(*(dated(make, page, f"{at}.txt", *dates) for at, dates in enumerate(stated)))
    assert both.rows("SELECT ?d ?p { ?x a pol:Policy ; pol:issuedOn ?d ; pol:datePrecision ?p }") == [chosen]


def named(make: Make, page: type[Page], name: str, *labels: tuple[str, str]) -> Extraction:
    leaf = page(make.day("2024-01-01"), name)
    agency = make.agency("卫生局")
    return leaf.extraction(
        *(Naming(replace(agency, label=label, language=tag), (leaf.quote(label),)) for label, tag in labels)
    )


def test_a_label_of_each_language_is_chosen(make: Make, page: type[Page], union: Unite) -> None:
    both = union(
        named(make, page, "1.txt", ("卫生局", "zh"), ("Health Bureau", "en")),
        named(make, page, "2.txt", ("市卫生局", "zh")),
        named(make, page, "3.txt", ("市卫生局", "zh"), ("Bureau of Health", "en")),
    )
    node = f"<{entity_iri(make.agency('卫生局'))}>"
    assert both.rows(f"SELECT ?l (LANG(?l) AS ?g) {{ {node} skos:prefLabel ?l }}") == [
        ("Bureau of Health", "en"),
        ("市卫生局", "zh"),
    ]
    spelled = both.rows(f"SELECT ?l {{ {node} skos:altLabel ?l }}")
    assert spelled == [("Bureau of Health",), ("Health Bureau",), ("卫生局",), ("市卫生局",)]


def test_a_document_number_is_chosen(make: Make, page: type[Page], union: Unite) -> None:
    def numbered(name: str, number: str) -> Extraction:
        leaf = page(make.day("2024-01-01"), name)
        policy = make.policy("某某规划")
        quote = leaf.quote(f"某某规划（{number}）")
        return leaf.extraction(Naming(policy, (quote,)), Attribute(policy, "documentNumber", number, (quote,)))

    both = union(numbered("1", "国办发〔2022〕5号"), numbered("2", "国发〔2022〕9号"), numbered("3", "国发〔2022〕9号"))
    assert both.rows("SELECT ?n { ?p pol:documentNumber ?n }") == [("国发〔2022〕9号",)]


def test_nothing_is_chosen_beside_the_vocabulary(make: Make, page: type[Page], union: Unite) -> None:
    concept = BASE + "policy/of-the-test"
    given = (
        f'<{concept}> <{POL}issuedOn> "2022-03-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        f'<{concept}> <http://www.w3.org/2004/02/skos/core#prefLabel> "规划"@zh',
    )
    leaf = page(make.day("2024-01-01"))
    policy = make.policy("某某规划", concept=concept)
    quote = leaf.quote("某某规划于2022年3月8日印发")
    both = union(
        leaf.extraction(
            Naming(policy, (quote,)),
            Attribute(policy, "issuedOn", make.day("2022-03-08"), (quote,)),
            Attribute(policy, "title", "某某规划", (quote,)),
        ),
        *given,
    )
    assert both.rows("SELECT ?d { ?p pol:issuedOn ?d }") == [("2022-03-01",)]
    assert both.rows(f"SELECT ?l {{ <{concept}> skos:prefLabel ?l }}") == [("规划",)]


def test_what_a_notice_promulgates_takes_its_issuer_and_date(make: Make, page: type[Page], union: Unite) -> None:
    leaf = page(make.day("2024-01-01"))
    notice, plan, other = make.policy("关于印发规划的通知"), make.policy("规划"), make.policy("另一规划")
    office, ministry = make.agency("办公厅"), make.agency("卫生部")
    quote = leaf.quote("2022年3月，办公厅印发通知")
    both = union(
        leaf.extraction(
            Edge(notice, "promulgates", plan, (quote,)),
            Edge(notice, "promulgates", other, (quote,)),
            Edge(office, "issues", notice, (quote,)),
            Attribute(notice, "issuedOn", make.day("2022-03"), (quote,)),
            Edge(ministry, "issues", other, (quote,)),
            Attribute(other, "issuedOn", make.day("2021"), (quote,)),
        )
    )
    rows = both.rows("SELECT ?p ?a ?d ?q { ?a pol:issues ?p . ?p pol:issuedOn ?d ; pol:datePrecision ?q }")
    expected = [
        (entity_iri(notice), entity_iri(office), "2022-03-31", "precision-month"),
        (entity_iri(plan), entity_iri(office), "2022-03-31", "precision-month"),
        (entity_iri(other), entity_iri(ministry), "2021-12-31", "precision-year"),
    ]
    assert rows == sorted((tail(p), tail(a), d, q) for p, a, d, q in expected)


# --- lineage and families --------------------------------------------------------------------------------------------


def test_what_is_ordered_implements_the_order(make: Make, page: type[Page], union: Unite) -> None:
    leaf = page(make.day("2024-01-01"))
    plan, action = make.policy("规划"), make.policy("行动计划")
    quote = leaf.quote("规划：实施行动计划")
    both = union(leaf.extraction(Edge(plan, "mandates", action, (quote,))))
    assert both.rows("SELECT ?a ?b { ?a pol:implements ?b ; pol:lineage ?b }") == [
        (tail(entity_iri(action)), tail(entity_iri(plan)))
    ]
    # The statement is the one that a document which says so itself would mint.
    statement = statement_iri(entity_iri(action), POL + "implements", entity_iri(plan))
    rows = both.rows(f"SELECT ?e ?r {{ <{statement}> pol:evidence ?e ; pol:rule ?r }}")
    assert [rule for _, rule in rows] == ["mandates, inverse-derived"]
    assert rows[0][0].endswith(f"#char={quote.span.start},{quote.span.end}")


def test_the_families_hold_under_their_own_names(scene: Scene, union: Unite) -> None:
    both = union(scene.extraction)
    plan, station = tail(scene.nodes["plan"]), tail(scene.nodes["station"])
    assert (plan, station) in both.rows("SELECT ?p ?f { ?p pol:requiresOf ?f ; pol:requires ?f }")
    assert (tail(scene.nodes["offering"]), station) in both.rows("SELECT ?i ?f { ?i pol:measuresFacility ?f }")
    measured = both.rows("SELECT ?o ?t { ?o pol:measures ?t }")
    assert (tail(scene.nodes["share"]), tail(scene.nodes["target"])) in measured
    assert (tail(scene.nodes["share"]), tail(scene.nodes["offering"])) in measured
    assert both.rows("SELECT ?p ?q { ?p pol:lineage ?q }") == [(plan, tail(scene.nodes["opinions"]))]


# --- progress --------------------------------------------------------------------------------------------------------


class Goals:
    """Pages with one target and observations of it; figures differ from the goal in one field at a time."""

    def __init__(self, make: Make, page: type[Page]) -> None:
        self.make, self.page = make, page
        self.indicator = make.indicator("提供服务")
        self.station = make.facility("社区卫生服务站", concept=STATION)
        self.centre = make.facility("社区卫生服务中心", concept=CENTRE)
        self.primary = make.facility("基层医疗卫生机构", concept=PRIMARY)

    def target(self, value: str = "100", name: str = "goal.txt", title: str = "规划", **more: Any) -> Extraction:  # noqa: ANN401 - fields of Figure and of Quantity
        leaf = self.page(self.make.day("2022-03-08"), name)
        policy = self.make.policy(title)
        issued = more.pop("issued", "2022-03-03")
        more.setdefault("facilities", (self.station,))
        more.setdefault("period", self.make.day("2025"))
        quote = leaf.quote(f"{title}：到2025年达到{value}%")
        return leaf.extraction(
            Naming(policy, (quote,)),
            Attribute(policy, "issuedOn", self.make.day(issued), (quote,)),
            self.make.figure("target", more.pop("indicator", self.indicator), value, quote, policy=policy, **more),
        )

    def seen(self, value: str, as_of: str = "2020-12-31", name: str = "seen.txt", **more: Any) -> Extraction:  # noqa: ANN401 - fields of Figure and of Quantity
        leaf = self.page(self.make.day("2024-01-01"), name)
        more.setdefault("facilities", (self.station,))
        more.setdefault("period", self.make.day(as_of) if as_of else None)
        indicator = more.pop("indicator", self.indicator)
        return leaf.extraction(self.make.figure("observation", indicator, value, leaf.quote(f"已达{value}%"), **more))


@pytest.fixture
def goals(make: Make, page: type[Page]) -> Goals:
    return Goals(make, page)


PROGRESS = """SELECT ?gap ?met ?newest { ?p a pol:Progress ; pol:newest ?newest
  OPTIONAL { ?p pol:gap ?gap } OPTIONAL { ?p pol:met ?met } }"""


@pytest.mark.parametrize(
    ("bound", "goal", "high", "figure", "gap", "met"),
    [
        ("ge", "100", None, "90.6", "-9.4", "false"),
        ("ge", "80", None, "74.5", "-5.5", "false"),
        ("ge", "80", None, "80", "0", "true"),
        ("gt", "80", None, "80", "0", "false"),
        ("gt", "80", None, "80.1", "0.1", "true"),
        ("le", "30", None, "28.5", "-1.5", "true"),
        ("le", "30", None, "30", "0", "true"),
        ("lt", "30", None, "30", "0", "false"),
        ("lt", "30", None, "29", "-1", "true"),
        ("eq", "64", None, "64", "0", "true"),
        ("eq", "64", None, "65", "1", "false"),
        ("range", "10", "15", "12", "0", "true"),
        ("range", "10", "15", "15", "0", "true"),
        ("range", "10", "15", "8.5", "-1.5", "false"),
        ("range", "10", "15", "17", "2", "false"),
    ],
)
def test_gap_and_met_by_the_comparator(  # noqa: PLR0913, PLR0917 - a row of the table
    bound: str, goal: str, high: str | None, figure: str, gap: str, met: str, goals: Goals, union: Unite
) -> None:
    more: Fields = {} if high is None else {"high": Decimal(high)}
    both = union(goals.target(goal, bound=bound, **more), goals.seen(figure))
    assert both.rows(PROGRESS) == [(gap, met, "true")]


def test_a_hedged_target_is_never_computed(goals: Goals, union: Unite) -> None:
    both = union(goals.target(hedge=VOC + "hedge-basically"), goals.seen("90.6"))
    assert both.rows(PROGRESS) == [("", "", "true")]


def test_gaps_are_written_with_their_point(goals: Goals, union: Unite) -> None:
    both = union(goals.target("80"), goals.seen("80"))
    (line,) = (line for line in quad_lines(both.derived, DERIVED_GRAPH) if "#gap>" in line)
    assert '"0.0"^^' in line


def test_each_facility_type_has_its_progress(goals: Goals, union: Unite) -> None:
    both = union(
        goals.target("100", facilities=(goals.station, goals.centre)),
        goals.seen("99.5", name="1.txt", facilities=(goals.centre,)),
        goals.seen("98.4", name="2.txt"),
    )
    rows = both.rows("SELECT ?f ?gap ?newest { ?p pol:appliesTo ?f ; pol:gap ?gap ; pol:newest ?newest }")
    assert rows == [("ft-chc", "-0.5", "true"), ("ft-chs", "-1.6", "true")]


def test_a_narrower_facility_type_measures_progress(goals: Goals, union: Unite) -> None:
    assert union(goals.target(facilities=(goals.primary,)), goals.seen("90")).rows(PROGRESS)
    assert not union(goals.target(), goals.seen("90", facilities=(goals.primary,))).rows(PROGRESS)


@pytest.mark.parametrize(
    "changed",
    [
        {"indicator": Entity("indicator", "设置中医馆", "设置中医馆", "zh", "", (), VOC + "stat-share", VOC + "u")},
        {"facilities": ()},
        {"facilities": (Entity("facility", "中心", "中心", "zh", CENTRE),)},
        {"region": Entity("region", "北京", "北京", "zh")},
        {"population": "老年人"},
        {"baseline": Period(date(2015, 1, 1), date(2015, 12, 31), "year")},
    ],
)
def test_what_differs_is_no_progress(changed: Fields, goals: Goals, union: Unite) -> None:
    assert not union(goals.target(), goals.seen("90", **changed)).rows(PROGRESS)
    assert not union(goals.target(**changed), goals.seen("90")).rows(PROGRESS)
    same = {name: value for name, value in changed.items() if name != "indicator"}
    assert union(goals.target(**same), goals.seen("90", **same)).rows(PROGRESS)


def test_a_figure_over_more_facility_types_than_the_target_is_no_progress(goals: Goals, union: Unite) -> None:
    both = (goals.station, goals.centre)
    assert not union(goals.target(), goals.seen("90", facilities=both)).rows(PROGRESS)
    assert len(union(goals.target(facilities=both), goals.seen("90", facilities=both)).rows(PROGRESS)) == 2


def test_the_newest_figure_is_told_and_an_undated_one_gives_way(goals: Goals, union: Unite) -> None:
    def newest(*seen: Extraction) -> list[tuple[str, ...]]:
        return union(goals.target(), *seen).rows("SELECT ?gap { ?p pol:newest true ; pol:gap ?gap }")

    old, new = goals.seen("60", "2018"), goals.seen("70", "2020-12-31")
    twin, undated = goals.seen("75", "2020"), goals.seen("99", "")
    assert newest(old, new) == [("-30",)]
    assert newest(old, undated) == [("-40",)]
    assert newest(undated) == [("-1",)]
    # One as-of day at two precisions: neither is newer.
    assert newest(new, twin) == [("-25",), ("-30",)]


# --- restated, same story, near --------------------------------------------------------------------------------------

RESTATED = "SELECT ?new ?old { ?new pol:restates ?old }"


def test_a_slipped_target_restates_the_earlier_one(goals: Goals, union: Unite, make: Make) -> None:
    both = union(
        goals.target(name="1", title="意见", issued="2019-10-20", period=make.day("2022")),
        goals.target(name="2", title="规划", issued="2022-03-03"),
        goals.seen("90"),
    )
    query = "SELECT ?before ?after { ?new pol:restates ?old ; pol:deadline ?after . ?old pol:deadline ?before }"
    assert both.rows(query) == [("2022-12-31", "2025-12-31")]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"issued": "2022-03-03"}, {"issued": "2022-03"}),  # some day of March: not surely later
        ({"issued": "2022"}, {"issued": "2022"}),
        ({}, {"issued": "2023", "facilities": ()}),
        ({}, {"issued": "2023", "population": "老年人"}),
        ({}, {"issued": "2023", "region": Entity("region", "北京", "北京", "zh")}),
        ({}, {"issued": "2023", "facilities": (Entity("facility", "中心", "中心", "zh", CENTRE),)}),
    ],
)
def test_what_differs_or_is_not_later_restates_nothing(
    older: Fields, newer: Fields, goals: Goals, union: Unite
) -> None:
    both = union(goals.target(name="1", title="意见", **older), goals.target(name="2", title="规划", **newer))
    assert not both.rows(RESTATED)


def report(make: Make, page: type[Page], name: str, values: list[str], **more: Any) -> Extraction:  # noqa: ANN401 - fields of Figure and of Quantity
    """A press report: one figure a value, each of an indicator of its own, as of the end of 2020."""
    leaf = page(more.pop("published", make.day("2022-08-02")), name)
    swapped = more.pop("swapped", "")
    indicators = {value: make.indicator(f"指标{value}" + ("误译" if value == swapped else "")) for value in values}
    figures = [
        make.figure("observation", indicators[v], v, leaf.quote(f"{name} {v}%"), period=make.day("2020-12-31"), **more)
        for v in values
    ]
    event = more.get("event")
    dated = [Attribute(event, "date", make.day("2022-08-02"), (leaf.quote("8月2日"),))] if event else []
    return leaf.extraction(*figures, *dated)


STORY = "SELECT ?a ?b { ?a pol:sameStoryAs ?b }"


def test_two_reports_of_one_story(make: Make, page: type[Page], union: Unite) -> None:
    def pairs(one: Extraction, another: Extraction) -> int:
        return len(union(one, another).rows(STORY))

    first = report(make, page, "1", ["11", "12", "13", "14"])
    assert pairs(first, report(make, page, "2", ["11", "12", "13"])) == 2
    assert pairs(first, report(make, page, "2", ["11", "12", "99"])) == 0
    assert pairs(first, report(make, page, "2", ["11", "12", "13"], published=make.day("2022-08-03"))) == 0
    assert pairs(first, report(make, page, "2", ["11", "12", "13"], published=make.day("2022-08"))) == 0
    said = {"speaker": Entity("person", "张三", "张三", "zh"), "event": Entity("event", "会议", "会议", "zh")}
    one, late = report(make, page, "1", ["11", "12", "13"], **said), make.day("2022-08-09")
    assert pairs(one, report(make, page, "2", ["11", "12", "13"], published=late, **said)) == 2
    other = {**said, "speaker": Entity("person", "李四", "李四", "zh")}
    assert pairs(one, report(make, page, "2", ["11", "12", "13"], published=late, **other)) == 0


def test_documents_of_one_story_are_one_origin(make: Make, page: type[Page], union: Unite) -> None:
    def counted(*documents: Extraction) -> dict[str, tuple[str, str]]:
        rows = union(*documents).rows(
            "SELECT ?value ?documents ?origins "
            "{ ?o pol:value ?value ; pol:reportCount ?documents ; pol:originCount ?origins }"
        )
        return {value: (documents, origins) for value, documents, origins in rows}

    one, another = (report(make, page, name, ["11", "12", "13", "14"]) for name in ("1", "2"))
    later = report(make, page, "3", ["11", "15"], published=make.day("2023-01-05"))
    assert counted(one, another) == {"11": ("2", "1"), "12": ("2", "1"), "13": ("2", "1"), "14": ("2", "1")}
    assert counted(one, another, later)["11"] == ("3", "2")
    assert counted(one, later) == {"11": ("2", "2")}
    # One story by way of a third, which reports the figure or does not.
    ends = [
        report(make, page, "4", ["9", "11", "12", "13"]),
        report(make, page, "5", ["9", "14", "15", "16"]),
    ]
    for figures in (["11", "12", "13", "14", "15", "16"], ["9", "11", "12", "13", "14", "15", "16"]):
        middle = report(make, page, "6", figures)
        assert counted(*ends, middle)["9"] == (str(2 + figures.count("9")), "1")
    assert counted(*ends)["9"] == ("2", "2")


def test_a_figure_under_another_name_in_the_same_story_is_near(make: Make, page: type[Page], union: Unite) -> None:
    both = union(
        report(make, page, "1", ["11", "12", "13", "14"]),
        report(make, page, "2", ["11", "12", "13", "14"], swapped="14"),
    )
    right, wrong = entity_iri(make.indicator("指标14")), entity_iri(make.indicator("指标14误译"))
    near = both.rows("SELECT ?a ?b { ?a a pol:Indicator ; pol:status voc:unreviewed ; skos:closeMatch ?b }")
    assert near == sorted([(tail(right), tail(wrong)), (tail(wrong), tail(right))])


def test_equal_figures_of_two_indicators_of_both_reports_are_not_near(
    make: Make, page: type[Page], union: Unite
) -> None:
    """Both reports give 99 % of one thing and 99 % of another: neither indicator stands for the other."""

    def twice(name: str) -> Extraction:
        leaf = page(make.day("2022-08-02"), name)
        figures = [
            make.figure("observation", make.indicator(phrase), value, leaf.quote(f"{name}{phrase}{value}"), period=when)
            for phrase, value in (("甲", "99"), ("乙", "99"), ("丙", "12"), ("丁", "13"))
            for when in (make.day("2020"),)
        ]
        return leaf.extraction(*figures)

    both = union(twice("1"), twice("2"))
    assert both.rows(STORY)
    assert not both.rows("SELECT ?a ?b { ?a a pol:Indicator ; pol:status voc:unreviewed ; skos:closeMatch ?b }")


@pytest.mark.parametrize(
    ("goal", "figure", "near"),
    [
        ({}, {}, True),
        ({"facilities": ()}, {}, True),
        ({}, {"facilities": ()}, True),
        ({}, {"facilities": (Entity("facility", "中心", "中心", "zh", CENTRE),)}, False),
        ({"region": Entity("region", "北京", "北京", "zh")}, {}, False),
        ({}, {"region": Entity("region", "北京", "北京", "zh")}, False),
        ({"region": Entity("region", "北京", "北京", "zh")}, {"region": Entity("region", "北京", "北京", "zh")}, True),
        ({"region": Entity("region", "北京", "北京", "zh")}, {"region": Entity("region", "天津", "天津", "zh")}, False),
    ],
)
def test_a_near_match_is_shown_and_not_computed(  # noqa: PLR0913, PLR0917 - a row of the table and its fixtures
    goal: Fields,
    figure: Fields,
    near: bool,  # noqa: FBT001 - a column of the table
    goals: Goals,
    union: Unite,
    make: Make,
) -> None:
    other = make.indicator("临床专科项目")
    link = f"<{entity_iri(other)}> <http://www.w3.org/2004/02/skos/core#closeMatch> <{entity_iri(goals.indicator)}>"
    both = union(goals.target("100", **goal), goals.seen("99", indicator=other, **figure), link)
    assert bool(both.rows("SELECT ?o ?t { ?o pol:nearMatchOf ?t }")) is near
    assert not both.rows(PROGRESS)


# --- the derived graph as a whole ------------------------------------------------------------------------------------


def test_of_many_figures_all_that_contradict_another_are_told_in_few_pairs(goals: Goals, union: Unite) -> None:
    chance = random.Random(3)  # noqa: S311  figures that can be drawn again
    types = (goals.station, goals.centre, goals.primary)
    drawn = {(Decimal(chance.randrange(80, 100)), chance.choice((1, 2, 3, 3))) for _ in range(40)}
    said = sorted((value, chance.random() < 0.5, count) for value, count in sorted(drawn))
    seen = [
        goals.seen(
            str(value), name=f"{n}.txt", approximate=rough, facilities=tuple(chance.sample(types[:count], count))
        )
        for n, (value, rough, count) in enumerate(said)
    ]
    whole = union(*seen)

    def contradicts(one: tuple[Decimal, bool, int], another: tuple[Decimal, bool, int]) -> bool:
        apart = abs(one[0] - another[0])
        exact = not (one[1] or another[1])
        return one[2] == another[2] and apart > 0 and (exact or apart * 10 > one[0] + another[0])

    query = """SELECT ?value ?word (COUNT(?type) AS ?types) {
      ?o pol:status voc:disputed ; pol:value ?value ; pol:valueQualifier ?word ; pol:appliesTo ?type
    } GROUP BY ?o ?value ?word"""
    found = {(Decimal(value), word != "q-exact", int(count)) for value, word, count in whole.rows(query)}
    assert found == {one for one in said if any(contradicts(one, other) for other in said)}
    assert 0 < len(found) < len(said)
    pairs = whole.rows("SELECT ?one ?another { ?one pol:conflictsWith ?another }")
    assert len(pairs) < 8 * len(said)
    assert {(another, one) for one, another in pairs} == set(pairs)


def test_of_three_figures_each_contradicts_both_others(goals: Goals, union: Unite) -> None:
    three = union(*(goals.seen(value, name=value) for value in ("60", "70", "80")))
    assert len(three.rows("SELECT ?one ?another { ?one pol:conflictsWith ?another }")) == 6


def test_a_rule_sees_what_those_before_it_derive_and_nothing_of_those_behind() -> None:
    def rule(name: str, had: str, of: str) -> Owned:
        return owned(Rule(name, f"# owner: ?a\nCONSTRUCT {{ ?a <urn:{of}> ?b }} WHERE {{ ?a <urn:{had}> ?b }}"))

    said = Quad(*(NamedNode(f"urn:{name}") for name in ("one", "p", "other", "document")))
    store = Store()
    store.extend((said, Quad(*said.triple)))
    derive(store, (rule("1", "s", "before"), rule("2", "p", "q"), rule("3", "q", "r"), rule("4", "r", "s")))
    assert {quad.predicate.value for quad in derived(store)} == {"urn:q", "urn:r", "urn:s"}


def test_deriving_again_changes_nothing(scene: Scene, union: Unite, ontology: Schema, goals: Goals) -> None:
    both = union(scene.extraction, goals.target(), goals.seen("90"))
    first, size = quad_lines(both.derived, DERIVED_GRAPH), len(both.store)
    derive(both.store, map(owned, ontology.rules))
    assert quad_lines(derived(both.store), DERIVED_GRAPH) == first
    assert len(both.store) == size


def test_answers_that_fill_tables_of_their_own_are_added_as_others_are(
    scene: Scene, union: Unite, ontology: Schema, goals: Goals, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = union(scene.extraction, goals.target(), goals.seen("90"))
    first, whole = quad_lines(both.derived, DERIVED_GRAPH), set(both.store)
    monkeypatch.setattr("kg.graph.derive.AT_ONCE", 5)
    monkeypatch.setattr("kg.graph.derive.WORTH_A_TABLE", 4)  # of a piece, fewer than that go the other way
    derive(both.store, map(owned, ontology.rules))
    assert quad_lines(derived(both.store), DERIVED_GRAPH) == first
    assert set(both.store) == whole


def test_what_is_found_otherwise_is_found_before_the_store_is_changed() -> None:
    store = Store()
    stale = Triple(*(NamedNode(f"urn:{name}") for name in ("one", "p", "other")))
    for graph in (DefaultGraph(), NamedNode(DERIVED_GRAPH)):
        store.add(Quad(stale.subject, stale.predicate, stale.object, graph))
    fresh = Triple(*(NamedNode(f"urn:{name}") for name in ("one", "p", "another")))
    seen: list[int] = []

    def found() -> Iterator[Triple]:
        for _ in range(2):
            seen.append(len(store))
            yield fresh

    derive(store, (), found())
    assert seen == [2, 2]
    assert {quad.triple for quad in store} == {fresh}


def test_dropping_leaves_what_documents_say(scene: Scene, union: Unite) -> None:
    both = union(scene.extraction)
    before = both.rows("SELECT ?s ?o { ?s pol:implements ?o }")
    drop(both.store)
    assert both.rows("SELECT ?s ?o { ?s pol:implements ?o }") == before
    assert not both.rows("SELECT ?s { ?s a pol:Progress }")
    assert not both.rows("SELECT ?s ?o { ?s pol:lineage ?o }")


@pytest.fixture
def documents(scene: Scene, goals: Goals, make: Make, page: type[Page]) -> list[Extraction]:
    return [
        scene.extraction,
        goals.target(name="a", title="意见", issued="2019"),
        goals.target(name="b"),
        goals.seen("90", name="c"),
        report(make, page, "1", ["11", "12", "13", "14"]),
        report(make, page, "2", ["11", "12", "13", "14"], swapped="14"),
    ]


@pytest.fixture
def straight(documents: list[Extraction], union: Unite) -> tuple[str, ...]:
    """What is derived of the documents as they stand."""
    return tuple(quad_lines(union(*documents).derived, DERIVED_GRAPH))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_documents_and_statements_does_not_show(
    data: st.DataObject, documents: list[Extraction], straight: tuple[str, ...], union: Unite
) -> None:
    def shuffled(extraction: Extraction) -> Extraction:
        return replace(extraction, statements=tuple(data.draw(st.permutations(extraction.statements))))

    mixed = union(*(shuffled(one) for one in data.draw(st.permutations(documents))))
    assert tuple(quad_lines(mixed.derived, DERIVED_GRAPH)) == straight


def test_a_figure_said_by_two_documents_is_one_node(goals: Goals, union: Unite) -> None:
    both = union(goals.seen("90", name="1"), goals.seen("90", name="2"))
    rows = both.rows(
        "SELECT ?o (COUNT(DISTINCT ?d) AS ?n) { ?o a pol:Observation ; pol:evidence/pol:inDocument ?d } GROUP BY ?o"
    )
    figure = goals.seen("90", name="1").statements[0]
    assert isinstance(figure, Figure)
    assert rows == [(tail(figure_iri(figure, goals.seen("90", name="1").document)), "2")]
