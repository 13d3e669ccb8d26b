"""What changed with the build that is served: what came, was revised, measured anew or contradicted, and what went."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, render_template, request

from kg.errors import QueryError
from kg.query.changes import CHANGES, Changes, read_changes
from kg.query.figures import figures
from kg.query.label import entities
from kg.query.listing import published
from kg.query.targets import standings
from kg.query.tracker import overdue_of
from kg.web.day import asked_day
from kg.web.language import language
from kg.web.paging import asked_page
from kg.web.site import site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.changes import Gone
    from kg.query.figures import Figure

changes = Blueprint("changes", __name__)

SHOWN = 50  # of each list
# What each section of the page lists, by the fields of the changes.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "documents": ("documents", "documents_gone"),
    "policies": ("policies", "policies_gone"),
    "targets": ("targets", "targets_revised", "targets_gone"),
    "measured": ("measured",),
    "figures": ("figures", "figures_revised", "figures_gone"),
    "conflicts": ("conflicts",),
}


@changes.route("/changes")
def page() -> str:
    """The beginning of each section, or a page of one; targets as they stand on a day."""
    found, as_of, section, number = read_changes(site().build), asked_day(), _asked_section(), asked_page()
    part = _part(found or Changes(), section, number)
    lines = {
        name: standings(site().engine, iris, as_of, language())
        for name, iris in (("new", part.targets), ("measured", part.measured))
    }
    days = published(site().engine, part.documents)
    return render_template(
        "changes.html",
        found=found,
        part=part,
        as_of=as_of,
        section=section,
        page=number,
        size=SHOWN,
        longest={name: max(len(getattr(found, one)) for one in of) for name, of in SECTIONS.items() if found},
        documents=[(site().entry(one), days[one]) for one in part.documents],
        policies=list(entities(site().engine, part.policies, language()).values()),
        lines=lines,
        overdue=overdue_of(site().index, {*found.targets, *found.measured}, as_of) if found else 0,
        targets_revised=_revised(part.targets_revised),
        figures=list(figures(site().engine, part.figures, language()).values()),
        figures_revised=_revised(part.figures_revised),
        conflicts=_pairs(part.conflicts),
    )


@changes.route("/changes.json")
def file() -> Response:
    """The same for programs, as it lies in the folder of the build; an empty object for a first build."""
    path = site().build.path / CHANGES
    return Response(path.read_bytes() if path.is_file() else b"{}\n", content_type="application/json")


def _asked_section() -> str:
    """The section that alone is asked for, "" for all; QueryError where there is none of that name."""
    asked = request.args.get("section", "")
    if asked and asked not in SECTIONS:
        raise QueryError(f"{asked}: no such section; there is {', '.join(SECTIONS)}")
    return asked


def _part(told: Changes, section: str, number: int) -> Changes:
    """What a page of a section shows of the changes, or the first page of all sections."""
    window = slice(SHOWN * (number - 1), SHOWN * number)
    shown: Any = {  # tuples of several kinds
        one: getattr(told, one)[window] if section in {"", name} else () for name, of in SECTIONS.items() for one in of
    }
    return replace(told, **shown)


def _revised(pairs: tuple[tuple[Gone, str], ...]) -> list[tuple[Gone, Figure]]:
    """What was said before, and what is said now."""
    now = figures(site().engine, (iri for _, iri in pairs), language())
    return [(before, now[iri]) for before, iri in pairs]


def _pairs(conflicts: tuple[tuple[str, str], ...]) -> list[list[Figure]]:
    told = figures(site().engine, (iri for pair in conflicts for iri in pair), language())
    return [[told[iri] for iri in pair] for pair in conflicts]
