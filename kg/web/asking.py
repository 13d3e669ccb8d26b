"""The questions of queries/ as pages: asked by a form, answered as a table, CSV or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

from kg.errors import KgError
from kg.query.ask import ask
from kg.query.catalog import question, questions
from kg.query.present import as_csv, as_json
from kg.web.accept import HTML, Offer, choose
from kg.web.faults import status_of
from kg.web.language import language
from kg.web.site import site

if TYPE_CHECKING:
    from kg.query.ask import Rows
    from kg.query.catalog import Question

asking = Blueprint("asking", __name__)

CSV = Offer("csv", "text/csv")
JSON = Offer("json", "application/json")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # spreadsheets take CSV for UTF-8 only with it
RESERVED = ("lang", "format")


@asking.route("/queries")
def catalog() -> str:
    """All questions."""
    return render_template("questions.html", questions=questions())


@asking.route("/queries/<name>")
@asking.route("/queries/<name>.<extension>")
def answer(name: str, extension: str = "") -> Response:
    """A question with its form and, once its parameters are given, its answer."""
    asked = question(name)
    offer = {"csv": CSV, "json": JSON}.get(extension) or choose((HTML, CSV, JSON))
    given = {key: value for key, value in request.args.items() if key not in RESERVED and value.strip()}
    missing = [p.name for p in asked.parameters if not p.default and p.name not in given]
    if offer is HTML:
        return _page(asked, given, missing)
    rows = ask(site().engine, asked, given, language())
    if offer is JSON:
        return Response(as_json(rows), content_type=JSON.content_type)
    response = Response(BOM + as_csv(rows), content_type=CSV.content_type)
    response.headers["Content-Disposition"] = f"attachment; filename={asked.name}.csv"
    return response


def _page(asked: Question, given: dict[str, str], missing: list[str]) -> Response:
    rows: Rows | None = None
    fault: KgError | None = None
    if not missing:
        try:
            rows = ask(site().engine, asked, given, language())
        except KgError as refused:
            fault = refused
    page = render_template("question.html", question=asked, given=given, rows=rows, fault=fault)
    return Response(page, status_of(fault) if fault else 200, content_type=HTML.content_type)
