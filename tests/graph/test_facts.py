"""Facts are a set of triples, whatever the order and however often one is given; more of them leave the old alone."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.facts import Facts, Triple
from kg.graph.names import RDF

NODES = st.sampled_from(["<a:a>", "<a:b>", "<a:c>"])
VALUES = NODES | st.sampled_from(['"1"', '"2"', '"1"@zh'])
TRIPLES = st.lists(st.tuples(NODES, NODES, VALUES), max_size=14)


@given(triples=TRIPLES, other=st.tuples(NODES, NODES, VALUES))
def test_facts_are_a_set(triples: list[Triple], other: Triple) -> None:
    facts = Facts(triples)
    assert sorted(facts) == sorted(set(triples))
    assert len(facts) == len(set(triples))
    assert (other in facts) is (other in triples)
    assert facts.terms() == {term for triple in triples for term in triple}
    assert sorted(facts.rows()) == sorted({" ".join(triple) for triple in triples})
    assert set(facts.predicates()) == {predicate for _, predicate, _ in triples}


@given(triples=TRIPLES)
def test_look_ups_agree_with_the_triples(triples: list[Triple]) -> None:
    facts = Facts(triples)
    for predicate in {p for _, p, _ in triples} | {"<a:none>"}:
        values, subjects = defaultdict(set), defaultdict(set)
        for s, p, o in triples:
            if p == predicate:
                values[s].add(o)
                subjects[o].add(s)
        assert {s: set(found) for s, found in facts.values(predicate).items()} == values
        assert {o: set(found) for o, found in facts.subjects(predicate).items()} == subjects
        assert all(len(found) == len(set(found)) for found in facts.values(predicate).values())


@given(first=TRIPLES, second=TRIPLES)
def test_more_facts_leave_the_old_ones_alone(first: list[Triple], second: list[Triple]) -> None:
    facts = Facts(first)
    inverse = {p: {o: set(s) for o, s in facts.subjects(p).items()} for p in facts.predicates()}
    whole = facts.extended(second)
    assert set(whole) == {*first, *second}
    assert len(whole) == len({*first, *second})
    assert set(facts) == set(first)
    assert inverse == {p: {o: set(s) for o, s in facts.subjects(p).items()} for p in facts.predicates()}
    for predicate in whole.predicates():
        listed = [(s, o) for o, found in whole.subjects(predicate).items() for s in found]
        assert sorted(listed) == sorted((s, o) for s, p, o in {*first, *second} if p == predicate)


@given(first=TRIPLES, second=TRIPLES)
def test_fewer_facts_leave_the_old_ones_alone(first: list[Triple], second: list[Triple]) -> None:
    facts = Facts(first)
    left = facts.without(second)
    assert set(left) == set(first) - set(second)
    assert set(left.predicates()) == {predicate for _, predicate, _ in left}
    assert left.terms() == {term for triple in left for term in triple}
    assert set(facts) == set(first)
    assert set(left.extended(second)) == {*first, *second}


def test_a_list_is_read_to_its_end() -> None:
    nil, first, rest = RDF.nil, RDF.first, RDF.rest
    facts = Facts([("_:1", first, '"a"'), ("_:1", rest, "_:2"), ("_:2", first, '"b"'), ("_:2", rest, nil)])
    assert facts.items("_:1") == ('"a"', '"b"')
    assert facts.items(nil) == ()
    assert facts.value("_:2", first) == '"b"'
    assert facts.value("_:3", first) == ""
