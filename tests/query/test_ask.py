"""Values are bound, never pasted; what names nothing is said so; names come in the language asked for."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KgError, NotFound, QueryError
from kg.query.ask import Rows, ask, named_rows
from kg.query.catalog import Parameter, question
from kg.query.label import Entity, plain_number
from kg.query.present import as_csv, as_json, as_table
from kg.query.request import Term
from kg.query.resolve import resolve
from kg.query.rows import Table

if TYPE_CHECKING:
    from kg.query.direct import Direct

VOC, ID = "https://w3id.org/policykg/voc/", "https://w3id.org/policykg/id/"
FACILITY = Parameter("facility", "FacilityType", "x")
POLICY = Parameter("policy", "Policy", "x")


@pytest.mark.parametrize(
    ("parameter", "said", "iri"),
    [
        (FACILITY, "乡镇卫生院", VOC + "ft-thc"),
        (FACILITY, " 乡镇卫生院 ", VOC + "ft-thc"),
        (FACILITY, "township health centre", VOC + "ft-thc"),
        (FACILITY, "community health center", VOC + "ft-chc"),  # another spelling
        (FACILITY, "ft-thc", VOC + "ft-thc"),
        (FACILITY, "thc", VOC + "ft-thc"),
        (FACILITY, "facility:thc", VOC + "ft-thc"),
        (FACILITY, "voc:ft-thc", VOC + "ft-thc"),
        (FACILITY, VOC + "ft-thc", VOC + "ft-thc"),
        (POLICY, "2022-tcm-plan", ID + "policy/2022-tcm-plan"),
        (POLICY, "id:policy/2022-tcm-plan", ID + "policy/2022-tcm-plan"),
        (POLICY, "《“十四五”中医药发展规划》", ID + "policy/2022-tcm-plan"),  # by its title key
        (POLICY, '"十四五" 中医药发展规划', ID + "policy/2022-tcm-plan"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(engine: Direct, parameter: Parameter, said: str, iri: str) -> None:
    assert resolve(engine, parameter, said) == Term(iri, "uri")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "nothing",
        "国务院",
        VOC + "ft-none",
        "voc:region-CN",
        "http://[",
        "x://a b",
        '"> . ?s ?p ?o',
        "a" * 5000,
        "\ud800",
    ],
)
def test_what_names_nothing_of_its_class_is_said_so(engine: Direct, said: str) -> None:
    with pytest.raises(KgError):
        resolve(engine, FACILITY, said)


@pytest.mark.parametrize("said", ["2023-05-31", " 2023-05-31"])
def test_a_date_is_typed(engine: Direct, said: str) -> None:
    found = ask(engine, question("overdue-targets"), {"as-of": said})
    assert len(found.rows) == 2
    assert found.parameters == (("as-of", Term("2023-05-31", datatype="http://www.w3.org/2001/XMLSchema#date")),)


@pytest.mark.parametrize("said", ["2023", "2023-02-30", "31.5.2023", "yesterday", "2023-05-31'"])
def test_what_is_no_date_is_refused_with_an_example(engine: Direct, said: str) -> None:
    with pytest.raises(QueryError, match="2023-05-31"):
        ask(engine, question("overdue-targets"), {"as-of": said})


def test_the_day_decides_what_is_overdue(engine: Direct) -> None:
    assert not ask(engine, question("overdue-targets"), {"as-of": "2022-12-31"}).rows
    assert len(ask(engine, question("overdue-targets"), {"as-of": "2026-01-01"}).rows) == 5


def test_a_missing_and_an_unknown_parameter_are_refused(engine: Direct) -> None:
    with pytest.raises(QueryError, match="facility is missing"):
        ask(engine, question("requires-of-facility"), {})
    with pytest.raises(QueryError, match="one of facility"):
        ask(engine, question("requires-of-facility"), {"facilty": "x"})
    with pytest.raises(QueryError, match="who-said-what takes none"):
        ask(engine, question("who-said-what"), {"who": "x"})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60))
def test_no_value_changes_what_is_asked(engine: Direct, said: str) -> None:
    """Whatever is said names one of the five facility types or is refused; nothing else can come back."""
    try:
        found = resolve(engine, FACILITY, said)
    except (NotFound, QueryError):
        return
    assert found.value.startswith(VOC + "ft-")


def test_names_come_in_the_language_or_fall_back_and_say_so(engine: Direct) -> None:
    english = {
        e.iri: e
        for row in ask(engine, question("uncertain-dates"), {}, "en").rows
        for e in row
        if isinstance(e, Entity)
    }
    minted = english[ID + "indicator/u-1nvestment"]
    assert (minted.label, minted.language, minted.fallback) == ("投入", "zh", True)
    basis = english[VOC + "basis-relative"]
    assert (basis.label, basis.language, basis.fallback) == ("relative to document date", "en", False)


def test_a_figure_is_called_by_what_it_measures(engine: Direct) -> None:
    (row,) = named_rows(engine, Table(("t",), ((Term(ID + "target/u-village000", "uri"),),)), "en").rows
    assert isinstance(row[0], Entity)
    assert row[0].label == "share able to provide TCM services ≥ 80%"
    assert row[0].kind == "target"


def test_what_is_unknown_keeps_its_tail_and_has_no_page(engine: Direct) -> None:
    (row,) = named_rows(engine, Table(("t",), ((Term("http://elsewhere/x#y", "uri"),),)), "en").rows
    assert row[0] == Entity("http://elsewhere/x#y", "y", "", "", fallback=True)


@pytest.mark.parametrize(
    ("said", "shown"),
    [("100.0", "100"), ("0.810", "0.81"), ("10631", "10631"), ("-9.40", "-9.4"), ("0.0", "0"), ("", "")],
)
def test_numbers_lose_only_what_says_nothing(said: str, shown: str) -> None:
    assert plain_number(said) == shown


def is_number(cell: str) -> bool:
    """What a spreadsheet takes for a number is no formula."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


