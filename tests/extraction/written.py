"""How tests write down what a document states: a line a statement, its fields parted by bars.

    observation 99 % | 能够提供中医药服务的比例 | 社区卫生服务中心 | 2020-12-31 year | quote: 99%的…
    target ge 80 % | 设置中医馆的比例 | 乡镇卫生院、村卫生室 | 2025-12-31 year | policy: … | modality: strive
    measure 推进急诊急救体系建设 | 三级医院 | policy: …
    issues 国家卫生健康委员会 | 关于…的通知
    issuedOn 关于…的通知 | 2023-04-30 month
    names agency 国家卫生健康委员会
    ledger 九部门 | scope

A quantity is [bound] [~] value[..upper value] unit; "-" stands for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.extract import extract
from kg.knowledge.load import load
from kg.knowledge.sites import load_sites
from kg.model import Attribute, Edge, Entity, Figure, Naming, Period, Quantity, Source, Stated, Undertaking
from kg.readers.read import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.knowledge.sites import Sites
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Evidence, Extraction, LedgerEntry, Statement

BAR = " | "
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: what it says, its fields in order, and further ones by name, each with all its values."""

    verb: str
    fields: tuple[str, ...]
    named: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.verb} " + BAR.join((*self.fields, *(f"{name}: {value}" for name, value in self.named)))


@cache
def knowledge() -> Knowledge:
    return load()


@cache
def sites() -> Sites:
    return load_sites()


def document(text: str | bytes, stated: Stated | None = None) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read(Source("case.txt", data, stated or Stated()), sites())


def extraction(text: str | bytes, stated: Stated | None = None) -> Extraction:
    return extract(document(text, stated), knowledge())


def lines(found: Extraction) -> list[Line]:
    """Everything found, statements first, then the ledger."""
    return [line(statement) for statement in found.statements] + [entry_line(entry) for entry in found.ledger]


def line(statement: Statement) -> Line:
    """One statement with everything that it says."""
    quotes = tuple(("quote", evidence.quote) for evidence in statement.evidence)
    rules = tuple(("rule", rule) for rule in dict.fromkeys(evidence.rule for evidence in statement.evidence))
    if isinstance(statement, Figure):
        said = (
            quantity(statement.quantity),
            statement.indicator.label,
            labels(statement.facilities),
            period(statement.period),
        )
        return Line(statement.kind, said, (*_details(statement), *quotes, *rules))
    if isinstance(statement, Undertaking):
        return Line("measure", (statement.label, labels(statement.facilities)), (*_details(statement), *quotes, *rules))
    if isinstance(statement, Naming):
        return Line("names", (f"{statement.entity.kind} {statement.entity.label}",), (*quotes, *rules))
    if isinstance(statement, Edge):
        return Line(statement.relation, (statement.subject.label, statement.object.label), (*quotes, *rules))
    return Line(statement.property, (statement.subject.label, _value(statement)), (*quotes, *rules))


def entry_line(entry: LedgerEntry) -> Line:
    return Line("ledger", (entry.text, entry.role), (("rule", entry.reason),))


def quantity(value: Quantity) -> str:
    """[bound] [~] value[..upper value] unit.

    >>> from decimal import Decimal
    >>> quantity(Quantity(Decimal(10), "年", "range", Decimal(15)))
    'range 10..15 年'
    """
    number = f"{value.value:f}" if value.high is None else f"{value.value:f}..{value.high:f}"
    bound = "" if value.bound == "eq" else value.bound
    return " ".join(part for part in (bound, "~" if value.approximate else "", number, value.unit) if part)


def period(value: Period | None) -> str:
    return NOTHING if value is None else f"{value.end} {value.precision}"


def labels(entities: Iterable[Entity]) -> str:
    return "、".join(sorted(entity.label for entity in entities)) or NOTHING


def quotes_of(statement: Statement) -> tuple[Evidence, ...]:
    return statement.evidence


def _details(statement: Figure | Undertaking) -> list[tuple[str, str]]:
    """Whatever else is said, absent fields left out."""
    found = [
        ("policy", statement.policy.label if statement.policy else ""),
        ("modality", statement.modality.rpartition("-")[2]),
        ("speaker", statement.speaker.label if statement.speaker else ""),
        ("region", statement.region.label if statement.region else ""),
    ]
    if isinstance(statement, Figure):
        found += [
            ("hedge", statement.hedge.rpartition("-")[2]),
            ("basis", statement.period.basis if statement.period else ""),
            ("baseline", period(statement.baseline) if statement.baseline else ""),
            ("population", statement.population),
            ("statistic", statement.indicator.statistic.rpartition("-")[2]),
            ("programme", statement.programme.label if statement.programme else ""),
            ("event", statement.event.label if statement.event else ""),
        ]
    else:
        found.append(("period", period(statement.period) if statement.period else ""))
    return [(name, value) for name, value in found if value]


def _value(statement: Attribute) -> str:
    return period(statement.value) if isinstance(statement.value, Period) else str(statement.value)
