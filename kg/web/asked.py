"""What a request of the SPARQL protocol asks, whichever of its three ways it comes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import request
from werkzeug.exceptions import MethodNotAllowed, UnsupportedMediaType

from kg.errors import QueryError

if TYPE_CHECKING:
    from typing import Literal

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
MOST = 100  # parameters
BODIES = ("POST", "QUERY")


@dataclass(frozen=True, slots=True)
class Asked:
    """The text of a query or an update, None where there is none, and the parameters beside it."""

    text: str | None
    parameters: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a parameter, in their order."""
        return tuple(value for key, value in self.parameters if key == name)

    def one(self, name: str) -> str:
        """The last value of a parameter, "" where there is none."""
        return dict(self.parameters).get(name, "")


def asked(field: Literal["query", "update"], media: str) -> Asked:
    """What this request asks in the field of a form or address, or as a body of the media type.

    QueryError where it is not as it should be; 405 for an update that is not sent by POST, 415 for a body of
    another kind.
    """
    parameters = pairs(request.query_string)
    if request.method != "POST" and (field == "update" or any(name == "update" for name, _ in parameters)):
        raise MethodNotAllowed(["POST"], "an update is sent by POST")
    if request.method in BODIES and _kind((FORM, media)) == media:
        if any(name == field for name, _ in parameters):
            raise QueryError(f"the {field} is the body; take it out of the address")
        return Asked(_utf8(request.get_data()), parameters)
    if request.method in BODIES:
        parameters += pairs(request.get_data(cache=True, parse_form_data=False))
    return Asked(_one(field, parameters), parameters)


def _kind(media: tuple[str, ...]) -> str:
    """The type of the body, one of `media`; 415 where it is another or not in UTF-8."""
    if request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        raise UnsupportedMediaType("the body must be in UTF-8")
    if request.mimetype not in media:
        raise UnsupportedMediaType(f"send {' or '.join(media)}")
    return request.mimetype


def pairs(data: bytes) -> tuple[tuple[str, str], ...]:
    """The parameters of an address or a form; QueryError where they are not encoded as they should be."""
    try:
        return tuple(parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST))
    except ValueError:
        raise QueryError("the parameters are not URL-encoded UTF-8") from None


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise QueryError(f"the body is not in UTF-8, at byte {fault.start}") from None


def _one(field: str, parameters: tuple[tuple[str, str], ...]) -> str | None:
    found = [value for name, value in parameters if name == field]
    if len(found) > 1:
        raise QueryError(f"one {field} at a time, please")
    return found[0] if found else None
