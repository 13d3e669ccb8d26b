"""Lists of what the graph holds: policies with their issuers, things of a kind, counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.query.figures import PRECISION, Day
from kg.query.kinds import BY_TYPE
from kg.query.label import Entity, entities
from kg.query.pages import select

if TYPE_CHECKING:
    from kg.query.kinds import Kind
    from kg.query.request import Engine


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A policy in a list; `stated` is how many issuers documents speak of, "" where none does."""

    policy: Entity
    issued: Day
    issuers: tuple[Entity, ...]
    stated: str
    number: str
    status: Entity | None


def policies(engine: Engine, language: str) -> tuple[PolicyLine, ...]:
    """The policies that documents speak of, newest first, undated ones last."""
    rows = select(engine, "policies")
    called = entities(engine, {t.value for row in rows for t in row.values() if t.kind == "uri"}, language)
    lines: dict[str, PolicyLine] = {}
    for row in rows:
        policy = row["policy"].value
        known = lines[policy].issuers if policy in lines else ()
        issuer = (called[row["issuer"].value],) if "issuer" in row else ()
        said = {name: term.value for name, term in row.items()}
        lines[policy] = PolicyLine(
            policy=called[policy],
            issued=Day(said.get("issuedOn", ""), said.get("issuedOnPrecision", "").removeprefix(PRECISION)),
            issuers=tuple(dict.fromkeys((*known, *issuer))),
            stated=said.get("stated", ""),
            number=said.get("number", ""),
            status=called[said["status"]] if "status" in said else None,
        )
    return tuple(lines.values())


def things(engine: Engine, kind: Kind, language: str) -> tuple[tuple[Entity, int], ...]:
    """The things of a kind that documents speak of, and how many documents do, most first."""
    rows = select(engine, "things", type=kind.type)
    called = entities(engine, (row["this"].value for row in rows), language)
    found = [(called[row["this"].value], int(row["documents"].value)) for row in rows]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].label, pair[0].iri)))


def tied(engine: Engine, language: str, most: int) -> tuple[tuple[Entity, int], ...]:
    """The policies with most ties to others, and how many each has."""
    rows = select(engine, "tied")[:most]
    called = entities(engine, (row["this"].value for row in rows), language)
    return tuple((called[row["this"].value], int(row["ties"].value)) for row in rows)


def counts(engine: Engine) -> dict[str, int]:
    """How many things of each kind documents speak of, by the kind's name."""
    rows = (*select(engine, "counts"), *select(engine, "figure-counts"))
    return {BY_TYPE[row["type"].value].name: int(row["number"].value) for row in rows if "type" in row}
