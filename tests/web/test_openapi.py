"""What /openapi.json says of the questions and the service is what the application does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance, unsupported_method

from kg.query.catalog import questions

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

FEW = settings(max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def test_any_request_is_answered_as_described(app: Flask) -> None:
    """Right and wrong requests of every kind, made from the description; other methods are tested elsewhere.

    No schema can tell which strings are queries, so /sparql may refuse what looks right.
    """
    found = 0
    for one in schemathesis.openapi.from_wsgi("/openapi.json", app).get_all_operations():
        assert isinstance(one, Ok)
        operation = one.ok()

        @FEW
        @given(case=operation.as_strategy())
        def holds(case: schemathesis.Case[Any]) -> None:
            free = [positive_data_acceptance] if case.path == "/sparql" else []
            case.call_and_validate(excluded_checks=[unsupported_method, *free])

        holds()
        found += 1
    assert found > len(questions())


def test_every_question_is_described_in_both_languages(program: FlaskClient) -> None:
    told = program.get("/openapi.json").get_json()
    assert told["openapi"].startswith("3.1")
    for one in questions():
        described = told["paths"][f"/queries/{one.name}"]["get"]
        assert one.title("en") in described["description"]
        assert one.title("zh") in described["description"]
        named = [parameter.get("name") for parameter in described["parameters"]]
        assert [parameter.name for parameter in one.parameters] == named[: len(one.parameters)]


def test_the_description_may_be_read_from_anywhere_and_again(program: FlaskClient) -> None:
    first = program.get("/openapi.json")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert program.get("/openapi.json", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
