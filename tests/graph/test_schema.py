"""The RDF files of ontology/: whole and consistent as shipped, and refused with the place where one is wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.errors import KnowledgeError
from kg.graph.names import EDGES, SUBCLASS, TYPE
from kg.graph.schema import schema
from kg.graph.shapes import looked_at, prepare
from kg.paths import ONTOLOGY
from kg.terms import POL, RDFS, SKOS, VOC

if TYPE_CHECKING:
    from kg.graph.schema import Schema
    from kg.graph.shapes import Shapes

SCHEMES = ("status", "modality", "hedge", "comparator", "qualifier", "statistic", "precision", "basis", "unit")


def labels(ontology: Schema, predicate: str) -> dict[str, dict[str, list[str]]]:
    """By subject: language -> labels."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in ontology.ontology:
        if quad.predicate.value == predicate and isinstance(quad.object, ox.Literal):
            by_language = found.setdefault(str(quad.subject)[1:-1], {})
            by_language.setdefault(quad.object.language or "", []).append(quad.object.value)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(ONTOLOGY, tmp_path_factory.mktemp("data") / "ontology"))


def defined(ontology: Schema) -> set[str]:
    return {str(q.subject)[1:-1] for q in ontology.ontology if str(q.subject)[1:].startswith(POL)}


def test_every_term_is_labelled_in_both_languages(ontology: Schema) -> None:
    known = labels(ontology, RDFS + "label")
    lacking = {term for term in defined(ontology) if set(known.get(term, ())) != {"zh", "en"}}
    assert not lacking
    assert all(len(texts) == 1 for term in defined(ontology) for texts in known[term].values())


def test_no_two_properties_share_a_label(ontology: Schema) -> None:
    """A class and the property that points to it may: 指标."""
    seen: dict[str, str] = {}
    for term, by_language in labels(ontology, RDFS + "label").items():
        if term.removeprefix(POL)[:1].isupper():
            continue
        for text in (t for texts in by_language.values() for t in texts):
            assert seen.setdefault(text, term) == term, f"{term} and {seen[text]} are both {text!r}"


def test_what_data_shapes_and_rules_speak_of_is_defined(ontology: Schema, shapes: Shapes) -> None:
    known = defined(ontology)
    used = {
        n for q in (*ontology.ontology, *ontology.shapes) for n in (q.predicate, q.object) if str(n)[1:].startswith(POL)
    }
    assert {node.value for node in used if isinstance(node, ox.NamedNode)} <= known
    texts = [rule.query for rule in ontology.rules] + [c.select for c in shapes.constraints]
    named = {POL + local for text in texts for local in re.findall(r"\bpol:(\w+)", text)}
    assert named <= known


def test_concepts_that_shapes_rules_and_code_name_exist(ontology: Schema, shapes: Shapes) -> None:
    concepts = {str(q.subject)[1:-1] for q in ontology.ontology if str(q.subject)[1:].startswith(VOC)}
    texts = [rule.query for rule in ontology.rules] + [c.select for c in shapes.constraints]
    named = {VOC + local for text in texts for local in re.findall(r"\bvoc:([\w-]+)", text)}
    named |= {
        q.object.value for q in ontology.shapes if isinstance(q.object, ox.NamedNode) and q.object.value.startswith(VOC)
    }
    named |= {f"{VOC}cmp-{bound}" for bound in ("eq", "ge", "gt", "le", "lt", "range")}
    named |= {f"{VOC}precision-{name}" for name in ("day", "month", "year")}
    named |= {f"{VOC}basis-{name}" for name in ("explicit", "relative", "planPeriod", "reportedAsCurrent")}
    named |= {f"{VOC}q-{name}" for name in ("exact", "approx", "over", "under")}
    assert named - {VOC + "facility"} <= concepts


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_value_is_labelled_once_in_both_languages(scheme: str, ontology: Schema) -> None:
    known = labels(ontology, SKOS + "prefLabel")
    members = {
        str(q.subject)[1:-1]
        for q in ontology.ontology
        if q.predicate.value == SKOS + "inScheme" and str(q.object) == f"<{VOC}{scheme}>"
    }
    assert members
    for member in (VOC + scheme, *sorted(members)):
        assert {language: len(texts) for language, texts in known[member].items()} == {"zh": 1, "en": 1}, member


def test_a_unit_is_written_in_one_way_only(ontology: Schema) -> None:
    """A measure word of running text leads to one unit."""
    units = {
        str(q.subject)[1:-1]
        for q in ontology.ontology
        if q.predicate.value == SKOS + "inScheme" and str(q.object) == f"<{VOC}unit>"
    }
    seen: dict[str, str] = {}
    for predicate in ("prefLabel", "altLabel"):
        for unit, by_language in sorted(labels(ontology, SKOS + predicate).items()):
            for text in (t for texts in by_language.values() for t in texts if unit in units):
                assert seen.setdefault(text, unit) == unit, text


def test_every_shape_speaks_both_languages(shapes: Shapes) -> None:
    for constraint in shapes.constraints:
        assert sorted(language for language, _ in constraint.messages) == ["en", "zh"], constraint.name
        assert all(text.startswith(f"{constraint.number} ") for _, text in constraint.messages), constraint.name
        asked = {name for _, text in constraint.messages for name in re.findall(r"\{\?(\w+)\}", text)}
        assert asked <= set(re.findall(r"\?(\w+)", constraint.select)) | {"value"}, constraint.name


