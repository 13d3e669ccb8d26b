"""What is not doubted is what pySHACL accepts: of our shapes on broken graphs, and of any shape on any graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyshacl.errors import ReportableRuntimeError, ShapeRecursionWarning
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shapes_graph import ShapesGraph

from kg.graph.doubts import doubts
from kg.graph.facts import Facts, Triple
from kg.graph.names import PREF_LABEL, SH, SUBCLASS, TYPE
from kg.graph.nodes import as_graph, of_graph, text
from kg.graph.nquads import spelled_triple
from kg.graph.spelling import literal_text
from kg.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyshacl.shape import Shape
    from rdflib import Graph

    from kg.graph.components import Verdict
    from kg.graph.shapes import Constraint, Shapes
    from tests.graph.conftest import Scene

# --- any shape -------------------------------------------------------------------------------------------------------

CORE = """
@prefix : <a:> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:min1 sh:path :p ; sh:minCount 1 .
:min2 sh:path :p ; sh:minCount 2 .
:max1 sh:path :p ; sh:maxCount 1 .
:max0 sh:path :p ; sh:maxCount 0 .
:decimal sh:path :p ; sh:datatype xsd:decimal .
:integer sh:path :p ; sh:datatype xsd:integer .
:date sh:path :p ; sh:datatype xsd:date .
:string sh:path :p ; sh:datatype xsd:string .
:boolean sh:path :p ; sh:datatype xsd:boolean .
:class sh:path :p ; sh:class :C .
:classes sh:path :p ; sh:class :C , :D .
:self-class sh:class :D .
:iri sh:path :p ; sh:nodeKind sh:IRI .
:literal sh:path :p ; sh:nodeKind sh:Literal .
:iri-or-literal sh:path :p ; sh:nodeKind sh:IRIOrLiteral .
:blank sh:path :p ; sh:nodeKind sh:BlankNode .
:blank-or-iri sh:path :p ; sh:nodeKind sh:BlankNodeOrIRI .
:blank-or-literal sh:path :p ; sh:nodeKind sh:BlankNodeOrLiteral .
:in sh:path :p ; sh:in ( :a "1" 1.0 "馆"@zh ) .
:in-nothing sh:path :p ; sh:in () .
:has-iri sh:path :p ; sh:hasValue :a .
:has-literal sh:path :p ; sh:hasValue "馆"@zh .
:has-both sh:path :p ; sh:hasValue :a , :b .
:pattern sh:path :p ; sh:pattern "^[^\\\\s\\"]+$" .
:flags sh:path :p ; sh:pattern "^A" ; sh:flags "i" .
:short sh:path :p ; sh:maxLength 2 .
:long sh:path :p ; sh:minLength 2 .
:language sh:path :p ; sh:languageIn ( "zh" "en" ) .
:unique sh:path :p ; sh:uniqueLang true .
:not-unique sh:path :p ; sh:uniqueLang false .
:from sh:path :p ; sh:minInclusive 1 .
:above sh:path :p ; sh:minExclusive 1.0 .
:until sh:path :p ; sh:maxInclusive "2024-02-29"^^xsd:date .
:below sh:path :p ; sh:maxExclusive "2024-02-29"^^xsd:date .
:under-word sh:path :p ; sh:maxExclusive "b" .
:less sh:path :p ; sh:lessThan :q .
:less-or-equal sh:path :p ; sh:lessThanOrEquals :q .
:equals sh:path :p ; sh:equals :q .
:disjoint sh:path :p ; sh:disjoint :q .
:closed sh:closed true ; sh:ignoredProperties ( :q ) ; sh:property [ sh:path :p ] .
:open sh:closed false ; sh:ignoredProperties ( :q ) .
:inverse sh:path [ sh:inversePath :p ] ; sh:minCount 1 .
:inverse-of-two sh:path [ sh:inversePath ( :p :q ) ] ; sh:minCount 1 .
:sequence sh:path ( :p :q ) ; sh:minCount 1 .
:sequence-back sh:path ( :p [ sh:inversePath :q ] ) ; sh:maxCount 1 .
:alternative sh:path [ sh:alternativePath ( :p :q ) ] ; sh:maxCount 1 .
:star sh:path [ sh:zeroOrMorePath :p ] ; sh:maxCount 2 .
:plus sh:path [ sh:oneOrMorePath :p ] ; sh:minCount 1 .
:perhaps sh:path [ sh:zeroOrOnePath :p ] ; sh:maxCount 1 .
:not sh:not [ sh:class :C ] .
:not-in sh:path :p ; sh:not [ sh:in ( :a "1" ) ] .
:not-value sh:not [ sh:path :p ; sh:hasValue :a ] .
:not-many sh:not [ sh:path :p ; sh:minCount 2 ] .
:not-less sh:not [ sh:path :p ; sh:lessThan :q ] .
:not-number sh:path :p ; sh:not [ sh:minInclusive 1 ] .
:not-words sh:path :p ; sh:not [ sh:pattern "a" ] .
:not-tongue sh:path :p ; sh:not [ sh:languageIn ( "zh" ) ] .
:not-closed sh:not [ sh:closed true ; sh:ignoredProperties ( :p ) ] .
:not-alike sh:not [ sh:path :p ; sh:uniqueLang true ] .
:or sh:or ( [ sh:path :p ; sh:minCount 1 ] [ sh:path :q ; sh:minCount 1 ] ) .
:or-value sh:path :p ; sh:or ( [ sh:class :C ] [ sh:datatype xsd:decimal ] ) .
:or-of-one sh:path :p ; sh:or ( [ sh:nodeKind sh:IRI ] ) .
:and sh:and ( [ sh:path :p ; sh:maxCount 1 ] [ sh:path :q ; sh:maxCount 1 ] ) .
:not-and sh:not [ sh:and ( [ sh:class :C ] [ sh:path :p ; sh:minCount 1 ] ) ] .
:not-or sh:not [ sh:or ( [ sh:class :C ] [ sh:path :p ; sh:minCount 1 ] ) ] .
:one sh:xone ( [ sh:path :p ; sh:minCount 1 ] [ sh:path :q ; sh:minCount 1 ] ) .
:node sh:path :p ; sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ] .
:property sh:property [ sh:path :p ; sh:minCount 1 ] , [ sh:path :q ; sh:maxCount 1 ] .
:deep sh:path :p ; sh:property [ sh:path :q ; sh:maxCount 1 ] .
:qualified sh:path :p ; sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1 .
:qualified-most sh:path :p ; sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMaxCount 1 .
:off sh:path :p ; sh:minCount 9 ; sh:deactivated true .
:many sh:path :p ; sh:minCount 1 ; sh:maxCount 2 ; sh:nodeKind sh:IRI ; sh:class :C .
:words sh:path :p ; sh:minCount 1 ; sh:message "No :p"@en ; sh:name "p" ; sh:order 1 ; sh:severity sh:Warning .
"""
TARGETED = """
:class-target sh:path :p ; sh:minCount 1 ; sh:targetClass :C .
:two-classes sh:path :p ; sh:minCount 1 ; sh:targetClass :C , :D .
:subjects sh:path :q ; sh:minCount 1 ; sh:targetSubjectsOf :p .
:objects sh:path :q ; sh:minCount 1 ; sh:targetObjectsOf :p .
:nodes sh:path :q ; sh:minCount 1 ; sh:targetNode :a , "1" .
:circle sh:path :p ; sh:property :circle ; sh:targetSubjectsOf :p .
"""


def read(turtle: str) -> Facts:
    quads = ox.parse(turtle.encode(), ox.RdfFormat.TURTLE)
    return Facts(spelled_triple(quad) for quad in quads)


def prepared() -> tuple[Facts, dict[str, Shape]]:
    """Each shape of CORE looks at every node; those of TARGETED at what they say."""
    facts = read(CORE + TARGETED)
    named = {s for s, p, _ in facts if s.startswith("<a:") and p.startswith("<http://www.w3.org/ns/shacl#")}
    everyone = {name for name in named if not any(p.startswith(SH.target[:-1]) for s, p, _ in facts if s == name)}
    kinds = ((name, TYPE, SH.PropertyShape if facts.value(name, SH.path) else SH.NodeShape) for name in named)
    facts = facts.extended([*kinds, *((name, SH.targetSubjectsOf, TYPE) for name in everyone)])
    shapes = {text(shape.node): shape for shape in ShapesGraph(as_graph(facts)).shapes}
    return facts, {name: shapes[name] for name in sorted(named)}


SHAPES, COMPILED = prepared()

PEOPLE = [f"<a:{name}>" for name in "abcd"]
LITERALS = [
    *(literal_text(text) for text in ("1", "", "a b", "馆", 'say "a"', "tab\there", "A", "ab")),
    *(literal_text("馆", language=tag) for tag in ("zh", "zh-cn", "en", "fr")),
    *(literal_text(text, XSD + "decimal") for text in ("1.0", "1", "1.00", "-2.5", "ten", "+.5", "1e3")),
    *(literal_text(text, XSD + "integer") for text in ("1", "01", "-3", "1.0", "١")),
    *(
        literal_text(text, XSD + "date")
        for text in ("2024-02-29", "2023-02-29", "2024-3-1", "2024-02-28", "2024-02-29Z")
    ),
    *(literal_text("true", XSD + kind) for kind in ("boolean", "string")),
    literal_text("2024", XSD + "gYear"),
    literal_text("2024-02-29T00:00:00", XSD + "dateTime"),
    literal_text("1.5", XSD + "double"),
]
LINK = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["<a:p>", "<a:q>"]), st.sampled_from([*PEOPLE, *LITERALS]))
KIND = st.tuples(st.sampled_from(PEOPLE), st.just(TYPE), st.sampled_from(["<a:C>", "<a:D>", "<a:E>"]))
ORDER = st.sampled_from([("<a:D>", SUBCLASS, "<a:C>"), ("<a:E>", SUBCLASS, "<a:D>"), ("<a:C>", SUBCLASS, "<a:E>")])
GRAPHS = st.lists(LINK | KIND | ORDER, max_size=14)


# pySHACL compares what has no order, or goes round a circle.
GIVEN_UP = (TypeError, NotImplementedError, DeprecationWarning, ReportableRuntimeError, ShapeRecursionWarning)


def refused(shape: Shape, facts: Facts) -> set[str] | None:
    """The focus nodes that pySHACL refuses, finding them itself; None where it gives up."""
    graph = as_graph(facts)
    try:
        focus = shape.focus_nodes(graph)  # type: ignore[no-untyped-call]
        return {text(node) for node in focus if not shape.validate(SHACLExecutor(), graph, focus=node)[0]}
    except GIVEN_UP:
        return None


@pytest.mark.parametrize("name", COMPILED)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(triples=GRAPHS)
@example([("<a:a>", TYPE, "<a:C>"), *(("<a:a>", "<a:p>", value) for value in LITERALS[-9:])])
@example([("<a:a>", TYPE, "<a:E>"), ("<a:a>", "<a:p>", "<a:b>"), ("<a:b>", TYPE, "<a:D>")])
def test_what_pyshacl_refuses_is_doubted_and_what_is_surely_wrong_it_refuses(name: str, triples: list[Triple]) -> None:
    facts = Facts([*triples, ("<a:a>", TYPE, "<a:C>"), ("<a:D>", SUBCLASS, "<a:C>")])
    wrong = refused(COMPILED[name], facts)
    if wrong is not None:
        assert surely(found := doubts(name, SHAPES)(facts, ())) <= wrong <= found.keys()


def surely(doubted: Mapping[str, Verdict]) -> set[str]:
    return {node for node, verdict in doubted.items() if verdict is False}


UNDERSTOOD = [
    *("min1", "max1", "iri", "class", "in", "has-iri", "inverse", "sequence", "alternative", "not", "not-many", "or"),
    *("and", "node", "property", "deep", "many", "class-target", "subjects", "not-or"),
]


@pytest.mark.parametrize("name", [f"<a:{name}>" for name in UNDERSTOOD])
@settings(deadline=None)
@given(triples=st.lists(st.tuples(*[st.sampled_from(PEOPLE)] * 3) | KIND | ORDER, max_size=12))
def test_of_iris_little_is_doubted_without_need(name: str, triples: list[Triple]) -> None:
    """What is doubted of counts, kinds, classes and links is what pySHACL refuses, no more."""
    facts = Facts([(s, "<a:p>" if p.startswith("<a:") else p, o) for s, p, o in triples])
    assert refused(COMPILED[name], facts) == set(doubts(name, SHAPES)(facts, ()))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("decimal", ['"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>']),
        ("date", ['"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>']),
        ("until", ['"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>']),
        (
            "from",
            ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"7.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'],
        ),
        ("pattern", ['"馆"']),
        ("short", ['"馆"']),
        ("language", ['"馆"@zh']),
        ("unique", ['"馆"@zh', '"hall"@en', '"1"', '"2"']),
        ("in", ['"馆"@zh', "<a:a>"]),
        ("less", []),
    ],
)
def test_a_value_in_order_is_not_doubted(name: str, values: list[str]) -> None:
    facts = Facts([("<a:a>", TYPE, "<a:C>"), *(("<a:a>", "<a:p>", value) for value in values)])
    assert doubts(f"<a:{name}>", SHAPES)(facts, ()) == {}


# --- our shapes ------------------------------------------------------------------------------------------------------


def core(shapes: Shapes) -> tuple[Constraint, ...]:
    return tuple(constraint for constraint in shapes.constraints if not constraint.select)


def whole(facts: Facts, shapes: Shapes) -> Facts:
    """A document's facts with what the ontology says of them."""
    used = sorted(facts.terms() & shapes.described.keys())
    return facts.extended(t for one in (shapes.classes, *(shapes.described[iri] for iri in used)) for t in one.triples)


