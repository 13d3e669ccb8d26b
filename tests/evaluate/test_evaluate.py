"""Whole evaluations: of the small graph, whose every fact is known, and of the seeds against what is read from them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kg.evaluate.evaluate import Compared, evaluate
from kg.evaluate.facts import Facts, Gold, GoldEdge, GoldFigure, GoldPolicy
from kg.evaluate.found import Found, find
from kg.evaluate.gold import read_file
from kg.evaluate.words import compare_quotes
from kg.query.direct import direct
from kg.store.folder import Build, open_build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.evaluate.facts import FigureKind
    from kg.evaluate.found import Figure
    from kg.evaluate.measures import Tally

P2019, PLAN = "中共中央 国务院关于促进中医药传承创新发展的意见", "“十四五”中医药发展规划"
ACTION = "基层中医药服务能力提升工程“十四五”行动计划"

# What a reader takes from the slides of the small graph, with mistakes on either side as the comments say.
SLIDES = f"""
document: slides.txt
agencies: [国家中医药管理局, 国家卫生健康委员会, 中共中央, 财政部]        # one is not named; one is left out
facility_types: [社区卫生服务中心, 乡镇卫生院, 卫生室]                   # the last one more general than what is found
policies:
  - {{title: {P2019}, issued: 2019-10, issuers: [中共中央, 国务院]}}
  - {{title: 《{PLAN}》, issued: 2022-03-03, issuers: [财政部]}}          # another agency issued it
  - {{title: {ACTION}, issued: 2021, number: 国中医药医政发〔2022〕3号}}  # another year; no number is stated
people: [{{name: 赵文华}}]                                            # speaks elsewhere
lineage:
  - {{subject: {ACTION}, relation: implements, object: {P2019}}}
  - {{subject: {ACTION}, relation: basedOn, object: {PLAN}}}
  - {{subject: {PLAN}, relation: implements, object: {P2019}}}         # it is based on it
targets:
  - {{policy: {P2019}, indicator: 中医馆, keys: [中医馆], applies_to: [社区卫生服务中心, 乡镇卫生院],
     comparator: ">=", value: 100, unit: "%", deadline: 2022}}
  - {{policy: {PLAN}, indicator: 村卫生室, keys: [中医药服务], applies_to: [村卫生室], value: 80, unit: "%",
     comparator: "=", deadline: 2024}}                               # a year too early
  - {{indicator: 病床, keys: [鼓励], value: 7, unit: 张}}               # there is no such number
requirements:
  - [退休, 中医医师, 鼓励]
  - [护士]
borderline:
  facility_types: [社区卫生服务站]
  targets: [{{indicator: 站, keys: [], value: 100, unit: "%"}}]
