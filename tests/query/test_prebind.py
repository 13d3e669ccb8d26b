"""Values written into a query answer what the engine answers to them as substitutions, and become no syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.query.ask import bind_parameters
from kg.query.catalog import page_query, questions
from kg.query.prebind import prebind
from kg.query.request import QueryFailed, Request, Term
from kg.query.rows import bind, tables

if TYPE_CHECKING:
    from kg.query.direct import Direct

X = bind(x=Term("http://example.org/a", "uri"))
THING = "https://w3id.org/policykg/voc/ft-thc"
PAGES = ("labels", "incoming", "properties", "labelled", "figure", "issued", "quotes")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("SELECT ?x { ?x ?p ?o }", "SELECT (<{a}> AS ?x) {{ <{a}> ?p ?o }}"),
        ("select distinct $x where { $x a ?c }", "select distinct (<{a}> AS ?x) where {{ <{a}> a ?c }}"),
        ("SELECT (STR(?x) AS ?y) { ?x a ?c }", "SELECT (STR(<{a}>) AS ?y) {{ <{a}> a ?c }}"),
        ("SELECT ?o { ?s ?p '?x' } # ?x", "SELECT ?o {{ ?s ?p '?x' }} # ?x"),
        ("SELECT ?xy { ?xy ?p ?x_ }", "SELECT ?xy {{ ?xy ?p ?x_ }}"),
        ("SELECT ?o { ?x a ?o } GROUP BY ?o ?x", "SELECT ?o {{ <{a}> a ?o }} GROUP BY ?o (<{a}> AS ?bound_x)"),
        ("SELECT ?o { ?x ?p ?o } ORDER BY ?x DESC(?x)", "SELECT ?o {{ <{a}> ?p ?o }} ORDER BY (<{a}>) DESC(<{a}>)"),
        ("ASK { { SELECT ?x { ?x a ?c } } }", "ASK {{ {{ SELECT (<{a}> AS ?bound_x_15) {{ <{a}> a ?c }} }} }}"),
        (
            "ASK { FILTER(EXISTS { ?x a ?o }) } ORDER BY ?x",
            "ASK {{ FILTER(EXISTS {{ <{a}> a ?o }}) }} ORDER BY (<{a}>)",
        ),
        ("ASK { GRAPH ?x { } }", "ASK {{ GRAPH <{a}> {{ }} }}"),
    ],
)
def test_a_variable_is_replaced_where_it_stands_as_a_token(text: str, written: str) -> None:
    assert prebind(text, X) == written.format(a="http://example.org/a")


@pytest.mark.parametrize("text", ["SELECT * { BIND(1 AS ?x) }", "ASK { FILTER(BOUND(?x)) }", "ASK { VALUES ?x { 1 } }"])
def test_where_only_a_variable_may_stand_it_is_said(text: str) -> None:
    with pytest.raises(QueryFailed, match="x has a value and stands behind"):
        prebind(text, X)


def test_without_values_the_text_is_left_alone() -> None:
    assert prebind("no query ?x at all }", ()) == "no query ?x at all }"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
@example('" } ; DROP ALL #')
@example("\\")
@example("'''\"\"\"\n\r\t?x <http://x>")
def test_no_value_becomes_syntax(engine: Direct, value: str) -> None:
    text = "SELECT ?x { VALUES ?y { 1 } FILTER(?x = ?x) } ORDER BY ?x"
    for term in (Term(value), Term(value, language="zh")):
        (found,) = tables(engine, Request(prebind(text, bind(x=term))))
        assert found.rows == ((term,),) or found.rows == ((Term(value, datatype=found.rows[0][0].datatype),),)  # type: ignore[union-attr]  # a row has the column


def test_shipped_queries_answer_as_they_do_to_substitutions(engine: Direct) -> None:
    asked = [(page_query(name), bind(this=Term(THING, "uri"))) for name in PAGES]
    for question in questions():
        given = {parameter.name: parameter.example for parameter in question.parameters}
        values = bind_parameters(engine, question, given)
        asked.append((question.text, tuple((p.variable, values[p.name]) for p in question.parameters)))
    for text, binding in asked:
        try:
            (mine,) = tables(engine, Request(text, bindings=(binding,)))
        except QueryFailed:  # a page query that is bound by another variable
            continue
        (written,) = tables(engine, Request(prebind(text, binding)))
        assert written == mine
