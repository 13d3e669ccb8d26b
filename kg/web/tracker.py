"""The target tracker: every promise against the newest figure, how it stands on a day, and how it was restated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

from kg.errors import QueryError
from kg.query.label import entities
from kg.query.present import as_csv
from kg.query.targets import as_rows, promises, standings
from kg.query.tracker import DIMENSIONS, OF_LINES, PAGE, STANDS, Filter, tracked
from kg.web.asking import BOM, CSV
from kg.web.day import asked_day, asked_due
from kg.web.language import language
from kg.web.named import iri_of
from kg.web.paging import asked_page
from kg.web.site import site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.label import Entity
    from kg.query.targets import Standing

tracker = Blueprint("tracker", __name__)

KINDS = {"facility": "facility-type", "agency": "agency", "region": "region"}
MOST = 5_000  # targets in a CSV file


@tracker.route("/targets")
def targets() -> str:
    """A page of targets, those due next first."""
    as_of, wanted, page = asked_day(), asked_filter(), asked_page()
    found = tracked(site().index, wanted, as_of, page)
    lines = _lines(found.targets, wanted, as_of)
    restated = promises(site().engine, found.targets, language())
    return render_template(
        "targets.html",
        as_of=as_of,
        found=found,
        lines=lines,
        restated=restated,
        page=page,
        size=PAGE,
        states=STANDS,
        wanted=wanted,
        choices=_choices(found.choices),
    )


@tracker.route("/targets.csv")
def targets_csv() -> Response:
    """The same lines as a file."""
    as_of, wanted = asked_day(), asked_filter()
    found = tracked(site().index, wanted, as_of, size=MOST)
    rows = as_rows(_lines(found.targets, wanted, as_of), as_of)
    response = Response(BOM + as_csv(rows), content_type=CSV.content_type)
    response.headers["Content-Disposition"] = f"attachment; filename=targets-{as_of}.csv"
    return response


def asked_filter() -> Filter:
    """What the address asks for: facility type, agency and region by short name, a state, a span of deadlines."""
    held = {name: iri_of(KINDS[name], value) for name in DIMENSIONS if (value := request.args.get(name, "").strip())}
    state = request.args.get("state", "")
    if state and state not in STANDS:
        raise QueryError(f"state is {', '.join(STANDS)}")
    return Filter(held, state, (asked_due("from", "01-01"), asked_due("to", "12-31")))


def _lines(targets: tuple[str, ...], wanted: Filter, as_of: str) -> list[Standing]:
    """The lines of the targets that are in the state and of the facility type asked for."""
    facility = wanted.held.get("facility", "")
    return [
        line
        for line in standings(site().engine, targets, as_of, language())
        if (not facility or line.facility is None or line.facility.iri == facility)
        and (wanted.state not in OF_LINES or wanted.state in line.stands)
    ]


def _choices(found: Mapping[str, tuple[tuple[str, int], ...]]) -> dict[str, list[tuple[Entity, int]]]:
    called = entities(site().engine, {iri for values in found.values() for iri, _ in values}, language())
    return {
        name: sorted(((called[iri], number) for iri, number in values), key=lambda one: (-one[1], one[0].label))
        for name, values in found.items()
    }
