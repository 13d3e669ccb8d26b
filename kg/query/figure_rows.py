"""The rows of the index that lists of targets, observations and requirements are shown from.

The row of one follows from its own triples and quotes, how it stands from what is derived of it: lists look up what
they show, and ask the graph nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.query.kinds import BY_TYPE
from kg.query.progress import Progress
from kg.query.progress import written as written_progress
from kg.query.said import Said, written
from kg.query.standing import standing
from kg.terms import POL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.query.gather import Asked
    from kg.query.quotes import Quote
    from kg.query.said import Value

    Told = Mapping[tuple[str, str], Said]  # by IRI and kind

# By which of its properties each is found on the page of a node, and the one that its lists are ordered by.
ABOUT: Mapping[str, tuple[str, ...]] = {
    "target": ("requires", "appliesTo", "indicator", "underProgramme", "region", "reportedBy"),
    "obs": ("appliesTo", "indicator", "underProgramme", "region", "reportedBy", "reportedAt"),
    "measure": ("requires", "appliesTo"),
}
UNDATED = "~"  # behind every date


def told(asked: Asked, quotes: Mapping[str, set[Quote]]) -> Told:
    """What each says, with its quotes of these."""
    kinds: dict[str, str] = {}
    values: dict[str, dict[str, list[Value]]] = {}
    for iri, type_, prop, value, sign in asked.rows("figures"):
        kinds[iri] = BY_TYPE[type_].name
        values.setdefault(iri, {}).setdefault(prop.removeprefix(POL), []).append((value, sign))
    return {
        (iri, kinds[iri]): Said(
            {name: sorted(set(found)) for name, found in sorted(own.items())}, tuple(sorted(quotes.get(iri, ())))
        )
        for iri, own in sorted(values.items())
    }


def figure_rows(asked: Asked, found: Told) -> Iterator[tuple[str, str, str]]:
    """The table of figures: the IRI, what it says, and how it stands where it is a target."""
    progress = standing(asked)
    for (iri, kind), said in found.items():
        stands = written_progress(progress.get(iri, Progress())) if kind == "target" else ""
        yield iri, written(said), stands


def about_rows(found: Told) -> Iterator[tuple[str, str, str, str]]:
    """The table of what is about a node: the node, the kind, the place in its lists, and the IRI."""
    for (iri, kind), said in found.items():
        nodes = {node for name in ABOUT[kind] for node in said.all(name)}
        place = {"target": said.one("deadline") or UNDATED, "obs": max(said.all("asOf"), default="")}.get(kind, "")
        yield from ((node, kind, place, iri) for node in sorted(nodes))