must_not_contain: [版权所有, 退休]                                      # the second stands in a requirement
"""


def evaluated(build: Path, *golds: Gold) -> tuple[Compared, ...]:
    return evaluate(open_build(build), golds).documents


@pytest.fixture(scope="module")
def slides(small_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Compared:
    file = tmp_path_factory.mktemp("gold") / "slides.yaml"
    file.write_text(SLIDES, "utf-8")
    (one,) = evaluated(small_build, read_file(file))
    return one


@pytest.mark.parametrize(
    ("kind", "counts"),
    [  # gold, found, right, by value, named; None where precision cannot be told
        ("targets", (3, 3, 1, 2, 1)),  # four found, one of them borderline by its number
        ("observations", (0, 0, 0, 0, 0)),
        ("agencies", (4, 4, 3, 3, 3)),
        ("facility_types", (3, 3, 3, 3, 3)),
        ("policies", (3, 3, 3, 3, 3)),
        ("people", (1, None, 0, 0, 0)),
        ("issues", (7, None, 4, 4, 4)),
        ("lineage", (3, None, 2, 2, 2)),
        ("requirements", (2, None, 1, 1, 1)),
    ],
)
def test_each_kind_is_counted(slides: Compared, kind: str, counts: tuple[int | None, ...]) -> None:
    tally = slides.outcome.tallies[kind]
    found = tally.found if tally.exact else None
    assert (tally.gold, found, tally.right, tally.value, tally.named) == counts


def test_quotes_and_banned_words_are_counted(slides: Compared) -> None:
    assert (slides.outcome.tallies["boilerplate"].gold, slides.outcome.tallies["boilerplate"].right) == (2, 1)
    quotes = slides.outcome.tallies["quotes"]
    assert quotes.gold == quotes.right > 10


def test_each_difference_is_told_with_words_of_the_document(slides: Compared) -> None:
    told = {(d.kind, d.what, d.fact): (d.detail, d.quote) for d in slides.outcome.differences}
    assert told == {
        ("targets", "missed", "村卫生室 =80%"): (
            "the number is there, with deadline 2025-12-31",
            "80%以上的村卫生室能够提供中医药服务",
        ),
        ("targets", "missed", "病床 7张"): ("", "鼓励退休中医医师到基层提供服务。"),
        ("targets", "extra", "设置中医馆的比例 100%"): (
            "",
            "到2025年,基本实现社区卫生服务中心和乡镇卫生院设置中医馆。",
        ),
        ("agencies", "missed", "财政部"): ("", ""),
        ("agencies", "extra", "国务院"): ("", "国务院"),
        ("people", "missed", "赵文华"): ("", ""),
        ("issues", "missed", f"财政部 -> 《{PLAN}》"): ("", ""),
        ("issues", "missed", f"{ACTION} 2021"): ("", "《基层中医药服务能力提升工程“十四五”行动计划》"),
        ("issues", "missed", f"{ACTION} 国中医药医政发〔2022〕3号"): ("", ""),
        ("lineage", "missed", f"{PLAN} implements {P2019}"): (
            "",
            "《中共中央 国务院关于促进中医药传承创新发展的意见》",
        ),
        ("requirements", "missed", "护士"): ("", ""),
        ("boilerplate", "shown", "退休"): ("", "鼓励退休中医医师到基层提供服务"),
    }


def test_the_verdicts_on_edges(slides: Compared, small_build: Path) -> None:
    """All edges of the small graph were read by the rule hand; figures there name no rule."""
    (count,) = evaluate(open_build(small_build), [_edges_of(slides)]).rules
    # Right: two issuers and the date of 2019, the date of the plan, two lineages. Wrong: the State Council as issuer of
    # the plan, the date of the action plan. Open: its two issuers, of which the gold says nothing, and one lineage.
    assert (count.rule, count.right, count.partly, count.wrong, count.open) == ("hand", 6, 0, 2, 3)
    assert count.fired == count.right + count.partly + count.wrong + count.open


def _edges_of(slides: Compared) -> Gold:
    """What the gold of the slides says of edges, but for the lineage that is not there."""
    policies = (
        GoldPolicy(P2019, "2019-10", ("中共中央", "国务院")),
        GoldPolicy(PLAN, "2022-03-03", ("财政部",)),
        GoldPolicy(ACTION, "2021", (), "国中医药医政发〔2022〕3号"),
    )
    lineage = (GoldEdge(ACTION, "implements", P2019), GoldEdge(ACTION, "basedOn", PLAN))
    return Gold(slides.document, Facts(policies=policies, lineage=lineage))


def test_a_document_that_is_not_built_misses_everything(small_build: Path) -> None:
    wanted = Facts(agencies=("国务院",), observations=(GoldFigure("observations", "x", value=Decimal(1)),))
    (found,) = evaluated(small_build, Gold("elsewhere.txt", wanted))
    assert not found.built
    assert (found.outcome.tallies["agencies"].gold, found.outcome.tallies["agencies"].right) == (1, 0)
    assert found.outcome.tallies["observations"].gold == 1
    assert found.outcome.differences[0].what == "absent"


@pytest.mark.parametrize(
    ("part", "targets", "exact"),
    [
        ({}, 4, True),
        ({"until": "乡镇卫生院设置中医馆"}, 1, False),  # first said of the goal of 2022
        ({"length": 90}, 1, False),
        ({"until": "words that nobody wrote"}, 4, False),
        ({"until": "words that nobody wrote", "length": 90}, 1, False),
    ],
)
def test_only_the_annotated_part_counts(small_build: Path, part: dict[str, Any], targets: int, exact: bool) -> None:  # noqa: FBT001
    (found,) = evaluated(small_build, Gold("slides.txt", **part))
    assert found.outcome.tallies["targets"].found == targets
    assert found.outcome.tallies["agencies"].exact is exact
    absent = [d.quote for d in found.outcome.differences if d.what == "absent"]
    assert absent == (["words that nobody wrote"] if "nobody" in part.get("until", "") else [])


def test_a_quote_that_is_not_the_text_is_found(small_build: Path) -> None:
    build = open_build(small_build)
    (slides,) = (entry for entry in build.documents if entry.identifier == "slides.txt")
    found = find(build, direct(build), [slides])
    changed = {name: text.replace("村卫生室", "某卫生室") for name, text in found.texts.items()}
    outcome = compare_quotes(replace(found, texts=changed))
    assert 0 < outcome.tallies["quotes"].right < outcome.tallies["quotes"].gold
    assert all("村卫生室" in one.quote for one in outcome.differences)


# --- gold made of what was read --------------------------------------------------------------------------------------


def gold_of(document: str, found: Found) -> Gold:
    """Gold that holds exactly what the build holds."""
    return Gold(
        document,
        Facts(
            agencies=tuple(node.names[0] for node in found.named["agencies"]),
            facility_types=tuple(node.names[0] for node in found.named["facility_types"]),
            policies=tuple(GoldPolicy(node.names[0]) for node in found.named["policies"]),
            people=tuple(node.names[0] for node in found.named["people"]),
            targets=tuple(_gold_figure("targets", figure) for figure in found.targets),
            observations=tuple(_gold_figure("observations", figure) for figure in found.observations),
            requirements=tuple((node.names[0],) for node in found.duties),
        ),
    )


def _gold_figure(kind: FigureKind, figure: Figure) -> GoldFigure:
    return GoldFigure(
        kind=kind,
        indicator=figure.node.iri,
        value=figure.value,
        high=figure.high,
        percent=figure.percent,
        comparator=min(figure.comparators, default=""),
        date=min(figure.dates, default=""),
        policy=min(figure.policies, default=""),
        facilities=tuple(names[0] for names in figure.facilities),
        keys=(figure.indicator[0],),
    )


@pytest.fixture(scope="module")
def seeds_build(built: Path) -> Build:
    return open_build(built)


@pytest.fixture(scope="module")
def mirrored(seeds_build: Build) -> dict[str, Gold]:
    engine = direct(seeds_build)
    return {e.identifier: gold_of(e.identifier, find(seeds_build, engine, [e])) for e in seeds_build.documents}


def test_what_is_read_is_right_beside_gold_that_says_just_that(
    seeds_build: Build, mirrored: Mapping[str, Gold]
) -> None:
    found = evaluate(seeds_build, mirrored.values())
    assert not [d for one in found.documents for d in one.outcome.differences]
    for kind, tally in found.total.items():
        assert tally.gold == tally.right, kind
        assert not tally.exact or tally.found == tally.gold, kind
    assert found.total["observations"].gold > 40
    figures = [count for count in found.rules if count.rule.startswith("MEA")]
    assert figures
    assert all(count.fired == count.right for count in figures)


@pytest.mark.parametrize("kind", ["targets", "observations", "agencies", "facility_types", "policies"])
def test_each_fact_left_out_of_the_gold_is_one_extra_and_none_when_borderline(
    seeds_build: Build, mirrored: Mapping[str, Gold], kind: str
) -> None:
    whole = max(mirrored.values(), key=lambda gold: len(getattr(gold.facts, kind)))
    facts = getattr(whole.facts, kind)
    assert len(facts) > 1
    less = replace(whole, facts=replace(whole.facts, **{kind: facts[1:]}))
    optional = replace(less, borderline=Facts(**{kind: facts[:1]}))
    (without,), (with_borderline,) = (evaluate(seeds_build, [gold]).documents for gold in (less, optional))
    assert [(d.kind, d.what) for d in without.outcome.differences] == [(kind, "extra")]
    tally: Tally = without.outcome.tallies[kind]
    assert (tally.found, tally.right) == (len(facts), len(facts) - 1)
    assert with_borderline.outcome.differences == ()


def test_the_figures_of_a_rule_are_wrong_once_the_gold_drops_them(
    seeds_build: Build, mirrored: Mapping[str, Gold]
) -> None:
    """Every reading of a figure by any rule turns from right to wrong when gold has no figures."""
    before = {count.rule: count for count in evaluate(seeds_build, mirrored.values()).rules}
    empty = [replace(gold, facts=replace(gold.facts, targets=(), observations=())) for gold in mirrored.values()]
    after = {count.rule: count for count in evaluate(seeds_build, empty).rules}
    assert before.keys() == after.keys()
    for rule, count in before.items():
        if rule.startswith("MEA"):
            assert (after[rule].wrong, after[rule].right) == (count.right, 0), rule
