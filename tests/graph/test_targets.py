"""What a SPARQL target asks for: without it a graph need not be asked."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.shapes import asked

Triple = tuple[str, str, str]

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
    assert asked("PREFIX p: <urn:x:>\n" + select) == {f"<urn:x:{letter}>" for letter in asks}


@given(st.sampled_from(ASKING), st.lists(st.tuples(TERMS, TERMS, TERMS), max_size=6))
def test_a_target_finds_nothing_without_what_it_asks_for(case: tuple[str, str], triples: list[Triple]) -> None:
    select = "PREFIX p: <urn:x:>\n" + case[0].replace("p:f(?x)", "(?x = ?x)").replace("p:a(?y)", "BOUND(?y)")
    store = ox.Store()
    store.load("".join(f"{' '.join(triple)} .\n" for triple in triples), ox.RdfFormat.N_TRIPLES)
    answer = store.query(select)
    assert isinstance(answer, ox.QuerySolutions)
    if list(answer):
        assert asked(select) <= {term for triple in triples for term in triple}
