"""Dates at the precision that is known: 2023-04 of a month."""

from __future__ import annotations

from kg.query.figures import PRECISION

KNOWN = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date


def at_precision(day: str, precision: str) -> str:
    """The ISO date as far as it is known; `precision` is the IRI of its concept, "" for a day.

    >>> at_precision("2023-04-30", "https://w3id.org/policykg/voc/precision-month")
    '2023-04'
    """
    return day[: KNOWN.get(precision.removeprefix(PRECISION), len(day))]
