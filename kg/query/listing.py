"""Lists of what the graph holds: policies with their issuers, things of a kind, counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.query.figures import PRECISION, Day
from kg.query.label import Entity, entities
from kg.query.lookup import look_up, read_index, sql
from kg.query.pages import select, select_each
from kg.query.targets import days_of
from kg.terms import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.query.kinds import Kind
    from kg.query.pages import Row
    from kg.query.request import Engine
    from kg.store.records import DocumentEntry


EVERYTHING = 10**9


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A policy in a list; `stated` is how many issuers documents speak of, "" where none does."""

    policy: Entity
    issued: Day
    issuers: tuple[Entity, ...]
    stated: str
    number: str
    status: Entity | None


def policies(engine: Engine, language: str, first: int = 0, most: int = EVERYTHING) -> tuple[PolicyLine, ...]:
    """So many of the policies that documents speak of, newest first, undated ones last."""
    lines = select_each(engine, "policy-line", _dated(engine, first, most))
    called = entities(
        engine, {t.value for rows in lines.values() for row in rows for t in row.values() if t.kind == "uri"}, language
    )
    return tuple(_policy(_newest_first(rows), called) for rows in lines.values())


def _dated(engine: Engine, first: int, most: int) -> tuple[str, ...]:
    if engine.memory.index is not None:
        return tuple(iri for (iri,) in look_up(engine.memory, "policies", (), start=first, most=most))
    dated = sorted(select(engine, "policies"), key=lambda row: row["policy"].value)
    return tuple(dict.fromkeys(row["policy"].value for row in _newest_first(dated)))[first : first + most]


def _newest_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["issuedOn"].value if "issuedOn" in row else "", reverse=True)


def _policy(rows: list[Row], called: Mapping[str, Entity]) -> PolicyLine:
    said = {name: term.value for row in rows for name, term in row.items()}
    return PolicyLine(
        policy=called[said["this"]],
        issued=Day(said.get("issuedOn", ""), said.get("issuedOnPrecision", "").removeprefix(PRECISION)),
        issuers=tuple(dict.fromkeys(called[row["issuer"].value] for row in rows if "issuer" in row)),
        stated=said.get("stated", ""),
        number=said.get("number", ""),
        status=called[said["status"]] if "status" in said else None,
    )


def documents(
    engine: Engine, entries: Sequence[DocumentEntry], first: int = 0, most: int = EVERYTHING
) -> tuple[tuple[DocumentEntry, Day], ...]:
    """So many of the documents with the days they were published on, newest first, undated ones last."""
    dated = {row["this"].value: row["issuedOn"].value for row in select(engine, "dated-documents")}
    ordered = sorted(entries, key=lambda entry: (dated.get(DOCUMENT + entry.id, ""), entry.identifier), reverse=True)
    shown = ordered[first : first + most]
    days = published(engine, (entry.id for entry in shown))
    return tuple((entry, days[entry.id]) for entry in shown)


def newest_documents(
    engine: Engine, entries: Sequence[DocumentEntry], most: int
) -> tuple[tuple[DocumentEntry, Day], ...]:
    """The newest of the documents, for which not all are sorted where enough say when they were published."""
    by_iri = {DOCUMENT + entry.id: entry for entry in entries}
    found = [by_iri[row["this"].value] for row in select(engine, "newest-documents") if row["this"].value in by_iri]
    if len(found) < most:
        return documents(engine, entries, 0, most)
    days = published(engine, (entry.id for entry in found[:most]))
    return tuple((entry, days[entry.id]) for entry in found[:most])


def newest_day(engine: Engine) -> Day:
    """The day of the newest document, unknown where none says when it was published."""
    return next((Day(row["issuedOn"].value, "day") for row in select(engine, "newest-documents")), Day())


def published(engine: Engine, identities: Iterable[str]) -> dict[str, Day]:
    """The day that each document was published on."""
    found = select_each(engine, "published", (DOCUMENT + one for one in identities))
    return {iri.removeprefix(DOCUMENT): days_of(rows) for iri, rows in found.items()}


def things(engine: Engine, kind: Kind, language: str) -> tuple[tuple[Entity, int], ...]:
    """The things of a kind that documents speak of, and how many documents do, most first."""
    rows = select(engine, "things", type=kind.type)
    called = entities(engine, (row["this"].value for row in rows), language)
    found = [(called[row["this"].value], int(row["documents"].value)) for row in rows]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].label, pair[0].iri)))


def tied(engine: Engine, language: str, most: int) -> tuple[tuple[Entity, int], ...]:
    """The policies with most ties to others, and how many each has."""
    found = select(engine, "tied")
    rows = sorted(found, key=lambda row: (-int(row["ties"].value), row["this"].value))[:most]
    called = entities(engine, (row["this"].value for row in rows), language)
    return tuple((called[row["this"].value], int(row["ties"].value)) for row in rows)


def counts(index: Path) -> dict[str, int]:
    """How many things of each kind documents speak of, by the kind's name."""
    with read_index(index) as database:
        return dict(database.execute(sql("counts")).fetchall())


def spoken_of(index: Path, iris: Iterable[str]) -> set[str]:
    """Those of the nodes that documents speak of; the vocabulary knows more."""
    with read_index(index) as database:
        return {iri for (iri,) in database.execute(sql("spoken"), {"iris": json.dumps(sorted(iris))})}
