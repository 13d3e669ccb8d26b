"""After any change of documents the derived graph is that of a build from nothing."""

from __future__ import annotations

import random
import zlib
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from bench.corpus import write
from kg.build import document_graph, load_library
from kg.errors import KnowledgeError
from kg.graph.changed import Changed
from kg.graph.derive import derive
from kg.graph.nquads import quad_lines
from kg.graph.owners import owned
from kg.graph.rederive import rederive
from kg.graph.rewarn import rewarn
from kg.graph.schema import Rule
from kg.graph.warn import warnings
from kg.query.gather import Change
from kg.query.index import update_index, write_index
from kg.readers.sources import sources
from kg.survey import Wanted
from kg.tally import count, count_again
from kg.terms import DOCUMENT, ONTOLOGY_GRAPH
from tests.growth.growing import TEXTS, index

if TYPE_CHECKING:
    from pathlib import Path

    from kg.build import Library

# What the made-up corpus does not say: policies that rest on each other, titles of one series, figures that are near.
MORE = (
    "国家卫生健康委关于印发《基层服务行动计划》的通知\n2021年3月1日\n根据《社区医养结合规划》，制定本计划。",
    "国家卫生健康委关于印发《社区医养结合规划》的通知\n2021年5月1日\n为落实《基层服务行动计划》，制定本规划。",
    "教育部关于印发《校园急救管理办法（试行）》的通知\n2015年4月1日\n各地要认真贯彻执行。",
    "教育部关于印发《校园急救管理办法》的通知\n2018年4月1日\n各地要认真贯彻执行。",
    "湘潭市卫生健康委关于印发《湘潭市社区医养结合规划》的通知\n2023年4月1日\n到2027年，60%以上的村卫生室能够提供中医药服务。",
    "国家卫生健康委关于印发《乡村服务规划》的通知\n2023年3月1日\n到2028年，力争70%以上的村卫生室能够提供中医药服务。",
    "湘潭市卫生健康委关于印发《专科规划》的通知\n2023年4月1日\n到2027年，市级临床重点专科建设项目达到60个。",
    "国家卫生健康委关于印发《专科规划纲要》的通知\n2023年4月1日\n到2027年，市级临床重点专科建设项目达到5000个。",
    "截至2022年底，湘潭市地市级和县级临床专科能力建设项目达到40个。",
    "截至2022年底，湘潭市地市级和县级临床专科能力建设项目达到41个，株洲市地市级和县级临床专科能力建设项目达到50个。",
    "截至2022年底，全国地市级和县级临床专科能力建设项目达到4000个。",
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def graphs(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Quad]]:
    """The graphs of documents that name each other's policies, goals and figures, by their IRIs."""
    folder = tmp_path_factory.mktemp("documents")
    write(12, folder, characters=400)
    written = [text.replace("{n}", str(number)) for number in (50, 60, 75) for text in TEXTS]
    for number, text in enumerate((*written, *MORE)):
        (folder / f"more{number}.txt").write_text(text, "utf-8")
    made = [document_graph(Wanted("key", listing), library) for listing in sources([folder]).found]
    return {DOCUMENT + one.entry.id: list(parse(zlib.decompress(one.contents[2]), RdfFormat.N_QUADS)) for one in made}


def anew(library: Library, documents: list[list[Quad]]) -> Store:
    """A store of the ontology and some documents, with what follows from them."""
    store = Store()
    ontology = "\n".join([*quad_lines(library.schema.ontology, ONTOLOGY_GRAPH), ""])
    for quads in (list(parse(ontology.encode(), RdfFormat.N_QUADS)), *documents):
        store.extend(quads)
        store.extend(Quad(*quad.triple) for quad in quads)
    derive(store, library.rules)
    return store


