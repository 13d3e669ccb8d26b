"""What pages show: descriptions, standings, lineage, quotes in their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.draw.lineage import look
from kg.errors import NotFound
from kg.query.catalog import page_query
from kg.query.describe import describe
from kg.query.direct import Direct
from kg.query.figures import Day, figures
from kg.query.index import write_index
from kg.query.label import Entity
from kg.query.lineage import PRESUMED, RELATIONS, Reach, lineage
from kg.query.listing import counts, policies
from kg.query.measures import measures
from kg.query.pages import select_each
from kg.query.quotes import Quote, in_sentence
from kg.query.request import QueryFailed, Request, Term
from kg.query.rows import bind, tables
from kg.query.targets import standings, targets_by
from kg.query.twin import twin
from kg.store.folder import Build, open_build
from kg.store.oxigraph import read_only
from tests.small import small

if TYPE_CHECKING:
    from pathlib import Path

POL, ID = "https://w3id.org/policykg/def#", "https://w3id.org/policykg/id/"
ACTION = ID + "policy/2022-primary-tcm-action-plan"
PLAN = ID + "policy/2022-tcm-plan"
P2019 = ID + "policy/2019-tcm-inheritance-innovation"


@pytest.fixture(scope="module")
def build(small_build: Path) -> Build:
    return open_build(small_build)


def test_a_policy_is_described_with_the_words_behind_each_edge(engine: Direct) -> None:
    found = describe(engine, ACTION, "zh")
    issuers = found.facts_of("issues", "in")
    assert [f.value.label for f in issuers if isinstance(f.value, Entity)] == ["国家中医药管理局", "国家卫生健康委员会"]
    assert {q.text for f in issuers for q in f.quotes} == {"我局联合国家卫生健康委等九部门印发"}
    assert {q.rule for f in issuers for q in f.quotes} == {"hand"}
    (issued,) = found.facts_of("issuedOn")
    assert (issued.stated, issued.precision[-3:]) == (False, "day")
    assert len({q.document for q in found.quotes}) == len(found.documents) == 2


def test_a_value_that_is_only_stated_is_told_from_a_chosen_one() -> None:
    store = Store()
    page = small.slides()
    page.state(small.ACTION, "pol:issuedOn", small.day("2022-03-31"), "2022年3月3日,国务院印发", "month")
    store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in (*page.quads, *small.derived()))
    facts = describe(Direct(store), ACTION).facts_of("issuedOn")
    assert [(f.value.value, f.stated, len(f.quotes)) for f in facts if not isinstance(f.value, Entity)] == [
        ("2022-03-08", False, 1),
        ("2022-03-31", True, 1),
    ]


def test_nothing_is_known_of_what_is_not_there(engine: Direct) -> None:
    with pytest.raises(NotFound, match="nothing is known"):
        describe(engine, ID + "policy/none")


@pytest.mark.parametrize(
    ("as_of", "overdue"), [("2022-12-31", 0), ("2023-01-01", 2), ("2025-12-31", 2), ("2026-01-01", 8), ("", 0)]
)
def test_overdue_is_judged_on_the_day_asked_about(engine: Direct, as_of: str, overdue: int) -> None:
    lines = standings(engine, targets_by(engine), as_of, "zh")
    assert len(lines) == 8
    assert sum(line.overdue for line in lines) == overdue


def test_each_state_is_told(engine: Direct) -> None:
    lines = standings(engine, targets_by(engine), "2023-05-31", "zh")
    told = {
        (line.target.entity.iri.rpartition("/")[2], line.facility.iri[-3:] if line.facility else ""): line
        for line in lines
    }
    assert told["u-stations00", "chs"].state == "short"
    assert (told["u-stations00", "chs"].gap, told["u-stations00", "chs"].percent) == ("-9.4", 90)
    assert told["u-clinic2025", "chc"].state == "hedged"
    assert told["u-clinic2022", "thc"].state == "none"
    near = told["u-cityaim000", ""]
    assert (near.state, [figure.value for figure in near.near], near.percent) == ("none", ["10631"], None)


def test_a_line_tells_the_newest_near_figures_and_how_many_more_there_are(tmp_path: Path) -> None:
    store, aim = Store(), NamedNode(ID + "target/aim")
    triples: list[tuple[NamedNode, str, NamedNode | Literal]] = [(aim, "rdf:type", NamedNode(POL + "Target"))]
    for name, day in (("a", "2020-12-31"), ("b", ""), ("c", "2022-12-31"), ("d", "2021-06-30"), ("e", "2021-06-30")):
        seen = NamedNode(f"{ID}obs/{name}")
        triples += [(seen, "rdf:type", NamedNode(POL + "Observation")), (seen, "pol:nearMatchOf", aim)]
        triples += [(seen, "pol:asOf", small.day(day))] if day else []
    store.extend(Quad(subject, NamedNode(small.full(name)), value) for subject, name, value in triples)
    write_index(store, tmp_path / "index")
    for engine in (Direct(store), Direct(store, tmp_path / "index")):
        (line,) = standings(engine, (aim.value,), "2023-05-31", "zh")
        assert [figure.entity.slug for figure in line.near] == ["c", "d", "e"]
        assert line.further == 2
        (line,) = standings(engine, (aim.value,), "2023-05-31", "zh", beside=20)
        assert [figure.entity.slug for figure in line.near] == ["c", "d", "e", "a", "b"]
        assert line.further == 0


def test_the_targets_of_a_facility_type_are_its_own(engine: Direct) -> None:
    assert len(targets_by(engine, "https://w3id.org/policykg/voc/ft-chs")) == 1
    assert len(targets_by(engine, ACTION)) == 1
    assert targets_by(engine, ID + "policy/none") == ()
    assert standings(engine, (), "2023-05-31", "zh") == ()


def test_a_figure_knows_its_dimensions(engine: Direct) -> None:
    iri = ID + "obs/u-stations00"
    figure = figures(engine, [iri], "en")[iri]
    assert (figure.value, figure.unit_sign, figure.day) == ("90.6", "%", Day("2020-12-31", "day"))
    assert figure.speaker is not None
    assert figure.speaker.label == "Zhao Wenhua"
    assert {quote.text for quote in figure.quotes} == {
        "90.6%的社区卫生服务站、74.5%的村卫生室能够提供中医药服务",
        "90.6% of community health service stations",
    }


def test_measures_come_in_their_own_words(engine: Direct) -> None:
    (measure,) = measures(engine, P2019, "zh", 20)
    assert measure.entity.label == "鼓励退休中医医师到基层提供服务"
    assert [e.label for e in measure.facilities] == ["基层医疗卫生机构"]
    assert len(measure.quotes) == 1


def test_lineage_goes_both_ways_by_steps(engine: Direct) -> None:
    found = lineage(engine, PLAN, "zh")
    assert [(tie.older.iri, found.cards[tie.older].up) for tie in found.older] == [(P2019, 1)]
    assert found.cards[found.older[0].older].issued == Day("2019-10-20", "day")
    assert [(tie.newer.iri, found.cards[tie.newer].down) for tie in found.newer] == [(ACTION, 1)]
    up = lineage(engine, ACTION, "zh")
    assert [tie.relation.label for tie in up.older] == ["依据", "贯彻落实", "依据"]
    assert all(tie.quotes for tie in up.older)
    assert {card.policy.iri for card in lineage(engine, PLAN, "zh", Reach(down=0)).policies} == {PLAN, P2019}
    assert not lineage(engine, P2019, "zh").older


def test_only_the_relations_asked_for_are_followed(engine: Direct) -> None:
    found = lineage(engine, ACTION, "zh", Reach(relations=("implements",)))
    assert [(tie.newer.iri, tie.name, tie.older.iri) for tie in found.ties] == [(ACTION, "implements", P2019)]
    assert {card.policy.iri for card in found.policies} == {ACTION, P2019}


def test_a_policy_stands_on_the_highest_level_of_its_issuers(engine: Direct) -> None:
    found = lineage(engine, ACTION, "en")
    assert [(card.policy.iri, card.level.iri.rpartition("-")[2]) for card in found.policies] == [
        (P2019, "centre"),
        (PLAN, "centre"),
        (ACTION, "ministry"),
    ]
    assert [issuer.label for issuer in found.policies[0].issuers] == ["CPC Central Committee", "State Council"]


def test_those_furthest_away_are_left_out_and_counted(engine: Direct) -> None:
    found = lineage(engine, ACTION, "zh", Reach(most=2))
    assert (len(found.policies), found.left_out) == (2, 1)
    assert all({tie.newer, tie.older} <= {card.policy for card in found.policies} for tie in found.ties)


def made(edges: list[tuple[int, int, str]], issued: dict[int, str]) -> Direct:
    """A graph of bare policies."""
    store = Store()
    nodes = [NamedNode(f"{ID}policy/{name}") for name in "abcd"]
    for newer, older, relation in edges:
        store.add(Quad(nodes[newer], NamedNode(POL + relation), nodes[older]))
    for number, node in enumerate(nodes):
        store.add(Quad(node, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(POL + "Policy")))
        if number in issued:
            date = Literal(issued[number], datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
            store.add(Quad(node, NamedNode(POL + "issuedOn"), date))
            precision = NamedNode("https://w3id.org/policykg/voc/precision-year")
            store.add(Quad(node, NamedNode(POL + "datePrecision"), precision))
    return Direct(store)


def test_a_circle_is_shown_and_ends() -> None:
    edges = [(newer, older, "basedOn") for newer, older in ((0, 1), (1, 2), (2, 0), (2, 3), (3, 3))]
    found = lineage(made([*edges, (0, 3, "cites")], {}), f"{ID}policy/a")
    told = {(tie.newer.slug, tie.older.slug): tie.circular for tie in found.older}
    assert told == {("a", "b"): True, ("b", "c"): True, ("c", "a"): True, ("c", "d"): False, ("d", "d"): True}
    assert [(tie.newer.slug, tie.older.slug) for tie in found.beside] == [("a", "d")]


def test_what_rests_on_a_surely_later_policy_is_told() -> None:
    found = lineage(
        made(
            [(0, 1, "basedOn"), (0, 2, "basedOn"), (0, 3, "basedOn")],
            {0: "2022-12-31", 1: "2023-12-31", 2: "2022-12-31"},
        ),
        f"{ID}policy/a",
    )
    assert {tie.older.slug: tie.late for tie in found.ties} == {"b": True, "c": False, "d": False}


def test_ties_between_others_of_the_lineage_are_told_once() -> None:
    found = lineage(made([(0, 1, "basedOn"), (2, 0, "basedOn"), (2, 1, "amends")], {}), f"{ID}policy/a")
    assert [(tie.newer.slug, tie.older.slug) for tie in found.others] == [("c", "b")]
    assert len({*found.older, *found.newer, *found.others}) == len(found.ties) == 3


def test_what_is_presumed_stands_beside_and_is_drawn_in_dashes() -> None:
    found = lineage(made([(0, 1, "basedOn"), (0, 2, "laterVersionOf"), (3, 2, "laterVersionOf")], {}), f"{ID}policy/a")
    assert [(tie.newer.slug, tie.older.slug) for tie in found.older] == [("a", "b")]
    assert [(tie.newer.slug, tie.older.slug) for tie in found.beside] == [("a", "c")]
    assert all(
        look(name).dash not in {"", *(look(said).dash for said in RELATIONS if said not in PRESUMED)}
        for name in PRESUMED
    )


def test_a_quote_stands_in_its_sentence(build: Build, engine: Direct) -> None:
    for entry in build.documents:
        text, record = build.text(entry.id), build.record(entry.id)
        for quote in describe(engine, ID + "agency/nhc").quotes:
            if quote.document == entry.id:
                said = in_sentence(text, record, quote)
                whole = said.before + quote.text + said.after
                assert whole in text
                assert "\n" not in whole


@pytest.mark.parametrize(("start", "end"), [(0, 3), (10, 30), (0, 200)])
def test_a_quote_over_several_blocks_is_shown_whole(build: Build, start: int, end: int) -> None:
    entry = build.documents[0]
    text, record = build.text(entry.id), build.record(entry.id)
    said = in_sentence(text, record, Quote(entry.id, start, end, text[start:end]))
    assert said.before + text[start:end] + said.after in text


def test_lists_and_counts_are_of_what_documents_name(engine: Direct, build: Build, tmp_path: Path) -> None:
    lines = policies(engine, "zh")
    assert [line.issued.date for line in lines] == ["2022-03-08", "2022-03-03", "2019-10-20", ""]
    assert lines[0].stated == "9"
    assert [len(line.issuers) for line in lines] == [2, 1, 2, 0]
    assert [line.policy for line in policies(engine, "zh", 1, 2)] == [line.policy for line in lines[1:3]]
    write_index(read_only(build.store), tmp_path / "index")
    found = counts(tmp_path / "index")
    assert (found["policy"], found["target"], found["obs"], found["measure"]) == (4, 6, 6, 1)


@pytest.mark.parametrize("format_", ["ttl", "nt", "rdf", "jsonld", "trig"])
def test_a_twin_holds_the_thing_and_its_words(engine: Direct, format_: str) -> None:
    data = twin(engine, ACTION, format_).decode()
    assert "我局联合国家卫生健康委等九部门印发" in data or "\\u" in data
    with pytest.raises(NotFound):
        twin(engine, ID + "policy/none", format_)


@pytest.mark.parametrize(
    "name", ["labels", "figure", "issued", "lineage", "lineage-policies", "lineage-quotes", "policy-line"]
)
def test_many_nodes_asked_together_answer_as_each_alone(
    engine: Direct, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = tables(engine, Request(page_query("labels")))
    iris = sorted({row["this"].value for row in found.dicts() if row["this"].kind == "uri"})
    iris += [ID + "nobody", ID + "no\u4e00"]
    bindings = tuple(bind(this=Term(iri, "uri")) for iri in iris)
    alone = tables(engine, Request(page_query(name), bindings=bindings))
    monkeypatch.setattr("kg.query.pages.MOST", 500)
    together = select_each(engine, name, iris)
    assert list(together) == iris
    for iri, table in zip(iris, alone, strict=True):
        assert together[iri] == tuple(sorted(table.dicts(), key=lambda row: tuple(row.values())))


@pytest.mark.parametrize("iri", ["", "no scheme", ID + "a> } # ?this", ID + "a}\n"])
def test_what_is_no_iri_becomes_no_syntax(engine: Direct, iri: str) -> None:
    with pytest.raises(QueryFailed):
        select_each(engine, "labels", [iri])
