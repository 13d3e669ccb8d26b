"""An evaluation as a report: rows and lines for a terminal, or plain values for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.evaluate.measures import measured, measured_by_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.evaluate.evaluate import Evaluation
    from kg.evaluate.measures import Tally
    from kg.evaluate.outcome import Difference

GRADED = ("targets", "observations")  # kinds with the grades value and named beside right
ALL = "all"
COUNTS = ("document", "kind", "gold", "found", "right", "P", "R", "F1", "value", "F1 by value", "named")
RULES = ("rule", "fired", "right", "partly", "wrong", "open")

Rows = list[tuple[str, ...]]


def as_plain(found: Evaluation, *, with_differences: bool) -> dict[str, object]:
    """Measures by document and kind, over all as `total`, by rule as `patterns`, and the differences where wanted."""
    plain: dict[str, object] = {
        "total": _plain_tallies(found.total),
        "documents": {one.document: _plain_tallies(one.outcome.tallies) for one in found.documents},
        "absent": [one.document for one in found.documents if not one.built],
        "patterns": [asdict(count) for count in found.rules],
    }
    if with_differences:
        plain["differences"] = [
            {"document": one.document, **asdict(difference)}
            for one in found.documents
            for difference in one.outcome.differences
        ]
    return plain


def _plain_tallies(tallies: Mapping[str, Tally]) -> dict[str, object]:
    return {kind: _plain(kind, tally) for kind, tally in tallies.items()}


def _plain(kind: str, tally: Tally) -> dict[str, object]:
    counts = {"gold": tally.gold, "found": tally.found if tally.exact else None, "right": tally.right}
    plain = {**counts, **asdict(measured(tally))}
    if kind in GRADED:
        plain |= {"value": tally.value, "value_f1": measured_by_value(tally).f1, "named": tally.named}
    return plain


def count_rows(found: Evaluation) -> Rows:
    """A row a document and kind, those of all documents together last; kinds of which there is nothing are left out."""
    rows = [row for one in found.documents for row in _rows(one.document, one.outcome.tallies)]
    return [*rows, *_rows(ALL, found.total)]


def _rows(document: str, tallies: Mapping[str, Tally]) -> Iterator[tuple[str, ...]]:
    for kind, tally in tallies.items():
        if tally.gold or (tally.exact and tally.found):
            one = measured(tally)
            graded = (str(tally.value), _share(measured_by_value(tally).f1), str(tally.named))
            yield (
                document,
                kind,
                str(tally.gold),
                str(tally.found) if tally.exact else "-",
                str(tally.right),
                *map(_share, (one.precision, one.recall, one.f1)),
                *(graded if kind in GRADED else ("", "", "")),
            )


def rule_rows(found: Evaluation) -> Rows:
    """A row a rule."""
    return [tuple(map(str, asdict(count).values())) for count in found.rules]


def difference_lines(found: Evaluation) -> list[str]:
    """A line a difference and one for its words, below the name of the document."""
    lines = []
    for one in found.documents:
        if one.outcome.differences:
            lines += ["", one.document, *(line for each in one.outcome.differences for line in _told(each))]
    return lines[1:]


def _told(difference: Difference) -> Iterator[str]:
    fact = f"{difference.what} {difference.kind}: {difference.fact}"
    yield "  " + _line(f"{fact} ({difference.detail})" if difference.detail else fact)
    if difference.quote:
        yield "    > " + _line(difference.quote)


def _line(text: str) -> str:
    return " ".join(text.split())


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
