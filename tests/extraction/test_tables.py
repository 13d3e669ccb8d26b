"""Tables: which cells become targets and observations, with which headers; and which tables must stay unread."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.cell_values import number_in, unit_in
from kg.extraction.recognise import recognise
from kg.extraction.segment import segment
from kg.extraction.situate import situate
from kg.extraction.tables import Read, table_figures
from kg.model import Stated
from kg.text.fold import fold
from tests.extraction.written import document, knowledge, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Document, Figure

PLAN = "# “十四五”全民健康规划\n\n专栏1 “十四五”时期主要指标\n\n"
PAGE = (
    "<html><head><title>年报</title></head><body><h1>卫生健康统计年报</h1>"
    "<p>现将上一年度卫生健康事业发展的主要数据公布如下，各项数据的口径与往年一致，详细情况见下面的表。</p>{}"
    "<p>以上数据来自统计年报系统，最终以年鉴公布的数据为准，使用时请注意统计口径的变化和四舍五入。</p></body></html>"
)


def read(text: str, published: str = "") -> tuple[Document, Read]:
    found = document(text, Stated(published=published))
    situated, _ = situate(recognise(found, segment(found, knowledge()), knowledge()), found, knowledge())
    return found, table_figures(situated, found, knowledge())


def told(figure: Figure) -> str:
    """A figure as kind, number, indicator, facility types, end of its period; and region, baseline, force by name."""
    said = line(figure)
    named = [f"{name}: {value}" for name, value in said.named if name in {"region", "baseline", "modality"}]
    return " | ".join((f"{said.verb} {said.fields[0]}", *said.fields[1:3], said.fields[3].split(" ")[0], *named))


def figures(text: str, published: str = "") -> list[str]:
    return [told(figure) for figure in read(text, published)[1].figures]


def rows(*lines: str) -> str:
    """A Markdown table; each line is its cells, parted by bars."""
    head, *rest = (f"| {text} |" for text in lines)
    return "\n".join((head, "|" + "---|" * (head.count("|") - 1), *rest)) + "\n"


def lines(*texts: str) -> str:
    """Paragraphs of a line each."""
    return "\n\n".join(texts) + "\n\n"


def page(*lines: str) -> str:
    """A web page with a table; each line is the inside of a row."""
    return PAGE.format("<table>" + "".join(f"<tr>{text}</tr>" for text in lines) + "</table>")


# name, text, day of publication, figures
READ: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "what a row is compared with is no time of it, milestones are targets",
        "# National Plan for Harbours\n\n"
        + rows(
            "Impact indicators | Milestone 2027 | Target 2030",
            "Reduction in number of wrecks compared with 2015 | 35% | 75%",
        ),
        "",
        (
            "target 35 % | Reduction in number of wrecks | - | 2027-12-31 | modality: commit",
            "target 75 % | Reduction in number of wrecks | - | 2030-12-31 | modality: commit",
        ),
    ),
    (
        "what stands before a column of indicators sorts them, but for a place; rates with a stroke",
        "# National Plan for Harbours\n\n"
        + rows(
            "Outcome | Place | Indicator | Baseline (2022) | Target 2027 | Source",
            "Safe ports | | Number of wrecks | 118 | 50 | Registry",
            "| Henan | Fill rate (%) | 62 | 75 | Registry",
            "Crews | | Drowning rate | 52/1000 | 25/1000 | Registry",
        ),
        "",
        (
            "observation 118 | Number of wrecks | - | 2022-12-31",
            "target 50 | Number of wrecks | - | 2027-12-31 | modality: commit | baseline: 2022-12-31 year",
            "observation 62 % | Fill rate | - | 2022-12-31 | region: 河南省",
            "target 75 % | Fill rate | - | 2027-12-31 | modality: commit | region: 河南省 | baseline: 2022-12-31 year",
            "observation 52 ‰ | Drowning rate | - | 2022-12-31",
            "target 25 ‰ | Drowning rate | - | 2027-12-31 | modality: commit | baseline: 2022-12-31 year",
        ),
    ),
    (
        "what came of a goal is no start of it",
        "Scorecard of the 2021-23 period\n\n"
        + rows("Measure | Goal | 2023 result | State", "Pilots trained | 120,000 | 104,500 | Behind"),
        "",
        (
            "target 120000 | Pilots trained | - | 2023-12-31 | modality: commit",
            "observation 104500 | Pilots trained | - | 2023-12-31",
        ),
    ),
    (
        "baseline, target, unit and force each from its own column",
        PLAN
        + rows(
            "指标 | 单位 | 2020年基期值 | 2025年目标值 | 属性",
            "孕产妇死亡率 | 1/10万 | 16.9 | ≤14.5 | 约束性",
            "人均预期寿命 | 岁 | 77.93 | 78.93 | 预期性",
        ),
        "2022-01-10",
        (
            "observation 16.9 /10万 | 孕产妇死亡率 | - | 2020-12-31",
            "target le 14.5 /10万 | 孕产妇死亡率 | - | 2025-12-31 | modality: must | baseline: 2020-12-31 year",
            "observation 77.93 岁 | 人均预期寿命 | - | 2020-12-31",
            "target 78.93 岁 | 人均预期寿命 | - | 2025-12-31 | modality: strive | baseline: 2020-12-31 year",
        ),
    ),
    (
        "a baseline without a number gives no baseline; a goal in words gives no target",
        PLAN
        + rows(
            "指标 | 2020年（现状） | 2025年（目标）",
            "婴儿死亡率（‰） | — | 5.2以下",
            "居民健康素养水平（%） | 23.15 | 稳步提高",
        ),
        "2022-01-10",
        (
            "target le 5.2 ‰ | 婴儿死亡率 | - | 2025-12-31 | modality: commit",
            "observation 23.15 % | 居民健康素养水平 | - | 2020-12-31",
        ),
    ),
    (
        "a target without a year has the end of the plan that its policy's name tells",
        PLAN + rows("指标 | 单位 | 目标值", "病床使用率 | % | 85左右"),
        "2022-01-10",
        ("target ~ 85 % | 病床使用率 | - | 2025-12-31 | modality: commit",),
    ),
    (
        "headers over several columns join top-down, an empty one is spanned",
        page(
            "<td rowspan=2>机构类别</td><td colspan=2>机构数（个）</td><td colspan=2>床位数（万张）</td>",
            "<td>2021年</td><td>2022年</td><td>2021年</td><td>2022年</td>",
            "<td>医院</td><td>36,570</td><td>36,976</td><td>741.4</td><td>766.3</td>",
            "<td>乡镇卫生院</td><td>34943</td><td>33917</td><td>…</td><td>145.6</td>",
        ),
        "2023-10-12",
        (
            "observation 36570 个 | 机构数 | 医院 | 2021-12-31",
            "observation 36976 个 | 机构数 | 医院 | 2022-12-31",
            "observation 7414000 张 | 床位数 | 医院 | 2021-12-31",
            "observation 7663000 张 | 床位数 | 医院 | 2022-12-31",
            "observation 34943 个 | 机构数 | 乡镇卫生院 | 2021-12-31",
            "observation 33917 个 | 机构数 | 乡镇卫生院 | 2022-12-31",
            "observation 1456000 张 | 床位数 | 乡镇卫生院 | 2022-12-31",
        ),
    ),
    (
        "years above, indicators below, regions in the rows",
        page(
            "<th rowspan=2>地区</th><th colspan=2>2021年</th><th colspan=2>2022年</th>",
            "<th>医院数（个）</th><th>病床使用率（%）</th><th>医院数（个）</th><th>病床使用率（%）</th>",
            "<td>全国</td><td>36570</td><td>74.6</td><td>36976</td><td>71.0</td>",
            "<td>河南省</td><td>2410</td><td>80.1</td><td>2529</td><td>77.0</td>",
        ),
        "2023-10-12",
        (
            "observation 36570 个 | 机构数 | 医院 | 2021-12-31",
            "observation 74.6 % | 病床使用率 | - | 2021-12-31",
            "observation 36976 个 | 机构数 | 医院 | 2022-12-31",
            "observation 71.0 % | 病床使用率 | - | 2022-12-31",
            "observation 2410 个 | 机构数 | 医院 | 2021-12-31 | region: 河南省",
            "observation 80.1 % | 病床使用率 | - | 2021-12-31 | region: 河南省",
            "observation 2529 个 | 机构数 | 医院 | 2022-12-31 | region: 河南省",
            "observation 77.0 % | 病床使用率 | - | 2022-12-31 | region: 河南省",
        ),
    ),
    (
        "the title gives the indicator, a line below it the unit, the rows facility types",
        "2020—2022年全国床位数\n\n单位：万张\n\n" + rows("机构类别 | 2020 | 2022", "医院 | 713.1 | 766.3"),
        "2023-10-12",
        (
            "observation 7131000 张 | 床位数 | 医院 | 2020-12-31",
            "observation 7663000 张 | 床位数 | 医院 | 2022-12-31",
        ),
    ),
    (
        "title and unit as rows of the table itself",
        page(
            "<td colspan=3>表3 医疗卫生机构床位数</td>",
            "<td colspan=3>单位：张</td>",
            "<td></td><td>2021</td><td>2022</td>",
            "<td>诊所</td><td>2019</td><td>2020</td>",
        ),
        "2023-10-12",
        (
            "observation 2019 张 | 床位数 | 诊所 | 2021-12-31",
            "observation 2020 张 | 床位数 | 诊所 | 2022-12-31",
        ),
    ),
    (
        "the corner of the headers gives the unit; years stand in the rows",
        rows("年份 | 诊疗人次（亿人次） | 入院人数（万人）", "2021 | 84.7 | 24732", "2022年 | 84.2 | 24686"),
        "2023-10-12",
        (
            "observation 8470000000 人次 | 诊疗人次 | - | 2021-12-31",
            "observation 247320000 人 | 入院人数 | - | 2021-12-31",
            "observation 8420000000 人次 | 诊疗人次 | - | 2022-12-31",
            "observation 246860000 人 | 入院人数 | - | 2022-12-31",
        ),
    ),
    (
        "其中 below a share is its part, below things it is things of its own",
        rows(
            "指标 | 单位 | 2022年",
            "婴儿死亡率 | ‰ | 4.9",
            "其中：农村 | ‰ | 5.7",
            "卫生人员总数 | 万人 | 1441.1",
            "其中：执业（助理）医师 | 万人 | 443.5",
            "　　　乡村医生 | 万人 | 66.5",
        ),
        "2023-10-12",
        (
            "observation 4.9 ‰ | 婴儿死亡率 | - | 2022-12-31",
            "observation 5.7 ‰ | 农村婴儿死亡率 | - | 2022-12-31",
            "observation 14411000 人 | 卫生人员总数 | - | 2022-12-31",
            "observation 4435000 人 | 执业(助理)医师 | - | 2022-12-31",
            "observation 665000 人 | 乡村医生 | - | 2022-12-31",
        ),
    ),
    (
        "headings of groups sort, parts of the population are part of the name",
        rows(
            "指标 | 单位 | 2021年 | 2022年",
            "一、健康水平 | | | ",
            "新生儿死亡率 | ‰ | 3.1 | 3.1",
            "农村 | | | ",
            "5岁以下儿童死亡率 | ‰ | 8.5 | 8.0",
        ),
        "2023-10-12",
        (
            "observation 3.1 ‰ | 新生儿死亡率 | - | 2021-12-31",
            "observation 3.1 ‰ | 新生儿死亡率 | - | 2022-12-31",
            "observation 8.5 ‰ | 农村5岁以下儿童死亡率 | - | 2021-12-31",
            "observation 8.0 ‰ | 农村5岁以下儿童死亡率 | - | 2022-12-31",
        ),
    ),
    (
        "a first column of groups spans rows, and a name two columns where it has no group",
        page(
            "<td colspan=2>指标</td><td>单位</td><td>2020年</td><td>2025年</td><td>属性</td>",
            "<td rowspan=2>健康水平</td><td>婴儿死亡率</td><td>‰</td><td>5.4</td><td>5.2</td><td>约束性</td>",
            "<td>孕产妇死亡率</td><td>/10万</td><td>16.9</td><td>14.5</td><td>约束性</td>",
            "<td colspan=2>人均基本公共卫生服务经费</td><td>元</td><td>74</td><td>＞90</td><td>约束性</td>",
        ),
        "2021-06-01",
        (
            "observation 5.4 ‰ | 婴儿死亡率 | - | 2020-12-31",
            "target 5.2 ‰ | 婴儿死亡率 | - | 2025-12-31 | modality: must | baseline: 2020-12-31 year",
            "observation 16.9 /10万 | 孕产妇死亡率 | - | 2020-12-31",
            "target 14.5 /10万 | 孕产妇死亡率 | - | 2025-12-31 | modality: must | baseline: 2020-12-31 year",
            "observation 74 元 | 人均基本公共卫生服务经费 | - | 2020-12-31",
            "target gt 90 元 | 人均基本公共卫生服务经费 | - | 2025-12-31 | modality: must | baseline: 2020-12-31 year",
        ),
    ),
    (
        "progress: target and outcome, numbered rows, columns of no use left out",
        page(
            "<td>序号</td><td>指标名称</td><td>单位</td><td>2025年目标值</td><td>2023年完成值</td><td>完成率</td><td>责任单位</td>",
            "<td>1</td><td>三级医院平均住院日</td><td>天</td><td>≤8.5</td><td>8.9</td><td>95.3%</td><td>医政处</td>",
            "<td>2</td><td>基层诊疗量占比</td><td>%</td><td>≥60</td><td>50.1</td><td>83.5%</td><td>基层处</td>",
        ),
        "2024-02-01",
        (
            "target le 8.5 天 | 平均住院日 | 三级医院 | 2025-12-31 | modality: commit | baseline: 2023-12-31 year",
            "observation 8.9 天 | 平均住院日 | 三级医院 | 2023-12-31",
            "target ge 60 % | 基层诊疗量占比 | - | 2025-12-31 | modality: commit | baseline: 2023-12-31 year",
            "observation 50.1 % | 基层诊疗量占比 | - | 2023-12-31",
        ),
    ),
    (
        "per thousand in the unit is part of the name, unless the name says so",
        PLAN
        + rows(
            "指标 | 单位 | 2025年目标",
            "注册护士数 | 人/千人 | 3.8",
            "每千人口药师数 | 人 | 0.54",
            "每千人口床位数 | 张/千人 | 7.4-7.5",
            "3岁以下婴幼儿托位数（每千人口） | 个 | 4.5",
        ),
        "2022-01-10",
        (
            "target 3.8 人 | 每千人口注册护士数 | - | 2025-12-31 | modality: commit",
            "target 0.54 人 | 每千人口药师数 | - | 2025-12-31 | modality: commit",
            "target range 7.4..7.5 张 | 每千常住人口床位数 | - | 2025-12-31 | modality: commit",
            "target 4.5 个 | 每千人口3岁以下婴幼儿托位数 | - | 2025-12-31 | modality: commit",
        ),
    ),
    (
        "English, footnotes, thousands, per population",
        "# National Health Plan 2021-2025\n\nTable 1 Main indicators\n\n"
        + rows(
            "Indicator | Unit | 2020 baseline | 2025 target | Type",
            "Nurses per 1,000 people | per 1,000 people | 3.3* | at least 3.8 | Expected",
            "Infant mortality rate | per 1,000 live births | 5.4 | <5.2 | Binding",
            "Number of outpatient visits | million visits | 7,740 | n/a | Expected",
        ),
        "2021-05-01",
        (
            "observation 3.3 | Nurses per 1,000 people | - | 2020-12-31",
            "target ge 3.8 | Nurses per 1,000 people | - | 2025-12-31 | modality: strive | baseline: 2020-12-31 year",
            "observation 5.4 ‰ | Infant mortality rate | - | 2020-12-31",
            "target lt 5.2 ‰ | Infant mortality rate | - | 2025-12-31 | modality: must | baseline: 2020-12-31 year",
            "observation 7740000000 人次 | Number of outpatient visits | - | 2020-12-31",
        ),
    ),
    (
        "rows as plain lines",
        PLAN
        + "序号 指标名称 单位 2020年基期值 2025年目标值 属性\n1 婴儿死亡率 ‰ 5.4 5.2 约束性\n"
        + "2 孕产妇死亡率 1/10万 16.9 ≤14.5 约束性\n本规划自印发之日起实施，有关部门按职责分工落实。\n",
        "2022-01-10",
        (
            "observation 5.4 ‰ | 婴儿死亡率 | - | 2020-12-31",
            "target 5.2 ‰ | 婴儿死亡率 | - | 2025-12-31 | modality: must | baseline: 2020-12-31 year",
            "observation 16.9 /10万 | 孕产妇死亡率 | - | 2020-12-31",
            "target le 14.5 /10万 | 孕产妇死亡率 | - | 2025-12-31 | modality: must | baseline: 2020-12-31 year",
        ),
    ),
    (
        "every cell a line of its own",
        PLAN
        + "指标 单位 2020年 2025年 属性 婴儿死亡率 ‰ 5.4 5.2 约束性 病床使用率 % 72.3 85 预期性".replace(" ", "\n\n"),
        "2022-01-10",
        (
            "observation 5.4 ‰ | 婴儿死亡率 | - | 2020-12-31",
            "target 5.2 ‰ | 婴儿死亡率 | - | 2025-12-31 | modality: must | baseline: 2020-12-31 year",
            "observation 72.3 % | 病床使用率 | - | 2020-12-31",
            "target 85 % | 病床使用率 | - | 2025-12-31 | modality: strive | baseline: 2020-12-31 year",
        ),
    ),
    (
        "a column of growth is not read, its neighbour is",
        rows("指标 | 单位 | 2022年 | 比上年增长（%）", "诊疗人次 | 亿人次 | 84.2 | -0.6"),
        "2023-10-12",
        ("observation 8420000000 人次 | 诊疗人次 | - | 2022-12-31",),
    ),
    (
        "a year ahead of the document is a target even in a table without that word",
        rows("指标 | 单位 | 2022年 | 2030年", "婴儿死亡率 | ‰ | 4.9 | 5"),
        "2023-10-12",
        (
            "observation 4.9 ‰ | 婴儿死亡率 | - | 2022-12-31",
            "target 5 ‰ | 婴儿死亡率 | - | 2030-12-31 | modality: commit | baseline: 2022-12-31 year",
        ),
    ),
    (
        "words of any sort over rows of numbers, a blank in a name, types of what the column counts",
        lines("2021年 In 2021", "项目 医疗卫生机构（个） 实有床位（张） 注册护士", "总 计 90 800 300")
        + lines("综合医院 12 600 200", "卫生院 70 150 60"),
        "",
        (
            "observation 90 个 | 机构数 | 医疗卫生机构 | 2021-12-31",
            "observation 800 张 | 实有床位 | - | 2021-12-31",
            "observation 300 | 注册护士 | - | 2021-12-31",
            "observation 12 个 | 机构数 | 综合医院 | 2021-12-31",
            "observation 600 张 | 实有床位 | 综合医院 | 2021-12-31",
            "observation 200 | 注册护士 | 综合医院 | 2021-12-31",
            "observation 70 个 | 机构数 | 卫生院 | 2021-12-31",
            "observation 150 张 | 实有床位 | 卫生院 | 2021-12-31",
            "observation 60 | 注册护士 | 卫生院 | 2021-12-31",
        ),
    ),
    (
        "headers in two languages, parts of a number of people",
        page(
            "<td rowspan=2>年 份 Year</td><td rowspan=2>床位数 (张) Beds (unit)</td>"
            "<td colspan=2>卫生技术 人员数 (人) Medical Personnel (person)</td>",
            "<td></td><td># 注册护士 Registered Nurses</td>",
            "<td>2019</td><td>80</td><td>70</td><td>30</td>",
        ),
        "",
        (
            "observation 80 张 | 床位数 | - | 2019-12-31",
            "observation 70 人 | 卫生技术人员数 | - | 2019-12-31",
            "observation 30 人 | 注册护士 | - | 2019-12-31",
        ),
    ),
    (
        "a column that says the same in English, characters set apart, an outline with points",
        page(
            "<td>地区</td><td>Region</td><td>2022年医院数 (个)</td><td>2022年# 医生(士)</td>",
            "<td>北 京</td><td>Beijing</td><td>12</td><td>300</td>",
        )
        + page("<td>机构类别</td><td>2022年床位数(张)</td>", "<td>二.综合医院</td><td>800</td>"),
        "2023-05-01",
        (
            "observation 12 个 | 机构数 | 医院 | 2022-12-31 | region: 北京市",
            "observation 300 | 医生(士) | - | 2022-12-31 | region: 北京市",
            "observation 800 张 | 床位数 | 综合医院 | 2022-12-31",
        ),
    ),
    (
        "a heading that says by what the rows are sorted",
        "2022年各类机构数（个）\n\n"
        + rows("机构类别 | 2021年 | 2022年", "医院 | 9 | 10", "按等级分 | | ", "三级医院 | 3 | 4"),
        "",
        (
            "observation 9 个 | 机构数 | 医院 | 2021-12-31",
            "observation 10 个 | 机构数 | 医院 | 2022-12-31",
            "observation 3 个 | 机构数 | 三级医院 | 2021-12-31",
            "observation 4 个 | 机构数 | 三级医院 | 2022-12-31",
        ),
    ),
)


@pytest.mark.parametrize(("text", "published", "wanted"), [c[1:] for c in READ], ids=[c[0] for c in READ])
def test_a_table_is_read(text: str, published: str, wanted: tuple[str, ...]) -> None:
    assert figures(text, published) == list(wanted)


# What makes a table uncertain, such a table, and one that differs from it in that alone and is read.
UNREAD: tuple[tuple[str, str, str], ...] = (
    (
        "no header",
        page("<td>床位数（张）</td><td>84</td><td>85</td>", "<td>医院数（个）</td><td>1</td><td>3</td>"),
        page("<td></td><td>2021</td><td>2022</td>", "<td>医院数（个）</td><td>1</td><td>3</td>"),
    ),
    (
        "a cell is missing",
        rows("指标 | 单位 | 2021年 | 2022年", "病床使用率 | 74.6 | 71.0"),
        rows("指标 | 单位 | 2021年 | 2022年", "病床使用率 | % | 74.6 | 71.0"),
    ),
    (
        "a cell too many",
        rows("指标 | 单位 | 2022年", "病床使用率 | % | 71.0 | 74.6"),
        rows("指标 | 单位 | 2022年", "病床使用率 | % | 71.0"),
    ),
    (
        "a cell has moved",
        rows("指标 | 单位 | 2021年 | 2022年 | 属性", "病床使用率 | 74.6 | 71.0 | % | 预期性"),
        rows("指标 | 单位 | 2021年 | 2022年 | 属性", "病床使用率 | % | 74.6 | 71.0 | 预期性"),
    ),
    ("no unit of a share", rows("指标 | 2022年", "病床使用率 | 71.0"), rows("指标 | 2022年", "病床使用率 | 71.0%")),
    (
        "a share in a unit that counts",
        "单位：万人\n\n" + rows("指标 | 2022年", "病床使用率 | 71.0"),
        "单位：%\n\n" + rows("指标 | 2022年", "病床使用率 | 71.0"),
    ),
    (
        "a unit nobody knows",
        rows("指标 | 单位 | 2022年", "单位产值能耗量 | 吨标准煤/万元 | 0.5"),
        rows("指标 | 单位 | 2022年", "单位产值能耗量 | 吨 | 0.5"),
    ),
    (
        "a unit left empty in a column of units",
        rows("指标 | 单位 | 2022年", "护士数 | | 520"),
        rows("指标 | 单位 | 2022年", "护士数 | 人 | 520"),
    ),
    (
        "two units",
        rows("指标 | 单位 | 2022年（%）", "护士数 | 万人 | 520"),
        rows("指标 | 单位 | 2022年", "护士数 | 万人 | 520"),
    ),
    (
        "the cell has another unit",
        rows("指标 | 单位 | 2022年", "病床使用率 | % | 71.0人"),
        rows("指标 | 单位 | 2022年", "病床使用率 | % | 71.0%"),
    ),
    (
        "scaled twice",
        rows("指标 | 单位 | 2022年", "护士数 | 万人 | 520万"),
        rows("指标 | 单位 | 2022年", "护士数 | 人 | 520万"),
    ),
    (
        "two times",
        rows("指标 | 2022年与2021年（%）", "病床使用率 | 2.0"),
        rows("指标 | 2022年（%）", "病床使用率 | 2.0"),
    ),
    (
        "row and column of different years",
        rows("年份 | 2022年床位数（张）", "2021 | 84"),
        rows("年份 | 2022年床位数（张）", "2022 | 84"),
    ),
    (
        "a column nobody knows beside the names",
        rows("指标 | 人群 | 单位 | 2022年", "吸烟率 | 老人 | % | 50"),
        rows("指标 | 备注 | 单位 | 2022年", "吸烟率 | 老人 | % | 50"),
    ),
    (
        "a header over two columns without one below",
        page("<td>指标</td><td colspan=2>2022年</td>", "<td>床位数（张）</td><td>8</td><td>9</td>"),
        page("<td>指标</td><td>2021年</td><td>2022年</td>", "<td>床位数（张）</td><td>8</td><td>9</td>"),
    ),
    (
        "second headers that do not stand below the first",
        page(
            "<td>机构</td><td colspan=2>2022年</td>",
            "<td>类</td><td>数量（个）</td><td>使用率（%）</td>",
            "<td>医院</td><td>84</td><td>12.5</td>",
        ),
        page(
            "<td rowspan=2>机构</td><td colspan=2>2022年</td>",
            "<td>数量（个）</td><td>使用率（%）</td>",
            "<td>医院</td><td>84</td><td>12.5</td>",
        ),
    ),
    (
        "different numbers of one thing",
        rows("指标 | 单位 | 2022年", "病床使用率 | % | 71.0", "病床使用率 | % | 72.0"),
        rows("指标 | 单位 | 2022年", "病床使用率 | % | 71.0", "病床使用率 | % | 71.0"),
    ),
    (
        "another sort of the facility type",
        rows("机构类别 | 2022年床位数（张）", "其他医疗卫生机构 | 84"),
        rows("机构类别 | 2022年床位数（张）", "医疗卫生机构 | 84"),
    ),
    (
        "another sort of the facility type, as a part",
        rows("指标 | 单位 | 2022年", "床位数 | 张 | —", "其中：市办及以上公立医院 | 张 | 84"),
        rows("指标 | 单位 | 2022年", "床位数 | 张 | —", "其中：公立医院 | 张 | 84"),
    ),
    (
        "facility types in row and column",
        rows("机构类别 | 2022年医院床位数（张）", "乡镇卫生院 | 84"),
        rows("机构类别 | 2022年床位数（张）", "乡镇卫生院 | 84"),
    ),
    (
        "a forecast",
        rows("指标 | 单位 | 2030年预测值", "老年人口数 | 亿人 | 3"),
        rows("指标 | 单位 | 2030年目标值", "老年人口数 | 亿人 | 3"),
    ),
    (
        "change over years",
        "床位数增长情况（%）\n\n" + rows("机构类别 | 2021年 | 2022年", "医院 | 3.8 | 3.4"),
        "床位使用率情况（%）\n\n" + rows("机构类别 | 2021年 | 2022年", "医院 | 3.8 | 3.4"),
    ),
    (
        "numbers of columns",
        rows("指标 | 2021年床位数（张） | 2022年床位数（张）", "甲 | 1 | 2"),
        rows("指标 | 2021年床位数（张） | 2022年床位数（张）", "甲 | 1 | 3"),
    ),
    (
        "sums in square brackets",
        rows("指标 | 单位 | 2025年目标", "新增床位数 | 张 | [5000]"),
        rows("指标 | 单位 | 2025年目标", "新增床位数 | 张 | 5000"),
    ),
    (
        "changes in words",
        rows("指标 | 单位 | 2025年目标", "病床使用率 | % | 提高5个百分点", "费用占比 | % | 下降3"),
        rows("指标 | 单位 | 2025年目标", "病床使用率 | % | 提高到5", "费用占比 | % | 降至3"),
    ),
    (
        "codes, telephones, ranks",
        rows("机构名称 | 编码 | 电话 | 排名", "医院 | 410100 | 63731234 | 3"),
        rows("机构名称 | 编码 | 电话 | 2022年床位数", "医院 | 410100 | 63731234 | 3"),
    ),
    (
        "a table of tasks",
        rows("序号 | 任务 | 完成时限", "1 | 建设县级医院 | 2025年", "2 | 培训医师 | 2024年"),
        rows("序号 | 任务 | 2022年（个）", "1 | 建设县级医院数 | 25", "2 | 培训医师数 | 24"),
    ),
    (
        "names without blanks between",
        "指标单位2021年2022年\n\n婴儿死亡率‰5.45.2\n\n病床使用率%16.914.5\n",
        "指标 单位 2021年 2022年\n\n婴儿死亡率 ‰ 5.4 5.2\n\n病床使用率 % 16.9 14.5\n",
    ),
    (
        "prose that begins as a header does",
        "项目 2020年 2022年 均已实施\n\n床位数 10 20 30\n\n医院数 10 20 30\n",
        "项目 2020年 2022年 备注\n\n床位数 10 20 甲\n\n医院数 10 20 乙\n",
    ),
    (
        "lines of which one cell is missing",
        "指标\n\n2020年\n\n2022年\n\n床位数（张）\n\n8\n\n医院数（个）\n\n9\n\n8",
        "指标\n\n2020年\n\n2022年\n\n床位数（张）\n\n8\n\n9\n\n医院数（个）\n\n9\n\n8",
    ),
    (
        "later than the document",
        rows("指标 | 单位 | 2025年实际值", "病床使用率 | % | 71.0"),
        rows("指标 | 单位 | 2022年实际值", "病床使用率 | % | 71.0"),
    ),
    (
        "a policy's number without a time",
        "# 医院设置规定\n\n《医院设置规定》主要内容\n\n" + rows("机构类别 | 床位数（张）", "综合医院 | 20"),
        "# 医院概况\n\n2022年主要内容\n\n" + rows("机构类别 | 床位数（张）", "综合医院 | 20"),
    ),
    (
        "what ought to be",
        "2022年县级医院设备配置标准表\n\n" + rows("设备 | 数量（台）", "彩超 | 3"),
        "2022年县级医院设备表\n\n" + rows("设备 | 数量（台）", "彩超 | 3"),
    ),
    ("without any time", rows("营养素 | 含量（克）", "蛋白质 | 20"), rows("营养素 | 2022年含量（克）", "蛋白质 | 20")),
    (
        "a budget",
        "单位：万元\n\n" + rows("项目 | 2022年预算数", "卫生健康支出 | 22541"),
        "单位：万元\n\n" + rows("项目 | 2022年决算数", "卫生健康支出 | 22541"),
    ),
    (
        "rows of numbers under headers that are not as many",
        lines("2021年情况", "项目 医师（人） 床位（张） 护士", "综合医院 12 600", "卫生院 70 150", "门诊部 8 16"),
        lines("2021年情况", "项目 医师（人） 床位（张）", "综合医院 12 600", "卫生院 70 150", "门诊部 8 16"),
    ),
)


@pytest.mark.parametrize(("wrong", "right"), [c[1:] for c in UNREAD], ids=[c[0] for c in UNREAD])
def test_an_uncertain_table_is_left_alone(wrong: str, right: str) -> None:
    assert figures(wrong, "2023-10-12") == []
    assert figures(right, "2023-10-12") != []


# --- evidence and the ledger -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "published"), [c[1:3] for c in READ], ids=[c[0] for c in READ])
def test_every_figure_quotes_its_cell_then_its_headers(text: str, published: str) -> None:
    found, result = read(text, published)
    for figure in result.figures:
        assert all(found.text[e.span.start : e.span.end] == e.quote for e in figure.evidence)
        digits = "".join(filter(str.isdigit, figure.evidence[0].quote))
        assert digits
        assert figure.quantity.text in fold(figure.evidence[0].quote)
        assert len(figure.evidence) > 1, "a number and no header"
        assert len({e.span for e in figure.evidence}) == len(figure.evidence)


def test_headers_title_and_policy_are_evidence() -> None:
    text = PLAN + rows("指标 | 单位 | 2020年基期值 | 2025年目标值 | 属性", "婴儿死亡率 | ‰ | 5.4 | 5.2以下 | 约束性")
    _, target = read(text, "2022-01-10")[1].figures
    quotes = [evidence.quote for evidence in target.evidence]
    assert quotes[:5] == ["5.2以下", "婴儿死亡率", "‰", "2025年目标值", "约束性"]
    assert any("“十四五”全民健康规划" in quote for quote in quotes[5:])
    assert target.policy is not None


def test_what_was_read_is_taken_and_the_rest_is_not() -> None:
    text = rows("序号 | 指标 | 单位 | 2021年 | 增长（%）", "1 | 诊疗人次 | 亿人次 | 84.2 | 6.1")
    found, result = read(text, "2023-10-12")
    taken = {found.text[at : at + 4] for at in result.taken if result.roles[at][0] == "observation"}
    assert taken == {"84.2"}
    assert found.text.index("6.1") not in result.taken


def test_documents_without_tables_have_no_figures_of_tables() -> None:
    assert read("到2025年，每千人口床位数达到7.5张。\n\n2022年病床使用率为71%。\n")[1] == Read((), {})


# --- one table in three forms ----------------------------------------------------------------------------------------

NAMES = ("婴儿死亡率", "病床使用率", "健康素养水平", "医院感染发生率", "儿童近视率")
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.lists(st.decimals("0.01", "99.99", places=2), min_size=width, max_size=width),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda row: row[0],
    )
)


def as_markdown(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    return rows(*(" | ".join(cells) for cells in (head, *body)))


def as_tabs(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(cells) for cells in (head, *body)) + "\n"


def as_page(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """The years below a header that spans them, names and units beside it over two rows."""
    first = "".join(f"<th rowspan=2>{cell}</th>" for cell in head[:2]) + f"<th colspan={len(head) - 2}>数值</th>"
    second = "".join(f"<th>{cell}</th>" for cell in head[2:])
    return page(first, second, *("".join(f"<td>{cell}</td>" for cell in cells) for cells in body))


@settings(max_examples=40, deadline=None)
@given(TABLES)
def test_a_table_says_the_same_in_every_form(table: list[tuple[str, list[Decimal]]]) -> None:
    years = [f"{2010 + place}年" for place in range(len(table[0][1]))]
    head, body = ("指标", "单位", *years), [(name, "%", *map(str, numbers)) for name, numbers in table]
    wanted = [
        (name, number, int(year[:4])) for name, numbers in table for number, year in zip(numbers, years, strict=True)
    ]
    for form in (as_markdown, as_tabs, as_page):
        found = read(form(head, body), "2023-10-12")[1].figures
        said = [(f.indicator.label, f.quantity.value, f.period.end.year if f.period else 0) for f in found]
        assert said == wanted, form.__name__


CELLS = st.sampled_from(
    (
        "",
        "-",
        "指标",
        "单位",
        "2020年",
        "2025年目标",
        "2020",
        "医院",
        "其中：",
        "合计",
        "%",
        "张/千人",
        "5.4",
        "≥90",
        "1,024",
        "约束性",
        "序号",
        "1",
        "乡镇卫生院床位数（张）",
        "增长（%）",
        "(",
        "（单位：",
        "“十四五”末",
        "上年",
        "77.3①",
        "小计",
        "农村",
        "一、健康水平",
        "河南省",
        "单位：万人",
        "/",
        "99999999999999999999",
        "0.0.0",
        "每千人口",
        "1/10万",
        "per 1,000",
        "表1",
        "注：",
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=7), st.booleans())
def test_no_table_breaks_the_reader(cells: list[list[str]], marked: bool) -> None:  # noqa: FBT001
    if marked:
        text = page(*("".join(f"<td>{cell}</td>" for cell in row) for row in cells))
    else:
        text = "2022年情况\n\n" + rows(*(" | ".join(row) for row in cells))
    found, result = read(text, "2023-10-12")
    for figure in result.figures:
        assert all(found.text[e.span.start : e.span.end] == e.quote for e in figure.evidence)
        assert figure.indicator.key
        assert figure.period is None or figure.kind == "target" or figure.period.start.year <= 2023
    assert read(text, "2023-10-12")[1] == result


# --- cells and units -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("90", "90", "eq"),
        ("0", "0", "eq"),
        ("-5.2", "-5.2", "eq"),
        ("1,032,918", "1032918", "eq"),
        ("≥ 90", "90", "ge"),
        ("90以上", "90", "ge"),
        ("不低于5", "5", "ge"),
        ("达到90", "90", "ge"),
        ("降至14.5", "14.5", "le"),
        ("＜5.2", "5.2", "lt"),
        ("7.4～7.5", "7.4", "range"),
        ("77.3①", "77.3", "eq"),
        ("77.3[1]", "77.3", "eq"),
        ("90.5*", "90.5", "eq"),
        ("95.5%", "95.5", "eq"),
    ],
)
def test_a_cell_is_a_number(text: str, value: str, bound: str) -> None:
    found = number_in(fold(text), knowledge())
    assert found is not None
    assert (found.value, found.bound) == (Decimal(value), bound)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "…",
        "……",
        "约束性",
        "007",
        "3/4",
        "下降10%",
        "提高5",
        "[66]",
        "2025年",
        "12 345",
        "年均5%",
        "1.2.3",
        "5.4 5.2",
        "9" * 60,
        "8.5/8.9",
    ],
)
def test_a_cell_is_no_number(text: str) -> None:
    assert number_in(fold(text), knowledge()) is None


@pytest.mark.parametrize(
    ("text", "factor", "unit", "per"),
    [
        ("万人", 10**4, "人", ""),
        ("亿元", 10**8, "元", ""),
        ("万人次", 10**4, "人次", ""),
        ("％", 1, "%", ""),
        ("1/10万", 1, "/10万", ""),
        ("张/千人", 1, "张", "每千人口"),
        ("人 / 万人", 1, "人", "每万人口"),
        ("元/人", 1, "元", "人均"),
        ("每千人口", 1, "", "每千人口"),
        ("million yuan", 10**6, "元", ""),
        ("10,000 persons", 10**4, "人", ""),
        ("beds per 1,000 population", 1, "张", "每千人口"),
        ("per 100,000 live births", 1, "/10万", ""),
    ],
)
def test_words_are_a_unit(text: str, factor: int, unit: str, per: str) -> None:
    found = unit_in(fold(text), knowledge().headers, knowledge())
    assert found is not None
    assert (int(found.factor), found.unit, found.per.before if found.per else "") == (factor, unit, per)


@pytest.mark.parametrize(
    "text", ["", "2020", "5岁", "10年", "个、%", "吨标准煤/万元", "人数", "占比", "2025年", "%以上", "(", "/"]
)
def test_words_are_no_unit(text: str) -> None:
    assert unit_in(fold(text), knowledge().headers, knowledge()) is None


@given(st.text(max_size=30))
def test_any_text_is_a_unit_or_none(text: str) -> None:
    unit_in(fold(text), knowledge().headers, knowledge())
    number_in(fold(text), knowledge())


def test_one_statistic_a_name_even_where_some_numbers_are_whole() -> None:
    text = PLAN + rows("指标 | 单位 | 2020年基期值 | 2025年目标值", "万人口全科医生数 | 人 | 2.9 | 4")
    base, target = read(text, "2022-01-10")[1].figures
    assert base.indicator == target.indicator


def test_rows_may_come_in_any_order() -> None:
    body = ("婴儿死亡率 | ‰ | 4.9", "病床使用率 | % | 71.0", "护士数 | 万人 | 522.4")
    every = {
        frozenset(figures(rows("指标 | 单位 | 2022年", *order), "2023-10-12")) for order in itertools.permutations(body)
    }
    assert len(every) == 1
    assert len(next(iter(every))) == 3
