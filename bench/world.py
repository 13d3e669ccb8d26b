"""The made-up world of benchmark graphs: policies, agencies, indicators and figures, each known by its number.

Everything is a function of its number alone, so the world of a hundred documents is the beginning of the world of a
million. Facility types, central agencies and regions are those of the vocabulary; the rest is made up.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Literal

from kg.knowledge.lexicon import load_concepts
from kg.model import Entity, Period
from kg.paths import ONTOLOGY
from kg.terms import BASE, PERCENT, VOC
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    from kg.model import EntityKind

    T = TypeVar("T")

FIRST, DAYS = date(2009, 1, 1), 5800
FACILITIES = (
    *("thc", "chc", "chs", "vc", "primary-care", "county-hospital", "county-tcm-hospital", "tertiary-public"),
    *("secondary-public", "tertiary-hospital", "secondary-hospital", "mch-hospital", "cdc-institution", "tcm-clinic"),
    *("children-hospital", "psychiatric-hospital", "nursing-home", "rehabilitation-hospital", "blood-station"),
    *("close-county-alliance", "city-group", "elderly-institution", "childcare", "stroke-centre", "trauma-centre"),
    *("tcm-hospital", "general-hospital", "public-hospital", "emergency-centre", "medical-institution"),
)
AGENCIES = (
    *("nhc", "natcm", "nhsa", "ndrc", "mof", "mohrss", "ndcpa", "general-office-sc", "mca", "moe", "nmpa", "miit"),
    *("samr", "mee", "mara", "mps", "most", "disabled-federation", "women-federation", "healthy-china-office"),
)
PROVINCES = (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54)
KINDS = ("意见", "通知", "实施方案", "行动计划", "管理办法", "指导意见")
TOPICS = (
    *(("分级诊疗", "tiered care"), ("县域医共体", "county alliances"), ("儿科服务", "paediatric care")),
    *(("心理健康", "mental health"), ("家庭医生签约", "family doctors"), ("基层用药", "primary care medicines")),
    *(("护理服务", "nursing"), ("传染病监测", "disease surveillance"), ("老年健康", "elderly health")),
    *(("托育服务", "child care"), ("检查结果互认", "recognition of tests"), ("电子病历", "electronic records")),
    *(("血液保障", "blood supply"), ("中医药传承", "traditional medicine"), ("急诊急救", "emergency care")),
    *(("远程医疗", "telemedicine"), ("康复医疗", "rehabilitation"), ("慢性病管理", "chronic diseases")),
)
ASPECTS = (("服务", "services"), ("培训", "training"), ("设备", "equipment"), ("管理", "management"), ("人员", "staff"))
FORMS = (("覆盖率", "coverage"), ("达标率", "compliance"), ("配备率", "equipped share"), ("开展比例", "offering share"))
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾"
GIVEN = "国建文明志晓丽海立春华强梅静涛新生玉平永"

Kind = Literal["target", "observation"]


@dataclass(frozen=True, slots=True)
class Said:
    """What one sentence says of one indicator; `region` is None for the whole country."""

    kind: Kind
    indicator: int
    facility: Entity
    region: Entity | None
    value: Decimal
    period: Period | None
    modality: str = ""
    hedge: str = ""
    approximate: bool = False


class Draw:
    """Choices that depend on what they are for and nothing else: of `random`, only `random()` never changes."""

    def __init__(self, purpose: str) -> None:
        self._next = Random(purpose).random  # noqa: S311 - no secret: the same on every machine

    def below(self, number: int) -> int:
        """A number from 0."""
        return int(self._next() * number)

    def between(self, least: int, most: int) -> int:
        """A number from `least` to `most`."""
        return least + self.below(most - least + 1)

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self._next() < share

    def of(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[self.below(len(choices))]

    def early(self, number: int) -> int:
        """A number from 0, the earlier the likelier: a few things are spoken of much, most a little."""
        return int(number * self._next() ** 2)


class World:
    """What the documents are about."""

    def __init__(self) -> None:
        self._concepts = load_concepts(ONTOLOGY / "vocab")
        self.provinces = tuple(self.concept("region", f"{VOC}region-{code}0000") for code in PROVINCES)

    def concept(self, kind: EntityKind, iri: str, language: str = "zh") -> Entity:
        """An entry of the vocabulary."""
        return Entity(kind, "", self._concepts[iri].labels[language], language, concept=iri)

    def in_words_of(self, one: Entity, language: str) -> Entity:
        """The same entry in another language."""
        return self.concept(one.kind, one.concept, language)

    def facility(self, number: int) -> Entity:
        """One of the facility types that documents speak of."""
        return self.concept("facility", f"{VOC}ft-{FACILITIES[number % len(FACILITIES)]}")

    def agency(self, number: int) -> Entity:
        """A central agency, or the health commission of a province."""
        if number < len(AGENCIES):
            return self.concept("agency", f"{BASE}agency/{AGENCIES[number]}")
        province = self.provinces[(number - len(AGENCIES)) % len(self.provinces)]
        return minted("agency", f"{province.label}卫生健康委员会")

    def agencies(self) -> int:
        """How many agencies there are."""
        return len(AGENCIES) + len(self.provinces)

    def person(self, number: int) -> tuple[Entity, Entity]:
        """An official and the agency that he or she belongs to."""
        rest, surname = divmod(number, len(SURNAMES))
        first, second = rest // len(GIVEN) % len(GIVEN), rest % len(GIVEN)
        name = SURNAMES[surname] + GIVEN[first] + GIVEN[second]
        return minted("person", name), self.agency(Draw(f"person {number}").early(self.agencies()))

    def policy(self, number: int) -> Entity:
        """What the document of that number issues."""
        draw = Draw(f"policy {number}")
        topic, kind = draw.of(TOPICS)[0], draw.of(KINDS)
        return minted("policy", f"关于进一步推进{topic}工作的{kind}（第{number}号）")

    def outside(self, number: int) -> Entity:
        """A policy that documents name and none issues."""
        return minted("policy", f"{TOPICS[number % len(TOPICS)][0]}条例（第{number}号令）")

    def indicator(self, number: int, language: str = "zh") -> Entity:
        """What figures are figures of: a share in percent, under a name in one language."""
        at = 0 if language == "zh" else 1
        rest, form = divmod(number, len(FORMS))
        rest, aspect = divmod(rest, len(ASPECTS))
        series, topic = divmod(rest, len(TOPICS))
        words = [TOPICS[topic][at], ASPECTS[aspect][at], FORMS[form][at]]
        name = "".join(words) if language == "zh" else " ".join(words)
        if series:
            name += f"（第{series}类）" if language == "zh" else f" (group {series})"
        return minted("indicator", name, language, statistic=f"{VOC}stat-share", unit=PERCENT)

    def issued(self, number: int) -> date:
        """The day on which the document of that number was published."""
        return FIRST + timedelta(days=Draw(f"day {number}").below(DAYS))

    def older(self, number: int, draw: Draw) -> int | None:
        """A policy issued before another, mostly not long before; None where none turns up."""
        for _ in range(4):
            other = number - 1 - draw.early(min(number, 400)) if number else 0
            if other >= 0 and not is_report(other) and self.issued(other) < self.issued(number):
                return other
        return None

    def figures(self, number: int) -> tuple[Said, ...]:
        """What the plan of that number aims at and tells, targets first."""
        draw, day = Draw(f"figures {number}"), self.issued(number)
        targets = [self._target(number, draw, day) for _ in range(draw.between(2, 4))]
        return (*targets, *(self._observation(number, draw, day) for _ in range(draw.between(5, 9))))

    def _target(self, number: int, draw: Draw, day: date) -> Said:
        indicator, facility, region = self._about(number, draw)
        return Said(
            "target",
            indicator,
            facility,
            region,
            Decimal(draw.between(50, 100)),
            None if draw.chance(0.1) else year(day.year + draw.between(1, 5)),
            f"{VOC}modality-" + draw.of(("must", "commit", "commit", "promote", "strive")),
            f"{VOC}hedge-basically" if draw.chance(0.1) else "",
        )

    def _observation(self, number: int, draw: Draw, day: date) -> Said:
        indicator, facility, region = self._about(number, draw)
        back = draw.between(1, 24)
        months = day.year * 12 + day.month - 1 - back
        period = year(day.year - 1) if draw.chance(0.3) else month(months // 12, months % 12 + 1)
        value = Decimal(draw.between(200, 999)) / 10
        return Said(
            *("observation", indicator, facility, region, value),
            None if draw.chance(0.05) else period,
            approximate=draw.chance(0.1),
        )

    def _about(self, number: int, draw: Draw) -> tuple[int, Entity, Entity | None]:
        """An indicator, one of the few facility types it is used for, and a region or none."""
        indicator = draw.early(40 + 3 * number)
        facility = self.facility(indicator * 7 + draw.below(3))
        return indicator, facility, draw.of(self.provinces) if draw.chance(0.4) else None


def is_report(number: int) -> bool:
    """Whether the document of that number issues nothing but repeats what another said."""
    return number % 8 == 7


def minted(kind: EntityKind, label: str, language: str = "zh", statistic: str = "", unit: str = "") -> Entity:
    """Something that the vocabulary does not know."""
    return Entity(kind, name_key(label), label, language, statistic=statistic, unit=unit)


def year(number: int) -> Period:
    """A year, as documents write it."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year", text=f"{number}年")


def month(of_year: int, number: int) -> Period:
    """A month, as documents write it."""
    last = monthrange(of_year, number)[1]
    return Period(date(of_year, number, 1), date(of_year, number, last), "month", text=f"{of_year}年{number}月")


def day(one: date) -> Period:
    """A day, as documents write it."""
    return Period(one, one, "day", text=f"{one.year}年{one.month}月{one.day}日")
