"""How the tests of this folder write down what was read: one short line an expression."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.knowledge.words import load_words
from kg.model import Period, Quantity, Span
from kg.text.expressions import expressions
from kg.text.fold import fold
from kg.text.times import Time, resolve

if TYPE_CHECKING:
    from kg.text.words import Words

WORDS = Path(__file__).parents[2] / "ontology" / "words"


@cache
def tables() -> Words:
    return load_words(WORDS)


def told(value: Quantity | Time, today: Period | None) -> str:
    """`ge ~ 80 %`, `range 10..15 年`; `deadline 2025-12-31 year`, an interval with its first day too."""
    if isinstance(value, Quantity):
        parts = [value.bound if value.bound != "eq" else "", "~" if value.approximate else ""]
        number = f"{value.value:f}" if value.high is None else f"{value.value:f}..{value.high:f}"
        return " ".join(part for part in (*parts, number, value.unit) if part)
    if value.sense == "duration":
        return f"duration {value.length} {value.unit}"
    period = resolve(value, today)
    if period is None:
        return f"{value.sense} unresolved"
    two = value.sense == "interval"
    return f"{value.sense} {f'{period.start}..' if two else ''}{period.end} {period.precision}"


def marked(text: str, today: Period | None) -> str:
    """The text with each expression in brackets: [到2025年|deadline 2025-12-31 year]实现[80%以上|ge 80 %]."""
    folded, parts, at = fold(text), [], 0
    for span, value in expressions(folded, tables()):
        parts += [text[at : span.start], "[", text[span.start : span.end], "|", told(value, today), "]"]
        at = span.end
    return "".join((*parts, text[at:]))


def unmarked(marked_text: str) -> str:
    """The text without its marks."""
    pieces = marked_text.replace("]", "[").split("[")
    return "".join(piece.partition("|")[0] if place % 2 else piece for place, piece in enumerate(pieces))


def whole(text: str) -> Span:
    return Span(0, len(text))
