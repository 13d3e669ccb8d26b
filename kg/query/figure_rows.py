"""The rows of the index that lists of targets, observations and requirements are shown from.

The row of one follows from its own triples and quotes, how it stands from what is derived of it: lists look up what
they show, and ask the graph nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from kg.query.gather import rows
from kg.query.kinds import BY_TYPE
from kg.query.progress import Progress, Result
from kg.query.progress import written as written_progress
from kg.query.said import Said, written
from kg.terms import POL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Store

    from kg.query.quotes import Quote
    from kg.query.said import Value

# By which of its properties each is found on the page of a node, and the one that its lists are ordered by.
ABOUT: Mapping[str, tuple[str, ...]] = {
    "target": ("requires", "appliesTo", "indicator", "underProgramme", "region", "reportedBy"),
    "obs": ("appliesTo", "indicator", "underProgramme", "region", "reportedBy", "reportedAt"),
    "measure": ("requires", "appliesTo"),
}
NEAR = 20  # figures that are shown beside a target
UNDATED = "~"  # behind every date


def figure_rows(store: Store, quotes: Mapping[str, tuple[Quote, ...]]) -> tuple[Mapping[str, str], Mapping[str, Said]]:
    """The kind of each, and what it says with its quotes."""
    kinds: dict[str, str] = {}
    values: dict[str, dict[str, list[Value]]] = {}
    for iri, type_, prop, value, sign in rows(store, "figures"):
        kinds[iri] = BY_TYPE[type_].name
        values.setdefault(iri, {}).setdefault(prop.removeprefix(POL), []).append((value, sign))
    told = {
        iri: Said({name: sorted(set(found)) for name, found in sorted(own.items())}, quotes.get(iri, ()))
        for iri, own in sorted(values.items())
    }
    return kinds, told


def figure_lines(store: Store, kinds: Mapping[str, str], told: Mapping[str, Said]) -> Iterator[tuple[str, str, str]]:
    """The table of figures: the IRI, what it says, and how it stands where it is a target."""
    progress = _progress(store, told)
    for iri, said in told.items():
        standing = written_progress(progress.get(iri, Progress())) if kinds[iri] == "target" else ""
        yield iri, written(said), standing


def about_lines(kinds: Mapping[str, str], told: Mapping[str, Said]) -> Iterator[tuple[str, str, str, str]]:
    """The table of what is about a node: the node, the kind, the place in its lists, and the IRI."""
    for iri, said in told.items():
        kind = kinds[iri]
        nodes = {node for name in ABOUT[kind] for node in said.all(name)}
        place = {"target": said.one("deadline") or UNDATED, "obs": max(said.all("asOf"), default="")}.get(kind, "")
        yield from ((node, kind, place, iri) for node in sorted(nodes))


def _progress(store: Store, told: Mapping[str, Said]) -> dict[str, Progress]:
    """How each target stands that anything is derived of."""
    results: dict[str, set[Result]] = {}
    for iri, facility, met, observation, gap in rows(store, "progress"):
        results.setdefault(iri, set()).add(Result(facility, observation, gap, met))
    near: dict[str, set[str]] = {}
    for iri, observation in rows(store, "near"):
        near.setdefault(iri, set()).add(observation)
    restates: nx.Graph[str] = nx.Graph()
    restates.add_edges_from(rows(store, "restates"))
    restated = {iri: tuple(sorted(one - {iri})) for one in nx.connected_components(restates) for iri in one}
    return {
        iri: Progress(
            tuple(sorted(results.get(iri, ()))), _newest(near.get(iri, set()), told)[:NEAR], restated.get(iri, ())
        )
        for iri in results.keys() | near.keys() | restated.keys()
    }


def _newest(figures: set[str], told: Mapping[str, Said]) -> tuple[str, ...]:
    """Figures, the newest first."""
    return tuple(sorted(sorted(figures), key=lambda iri: max(told[iri].all("asOf"), default=""), reverse=True))
