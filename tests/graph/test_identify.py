"""IRIs come from content alone: equal content, equal IRI; any field of the identity changed, another IRI."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.graph.identify import decimal_text, entity_iri, evidence_iri, figure_iri, statement_iri, undertaking_iri
from kg.model import Entity, Figure, Metadata, Quantity, Span, Undertaking
from kg.terms import BASE, PERCENT, VOC

if TYPE_CHECKING:
    from kg.model import EntityKind
    from tests.graph.conftest import Make, Scene


def test_a_curated_entity_is_its_concept(make: Make) -> None:
    concept = VOC + "ft-chc"
    assert entity_iri(make.facility("社区卫生服务中心", concept=concept)) == concept


@pytest.mark.parametrize(
    ("kind", "folder"),
    [
        ("policy", "policy"),
        ("agency", "agency"),
        ("facility", "facility-type"),
        ("programme", "programme"),
        ("person", "person"),
        ("event", "event"),
        ("region", "region"),
    ],
)
def test_a_minted_entity_is_recomputable_from_its_key(kind: EntityKind, folder: str) -> None:
    digits = hashlib.sha256("某某规划".encode()).hexdigest()[:10]
    assert entity_iri(Entity(kind, "某某规划", "《某某规划》", "zh")) == f"{BASE}{folder}/u-{digits}"


def test_an_indicator_is_phrase_statistic_and_unit(make: Make) -> None:
    share = make.indicator("设置中医馆")
    digits = hashlib.sha256(f"设置中医馆|{VOC}stat-share|{PERCENT}".encode()).hexdigest()[:10]
    assert entity_iri(share) == f"{BASE}indicator/u-{digits}"
    assert entity_iri(share) != entity_iri(replace(share, statistic=VOC + "stat-count"))
    assert entity_iri(share) != entity_iri(replace(share, unit=VOC + "unit-visits"))


def test_a_label_is_no_part_of_who_it_is(make: Make) -> None:
    one = make.agency("国家卫生健康委员会")
    assert entity_iri(one) == entity_iri(replace(one, label="国家卫健委", language="en"))


def test_evidence_is_a_fragment_of_its_document(scene: Scene) -> None:
    document = scene.extraction.document
    assert evidence_iri(document, Span(3, 14)) == f"{BASE}doc/{document.id}#char=3,14"


def test_a_date_stated_more_precisely_is_another_statement() -> None:
    fields = (f"{BASE}policy/p", f"{BASE}p", '"2023-04-30"')
    iris = {statement_iri(*fields), statement_iri(*fields, "month"), statement_iri(*fields, "day")}
    assert len(iris) == 3
    digits = hashlib.sha256(b"s\np\no").hexdigest()[:12]
    assert statement_iri("s", "p", "o") == f"{BASE}stmt/{digits}"


@pytest.fixture
def target(make: Make) -> Figure:
    return make.figure(
        "target",
        make.indicator("设置中医馆"),
        "100",
        policy=make.policy("甲"),
        facilities=(make.facility("中心"), make.facility("站")),
        period=make.day("2025"),
    )


@pytest.fixture
def observation(make: Make, target: Figure) -> Figure:
    return replace(target, kind="observation", policy=None, period=make.day("2020"), modality="")


def changes(make: Make, figure: Figure) -> dict[str, Figure]:
    percent = figure.quantity
    return {
        "indicator": replace(figure, indicator=make.indicator("提供中医药服务")),
        "facilities": replace(figure, facilities=figure.facilities[:1]),
        "value": replace(figure, quantity=replace(percent, value=Decimal(99))),
        "high": replace(figure, quantity=replace(percent, high=Decimal(101))),
        "date": replace(figure, period=make.day("2024")),
        "precision": replace(figure, period=make.day("2025-12" if figure.kind == "target" else "2020-12")),
        "no date": replace(figure, period=None),
        "region": replace(figure, region=Entity("region", "北京", "北京", "zh")),
    }


def test_another_target_is_another_node(make: Make, target: Figure, scene: Scene) -> None:
    document = scene.extraction.document
    other = {
        **changes(make, target),
        "policy": replace(target, policy=make.policy("乙")),
        "no policy": replace(target, policy=None),
        "comparator": replace(target, quantity=replace(target.quantity, bound="eq")),
    }
    iris = {name: figure_iri(figure, document) for name, figure in {"itself": target, **other}.items()}
    assert len(set(iris.values())) == len(iris)


def test_another_observation_is_another_node(make: Make, observation: Figure, scene: Scene) -> None:
    document = scene.extraction.document
    other = {
        **changes(make, observation),
        "flow": replace(observation, flow=True),
        "baseline": replace(observation, baseline=make.day("2015")),
    }
    iris = {name: figure_iri(figure, document) for name, figure in {"itself": observation, **other}.items()}
    assert len(set(iris.values())) == len(iris)


def test_wording_force_and_order_do_not_part_a_target(target: Figure, scene: Scene) -> None:
    document = scene.extraction.document
    same = (
        replace(target, modality=VOC + "modality-strive", hedge=VOC + "hedge-basically"),
        replace(target, facilities=target.facilities[::-1]),
        replace(target, facilities=target.facilities * 2),
        replace(target, quantity=Quantity(Decimal("100.00"), "", "ge", text="全部")),
        replace(target, speaker=Entity("person", "张三", "张三", "zh")),
    )
    assert {figure_iri(figure, document) for figure in same} == {figure_iri(target, document)}


def test_an_undated_figure_is_of_its_documents_date(make: Make, observation: Figure, scene: Scene) -> None:
    undated = replace(observation, period=None)
    early, late, unknown = (
        replace(scene.extraction.document, metadata=Metadata(published=published))
        for published in (make.day("2022-08-02"), make.day("2023-08-02"), None)
    )
    assert len({figure_iri(undated, document) for document in (early, late, unknown)}) == 3
    assert figure_iri(observation, early) == figure_iri(observation, late)


def test_a_measure_is_a_policys_undertaking_in_one_wording(make: Make) -> None:
    measure = Undertaking("鼓励到基层服务", "zh", (), make.policy("甲"))
    others = (
        replace(measure, label="鼓励到基层"),
        replace(measure, policy=None),
        replace(measure, facilities=(make.facility("站"),)),
        replace(measure, period=make.day("2025")),
    )
    assert len({undertaking_iri(one) for one in (measure, *others)}) == 5
    assert undertaking_iri(replace(measure, modality=VOC + "modality-must")) == undertaking_iri(measure)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4) | st.integers().map(Decimal))
@example(Decimal("-0.00"))
@example(Decimal("1E+2"))
@example(Decimal(36300))
def test_a_decimal_has_one_text(value: Decimal) -> None:
    text = decimal_text(value)
    assert Decimal(text) == value
    assert text == decimal_text(Decimal(f"{text}000"))
    whole, point, fraction = text.partition(".")
    assert whole
    assert point
    assert fraction == "0" or fraction == fraction.rstrip("0") != ""
