from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.errors import KnowledgeError
from kg.knowledge.words import load_words
from kg.paths import ONTOLOGY
from kg.terms import RDF, SKOS, VOC
from kg.text.fold import fold

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("numbers.toml", "units.toml", "times.toml")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A copy of the tables to spoil."""
    for name in NAMES:
        shutil.copy(ONTOLOGY / "words" / name, tmp_path / name)
    return tmp_path


def test_the_tables_load() -> None:
    loaded = load_words(ONTOLOGY / "words")
    assert dict(loaded.numbers.digits)["两"] == 2
    assert {unit.name: unit for unit in loaded.units}["人次"].iri == "https://w3id.org/policykg/voc/unit-visits"
    assert ("上半年", (1, 6)) in loaded.times.parts


def test_every_unit_has_a_form_that_folded_text_can_hold_and_two_labels() -> None:
    for unit in load_words(ONTOLOGY / "words").units:
        assert unit.forms[0] == unit.name
        assert all(form == fold(form) for form in (*unit.forms, *unit.over, *unit.before))
        assert unit.zh
        assert unit.en.isascii()
        assert all(any(word.startswith(form) for form in unit.forms) for word in unit.unless)


def test_every_unit_is_described_in_the_vocabulary_with_labels_in_both_languages() -> None:
    """A figure points to its unit: a page must have a name for it, and a query the scheme."""
    said = set()
    for quad in ox.parse(path=str(ONTOLOGY / "vocab" / "unit.ttl"), format=ox.RdfFormat.TURTLE):
        assert isinstance(quad.subject, ox.NamedNode)
        value = quad.object.language if isinstance(quad.object, ox.Literal) else quad.object.value
        said.add((quad.subject.value, quad.predicate.value, value))
    for unit in load_words(ONTOLOGY / "words").units:
        for predicate, value in (
            (RDF + "type", SKOS + "Concept"),
            (SKOS + "inScheme", VOC + "unit"),
            (SKOS + "prefLabel", "zh"),
            (SKOS + "prefLabel", "en"),
        ):
            assert (unit.iri, predicate, value) in said, f"[{unit.name}] {unit.iri}: unit.ttl lacks {predicate} {value}"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


# file, what is changed into what, the place and the word that the message must name
MISTAKES = (
    ("numbers.toml", "points = ['点']", "points = '点'", "points", "list of words"),
    ("numbers.toml", "points = ['点']", "points = []\npoint = ['点']", "point", "is unknown"),
    ("numbers.toml", "points = ['点']", "", "points", "is missing"),
    ("numbers.toml", "points = ['点']", "points = ['點']", "points", "Write 点"),
    ("numbers.toml", "points = ['点']", "points = ['点', '点']", "points", "listed twice"),
    ("numbers.toml", "points = ['点']", "points = ['点'", "", "not TOML"),
    ("numbers.toml", "'万' = 10000", "'万' = 'many'", "scales 万", "a whole number"),
    ("numbers.toml", "'万' = 10000", "'万' = true", "scales 万", "a whole number"),
    ("numbers.toml", "lt = ['少于'", "less = ['少于'", "[before] less", "is no sign"),
    ("numbers.toml", "lt = ['少于'", "lt = ['至少', '少于'", "[before] lt", "至少"),
    ("units.toml", "iri = 'unit:PERCENT'", "iri = 'qudt:PERCENT'", "[%]", "no short IRI"),
    ("units.toml", "kind = 'percent'", "kind = 'share'", "[%]", "is no kind"),
    ("units.toml", "zh = '百分比'\n", "", "[%]", "has other keys"),
    ("units.toml", "zh = '百分比'", "zh = ''", "[%]", "zh"),
    ("units.toml", "forms = ['人次数'", "forms = ['个', '人次数'", "[个]", "人次"),
    ("times.toml", "'上半年' = [1, 6]", "'上半年' = [6, 1]", "parts 上半年", "two months"),
    ("times.toml", "'个月' = 'month'", "'个月' = 'moon'", "lengths 个月", "day, month, year"),
    ("times.toml", "'January' = 1", "'January' = 1.5", "month_names January", "a whole number"),
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake[0]}: {mistake[4]}")
def test_a_mistake_is_named_with_its_place(words: Path, mistake: tuple[str, str, str, str, str]) -> None:
    name, old, new, place, said = mistake
    replace(words / name, old, new)
    with pytest.raises(KnowledgeError) as caught:
        load_words(words)
    assert caught.value.path.endswith(name)
    assert caught.value.place == place
    assert said in str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_and_bytes_that_are_no_text_are_named(words: Path, name: str) -> None:
    (words / name).write_bytes(b"a = '\xff'")
    with pytest.raises(KnowledgeError, match="not UTF-8"):
        load_words(words)
    (words / name).unlink()
    with pytest.raises(KnowledgeError, match=name):
        load_words(words)
