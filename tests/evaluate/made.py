"""Gold and figures made by hand, for the tests of this folder: each differs from a plain one in what a test says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from kg.evaluate.facts import GoldFigure
from kg.evaluate.found import Figure, Found, Node
from kg.query.quotes import Quote

WORDS = "到2025年,80%以上的村卫生室能够提供服务"
GOLD = GoldFigure(
    kind="targets",
    indicator="share of clinics",
    value=Decimal(80),
    percent=True,
    unit="%",
    comparator=">=",
    date="2025",
    policy="《发展规划》",
    facilities=("村卫生室",),
    keys=("提供服务",),
)
FIGURE = Figure(
    node=Node("id:f", (), (Quote("d", 10, 10 + len(WORDS), WORDS),), ("MEA-01",)),
    written="80%",
    value=Decimal(80),
    high=None,
    percent=True,
    comparators=frozenset({">="}),
    dates=("2025-12-31",),
    indicator=("能够提供服务的比例", "share able to serve"),
    facilities=(("village clinic", "村卫生室"),),
    policies=("发展规划", "Development Plan"),
)
NOTHING = Found((), (), (), dict.fromkeys(("agencies", "people", "facility_types", "policies"), ()), (), (), (), (), {})


def gold(**other: Any) -> GoldFigure:  # noqa: ANN401  any field of it
    return replace(GOLD, **other)


def figure(start: int = 10, rules: tuple[str, ...] = ("MEA-01",), **other: Any) -> Figure:  # noqa: ANN401  any field of it
    quote = Quote("d", start, start + len(WORDS), WORDS)
    return replace(FIGURE, node=Node(f"id:f{start}", (), (quote,), rules), **other)