@pytest.mark.parametrize("seed", [1, 2])
def test_a_change_gives_what_a_build_from_nothing_gives(
    library: Library, graphs: dict[str, list[Quad]], seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)  # noqa: S311  a walk that can be walked again
    rules = [owned(rule) for rule in library.schema.rules]
    names = sorted(graphs)
    held = set(chance.sample(names, len(names) * 2 // 3))
    old = anew(library, [graphs[name] for name in sorted(held)])
    write_index(old, tmp_path / "index")
    found, counted = warnings(old, library.shapes), count(old)
    for at in range(3):
        wanted = held ^ {chance.choice(names) for _ in range(chance.choice((1, 1, 2, 6)))}
        new, changed = Store(), Changed()
        new.extend(old)
        for name in sorted(held - wanted):
            changed.remove(new, NamedNode(name))
        for name in sorted(wanted - held):
            changed.add(new, graphs[name])
        rederive(old, new, rules, changed)
        clean = anew(library, [graphs[name] for name in sorted(wanted)])
        assert set(new) == set(clean)
        nodes, again = rewarn(old, new, library.shapes, changed)
        found = tuple(one for one in found if one.focus not in nodes) + again
        counted = count_again(counted, old, new, changed)
        assert sorted(found, key=repr) == sorted(warnings(clean, library.shapes), key=repr)
        assert counted == count(clean)
        update_index(Change(new, old, changed), tmp_path / "index")
        write_index(clean, tmp_path / f"clean{at}")
        assert index(tmp_path / "index") == index(tmp_path / f"clean{at}")
        held, old = wanted, new


def test_nothing_is_asked_where_nothing_changed(library: Library, graphs: dict[str, list[Quad]]) -> None:
    old = anew(library, [graphs[name] for name in sorted(graphs)[:6]])
    for rule in library.schema.rules:
        assert owned(rule).concerned(old, {}, {}) == set()


RULE = "# owner: ?policy\nCONSTRUCT { ?policy a ?kind } WHERE { %s }"


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (RULE.replace("# owner: ?policy\n", "") % "?policy a ?kind", "names no owner"),
        (RULE % "?policy a ?kind FILTER(EXISTS { ?policy ?p ?o })", "not written as rules are: EXISTS"),
        (RULE % "?policy a ?kind . ?other ?p ?o . OPTIONAL { SELECT ?x WHERE { ?x ?y ?z } }", "nothing leads from"),
        (RULE % "SERVICE <http://example.org/> { ?policy a ?kind }", "not written as rules are: SERVICE"),
    ],
)
def test_a_rule_whose_owners_cannot_be_found_is_refused(query: str, why: str) -> None:
    with pytest.raises(KnowledgeError, match=why):
        owned(Rule("99-test", query))


def test_what_a_document_says_too_is_not_derived_and_comes_back() -> None:
    """A document that states what follows takes it out of the derived graph; without it, it follows again."""
    rule = Rule("99-test", "# owner: ?a\nCONSTRUCT { ?b <urn:of> ?a } WHERE { ?a <urn:has> ?b }")
    fact, same = (
        Quad(*(NamedNode(f"urn:{n}") for n in ("x", "has", "y", "one"))),
        Quad(*(NamedNode(f"urn:{n}") for n in ("y", "of", "x", "two"))),
    )
    rules = [owned(rule)]
    first = Store()
    first.extend((fact, Quad(*fact.triple)))
    derive(first, rules)
    second, changed = Store(), Changed()
    second.extend(first)
    changed.add(second, [same])
    rederive(first, second, rules, changed)
    assert len(second) == 4  # two quads and their triples
    third, again = Store(), Changed()
    third.extend(second)
    again.remove(third, NamedNode("urn:two"))
    rederive(second, third, rules, again)
    assert set(third) == set(first)


GIVEN_BY_SEVERAL = {
    "one group": (
        "# owner: ?x\nCONSTRUCT { ?a <urn:with> ?b } WHERE { ?x <urn:a> ?a ; <urn:b> ?b }",
        {f"urn:{n}": f"<urn:x{n}> <urn:a> <urn:p> .\n<urn:x{n}> <urn:b> <urn:q> ." for n in (1, 2, 3)},
    ),
    "a part that knows no value of the triple": (
        (
            "# owner: ?key\nCONSTRUCT { ?one <urn:below> ?other } WHERE {\n"
            "  { SELECT ?key (MAX(?v) AS ?most) WHERE { ?any <urn:key> ?key ; <urn:v> ?v } GROUP BY ?key }\n"
            "  ?one <urn:key> ?key ; <urn:v> ?w . ?other <urn:key> ?key ; <urn:v> ?most FILTER(?w < ?most) }"
        ),
        {
            "urn:figures": "<urn:o> <urn:v> 1 .\n<urn:p> <urn:v> 2 .",
            **{f"urn:{n}": f"<urn:o> <urn:key> <urn:k{n}> .\n<urn:p> <urn:key> <urn:k{n}> ." for n in (1, 2)},
        },
    ),
}


@pytest.mark.parametrize("name", GIVEN_BY_SEVERAL)
def test_what_is_given_by_several_owners_goes_with_the_last_of_them(name: str) -> None:
    query, texts = GIVEN_BY_SEVERAL[name]
    rules = [owned(Rule("99-test", query))]

    def said(document: str) -> list[Quad]:
        found = parse(texts[document].encode(), RdfFormat.TURTLE)
        return [Quad(quad.subject, quad.predicate, quad.object, NamedNode(document)) for quad in found]

    def derived_of(documents: list[str]) -> Store:
        store = Store()
        for quad in (quad for document in documents for quad in said(document)):
            store.extend((quad, Quad(*quad.triple)))
        derive(store, rules)
        return store

    held = sorted(texts, reverse=True)
    old = derived_of(held)
    for gone in [one for one in held if one != "urn:figures"]:
        held.remove(gone)
        new, changed = Store(), Changed()
        new.extend(old)
        changed.remove(new, NamedNode(gone))
        rederive(old, new, rules, changed)
        assert set(new) == set(derived_of(held))
        old = new
