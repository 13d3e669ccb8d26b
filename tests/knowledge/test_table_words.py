"""The words of tables: as shipped, and refused with file, place, reason and remedy where they are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.extraction.cell_values import unit_in
from kg.extraction.units import units
from kg.knowledge.headers import close, load_headers
from kg.knowledge.load import load
from kg.paths import ONTOLOGY
from kg.terms import VOC
from kg.text.fold import fold

if TYPE_CHECKING:
    from pathlib import Path

    from kg.knowledge.types import Knowledge

HEADERS = load_headers(ONTOLOGY / "words" / "tables.toml")
SHIPPED = (ONTOLOGY / "words" / "tables.toml").read_text("utf-8")


def test_a_word_has_one_role() -> None:
    """A header that could be of two sorts would take the last one of the file in silence."""
    lines = SHIPPED.split("[roles]")[1].split("[senses]")[0].split("\n")
    words = [word for line in lines if not line.startswith("#") for word in line.split("'")[1::2]]
    assert len(words) > 50
    assert sorted(words) == sorted(set(words))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.mark.parametrize("form", sorted(HEADERS.units))
def test_every_spelling_is_of_a_unit_of_the_table(form: str, knowledge: Knowledge) -> None:
    found = unit_in(form, HEADERS, knowledge)
    assert found is not None
    assert found.unit in units(knowledge)


@pytest.mark.parametrize("form", sorted(HEADERS.pers))
def test_everything_that_a_number_is_per_is_read_behind_a_unit(form: str, knowledge: Knowledge) -> None:
    found = unit_in(f"张/{form}", HEADERS, knowledge)
    assert found is not None
    assert (found.unit, found.per) == ("张", HEADERS.pers[form])


def test_every_force_is_a_concept() -> None:
    shipped = (ONTOLOGY / "vocab" / "modality.ttl").read_text("utf-8")
    for concept in HEADERS.modality.values():
        assert f"voc:{concept.removeprefix(VOC)} a skos:Concept" in shipped


@pytest.mark.parametrize(
    ("text", "wanted"), [("指　标", "指标"), ("Unit  of\tMeasure", "unit of measure"), ("單位", "单位")]
)
def test_cells_are_compared_without_blanks_and_case(text: str, wanted: str) -> None:
    assert close(fold(text)) == wanted


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("[roles]", "[rolls]", r"\[roles\].*missing|\[rolls\].*unknown"),
        ("attribute = [", "atribute = [", "attribute is missing|atribute is unknown"),
        ("[parts]\nwords = ['城市',", "[parts]\nwords = ['',", r"\[parts\] words: is no list of words"),
        ("persons = '人'", "persons = ''", r"\[units\]: persons names no unit"),
        ("before = '每千人口'\n", "", r"\[\[per\]\] 1: has other fields"),
        ("[senses]", "[senses", "not TOML"),
    ],
)
def test_a_mistake_is_named(wrong: str, right: str, said: str, tmp_path: Path) -> None:
    assert wrong in SHIPPED
    path = tmp_path / "tables.toml"
    path.write_text(SHIPPED.replace(wrong, right, 1), "utf-8")
    with pytest.raises(KnowledgeError, match=said) as caught:
        load_headers(path)
    assert "tables.toml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is missing"):
        load_headers(tmp_path / "tables.toml")
