"""Files for other programs: the whole graph, what is near a thing, what a query or a question names, a lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, render_template, request, send_file, url_for
from werkzeug.routing import BaseConverter

from kg.errors import QueryError, QueryRefused
from kg.exports.export import EXPORTS, Source, export
from kg.exports.part import around, chosen, descent, named
from kg.exports.png import png
from kg.query.catalog import question
from kg.query.kinds import BY_NAME
from kg.web.language import language, translate
from kg.web.lineage import asked_lineage, picture
from kg.web.named import iri_of
from kg.web.schema_org import dataset
from kg.web.site import site

if TYPE_CHECKING:
    from flask.blueprints import BlueprintSetupState

    from kg.exports.export import AnyFormat
    from kg.exports.part import Part

downloads = Blueprint("downloads", __name__)


class Plain(BaseConverter):
    """A name without a full stop, so that all behind the first is the ending: .12.ttl."""

    regex = r"[^/.]+"


@downloads.record_once
def _convert(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["plain"] = Plain


BY_SUFFIX = {one.suffix: one for one in EXPORTS}
NEAR, FAR = 1, 3  # steps from a thing, unless told, and at most
MOST = 2000  # nodes of a part: more are for `kg export`
RESERVED = ("lang", "format")
ABOUT = "What policies promise, and what was measured since"


@downloads.route("/downloads")
def listing() -> str:
    """All formats, with the sizes of files that are made."""
    sizes = {one.name: site().wholes.size(one, language()) for one in EXPORTS}
    files = [(url_for(".graph", ending=one.suffix[1:], lang=None), one.media) for one in EXPORTS]
    described = dataset(translate("Policy knowledge graph"), translate(ABOUT), files)
    return render_template("downloads.html", formats=EXPORTS, sizes=sizes, described=described)


@downloads.route("/export/graph.<ending>")
def graph(ending: str) -> Response:
    """The whole graph."""
    form = _format(ending)
    file = site().wholes.file(form, language())
    return send_file(file, _content_type(form), as_attachment=True, download_name=f"kg{form.suffix}", etag=False)


@downloads.route("/export/<kind>/<plain:name>.<ending>")
def near(kind: str, name: str, ending: str) -> Response:
    """A thing and what is near it."""
    if kind not in BY_NAME:
        abort(404)
    return _file(name, _format(ending), around(site().engine, iri_of(kind, name), _steps(), MOST))


@downloads.route("/export/query.<ending>")
def by_query(ending: str) -> Response:
    """What a query names or makes."""
    text = request.args.get("query", "")
    if not text.strip():
        raise QueryError("give a query: /export/query.graphml?query=SELECT…")
    return _file("query", _format(ending), chosen(site().engine, text))


@downloads.route("/export/queries/<plain:name>.<ending>")
def by_question(name: str, ending: str) -> Response:
    """The things in the answer to a question."""
    given = {key: value for key, value in request.args.items() if key not in RESERVED and value.strip()}
    return _file(name, _format(ending), named(site().engine, question(name), given))


@downloads.route("/lineage/<plain:name>.<ending>")
def lineage(name: str, ending: str) -> Response:
    """The policies of a lineage and the edges between them; as a picture the drawing of its page."""
    form = _format(ending)
    found = asked_lineage(name)
    if form.name == "png":
        return _answer(name, form, png(picture(found, alone=True).encode()))
    return _file(name, form, descent(found))


def _format(ending: str) -> AnyFormat:
    if f".{ending}" not in BY_SUFFIX:
        abort(404, f"no format ends in .{ending}; there is {', '.join(BY_SUFFIX)}")
    return BY_SUFFIX[f".{ending}"]


def _steps() -> int:
    asked = request.args.get("steps", str(NEAR))
    if asked not in {str(number) for number in range(FAR + 1)}:
        raise QueryError(f"steps is a number from 0 to {FAR}")
    return int(asked)


def _file(name: str, form: AnyFormat, part: Part) -> Response:
    if len(part.nodes) > MOST:
        raise QueryRefused(f"{len(part.nodes)} nodes are more than a page may draw up, which is {MOST}; use kg export")
    return _answer(name, form, export(Source(site().engine, tuple), form, part, language()))


def _answer(name: str, form: AnyFormat, data: bytes) -> Response:
    response = Response(data, content_type=_content_type(form))
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}{form.suffix}")
    return response


def _content_type(form: AnyFormat) -> str:
    return f"{form.media}; charset=utf-8" if form.media.startswith("text/") else form.media
