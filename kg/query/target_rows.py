"""The rows of the index that the target tracker and the list of policies are narrowed down and ordered by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.query.gather import Asked


class TargetRow(NamedTuple):
    """A target by what it is found; a line is a facility type of it or of a figure of it, and whether it is met."""

    iri: str
    deadline: str
    hedged: bool
    near: bool
    restated: bool
    dimensions: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str], ...]


def target_rows(asked: Asked) -> set[TargetRow]:
    """A row a target."""
    facts: dict[str, dict[str, set[str]]] = {}
    for iri, name, value in asked.rows("targets"):
        facts.setdefault(iri, {}).setdefault(name, set()).add(value)
    progress: dict[str, set[tuple[str, str]]] = {}
    for iri, facility, met, *_ in asked.rows("progress"):
        progress.setdefault(iri, set()).add((facility, met))
    return {_row(iri, own, progress.get(iri, set())) for iri, own in facts.items()}


def _row(iri: str, own: dict[str, set[str]], progress: set[tuple[str, str]]) -> TargetRow:
    return TargetRow(
        iri,
        min(own.get("deadline", {""})),
        "hedged" in own,
        "near" in own,
        "restated" in own,
        tuple(sorted((name, one) for name in ("facility", "region", "agency") for one in own.get(name, ()))),
        tuple(_lines(own.get("facility", set()), progress)),
    )


def _lines(facilities: Iterable[str], progress: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Facility type and whether it is met, as the tracker shows them: "" where no figure can be compared."""
    measured = {facility for facility, _ in progress}
    rest = [(facility, "") for facility in facilities if facility not in measured]
    return sorted(progress) + sorted(rest) or [("", "")]


def policy_rows(asked: Asked) -> list[tuple[str, str]]:
    """When each policy that documents speak of was issued, at last where that is disputed, "" where nobody says."""
    found: dict[str, str] = {}
    for iri, issued in asked.rows("policies"):
        found[iri] = max(issued, found.get(iri, ""))
    return sorted(found.items())
