"""Questions over HTTP: every format, a page at a time, and faults that say what would be right."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

if TYPE_CHECKING:
    from flask.testing import FlaskClient

PROGRESS, REQUIRES, GRAPH = "/queries/measured-progress", "/queries/requires-of-facility", "/queries/policy-annotations"
POLICY = "policy=2022-primary-tcm-action-plan"


@pytest.mark.parametrize(
    ("asked", "media"),
    [
        ("json", "application/json"),
        ("csv", "text/csv"),
        ("excel", "text/csv"),
        ("tsv", "text/tab-separated-values"),
        ("srj", "application/sparql-results+json"),
        ("srx", "application/sparql-results+xml"),
        ("html", "text/html"),
    ],
)
def test_a_format_is_asked_for_by_ending_and_name(program: FlaskClient, asked: str, media: str) -> None:
    by_ending, by_name = program.get(f"{PROGRESS}.{asked}"), program.get(f"{PROGRESS}?format={asked}")
    assert by_ending.status_code == by_name.status_code == 200
    assert by_ending.mimetype == by_name.mimetype == media
    if asked != "html":
        assert by_ending.data == by_name.data
    if asked != "excel":
        assert program.get(PROGRESS, headers={"Accept": media}).mimetype == media


def test_only_what_is_for_spreadsheets_begins_with_a_mark(program: FlaskClient) -> None:
    plain, excel = program.get(f"{PROGRESS}.csv").data, program.get(f"{PROGRESS}.excel").data
    assert excel == b"\xef\xbb\xbf" + plain
    assert program.get(PROGRESS, headers={"Accept": "text/csv"}).data == plain
    assert [row["gap"] for row in csv.DictReader(StringIO(plain.decode()))] == ["-242", "-9.4", "-5.5"]


def test_results_of_sparql_hold_all_that_the_query_projects(program: FlaskClient) -> None:
    for name, format_ in (("srj", QueryResultsFormat.JSON), ("srx", QueryResultsFormat.XML)):
        rows = list(parse_query_results(program.get(f"{PROGRESS}.{name}").data, format_))  # type: ignore[arg-type]  # rows
        assert sorted(str(row["gap"].value) for row in rows) == ["-242", "-5.5", "-9.4"]


@pytest.mark.parametrize(
    ("ending", "format_"),
    [
        ("ttl", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("rdf", RdfFormat.RDF_XML),
        ("jsonld", RdfFormat.JSON_LD),
        ("trig", RdfFormat.TRIG),
    ],
)
def test_a_graph_comes_in_every_format_and_is_the_same(program: FlaskClient, ending: str, format_: RdfFormat) -> None:
    turtle = set(parse(program.get(f"{GRAPH}.ttl?{POLICY}").data, RdfFormat.TURTLE))
    assert len([q for q in turtle if q.predicate.value.endswith("#hasTarget")]) > 3
    answer = program.get(f"{GRAPH}.{ending}?{POLICY}")
    assert answer.mimetype == format_.media_type.partition(";")[0]
    assert set(parse(answer.data, format_)) == turtle
    assert program.get(f"{GRAPH}?{POLICY}", headers={"Accept": "text/csv"}).status_code == 406


def test_a_page_leads_to_the_next_until_there_is_none(program: FlaskClient) -> None:
    whole = program.get(f"{PROGRESS}.json").get_json()
    assert "next" not in whole
    address, rows = f"{PROGRESS}.json?limit=1", []
    for _ in range(5):
        answer = program.get(address)
        part = answer.get_json()
        rows += part["rows"]
        if "next" not in part:
            break
        assert answer.headers["Link"] == f'<{part["next"]}>; rel="next"'
        address = part["next"]
    assert rows == whole["rows"]
    assert program.get(f"{PROGRESS}.csv?limit=2&offset=2").text.count("\r\n") == 2
    assert 'rel="next"' in program.get(f"{PROGRESS}.html?limit=1").text
    assert 'rel="prev"' in program.get(f"{PROGRESS}.html?limit=1&offset=1").text


@pytest.mark.parametrize(
    ("address", "parameter", "value"),
    [
        (f"{REQUIRES}.json", "facility", ""),
        (f"{REQUIRES}.json?facility=%20", "facility", ""),
        (f"{REQUIRES}.json?facility=thc&facilty=x", "parameter", "facilty"),
        ("/queries/overdue-targets.json?as-of=31.5.2023", "as-of", "31.5.2023"),
        (f"{PROGRESS}.json?limit=0", "limit", "0"),
        (f"{PROGRESS}.json?limit=all", "limit", "all"),
        (f"{PROGRESS}.json?offset=-1", "offset", "-1"),
        (f"{PROGRESS}.json?offset=" + "9" * 5000, "offset", "9" * 200 + "…"),
    ],
)
def test_a_bad_value_is_named_with_what_would_be_right(
    program: FlaskClient, address: str, parameter: str, value: str
) -> None:
    answer = program.get(address)
    told = answer.get_json()
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert (told["parameter"], told["value"]) == (parameter, value)
    assert told["expected"]


def test_what_is_not_there_is_told_with_what_is_like_it(program: FlaskClient, browser: FlaskClient) -> None:
    assert program.get("/queries/overdue-target").get_json()["near"][0] == "overdue-targets"
    told = program.get(f"{REQUIRES}.json?facility=乡镇卫生所")
    assert told.status_code == 404
    assert "乡镇卫生院" in told.get_json()["near"]
    assert "乡镇卫生院" in browser.get(f"{REQUIRES}?facility=乡镇卫生所").text


def test_the_list_tells_programs_how_to_ask(program: FlaskClient) -> None:
    listed = {one["name"]: one for one in program.get("/queries", headers={"Accept": "application/json"}).get_json()}
    assert listed["policy-annotations"]["answers"] == "graph"
    assert listed["overdue-targets"]["parameters"] == [
        {"name": "as-of", "type": "date", "example": "2023-05-31", "default": "today"}
    ]


def test_head_options_and_unchanged_answers(program: FlaskClient) -> None:
    got, head = program.get(f"{PROGRESS}.json"), program.head(f"{PROGRESS}.json")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", got.headers["ETag"])
    assert program.get(f"{PROGRESS}.json", headers={"If-None-Match": got.headers["ETag"]}).status_code == 304
    assert {"Accept", "Accept-Language"} <= set(got.headers["Vary"].split(", "))
    options = program.options(PROGRESS)
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in options.headers["Access-Control-Allow-Methods"]
    assert program.post(PROGRESS).status_code == 405
