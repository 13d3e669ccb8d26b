"""How values are written on a page: days at their precision, numbers as the language writes them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

from kg.query.figures import PRECISION, Day
from kg.query.label import Entity
from kg.query.request import Term
from kg.terms import NUMBER, XSD
from kg.web.language import LOCALES, language, translate

if TYPE_CHECKING:
    from kg.query.ask import Cell
    from kg.query.figures import Figure

SKELETONS = {"month": "yMMMM", "year": "y"}
LARGE = 1_000_000
KEPT = 4_096  # days and numbers that are written again and again
NUMBERS = {"zh": LOCALES["zh"], "en": Locale("en")}  # British English has no settled sign for a million
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[.-]")


def day(value: Day) -> str:
    """2023年4月 or April 2023, never a day that nobody stated; "" where unknown."""
    return _day(value, language())


@lru_cache(maxsize=KEPT)
def _day(value: Day, language: str) -> str:
    if not value.date:
        return ""
    try:
        moment = date.fromisoformat(value.date)
    except ValueError:
        return value.date
    locale = LOCALES[language]
    if value.precision in SKELETONS:
        return str(format_skeleton(SKELETONS[value.precision], moment, locale=locale))
    return str(format_date(moment, "long", locale=locale))


def number(text: str) -> str:
    """10,631; from a million on 10.58亿 or 1.06B where nothing is lost by it."""
    return _number(text, language())


@lru_cache(maxsize=KEPT)
def _number(text: str, language: str) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    locale = NUMBERS[language]
    if abs(value) >= LARGE:
        # In the language of no country: how a billion is shortened differs between countries, and changes with CLDR.
        short = str(format_compact_decimal(value, locale=language, fraction_digits=4))
        scale = Decimal(10) ** (8 if language == "zh" and abs(value) >= 10**8 else 4 if language == "zh" else 6)
        if value % (scale / 100) == 0:
            return short
    return str(format_decimal(value, locale=locale, decimal_quantization=False))


def amount(figure: Figure) -> str:
    """The value with its unit: 80%, 10–15 年, 508 个."""
    value = f"{number(figure.value)}–{number(figure.high)}" if figure.high else number(figure.value)
    if figure.unit_sign:
        return f"{value}{figure.unit_sign}"
    if figure.unit is None or (language() == "en" and figure.unit.iri == NUMBER):
        return value
    return f"{value} {figure.unit.label}"


def age(value: Day, as_of: str) -> str:
    """How old a figure is on a day: in months up to two years, then in years; "" where its date is not known."""
    try:
        said, now = date.fromisoformat(value.date), date.fromisoformat(as_of)
    except ValueError:
        return ""
    months = (now.year - said.year) * 12 + now.month - said.month - (now.day < said.day)
    if months < 1:
        return ""
    if months < 24:
        return translate("%(n)s months old") % {"n": months}
    return translate("%(n)s years old") % {"n": months // 12}


def column(name: str) -> str:
    """A column's name in words: issuedOn is "issued on", translated."""
    return translate(CAMEL.sub(" ", name).lower())


def is_day(cell: Cell) -> bool:
    """Whether a cell holds a date."""
    return isinstance(cell, Term) and cell.datatype == XSD + "date"


def cell_text(cell: Cell, precision: Cell = None) -> str:
    """A literal as the language writes it; a date at the precision beside it."""
    if cell is None or isinstance(cell, Entity):
        return cell.label if cell else ""
    if cell.datatype == XSD + "date":
        said = precision.iri.removeprefix(PRECISION) if isinstance(precision, Entity) else "day"
        return day(Day(cell.value, said))
    if cell.datatype == XSD + "boolean":
        return translate("yes") if cell.value == "true" else translate("no")
    return number(cell.value) if cell.datatype in {XSD + "decimal", XSD + "integer"} else cell.value


def is_number(cell: Cell) -> bool:
    """Whether a cell stands flush right."""
    return isinstance(cell, Term) and cell.datatype in {XSD + "decimal", XSD + "integer"}
