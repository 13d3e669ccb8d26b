"""Gold files read and checked: one YAML file a document, in the fields of docs/gold.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.evaluate.entries import (
    below,
    check_fields,
    dated,
    entries,
    fault,
    listed,
    needed,
    numbers,
    one_of,
    read_entry,
    text,
    texts,
    whole,
    words,
)
from kg.evaluate.facts import DATES, FACILITY_TYPES, KINDS, Facts, Gold, GoldEdge, GoldFigure, GoldPolicy

if TYPE_CHECKING:
    from pathlib import Path

    from kg.evaluate.entries import Entry
    from kg.evaluate.facts import FigureKind

COMPARATORS = ("=", ">=", "<=", ">", "<", "range")
RELATIONS = ("basedOn", "implements", "amends", "supersedes", "promulgates", "mandates", "cites")
PERCENT = "%"

ABOUT = ("document", "language", "published", "publisher", "annotated_chars", "annotated_until", "note")
DOCUMENT = (*ABOUT, *KINDS, "programmes", "progress", "borderline", "must_not_contain", "repeats")
POLICY = ("title", "issued", "effective", "issuers", "number", "kind", "note")
EDGE = ("subject", "relation", "object", "note")
FIGURE = ("policy", "indicator", "keys", "applies_to", "comparator", "value", "unit", "deadline", "as_of", "baseline")
SHADES = ("approximate", "modality", "region", "level", "measures", "note")


def read_gold(path: Path) -> tuple[Gold, ...]:
    """The gold of a file, or of all files of a folder, by document; KnowledgeError with the first mistake's line."""
    files = sorted(path.glob("*.yaml")) + sorted(path.glob("*.yml")) if path.is_dir() else [path]
    if not files:
        raise KnowledgeError(str(path), "", "no gold in this folder", "Write NAME.yaml as docs/gold.md says")
    found: dict[str, Gold] = {}
    for file in files:
        gold = read_file(file)
        if gold.document in found:
            why = f"{gold.document} has gold in another file too"
            raise KnowledgeError(str(file), "", why, "Write all gold of a document in one file")
        found[gold.document] = gold
    return tuple(found[name] for name in sorted(found))


def read_file(path: Path) -> Gold:
    """The gold of one file."""
    entry = read_entry(path)
    check_fields(entry, DOCUMENT)
    borderline = below(entry, "borderline")
    return Gold(
        document=needed(entry, "document"),
        facts=_facts(entry),
        borderline=Facts() if borderline is None else _facts(borderline),
        banned=texts(entry, "must_not_contain"),
        repeats=texts(entry, "repeats") if "repeats" in entry.fields else None,
        length=whole(entry, "annotated_chars"),
        until=text(entry, "annotated_until"),
    )


def _facts(entry: Entry) -> Facts:
    check_fields(entry, DOCUMENT)
    return Facts(
        agencies=texts(entry, "agencies"),
        people=tuple(needed(one, "name") for one in entries(entry, "people")),
        facility_types=texts(entry, FACILITY_TYPES),
        policies=tuple(_policy(one) for one in entries(entry, "policies")),
        lineage=tuple(_edge(one) for one in entries(entry, "lineage")),
        targets=tuple(_figure(one, "targets") for one in entries(entry, "targets")),
        observations=tuple(_figure(one, "observations") for one in entries(entry, "observations")),
        requirements=_requirements(entry),
    )


def _policy(entry: Entry) -> GoldPolicy:
    check_fields(entry, POLICY)
    return GoldPolicy(needed(entry, "title"), dated(entry, "issued"), texts(entry, "issuers"), text(entry, "number"))


def _edge(entry: Entry) -> GoldEdge:
    check_fields(entry, EDGE)
    needed(entry, "relation")
    return GoldEdge(needed(entry, "subject"), one_of(entry, "relation", RELATIONS), needed(entry, "object"))


def _figure(entry: Entry, kind: FigureKind) -> GoldFigure:
    check_fields(entry, (*FIGURE, *SHADES))
    for other, date in DATES.items():
        if other != kind and date in entry.fields:
            raise fault(entry, f"{date} is a field of {other}", f"Write {DATES[kind]}, or move it to {other}:")
    value, high = numbers(entry, "value")
    comparator = one_of(entry, "comparator", COMPARATORS)
    if high is None and comparator == "range":
        raise fault(entry, "the range has one end", "Write value: [10, 15]")
    unit = text(entry, "unit")
    return GoldFigure(
        kind=kind,
        indicator=needed(entry, "indicator"),
        value=value,
        high=high,
        percent=unit == PERCENT,
        unit=unit,
        comparator=comparator,
        date=dated(entry, DATES[kind]),
        policy=text(entry, "policy"),
        facilities=texts(entry, "applies_to"),
        keys=texts(entry, "keys"),
    )


def _requirements(entry: Entry) -> tuple[tuple[str, ...], ...]:
    found = (
        words(entry, "a requirement", one)
        for one in listed(entry, "requirements", entry.fields.get("requirements", ""))
    )
    kept = tuple(found)
    if () in kept:
        raise fault(entry, "a requirement has no words", "Write what it must hold: [screening, rural women]")
    return kept
