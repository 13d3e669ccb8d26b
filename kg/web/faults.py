"""What kg says no to, as HTTP: a status for each kind, as a page for people and problem+json for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, json, make_response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import NotFound as NoPage

from kg.errors import BadParameter, KgError, NotFound, QueryError, QueryRefused, QueryTimeout, StoreError
from kg.query.request import ChangedSince, ChangeRefused, QueryBusy, QueryFailed
from kg.store.records import finding_to_json
from kg.web.accept import NotAcceptable, wants_page

if TYPE_CHECKING:
    from flask import Flask

# The first that fits decides.
STATUS: tuple[tuple[type[KgError], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (QueryBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (QueryTimeout, HTTPStatus.SERVICE_UNAVAILABLE),
    (QueryRefused, HTTPStatus.FORBIDDEN),
    (ChangedSince, HTTPStatus.PRECONDITION_FAILED),
    (ChangeRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (QueryFailed, HTTPStatus.INTERNAL_SERVER_ERROR),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (KgError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


def answer_faults(app: Flask) -> None:
    """Answer errors of kg, of HTTP and of negotiation."""
    app.register_error_handler(KgError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotAcceptable, _not_acceptable)


def status_of(fault: KgError) -> HTTPStatus:
    """The status that an error is answered with."""
    return next(status for kind, status in STATUS if isinstance(fault, kind))


def _refused(fault: KgError) -> Response:
    status = status_of(fault)
    more: dict[str, object] = {}
    if isinstance(fault, QueryError) and fault.line:
        more = {"line": fault.line, "column": fault.column}
    if isinstance(fault, BadParameter):
        more = {"parameter": fault.parameter, "value": fault.value, "expected": fault.expected}
    if isinstance(fault, NotFound) and fault.near:
        more = {"near": list(fault.near)}
    if isinstance(fault, ChangeRefused):
        more = {"violations": [finding_to_json(finding) for finding in fault.findings]}
    response = problem(status, str(fault), more)
    if isinstance(fault, QueryBusy):
        response.headers["Retry-After"] = "1"
    return response


def _http(fault: HTTPException) -> Response:
    status = HTTPStatus(fault.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if fault.response is not None or status < HTTPStatus.BAD_REQUEST:
        return make_response(fault.get_response())
    said = fault.description
    detail = f"{request.path}: no page at this address" if said == NoPage.description else said
    response = problem(status, detail or status.phrase, {})
    for name, value in fault.get_headers():
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            response.headers[name] = value
    return response


def _not_acceptable(fault: NotAcceptable) -> Response:
    there_is = {offer.format: offer.media for offer in fault.offers}
    return problem(HTTPStatus.NOT_ACCEPTABLE, str(fault), {"available": there_is})


def problem(status: HTTPStatus, detail: str, more: dict[str, object]) -> Response:
    """A page where a browser asks, else problem+json (RFC 9457)."""
    if wants_page():
        page = render_template("fault.html", status=status, detail=detail, more=more)
        return Response(page, status, content_type="text/html; charset=utf-8")
    body = {"title": status.phrase, "status": int(status), "detail": detail, **more}
    return Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")
