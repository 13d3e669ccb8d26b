"""Every question of queries/ runs with its example and gives its columns; the answers on a small graph are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from kg.query.ask import Rows, ask, bind_parameters, request_of
from kg.query.catalog import Question, question, questions
from kg.query.direct import Direct, direct
from kg.query.present import text
from kg.query.rows import collect
from kg.store.folder import open_build

if TYPE_CHECKING:
    from pathlib import Path

# What the small graph answers: the columns named, row by row.
ANSWERS: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "corroborated-figures": (
        "facility value origins documents language",
        (
            ("社区卫生服务站", "90.6", "1", "2", "en"),
            ("社区卫生服务站", "90.6", "1", "2", "zh"),
            ("村卫生室", "74.5", "1", "2", "en"),
            ("村卫生室", "74.5", "1", "2", "zh"),
        ),
    ),
    "facility-profile": (
        "type kind value unit date",
        (
            ("乡镇卫生院", "目标", "100", "百分比", "2022-12-31"),
            ("乡镇卫生院", "目标", "100", "百分比", "2025-12-31"),
            ("村卫生室", "观测值", "74.5", "百分比", "2020-12-31"),
            ("村卫生室", "目标", "80", "百分比", "2025-12-31"),
            ("社区卫生服务中心", "观测值", "99", "百分比", "2020-12-31"),
            ("社区卫生服务中心", "目标", "100", "百分比", "2022-12-31"),
            ("社区卫生服务中心", "目标", "100", "百分比", "2025-12-31"),
            ("社区卫生服务站", "观测值", "90.6", "百分比", "2020-12-31"),
            ("社区卫生服务站", "目标", "100", "百分比", "2025-12-31"),
        ),
    ),
    "hardest-and-softest": ("rank force targets", (("4", "实现/达到", "5"), ("2", "力争", "1"))),
    "incomplete-policies": ("policy noIssuer noDate", (("“十四五”国家临床专科能力建设规划", "true", "true"),)),
    "issued-by-agency": (
        "policy issuedOn issuersNamed issuersStated quote",
        (
            (
                "基层中医药服务能力提升工程“十四五”行动计划",
                "2022-03-08",
                "2",
                "9",
                "我局联合国家卫生健康委等九部门印发",
            ),
        ),
    ),
    "measured-progress": (
        "facility goal figure gap met",
        (
            ("", "750", "508", "-242", "false"),
            ("社区卫生服务站", "100", "90.6", "-9.4", "false"),
            ("村卫生室", "80", "74.5", "-5.5", "false"),
        ),
    ),
    "mentions-of-policy": (
        "document quote",
        (
            ("TCM services keep improving", "action plan for primary TCM service capacity"),
            ("推动基层中医药高质量发展", "《基层中医药服务能力提升工程“十四五”行动计划》"),
        ),
    ),
    "overdue-targets": (
        "asOf facility deadline policy",
        (
            ("2023-05-31", "社区卫生服务中心", "2022-12-31", "中共中央 国务院关于促进中医药传承创新发展的意见"),
            ("2023-05-31", "乡镇卫生院", "2022-12-31", "中共中央 国务院关于促进中医药传承创新发展的意见"),
        ),
    ),
    "programme-progress": (
        "goal figure percent nearMatch",
        (("750", "508", "67.7", "false"), ("10000", "10631", "106.3", "true")),
    ),
    "requires-of-facility": (
        "requirement appliesTo force hedge deadline",
        (
            ("鼓励退休中医医师到基层提供服务", "基层医疗卫生机构", "鼓励/引导/探索", "", ""),
            ("设置中医馆的比例 ≥ 100%", "社区卫生服务中心", "力争", "", "2022-12-31"),
            ("设置中医馆的比例 ≥ 100%", "社区卫生服务中心", "实现/达到", "基本", "2025-12-31"),
        ),
    ),
    "rests-on": (
        "older issuedOn",
        (("中共中央 国务院关于促进中医药传承创新发展的意见", "2019-10-20"), ("“十四五”中医药发展规划", "2022-03-03")),
    ),
    "slipped-targets": (
        "facility earlierDeadline earlierForce laterDeadline laterForce laterHedge",
        (
            ("社区卫生服务中心", "2022-12-31", "力争", "2025-12-31", "实现/达到", "基本"),
            ("乡镇卫生院", "2022-12-31", "力争", "2025-12-31", "实现/达到", "基本"),
        ),
    ),
    "uncertain-dates": ("value date basis quote", (("3", "2022-12-31", "相对文档日期", "去年投入3次"),)),
    "who-said-what": (
        "person post host value",
        (
            ("李大川", "", "", "508"),
            ("李大川", "", "", "10631"),
            *(("赵文华", "医政司副司长", "国家卫生健康委员会", value) for value in ("99", "90.6", "74.5")),
        ),
    ),
    "words-behind-lineage": (
        "newer relation older quote",
        tuple(
            (
                newer,
                relation,
                "中共中央 国务院关于促进中医药传承创新发展的意见",
                "贯彻落实《关于促进中医药传承创新发展的意见》",
            )
            for newer, relation in (
                ("“十四五”中医药发展规划", "依据"),
                ("基层中医药服务能力提升工程“十四五”行动计划", "贯彻落实"),
            )
        ),
    ),
}


ID, POL, OA = "https://w3id.org/policykg/id/", "https://w3id.org/policykg/def#", "http://www.w3.org/ns/oa#"
ACTION, PLAN = f"{ID}policy/2022-primary-tcm-action-plan", f"{ID}policy/2022-tcm-plan"
OPINIONS = f"{ID}policy/2019-tcm-inheritance-innovation"
# What a question that constructs a graph says: how many triples, and how those of one property go.
GRAPHS: dict[str, tuple[int, str, set[tuple[str, str]]]] = {
    "lineage-graph": (31, f"{POL}basedOn", {(ACTION, PLAN), (PLAN, OPINIONS)}),
    "policy-annotations": (
        85,
        f"{OA}exact",
        {
            (words, words)
            for words in (
                "2022年3月8日",
                "我局联合国家卫生健康委等九部门印发",
                "贯彻落实《关于促进中医药传承创新发展的意见》",
                "依据《“十四五”中医药发展规划》",
                "到2025年,基本实现社区卫生服务中心和乡镇卫生院设置中医馆。",
            )
        },
    ),
}
TABLES = tuple(asked for asked in questions() if not asked.graph)


@pytest.fixture(scope="module")
def engine(small_build: Path) -> Direct:
    return direct(open_build(small_build))


def answered(engine: Direct, asked: Question, language: str = "zh") -> Rows:
    return ask(engine, asked, {p.name: p.example for p in asked.parameters}, language)


def test_every_question_has_an_answer_told_here() -> None:
    assert {asked.name for asked in TABLES} == set(ANSWERS)
    assert {asked.name for asked in questions() if asked.graph} == set(GRAPHS)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_question_answers_what_the_graph_says(engine: Direct, name: str) -> None:
    asked = question(name)
    found = answered(engine, asked)
    assert found.columns == asked.columns
    wanted, rows = ANSWERS[name]
    places = [found.columns.index(column) for column in wanted.split()]
    assert sorted(tuple(text(row[place]) for place in places) for row in found.rows) == sorted(rows)


@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_a_question_constructs_what_the_graph_says(engine: Direct, name: str) -> None:
    asked = question(name)
    bound = bind_parameters(engine, asked, {p.name: p.example for p in asked.parameters})
    triples = set(parse(collect(engine.answer(request_of(asked, bound, "nt"))), RdfFormat.N_TRIPLES))
    number, property_, pairs = GRAPHS[name]
    said = {(q.subject, q.object) for q in triples if q.predicate.value == property_}
    quoted = property_.endswith("exact")
    assert {(o.value if quoted else s.value, o.value) for s, o in said} == pairs
    assert len(triples) == number


@pytest.mark.parametrize("asked", TABLES, ids=lambda asked: asked.name)
def test_the_order_of_rows_is_the_same_every_time(engine: Direct, asked: Question) -> None:
    assert answered(engine, asked) == answered(engine, asked)
    assert len(set(answered(engine, asked).rows)) == len(answered(engine, asked).rows)


@pytest.mark.parametrize("asked", TABLES, ids=lambda asked: asked.name)
def test_the_language_changes_names_and_nothing_else(engine: Direct, asked: Question) -> None:
    chinese, english = answered(engine, asked, "zh"), answered(engine, asked, "en")
    assert [[getattr(cell, "iri", cell) for cell in row] for row in chinese.rows] == [
        [getattr(cell, "iri", cell) for cell in row] for row in english.rows
    ]
