"""Merge: what a document says twice is one figure with both quotes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Figure, Period


def merge(found: Sequence[Figure]) -> tuple[Figure, ...]:
    """One figure said twice in a document is one figure with both quotes.

    An undated repeat joins the dated one, and a target of which it is not told whose it is that of a policy.
    """
    groups: dict[tuple[object, ...], dict[tuple[str, Period | None], Figure]] = {}
    for figure in sorted(found, key=lambda f: (f.period is None, _is_nobodys(f), f.evidence[0].span)):
        group = groups.setdefault(_sameness(figure), {})
        setter = figure.policy.key if figure.policy else ""
        said = [(whose, period) for whose, period in group if whose == setter or not setter]
        period = replace(figure.period, text="", basis="explicit") if figure.period else None
        same = next((key for key in said if period is None or key[1] == period), None)
        if same is None:
            group[setter, period] = figure
        else:
            known = group[same]
            group[same] = replace(known, evidence=tuple(dict.fromkeys((*known.evidence, *figure.evidence))))
    merged = (figure for group in groups.values() for figure in group.values())
    return tuple(sorted(merged, key=lambda f: f.evidence[0].span))


def _is_nobodys(figure: Figure) -> bool:
    return figure.kind == "target" and figure.policy is None


def _sameness(figure: Figure) -> tuple[object, ...]:
    """What two figures share that say the same but for their date and whose aim it is."""
    quantity = figure.quantity
    return (
        figure.kind,
        figure.indicator.key,
        frozenset(entity.key for entity in figure.facilities),
        (quantity.value, quantity.high, quantity.bound if figure.kind == "target" else ""),
        figure.region.key if figure.region else "",
        figure.baseline,
    )
