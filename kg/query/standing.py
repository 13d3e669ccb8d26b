"""How targets stand by what is derived of them, for the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.query.progress import Progress, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.query.gather import Asked

NEAR = 20  # figures that are shown beside a target


def standing(asked: Asked) -> dict[str, Progress]:
    """How each target stands that anything is derived of."""
    results: dict[str, set[Result]] = {}
    for iri, facility, met, observation, gap in asked.rows("progress"):
        results.setdefault(iri, set()).add(Result(facility, observation, gap, met))
    near: dict[str, dict[str, str]] = {}
    for iri, observation, day in asked.rows("near"):
        own = near.setdefault(iri, {})
        own[observation] = max(day, own.get(observation, ""))
    others = restated(asked)
    return {
        iri: Progress(tuple(sorted(results.get(iri, ()))), _newest(near.get(iri, {})), others.get(iri, ()))
        for iri in results.keys() | near.keys() | others.keys()
    }


def restated(asked: Asked) -> dict[str, tuple[str, ...]]:
    """The targets that restate the same promise as each, one by one from one to the next."""
    linked: dict[str, set[str]] = {}
    asked_of = {iri[1:-1] for (iri,) in asked.owners}
    _link(linked, asked.rows("restates"))
    while further := linked.keys() - asked_of:
        _link(linked, asked.about(further).rows("restates"))
        asked_of |= further
    return {iri: tuple(sorted(one - {iri})) for one in _together(linked) for iri in one}


def _link(linked: dict[str, set[str]], pairs: Iterable[tuple[str, ...]]) -> None:
    for one, other in pairs:
        linked.setdefault(one, set()).add(other)
        linked.setdefault(other, set()).add(one)


def _together(linked: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """The sets of nodes that lead to each other."""
    left = set(linked)
    while left:
        found, edge = set[str](), {left.pop()}
        while edge:
            found |= edge
            edge = {other for one in edge for other in linked[one]} - found
        left -= found
        yield found


def _newest(days: dict[str, str]) -> tuple[str, ...]:
    """The newest figures, by their days."""
    return tuple(sorted(sorted(days), key=days.__getitem__, reverse=True)[:NEAR])
