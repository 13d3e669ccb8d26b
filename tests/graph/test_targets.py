"""What a SPARQL target asks for: without it a graph need not be asked."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import load_library
from kg.graph.facts import Facts
from kg.graph.shapes import asked, one_pair

Triple = tuple[str, str, str]
PREFIX = "PREFIX p: <urn:x:>\n"

ASKING = (
    ("SELECT ?this WHERE { ?this p:a ?x ; p:b/p:c ?y . FILTER(?x = p:d) }", "abc"),
    ("SELECT ?this WHERE { { ?this p:a ?x } UNION { ?this p:b ?x } }", ""),
    ("SELECT ?this WHERE { ?this p:a|p:b ?x . OPTIONAL { ?x p:c ?y . FILTER(p:a(?y)) } }", ""),
    ("SELECT ?this WHERE { ?this p:a* ?x ; p:b? ?y ; p:c+ ?z . }", "c"),
    ("SELECT ?this WHERE { ?this p:a [ p:b p:c ] MINUS { ?this p:d ?x } }", "abc"),
    ('SELECT ?this WHERE { # p:d is another\n ?this p:a "p:b" . VALUES ?p { p:c } ?this ?p ?y }', "a"),
    ("SELECT ?this WHERE { ?this !p:a ?x ; ^p:b ?y . FILTER p:f(?x) BIND(p:c AS ?z) } ORDER BY ?this", "b"),
    (
        "SELECT ?this WHERE { { SELECT ?this (COUNT(?x) AS ?n) WHERE { ?this p:a ?x } GROUP BY ?this } ?this p:b ?y }",
        "b",
    ),
    ("SELECT ?this WHERE { ?this (p:a/p:b)|p:c ?x ; p:d ?y }", "d"),
    ("SELECT ?this WHERE { ?this a p:a ; <urn:x:b> ?y }", "ab"),
)
TERMS = st.sampled_from([f"<urn:x:{letter}>" for letter in "abcd"])


@pytest.mark.parametrize(("select", "asks"), ASKING)
def test_what_a_target_asks_for(select: str, asks: str) -> None:
    assert asked(PREFIX + select) == {f"<urn:x:{letter}>" for letter in asks}


@given(st.sampled_from(ASKING), st.lists(st.tuples(TERMS, TERMS, TERMS), max_size=6))
def test_a_target_finds_nothing_without_what_it_asks_for(case: tuple[str, str], triples: list[Triple]) -> None:
    select = PREFIX + case[0].replace("p:f(?x)", "(?x = ?x)").replace("p:a(?y)", "BOUND(?y)")
    store = ox.Store()
    store.load("".join(f"{' '.join(triple)} .\n" for triple in triples), ox.RdfFormat.N_TRIPLES)
    answer = store.query(select)
    assert isinstance(answer, ox.QuerySolutions)
    if list(answer):
        assert asked(select) <= {term for triple in triples for term in triple}


@given(st.lists(st.tuples(TERMS, TERMS, TERMS), max_size=6))
def test_the_subjects_of_one_value_are_found_without_a_store(triples: list[Triple]) -> None:
    select = PREFIX + "SELECT ?this WHERE { ?this p:a p:b }"
    store = ox.Store()
    store.load("".join(f"{' '.join(triple)} .\n" for triple in triples), ox.RdfFormat.N_TRIPLES)
    pair = one_pair(select)
    assert pair is not None
    predicate, value = pair
    answer = store.query(select)
    assert isinstance(answer, ox.QuerySolutions)
    assert {str(row["this"]) for row in answer} == set(Facts(triples).subjects(predicate).get(value, ()))


@pytest.mark.parametrize(
    "where", ["?this p:a ?x", "?this p:a p:b ; p:c p:d", "?this p:a/p:b p:c", "?this p:a ?this", "p:a p:b ?this"]
)
def test_a_target_that_asks_for_more_is_not_one_pair(where: str) -> None:
    assert one_pair(f"{PREFIX}SELECT ?this WHERE {{ {where} }}") is None


def test_no_target_has_a_store_hold_all_that_a_document_says() -> None:
    asked_of_documents = [one for one in load_library().shapes.constraints if one.level == "Violation" and one.select]
    assert {one.number for one in asked_of_documents if one.reads is None and not one.builder} == set()
