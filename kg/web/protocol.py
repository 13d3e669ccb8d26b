"""The SPARQL 1.1 Protocol at /sparql: queries by GET and POST, updates as at /update, and a form for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, render_template, request

from kg.errors import KgError, QueryError
from kg.query.ask import named_rows
from kg.query.catalog import questions
from kg.query.gate import admit, is_volatile
from kg.query.request import Request
from kg.query.rows import read_table
from kg.terms import PREFIXES
from kg.web.accept import GRAPHS, HTML, RESULTS, choose, wants_page
from kg.web.access import ASKED
from kg.web.asked import BODIES, QUERY, UPDATE, asked
from kg.web.described import description
from kg.web.faults import status_of
from kg.web.graph_names import graph_iri
from kg.web.language import language
from kg.web.site import site
from kg.web.update import change

if TYPE_CHECKING:
    from kg.query.request import Answer, Form
    from kg.web.asked import Asked

protocol = Blueprint("protocol", __name__)

SHOWN = 2 * 1024 * 1024  # bytes of an answer that a page shows
EXAMPLE = "example"


@protocol.route("/sparql", methods=["GET", "POST", "QUERY"])
def sparql() -> Response:
    """Answer a query, or make an update; without either, describe the service or show the form."""
    if request.mimetype == UPDATE:
        return change()
    what = asked("query", QUERY)
    if what.all("update"):
        if what.text is not None:
            raise QueryError("a query or an update, please, not both at once")
        return change()
    if what.text is None:
        if request.method in BODIES:
            raise QueryError("the form has no field called query")
        return _description()
    text = request.environ[ASKED] = what.text
    try:
        form = admit(text, site().engine.limits)
        if is_volatile(text):
            g.volatile = True
        offers = RESULTS if form in {"SELECT", "ASK"} else GRAPHS
        offer = choose((*offers, HTML), what.one("format"))
        if offer is not HTML:
            answer = site().engine.answer(_request(what, text, offer.format))
            return Response(answer, content_type=offer.content_type)
        return _page(text, form, what)
    except KgError as fault:
        if wants_page():
            return _form(text, fault=fault)
        raise


def _request(what: Asked, text: str, format_: str) -> Request:
    default = tuple(map(graph_iri, what.all("default-graph-uri")))
    named = tuple(map(graph_iri, what.all("named-graph-uri")))
    return Request(text, format_, default_graphs=default, named_graphs=named, base=request.base_url)


def _page(text: str, form: Form, what: Asked) -> Response:
    """The form with the answer below it."""
    if form == "SELECT":
        answer = site().engine.answer(_request(what, text, "json"))
        rows = named_rows(site().engine, read_table(_read(answer)), language())
        return _form(text, rows=rows)
    answer = site().engine.answer(_request(what, text, "csv" if form == "ASK" else "ttl"))
    return _form(text, plain=_read(answer).decode())


def _read(answer: Answer) -> bytes:
    """An answer short enough for a page."""
    try:
        data = b""
        for part in answer:
            data += part
            if len(data) > SHOWN:
                raise QueryError("the answer is too long for a page: add a LIMIT, or ask for CSV or JSON")
        return data
    finally:
        answer.close()


def _form(text: str, *, fault: KgError | None = None, **found: object) -> Response:
    examples = {question.name: question for question in questions() if not question.parameters}
    page = render_template(
        "sparql.html",
        text=text,
        fault=fault,
        examples=examples,
        formats=(*RESULTS, *GRAPHS),
        prefixes=PREFIXES,
        **found,
    )
    return Response(page, status_of(fault) if fault else HTTPStatus.OK, content_type=HTML.content_type)


def _description() -> Response:
    """The service description, or the form, perhaps with an example in it."""
    offer = choose((*GRAPHS, HTML))
    if offer is HTML:
        name = request.args.get(EXAMPLE, "")
        return _form(next((question.text for question in questions() if question.name == name), ""))
    return description(offer)
