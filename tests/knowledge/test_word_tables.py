"""The lists of words that names are composed from: as shipped, and with mistakes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.knowledge.files import read_toml
from kg.knowledge.tables import (
    load_composition,
    load_counties,
    load_people,
    load_structure,
    load_suffixes,
    load_titles,
)
from kg.paths import ONTOLOGY
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = ONTOLOGY / "words"
LOADERS: dict[str, Callable[[Path], object]] = {
    "titles.toml": load_titles,
    "people.toml": load_people,
    "structure.toml": load_structure,
    "facilities.toml": load_composition,
    "agencies.toml": load_suffixes,
    "counties.toml": load_counties,
}

# the tables of names that bodies elsewhere share
NAMESAKES = "[namesakes]\n'部' = '某部'\n[of_namesakes]\nwords = []\n[not_of_namesakes]\nwords = []\n"


def test_the_lists_load_folded() -> None:
    composition = load_composition(WORDS / "facilities.toml")
    suffixes = load_suffixes(WORDS / "agencies.toml")
    words = [*load_titles(WORDS / "titles.toml").heads, *load_people(WORDS / "people.toml").posts]
    words += [word for word, _ in composition.modifiers] + list(composition.dropped) + list(suffixes.canonical)
    assert all(word == fold(word) for word in words)


def test_a_canonical_ending_is_its_own() -> None:
    """Else one body would have two keys: 卫健委 -> 卫生健康委员会 -> something else."""
    suffixes = load_suffixes(WORDS / "agencies.toml")
    assert all(suffixes.canonical.get(fold(ending), ending) == ending for ending in suffixes.canonical.values())


def test_a_modifier_is_not_dropped_as_well() -> None:
    composition = load_composition(WORDS / "facilities.toml")
    assert not {word for word, _ in composition.modifiers} & set(composition.dropped)


@pytest.mark.parametrize("name", LOADERS)
def test_what_is_no_toml_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("heads = [", "utf-8")
    with pytest.raises(KnowledgeError, match="not TOML") as caught:
        LOADERS[name](tmp_path / name)
    assert caught.value.path.endswith(name)
    assert caught.value.remedy


@pytest.mark.parametrize("name", LOADERS)
def test_bytes_that_are_no_utf_8_are_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes("heads = ['意见']".encode("gb18030"))
    with pytest.raises(KnowledgeError, match="UTF-8"):
        LOADERS[name](tmp_path / name)


@pytest.mark.parametrize("name", LOADERS)
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnowledgeError, match="is missing"):
        LOADERS[name](tmp_path / name)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("people.toml", "posts = [", "post = [", "post: is unknown"),
        ("people.toml", "surnames = [", "surnames = ['王']\nspare = [", "spare: is unknown"),
        ("people.toml", "after = [", "after = [1, ", "after: is no list of words"),
        ("titles.toml", "heads = [", "heads = ['', ", "heads: is no list of words"),
        ("structure.toml", "lone_numbers = ['", "lone_numbers = ['(", "lone_numbers: ("),
    ],
)
def test_a_mistake_is_told_with_its_list(tmp_path: Path, name: str, old: str, new: str, told: str) -> None:
    shutil.copy(WORDS / name, tmp_path / name)
    text = (tmp_path / name).read_text("utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        LOADERS[name](tmp_path / name)
    assert f"{name}:{told}" in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("facilities.toml", "[modifiers.level]\n'省级' = 'provincial'\n", "[dropped]"),
        ("facilities.toml", "[dropped]\nwords = []\n[listed]\n[traps]\nwords = []\n", "[modifiers]"),
        (
            "facilities.toml",
            "dropped = 1\n[modifiers.level]\n'省级' = 'provincial'\n[traps]\nwords = []\n[listed]\n",
            "[dropped]",
        ),
        (
            "facilities.toml",
            "[modifiers]\n'省级' = 'provincial'\n[dropped]\nwords = []\n[traps]\nwords = []\n[listed]\n",
            "[modifiers.省级]",
        ),
        (
            "facilities.toml",
            "[modifiers.level]\n'省级' = 1\n[dropped]\nwords = []\n[traps]\nwords = []\n[listed]\n",
            "[modifiers.level] 省级",
        ),
        (
            "facilities.toml",
            "[modifiers.level]\n'省级' = 'x'\n[dropped]\nwords = [1]\n[traps]\nwords = []\n[listed]\n",
            "[dropped] words",
        ),
        (
            "facilities.toml",
            "[modifiers.level]\n'省级' = 'x'\n[dropped]\nword = ['x']\n[traps]\nwords = []\n[listed]\n",
            "[dropped]",
        ),
        (
            "facilities.toml",
            "[modifiers.level]\n'省级' = 'x'\n[dropped]\nwords = []\n[other]\n[listed]\n[traps]\nwords = []\n",
            "[other]",
        ),
        ("agencies.toml", "[suffixes]\n'局' = '局'\n[addressed]\nwords = []\n", "[generic]"),
        (
            "agencies.toml",
            "suffixes = ['局']\n[generic]\nwords = []\n[self]\nwords = ['我局']\n[addressed]\nwords = []\n" + NAMESAKES,
            "[suffixes]",
        ),
        (
            "agencies.toml",
            "[suffixes]\n'局' = ''\n[generic]\nwords = []\n[self]\nwords = []\n[addressed]\nwords = []\n" + NAMESAKES,
            "[suffixes] 局",
        ),
        (
            "agencies.toml",
            "[suffixes]\n'局' = '局'\n[generic]\nwords = 'x'\n[self]\nwords = []\n[addressed]\nwords = []\n"
            + NAMESAKES,
            "[generic] words",
        ),
    ],
)
def test_a_table_that_is_missing_or_wrong_is_told(tmp_path: Path, name: str, text: str, place: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        LOADERS[name](tmp_path / name)
    assert caught.value.path.endswith(name)
    assert caught.value.place == place
    assert caught.value.remedy


def test_toml_is_read_as_tables(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("[a]\nb = '医院'\n", "utf-8")
    assert read_toml(tmp_path / "x.toml") == {"a": {"b": "医院"}}
