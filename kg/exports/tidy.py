"""Targets or observations as one table, a figure a row, for statistics programs and spreadsheets."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.exports.line import line
from kg.exports.network import written
from kg.exports.spreadsheet import sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.exports.readings import FigureKind, Reading, Readings

# A column's name and the property it shows; a node has three columns: its names and its IRI.
NODES: Mapping[FigureKind, tuple[tuple[str, str], ...]] = {
    "target": (
        ("policy", "requires"),
        ("indicator", "indicator"),
        ("facility", "appliesTo"),
        ("region", "region"),
        ("comparator", "comparator"),
        ("unit", "unit"),
        ("modality", "modality"),
        ("hedge", "hedge"),
        ("programme", "underProgramme"),
        ("date_basis", "dateBasis"),
    ),
    "obs": (
        ("indicator", "indicator"),
        ("facility", "appliesTo"),
        ("region", "region"),
        ("unit", "unit"),
        ("qualifier", "valueQualifier"),
        ("reported_by", "reportedBy"),
        ("reported_at", "reportedAt"),
        ("programme", "underProgramme"),
        ("date_basis", "dateBasis"),
    ),
}
WORDS: Mapping[FigureKind, tuple[tuple[str, str], ...]] = {
    "target": (
        ("value", "value"),
        ("value_max", "valueMax"),
        ("value_written", "valueText"),
        ("deadline", "deadline"),
        ("deadline_written", "deadlineText"),
        ("population", "population"),
    ),
    "obs": (
        ("value", "value"),
        ("value_written", "valueText"),
        ("as_of", "asOf"),
        ("period_start", "periodStart"),
        ("baseline_date", "baselineDate"),
        ("population", "population"),
    ),
}
NUMBERS = {"value", "valueMax"}
SEVERAL = " | "


def tidy(readings: Readings) -> bytes:
    """Several facility types of one figure stand in one cell: it is one figure of all of them."""
    nodes, words = NODES[readings.kind], WORDS[readings.kind]
    named = [f"{column}{ending}" for column, _ in nodes for ending in ("_zh", "_en", ".iri")]
    head = ["iri", *(column for column, _ in words), *named, "documents", "quote", "quoted_from"]
    return sheet(head, ([*_row(readings, row)] for row in readings.rows))


def _row(readings: Readings, row: Reading) -> Iterator[str]:
    yield row.iri
    for _, prop in WORDS[readings.kind]:
        word = row.word(prop)
        yield written(Decimal(word)) if word and prop in NUMBERS else word
    for _, prop in NODES[readings.kind]:
        iris = row.nodes(prop)
        yield SEVERAL.join(readings.name(iri, "zh") for iri in iris)
        yield SEVERAL.join(readings.name(iri, "en") for iri in iris)
        yield SEVERAL.join(iris)
    yield str(len({quote.document for quote in row.quotes}))
    yield line(row.quotes[0].text) if row.quotes else ""
    yield readings.title(row.quotes[0].document) if row.quotes else ""
