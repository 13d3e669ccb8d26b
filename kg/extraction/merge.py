"""Merge: what a document says twice is one figure with both quotes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Figure, Period


def merge(found: Sequence[Figure]) -> tuple[Figure, ...]:
    """One figure said twice in a document is one figure with both quotes; an undated repeat joins the dated one."""
    groups: dict[tuple[object, ...], dict[Period | None, Figure]] = {}
    for figure in sorted(found, key=lambda f: (f.period is None, f.evidence[0].span)):
        group = groups.setdefault(_sameness(figure), {})
        period = replace(figure.period, text="", basis="explicit") if figure.period else next(iter(group), None)
        known = group.get(period)
        if known is None:
            group[period] = figure
        else:
            evidence = dict.fromkeys((*known.evidence, *figure.evidence))
            group[period] = replace(known, evidence=tuple(evidence))
    merged = (figure for group in groups.values() for figure in group.values())
    return tuple(sorted(merged, key=lambda f: f.evidence[0].span))


def _sameness(figure: Figure) -> tuple[object, ...]:
    """What two figures share that say the same but for their date."""
    quantity = figure.quantity
    return (
        figure.kind,
        figure.indicator.key,
        frozenset(entity.key for entity in figure.facilities),
        (quantity.value, quantity.high, quantity.bound if figure.kind == "target" else ""),
        figure.policy.key if figure.policy else "",
        figure.region.key if figure.region else "",
        figure.baseline,
    )
