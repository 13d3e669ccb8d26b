"""The questions of queries/ over HTTP: for people a form and a table, for programs every format of a table or a graph.

A question that may have many rows is told a page at a time where the answer can say so: on pages and in JSON. All other
formats are whole, unless `limit` asks for a part; `limit` and `offset` count the things that a question is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from kg.errors import BadParameter, KgError
from kg.query.ask import Part, Rows, ask, bind_parameters, request_of, spelled
from kg.query.catalog import EVERYTHING, Question, question, questions
from kg.query.present import as_csv, as_json
from kg.query.rows import collect
from kg.web.accept import GRAPHS, HTML, Offer, choose
from kg.web.faults import status_of
from kg.web.language import language
from kg.web.site import site

if TYPE_CHECKING:
    from collections.abc import Mapping

asking = Blueprint("asking", __name__)

CSV = Offer("csv", "text/csv")
EXCEL = Offer("excel", "text/csv")
JSON = Offer("json", "application/json")
TSV = Offer("tsv", "text/tab-separated-values")
SPARQL = (Offer("srj", "application/sparql-results+json"), Offer("srx", "application/sparql-results+xml"))
TABLES = (HTML, JSON, EXCEL, CSV, TSV, *SPARQL)
FORMATS: Mapping[str, str] = {"srj": "json", "srx": "xml"}  # what the engine calls them
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # spreadsheets take CSV for UTF-8 only with it
RESERVED = ("lang", "format", "limit", "offset")
SHOWN = 200_000  # characters of a graph that a page shows


@dataclass(frozen=True, slots=True)
class Asking:
    """A question and what was asked with it: values by the names of parameters, and which part of its things."""

    question: Question
    given: Mapping[str, str]
    part: Part

    def whole(self, extension: str) -> str:
        """Where all of the answer is to be had in a format, in the language of this answer."""
        where = url_for("asking.answer", name=self.question.name, extension=extension, lang=None)
        return self._asked(where, "lang")

    def from_(self, first: int) -> str:
        """Where the things from that one on are told, in the format and language of this answer."""
        return self._asked(request.path, "lang", "format", "limit", offset=first)

    def _asked(self, where: str, *kept: str, **more: object) -> str:
        """An address with what was given, some of what this request asked besides, and more."""
        besides = {name: request.args[name] for name in kept if name in request.args}
        return f"{where}?{urlencode({**self.given, **besides, **more})}"


@asking.route("/queries")
def catalog() -> Response:
    """All questions, and for programs how each is asked."""
    if choose((HTML, JSON)) is HTML:
        return Response(render_template("questions.html", questions=questions()), content_type=HTML.content_type)
    return jsonify([_described(one) for one in questions()])


@asking.route("/queries/<name>")
@asking.route("/queries/<name>.<extension>")
def answer(name: str, extension: str = "") -> Response:
    """A question with its form and, once its parameters are given, its answer."""
    asked = question(name)
    offer = choose((HTML, *GRAPHS) if asked.graph else TABLES, extension)
    given = {key: value for key, value in request.args.items() if key not in RESERVED and value.strip()}
    asking_ = Asking(asked, given, _part(asked, offer))
    if offer is HTML:
        return _page(asking_)
    if offer in SPARQL or asked.graph:
        bound = bind_parameters(site().engine, asked, given)
        format_ = FORMATS.get(offer.format, offer.format)
        streamed = site().engine.answer(request_of(asked, bound, format_, asking_.part))
        return Response(streamed, content_type=offer.content_type)
    return _table(asking_, ask(site().engine, asked, given, language(), asking_.part), offer)


def _table(asking_: Asking, rows: Rows, offer: Offer) -> Response:
    after = asking_.from_(asking_.part.first + asking_.part.most) if rows.more else ""
    if offer is JSON:
        response = Response(as_json(rows, after), content_type=JSON.content_type)
    else:
        text = as_csv(rows, "\t" if offer is TSV else ",")
        response = Response(BOM + text if offer is EXCEL else text, content_type=offer.content_type)
        ending = "tsv" if offer is TSV else "csv"
        response.headers["Content-Disposition"] = f"attachment; filename={asking_.question.name}.{ending}"
    if after:
        response.headers["Link"] = f'<{after}>; rel="next"'
    return response


def _page(asking_: Asking) -> Response:
    asked, found, given = asking_.question, dict[str, object](), asking_.given
    fault: KgError | None = None
    if all(p.default or p.name in asking_.given for p in asked.parameters):
        try:
            found = _graph(asking_) if asked.graph else _rows(asking_)
            said = spelled(site().engine, asked, bind_parameters(site().engine, asked, given), language())
            given = {name: said[name] for name in given}
        except KgError as refused:
            fault = refused
    offers = GRAPHS if asked.graph else (EXCEL, CSV, TSV, JSON, *SPARQL)
    page = render_template(
        "question.html", question=asked, asking=asking_, given=given, fault=fault, offers=offers, **found
    )
    return Response(page, status_of(fault) if fault else 200, content_type=HTML.content_type)


def _rows(asking_: Asking) -> dict[str, object]:
    return {"rows": ask(site().engine, asking_.question, asking_.given, language(), asking_.part)}


def _graph(asking_: Asking) -> dict[str, object]:
    bound = bind_parameters(site().engine, asking_.question, asking_.given)
    triples = collect(site().engine.answer(request_of(asking_.question, bound, "ttl"))).decode()
    return {"triples": triples[:SHOWN], "cut": len(triples) > SHOWN}


def _part(asked: Question, offer: Offer) -> Part:
    """Which of its things are told: a page of them where the answer can name the next, else all."""
    paged = asked.page and offer in (HTML, JSON)
    most = _number("limit", asked.page if paged else EVERYTHING, least=1)
    return Part(_number("offset", 0, least=0), most)


def _number(name: str, default: int, least: int) -> int:
    said = request.args.get(name, "").strip()
    if not said:
        return default
    if not (said.isascii() and said.isdigit() and len(said) < len(str(EVERYTHING)) and int(said) >= least):
        raise BadParameter(name, said, f"a whole number from {least} to {EVERYTHING - 1}")
    return int(said)


def _described(one: Question) -> dict[str, object]:
    return {
        "name": one.name,
        "address": url_for("asking.answer", name=one.name),
        "title": dict(one.titles),
        "answers": "graph" if one.graph else "rows",
        "parameters": [
            {"name": p.name, "type": p.type, "example": p.example, "default": p.default} for p in one.parameters
        ],
        "columns": list(one.columns),
        "page": one.page,
    }
