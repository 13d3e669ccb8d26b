"""The SPARQL 1.1 Protocol at /sparql: queries by GET and POST, and a form for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import Blueprint, Response, render_template, request
from pyoxigraph import RdfFormat, parse, serialize
from werkzeug.exceptions import MethodNotAllowed, UnsupportedMediaType

from kg.errors import KgError, QueryError, QueryRefused
from kg.query.ask import named_rows
from kg.query.catalog import questions
from kg.query.evaluate import GRAPHS as GRAPH_FORMATS
from kg.query.gate import admit
from kg.query.request import Request
from kg.query.rows import read_table
from kg.terms import PREFIXES
from kg.web.accept import GRAPHS, HTML, RESULTS, choose, wants_page
from kg.web.faults import status_of
from kg.web.language import language
from kg.web.site import site

if TYPE_CHECKING:
    from kg.query.request import Answer, Form

protocol = Blueprint("protocol", __name__)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
UPDATES_OFF = "updates are off: this endpoint only answers"
SHOWN = 2 * 1024 * 1024  # bytes of an answer that a page shows
EXAMPLE = "example"

Parameters = list[tuple[str, str]]


@protocol.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, describe the service or show the form."""
    parameters, text = _asked()
    if text is None:
        return _description()
    try:
        form = admit(text, site().engine.limits)
        offers = RESULTS if form in {"SELECT", "ASK"} else GRAPHS
        offer = choose((*offers, HTML), dict(parameters).get("format", ""))
        if offer is not HTML:
            answer = site().engine.answer(_request(parameters, text, offer.format))
            return Response(answer, content_type=offer.content_type)
        return _page(text, form, parameters)
    except KgError as fault:
        if wants_page():
            return _form(text, fault=fault)
        raise


def _asked() -> tuple[Parameters, str | None]:
    """The parameters and the query of the request; QueryError or a status where they are not as they should be."""
    parameters = _pairs(request.query_string)
    if request.method != "POST":
        if any(name == "update" for name, _ in parameters):
            raise MethodNotAllowed(["POST"], "an update is sent by POST")
        return parameters, _one(parameters)
    media = request.mimetype
    if request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        raise UnsupportedMediaType("the body must be in UTF-8")
    if media == FORM:
        parameters += _pairs(request.get_data(cache=True, parse_form_data=False))
        if any(name == "update" for name, _ in parameters):
            raise QueryRefused(UPDATES_OFF)
        text = _one(parameters)
        if text is None:
            raise QueryError("the form has no field called query")
        return parameters, text
    if media == UPDATE:
        raise QueryRefused(UPDATES_OFF)
    if media != QUERY:
        raise UnsupportedMediaType(f"send {FORM} or {QUERY}")
    return parameters, _utf8(request.get_data())


def _pairs(data: bytes) -> Parameters:
    try:
        return parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise QueryError("the parameters are not URL-encoded UTF-8") from None


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise QueryError(f"the query is not in UTF-8, at byte {fault.start}") from None


def _one(parameters: Parameters) -> str | None:
    found = [value for name, value in parameters if name == "query"]
    if len(found) > 1:
        raise QueryError("one query at a time, please")
    return found[0] if found else None


def _request(parameters: Parameters, text: str, format_: str) -> Request:
    default = tuple(value for name, value in parameters if name == "default-graph-uri")
    named = tuple(value for name, value in parameters if name == "named-graph-uri")
    return Request(text, format_, default_graphs=default, named_graphs=named, base=request.base_url)


def _page(text: str, form: Form, parameters: Parameters) -> Response:
    """The form with the answer below it."""
    if form == "SELECT":
        answer = site().engine.answer(_request(parameters, text, "json"))
        rows = named_rows(site().engine, read_table(_read(answer)), language())
        return _form(text, rows=rows)
    answer = site().engine.answer(_request(parameters, text, "csv" if form == "ASK" else "ttl"))
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
    turtle = render_template("service.ttl", endpoint=request.base_url)
    triples = parse(turtle.encode(), RdfFormat.TURTLE)
    data = serialize(triples, format=GRAPH_FORMATS[offer.format], prefixes=PREFIXES)
    return Response(data, content_type=offer.content_type)
