from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.knowledge.lexicon import load_concepts
from kg.knowledge.load import digest, load
from kg.paths import ONTOLOGY
from kg.terms import VOC

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = """@prefix pol: <https://w3id.org/policykg/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix voc: <https://w3id.org/policykg/voc/> .
"""
ENTRY = """voc:ft-x a pol:FacilityType ; skos:prefLabel "x hospital"@en , "某医院"@zh ;
    skos:altLabel "某院"@zh ; skos:hiddenLabel "X hosp"@en ; pol:notLabel "某医院感染"@zh ; skos:broader voc:ft-y .
"""


def write(folder: Path, text: str, name: str = "facility.ttl") -> Path:
    (folder / name).write_text(PREFIXES + text, "utf-8")
    return folder


def test_an_entry_becomes_a_concept_with_all_its_names(tmp_path: Path) -> None:
    (concept,) = load_concepts(write(tmp_path, ENTRY)).values()
    assert concept.iri == VOC + "ft-x"
    assert concept.kind == "facility"
    assert concept.labels == {"zh": "某医院", "en": "x hospital"}
    assert set(concept.names) == {("某医院", "zh"), ("某院", "zh"), ("x hospital", "en"), ("X hosp", "en")}
    assert concept.traps == ("某医院感染",)
    assert concept.broader == (VOC + "ft-y",)


def test_what_documents_do_not_name_is_no_concept(tmp_path: Path) -> None:
    text = 'voc:stat-x a skos:Concept ; skos:prefLabel "x"@en , "某"@zh .\nvoc:s a skos:ConceptScheme .\n'
    assert load_concepts(write(tmp_path, text)) == {}


def test_an_entry_may_be_told_in_two_files(tmp_path: Path) -> None:
    write(tmp_path, ENTRY)
    write(tmp_path, 'voc:ft-x skos:altLabel "又名"@zh .\n', "more.ttl")
    assert ("又名", "zh") in load_concepts(tmp_path)[VOC + "ft-x"].names


def test_the_order_of_entries_and_files_does_not_matter(tmp_path: Path) -> None:
    other = ENTRY.replace("ft-x", "ft-a").replace("某", "甲").replace("x hosp", "a hosp").replace("X hosp", "A hosp")
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = load_concepts(write(tmp_path / "one", ENTRY + other))
    two = load_concepts(write(write(tmp_path / "two", ENTRY, "b.ttl"), other, "a.ttl"))
    assert list(one) == list(two) == sorted(one)
    assert [(c.names, c.labels) for c in one.values()] == [(c.names, c.labels) for c in two.values()]


@pytest.mark.parametrize(
    ("text", "why", "place"),
    [
        (ENTRY.replace(' , "某医院"@zh', "", 1), "lacks a preferred label", ""),
        (ENTRY.replace('"x hospital"@en , ', "", 1), "lacks a preferred label", ""),
        (ENTRY.replace(" .\n", " ;\n"), "not Turtle", "6"),
        (ENTRY.replace("voc:ft-y", "vac:ft-y"), "not Turtle", "5"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, why: str, place: str) -> None:
    with pytest.raises(KnowledgeError, match=why) as caught:
        load_concepts(write(tmp_path, text))
    assert caught.value.path.endswith("facility.ttl")
    assert caught.value.place.startswith(place)
    assert caught.value.remedy


def test_everything_shipped_loads_and_says_so_the_same_every_time() -> None:
    one, two = load(), load()
    assert list(one.concepts) == list(two.concepts)
    assert one.digest == two.digest
    assert {c.kind for c in one.concepts.values()} >= {"policy", "agency", "facility", "indicator", "region"}


def test_the_digest_knows_every_byte_and_every_name(tmp_path: Path) -> None:
    write(tmp_path, ENTRY)
    before = digest(tmp_path)
    (tmp_path / "notes.md").write_text("not data", "utf-8")
    assert digest(tmp_path) == before
    (tmp_path / "facility.ttl").rename(tmp_path / "facilities.ttl")
    renamed = digest(tmp_path)
    write(tmp_path, ENTRY + "\n", "facilities.ttl")
    assert len({before, renamed, digest(tmp_path)}) == 3
    assert digest(ONTOLOGY) == digest(ONTOLOGY)
