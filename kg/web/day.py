"""The days that an address gives: the one that states are told for, and the ends of a span of deadlines."""

from __future__ import annotations

import re

from flask import request

from kg.errors import QueryError
from kg.query.ask import today
from kg.query.catalog import Parameter
from kg.query.resolve import literal

AS_OF = Parameter("as-of", "date", "2023-05-31", "today")
YEAR = re.compile(r"[12]\d{3}", re.ASCII)


def asked_day() -> str:
    """The day that states are told for, as ISO date: `as-of` in the address, else today."""
    return _day("as-of", request.args.get("as-of", "").strip()) or today()


def asked_due(name: str, end: str) -> str:
    """A deadline in the address, a date or a year (then its day `end`); "" where none is given."""
    asked = request.args.get(name, "").strip()
    return f"{asked}-{end}" if YEAR.fullmatch(asked) else _day(name, asked)


def _day(name: str, asked: str) -> str:
    if len(asked) > len(AS_OF.example):
        raise QueryError(f"{name} is a date such as {AS_OF.example}")
    return literal(Parameter(name, "date", AS_OF.example), asked).value if asked else ""
