"""The OpenAPI description of what programs may ask: the fixed addresses, and each question from its header.

The fixed part stands in `openapi.json`, in both languages; a new file in queries/ is described without a word here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify

import kg
from kg.query.catalog import questions
from kg.web.accept import GRAPHS, HTML
from kg.web.asking import TABLES

if TYPE_CHECKING:
    from kg.query.catalog import Parameter, Question
    from kg.web.accept import Offer

openapi = Blueprint("openapi", __name__)

FIXED = Path(__file__).with_name("openapi.json")
SHARED = ("lang", "limit", "offset")
FAULTS = {"400": "Wrong", "404": "NotFound", "406": "NotAcceptable", "503": "Busy"}
VALUES: dict[str, dict[str, object]] = {
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "text": {"type": "string"},
}


@openapi.route("/openapi.json")
def document() -> Response:
    """The whole description."""
    plain: dict[str, Any] = json.loads(FIXED.read_text("utf-8"))  # Any: parsed JSON
    plain["info"]["version"] = kg.__version__
    for question in questions():
        plain["paths"][f"/queries/{question.name}"] = {"get": _asking(question)}
    return jsonify(plain)


def _asking(question: Question) -> dict[str, object]:
    return {
        "tags": ["questions"],
        "operationId": question.name,
        "summary": question.title("en"),
        "description": f"{question.title('en')}\n\n{question.title('zh')}",
        "parameters": [
            *(_parameter(parameter) for parameter in question.parameters),
            {
                "name": "format",
                "in": "query",
                "schema": {"type": "string", "enum": [offer.format for offer in _offers(question)]},
            },
            *({"$ref": f"#/components/parameters/{name}"} for name in SHARED),
        ],
        "responses": {
            "200": {"description": question.title("en"), "content": _content(question)},
            **{status: {"$ref": f"#/components/responses/{name}"} for status, name in FAULTS.items()},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    kept = {"description": parameter.kind, "example": parameter.example}
    schema = {"type": "string", "minLength": 1} if parameter.is_entity else VALUES[parameter.type]
    return {"name": parameter.name, "in": "query", "required": not parameter.default, "schema": schema, **kept}


def _offers(question: Question) -> tuple[Offer, ...]:
    return (HTML, *GRAPHS) if question.graph else TABLES


def _content(question: Question) -> dict[str, object]:
    shapes: dict[str, object] = {
        "application/json": {"$ref": "#/components/schemas/Rows"},
        "application/sparql-results+json": {"type": "object"},
        "application/ld+json": {},
    }
    media = dict.fromkeys(offer.media for offer in _offers(question))
    return {one: {"schema": shapes.get(one, {"type": "string"})} for one in media}