@pytest.mark.parametrize(
    ("where", "looks"),
    [
        ("?this :p ?x ; a :C . OPTIONAL { ?x :q/:r|:s ?y } MINUS { ?this :t 1 }", {":p", "a", ":q", ":r", ":s", ":t"}),
        ("{ ?this :p ?x } UNION { SELECT ?this WHERE { ?this :q+ ?x } } FILTER(?x != :r)", {":p", ":q"}),
        ("VALUES ?p { :p :q } ?this ?p ?x", None),
        ("?this :p ?x . OPTIONAL { ?x ?any ?y }", None),
        ("?this :p* ?x", None),
        ("?this !:p ?x", None),
        ("?this :p/^:q ?x", None),
        ("?this :p ?x FILTER(NOT EXISTS { ?x :q ?y })", None),
    ],
)
def test_a_store_is_given_all_that_a_target_looks_at(where: str, looks: set[str] | None) -> None:
    found = looked_at(f"PREFIX : <a:>\nSELECT ?this WHERE {{ {where} }}")
    spelled = None if looks is None else {TYPE if one == "a" else f"<a:{one[1:]}>" for one in looks}
    assert found == spelled


def test_what_the_shapes_call_an_edge_is_an_edge(shapes: Shapes) -> None:
    (stated,) = (one.select for one in shapes.constraints if one.number == "S36")
    assert set(re.findall(r"pol:(\w+)", stated)) == {edge.rpartition("#")[2].rstrip(">") for edge in EDGES}


def test_rules_run_in_the_order_of_their_numbers(ontology: Schema) -> None:
    names = [rule.name for rule in ontology.rules]
    assert names == sorted(names)
    assert all(re.match(r"\d\d-[a-z-]+$", name) for name in names)


def test_every_edge_of_a_family_is_named_in_its_rule_and_these_come_last(ontology: Schema) -> None:
    rules = [rule for rule in ontology.rules if rule.name.startswith("90-")]
    assert tuple(rules) == ontology.rules[-len(rules) :]
    written = {
        (part, head)
        for rule in rules
        for head, parts in re.findall(r"CONSTRUCT \{ \?subject pol:(\w+) .*\nWHERE \{ \?subject (\S+) ", rule.query)
        for part in parts.removeprefix("pol:").split("|pol:")
    }
    families = {family for _, family in written}
    assert families == {"lineage", "presumedLineage", "requires", "measures"}
    edges = (q for q in ontology.ontology if str(q.predicate) == SUBCLASS.replace("subClassOf", "subPropertyOf"))
    said = {(str(q.subject)[1:-1].rpartition("#")[2], str(q.object)[1:-1].rpartition("#")[2]) for q in edges}
    assert written == {(part, family) for part, family in said if family in families}


@pytest.mark.parametrize(
    ("file", "text", "place", "why"),
    [
        ("vocab/status.ttl", "@prefix a: <x:> .\na:b a a:c ;\n]", "3", "not Turtle"),
        ("policy.ttl", "@prefix a: <https://x/> .\na:b a:c undefined:d .", "2", "not Turtle"),
        ("vocab/hedge.ttl", "@prefix a: <https://x/> .\na:b a:c [] .", "", "blank node"),
        ("rules/10-issue-date.rq", "CONSTRUCT { ?s ?p ?o }\nWHERE { ?s ?p }", "2", "not SPARQL"),
        ("rules/10-issue-date.rq", "SELECT * WHERE { ?s ?p ?o }", "", "CONSTRUCT"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(file: str, text: str, place: str, why: str, folder: Path) -> None:
    path = folder / file
    right = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        with pytest.raises(KnowledgeError, match=why) as caught:
            schema(folder)
    finally:
        path.write_text(right, encoding="utf-8")
    assert caught.value.path == str(path)
    assert caught.value.place == place
    assert caught.value.remedy


def test_a_missing_file_is_named(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "vocab", tmp_path / "vocab")
    with pytest.raises(KnowledgeError, match=r"policy\.ttl"):
        schema(tmp_path)


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        ("sh:targetClass pol:Policy ; sh:severity sh:Fatal ; sh:path pol:value ; sh:minCount 1", "severity"),
        (
            "sh:targetClass pol:Policy ; sh:severity sh:Warning ; sh:path ( pol:value pol:unit ) ; sh:minCount 1",
            "one step",
        ),
        (
            "sh:targetClass pol:Policy ; sh:severity sh:Warning ; sh:path pol:unit ; sh:class pol:Unit",
            "one step from its node, this one further: .*class",
        ),
        ('sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE { ?this }" ] ; sh:in ()', "SPARQL"),
    ],
)
def test_a_shape_that_cannot_be_used_is_refused(shape: str, why: str, folder: Path) -> None:
    path = folder / "shapes" / "new.ttl"
    head = (folder / "shapes" / "issues.ttl").read_text(encoding="utf-8").partition("\nshape:")[0]
    kind = "PropertyShape" if "sh:path" in shape else "NodeShape"
    path.write_text(f"{head}\nshape:S99-new a sh:{kind} ; {shape} .\n", encoding="utf-8")
    try:
        with pytest.raises(KnowledgeError, match=why):
            prepare(schema(folder))
    finally:
        path.unlink()