def accused(shape: Shape, graph: Graph) -> set[str] | None:
    """Whom pySHACL names in its results, all focus nodes judged at once; None where it gives up."""
    try:
        _, reports = shape.validate(SHACLExecutor(), graph)
    except GIVEN_UP:
        return None
    return {
        text(value[1]) for _, _, report in reports for _, predicate, value in report if text(predicate) == SH.focusNode
    }


def test_a_document_in_order_is_not_doubted(scene: Scene, shapes: Shapes) -> None:
    facts = whole(of_graph(scene.graph()), shapes)
    doubted = {c.number: c.doubts(facts, ()) for c in core(shapes) if c.level == "Violation"}
    mine = set(facts.values("<https://w3id.org/policykg/def#mentionedIn>"))
    assert {number for number, found in doubted.items() if mine & set(found)} == set()


def broken(data: st.DataObject, facts: Facts) -> Facts:
    """Facts with some lost, some given the value or the subject of another, some put into other words."""
    triples = sorted(facts)
    picked = st.sampled_from(triples)
    lost = data.draw(st.sets(picked, max_size=12))
    moved: Iterable[Triple] = [
        (to[0], one[1], one[2]) if data.draw(st.booleans()) else (one[0], one[1], to[2])
        for one, to in data.draw(st.lists(st.tuples(picked, picked), max_size=12))
    ]
    strange = [(s, p, data.draw(st.sampled_from(LITERALS))) for s, p, _ in data.draw(st.lists(picked, max_size=6))]
    return Facts([*(triple for triple in triples if triple not in lost), *moved, *strange])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_every_constraint_of_ours_is_judged_as_by_pyshacl_alone(
    data: st.DataObject, scene: Scene, shapes: Shapes
) -> None:
    facts = broken(data, whole(of_graph(scene.graph()), shapes))
    graph = as_graph(facts)
    for constraint in core(shapes):
        wrong = accused(constraint.judge.shape(constraint.name), graph)
        if wrong is not None:
            assert surely(found := constraint.doubts(facts, ())) <= wrong <= found.keys(), constraint.number


def test_labels_of_many_tongues_are_seen(shapes: Shapes) -> None:
    """One tag in two spellings is one language."""
    (unique,) = (c for c in core(shapes) if c.name.endswith("S01-preferred-title>"))
    title = (("<a:a>", PREF_LABEL, literal_text(word, language=tag)) for word, tag in (("一", "zh"), ("二", "ZH")))
    facts = Facts([("<a:a>", TYPE, "<https://w3id.org/policykg/def#Policy>"), *title])
    assert unique.doubts(facts, ()) == {"<a:a>": None}