CELLS = st.one_of(
    st.none(),
    st.text(max_size=20).map(Term),
    st.builds(Entity, st.text(max_size=9), st.text(max_size=20), st.sampled_from(["zh", "en", ""]), st.just("policy")),
)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[CELLS] * n), max_size=5)))
def test_csv_is_read_back_with_equal_columns(rows: list[tuple[object, ...]]) -> None:
    columns = tuple(f"c{n}" for n in range(len(rows[0]) if rows else 2))
    found = list(csv.reader(StringIO(as_csv(Rows(columns, tuple(rows))), newline="")))  # type: ignore[arg-type]  # drawn from Cell
    assert len(found) == len(rows) + 1
    assert {len(line) for line in found} == {len(found[0])}
    assert [name for name in found[0] if not name.endswith(".iri")] == list(columns)
    assert not any(cell[:1] in {"=", "@", "+"} for line in found for cell in line[:1] if not is_number(cell))


def test_csv_and_json_and_a_table_say_the_same(engine: Direct) -> None:
    found = ask(engine, question("measured-progress"), {})
    lines = list(csv.DictReader(StringIO(as_csv(found))))
    assert [(line["facility"], line["figure"], line["gap"]) for line in lines] == [
        ("", "508", "-242"),
        ("社区卫生服务站", "90.6", "-9.4"),
        ("村卫生室", "74.5", "-5.5"),
    ]
    assert lines[1]["facility.iri"] == VOC + "ft-chs"
    plain = json.loads(as_json(found))
    assert plain["rows"][1]["facility"]["label"] == "社区卫生服务站"
    assert "facility" not in plain["rows"][0]
    assert as_table(found).splitlines()[0].split()[:2] == ["indicator", "facility"]
    widths = {len(line.encode("gb18030")) for line in as_table(found).splitlines()[1:2]}
    assert max(widths) >= 100
