"""The closed classes of English words: all that the program asks for is there, each is asked for, mistakes are told."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.extraction.english_words import VERBS
from kg.knowledge.english import CLASSES, load_english
from kg.knowledge.load import load
from kg.paths import ONTOLOGY

SHIPPED = ONTOLOGY / "words" / "english.toml"
EXTRACTION = Path(__file__).parents[2] / "kg" / "extraction"


def texts_of(path: Path) -> set[str]:
    """Every string literal of a module."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def asked_of(path: Path) -> set[str]:
    """The classes that a module asks for by their names."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    calls = (node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    asking = (call.args[0] for call in calls if call.args and ast.unparse(call.func).endswith("said.has"))
    return {name.value for name in asking if isinstance(name, ast.Constant) and isinstance(name.value, str)}


def test_every_class_that_is_asked_for_is_there() -> None:
    known = load()
    asked = {name for path in EXTRACTION.glob("*.py") for name in asked_of(path)}
    assert asked <= {*known.english, *known.cues.classes["en"]} - set(VERBS)


def test_every_class_is_asked_for() -> None:
    asked = {text for path in EXTRACTION.glob("*.py") for text in texts_of(path)}
    assert asked >= CLASSES


def test_no_class_stands_in_the_cues_too() -> None:
    assert not CLASSES & load().cues.classes["en"].keys()


@pytest.mark.parametrize(
    ("old", "new", "place", "why"),
    [
        ("wants = [", "wanting_to = [", "wanting_to", "is unknown"),
        ("contrast = ['while', 'whereas', 'but']\n", "", "contrast", "is missing"),
        ("wants = ['want', 'wants']", "wants = 'want'", "wants", "is no list of words"),
        ("wants = ['want', 'wants']", "wants = []", "wants", "is no list of words"),
        ("wants = ['want', 'wants']", "wants = ['want', 'want']", "wants", "want is listed twice"),
        ("wants = ['want', 'wants']", "wants = ['Want', 'wants']", "wants", "Want cannot match"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str, why: str) -> None:
    path = tmp_path / "english.toml"
    text = SHIPPED.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_english(path)
    assert (caught.value.place, caught.value.why) == (place, why)
