"""What changed with the build that is served: what came, was revised, measured anew or contradicted, and what went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from kg.query.changes import CHANGES, Changes, read_changes
from kg.query.figures import figures
from kg.query.label import entities
from kg.query.listing import published
from kg.query.targets import standings
from kg.web.day import asked_day
from kg.web.language import language
from kg.web.site import site

if TYPE_CHECKING:
    from kg.query.changes import Gone
    from kg.query.figures import Figure

changes = Blueprint("changes", __name__)

SHOWN = 50  # of each sort


@changes.route("/changes")
def page() -> str:
    """The changes, targets as they stand on a day."""
    found, as_of = read_changes(site().build), asked_day()
    told = found or Changes()
    lines = {
        name: standings(site().engine, iris[:SHOWN], as_of, language())
        for name, iris in (("new", told.targets), ("measured", told.measured))
    }
    days = published(site().engine, told.documents[:SHOWN])
    return render_template(
        "changes.html",
        found=found,
        as_of=as_of,
        shown=SHOWN,
        documents=[(site().entry(one), days[one]) for one in told.documents[:SHOWN]],
        policies=list(entities(site().engine, told.policies[:SHOWN], language()).values()),
        lines=lines,
        overdue=len({line.target.entity.iri for told in lines.values() for line in told if line.overdue}),
        targets_revised=_revised(told.targets_revised),
        figures=list(figures(site().engine, told.figures[:SHOWN], language()).values()),
        figures_revised=_revised(told.figures_revised),
        conflicts=_pairs(told.conflicts[:SHOWN]),
    )


@changes.route("/changes.json")
def file() -> Response:
    """The same for programs, as it lies in the folder of the build; an empty object for a first build."""
    path = site().build.path / CHANGES
    return Response(path.read_bytes() if path.is_file() else b"{}\n", content_type="application/json")


def _revised(pairs: tuple[tuple[Gone, str], ...]) -> list[tuple[Gone, Figure]]:
    """What was said before, and what is said now."""
    now = figures(site().engine, (iri for _, iri in pairs[:SHOWN]), language())
    return [(before, now[iri]) for before, iri in pairs[:SHOWN]]


def _pairs(conflicts: tuple[tuple[str, str], ...]) -> list[list[Figure]]:
    told = figures(site().engine, (iri for pair in conflicts for iri in pair), language())
    return [[told[iri] for iri in pair] for pair in conflicts]
