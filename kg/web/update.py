"""The update operation of the SPARQL 1.1 Protocol at /update, where the server takes updates."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, request

from kg.errors import QueryError
from kg.query.edit import Update
from kg.query.gate import admit_update, with_dataset
from kg.web.access import ASKED
from kg.web.asked import UPDATE, asked
from kg.web.graph_names import graph_iri
from kg.web.guard import updating

update = Blueprint("update", __name__)


@update.route("/update", methods=["POST"])
def change() -> Response:
    """Make the update, whole or not at all; 204 once it is served."""
    taker = updating()
    what = asked("update", UPDATE)
    if what.text is None:
        raise QueryError("the form has no field called update")
    request.environ[ASKED] = what.text
    default = [f"USING <{graph_iri(iri)}>" for iri in what.all("using-graph-uri")]
    named = [f"USING NAMED <{graph_iri(iri)}>" for iri in what.all("using-named-graph-uri")]
    admit_update(what.text, taker.limits)
    text = what.text
    if default or named:
        text = with_dataset(text, " ".join((*default, *named, "")), taker.limits)
    taker.change(Update(text, request.base_url))
    return Response(status=HTTPStatus.NO_CONTENT)
