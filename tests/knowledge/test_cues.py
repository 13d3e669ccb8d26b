from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KnowledgeError
from kg.knowledge.cues import alternation, load_cues
from kg.terms import VOC

if TYPE_CHECKING:
    from pathlib import Path

    from kg.knowledge.types import Cues

RIGHT = """
[zh]
aim = ['要', '力争', '应']
[en]
aim = ['will', 'strive to']
[unless]
words = ['要求', '主要', '应急']
[concepts.modality]
modality-strive = ['力争', 'strive']
modality-commit = ['要', 'will']
"""


def loaded(folder: Path, text: str) -> Cues:
    (folder / "cues.toml").write_text(text, "utf-8")
    return load_cues(folder / "cues.toml")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("学校要开门", ["要"]),
        ("要求学校开门", []),  # 要 in 要求
        ("主要学校", []),  # 要 in 主要
        ("主要要求", []),
        ("学校要要求开门", ["要"]),  # the first 要 is one
        ("应急要应对", ["要", "应"]),
        ("力争要", ["力争", "要"]),
        ("It will open", ["will"]),
        ("It WILL open", ["WILL"]),
        ("goodwill willing", []),  # English words are whole words
        ("strive to open", ["strive to"]),
        ("", []),
    ],
)
def test_a_class_finds_its_words_and_not_what_holds_them(tmp_path: Path, text: str, found: list[str]) -> None:
    cues = loaded(tmp_path, RIGHT)
    assert [match[0] for match in cues.one["aim"].finditer(text)] == found


def test_words_are_folded(tmp_path: Path) -> None:
    cues = loaded(tmp_path, RIGHT.replace("'力争'", "'力爭'").replace("'will'", "'ｗｉｌｌ'"))
    assert cues.one["aim"].search("力争")
    assert cues.one["aim"].search("will")


def test_concepts_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    """The strongest is asked first, so the order of the file is the order of force."""
    concepts = loaded(tmp_path, RIGHT).concepts["modality"]
    assert [iri for _, iri in concepts] == [VOC + "modality-strive", VOC + "modality-commit"]
    assert [bool(pattern.search("要求")) for pattern, _ in concepts] == [False, False]
    assert [bool(pattern.search("要力争")) for pattern, _ in concepts] == [True, True]


@pytest.mark.parametrize(
    ("old", "new", "place", "why"),
    [
        ("[en]", "[fr]", "[fr]", "unknown section"),
        ("aim = ['要', '力争', '应']", "aim = '要'", "[zh] aim", "is no list of words"),
        ("aim = ['要', '力争', '应']", "aim = []", "[zh] aim", "is no list of words"),
        ("aim = ['要', '力争', '应']", "aim = ['要', '']", "[zh] aim", "is no list of words"),
        ("aim = ['要', '力争', '应']", "aim = ['要', 1]", "[zh] aim", "is no list of words"),
        ("[zh]", "[zh", "", "not TOML"),
    ],
)
def test_a_mistake_is_refused_with_place_and_remedy(tmp_path: Path, old: str, new: str, place: str, why: str) -> None:
    assert old in RIGHT
    with pytest.raises(KnowledgeError, match=why) as caught:
        loaded(tmp_path, RIGHT.replace(old, new, 1))
    assert caught.value.place == place
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        # taken letter by letter, 要 would never be found
        ("words = ['要求', '主要', '应急']", "words = '要求'", "[unless] words"),
        ("words = ['要求', '主要', '应急']", "words = [1]", "[unless] words"),
        # 力 and 争 alone would strive
        (
            "modality-strive = ['力争', 'strive']",
            "modality-strive = '力争'",
            "[concepts.modality] modality-strive",
        ),
        # an empty word is found everywhere
        ("modality-strive = ['力争', 'strive']", "modality-strive = []", "[concepts.modality] modality-strive"),
        ("[concepts.modality]", "[concepts]", "[concepts.modality-strive]"),
    ],
)
def test_a_mistake_in_the_other_sections_is_refused_too(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert old in RIGHT
    with pytest.raises(KnowledgeError) as caught:
        loaded(tmp_path, RIGHT.replace(old, new, 1))
    assert caught.value.place == place
    assert caught.value.remedy


@pytest.mark.parametrize("section", ["zh", "unless", "concepts"])
def test_a_section_that_is_no_table_is_refused(tmp_path: Path, section: str) -> None:
    with pytest.raises(KnowledgeError, match="is no table") as caught:
        loaded(tmp_path, f"{section} = ['要']\n[en]\naim = ['will']\n")
    assert caught.value.place == f"[{section}]"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is missing"):
        load_cues(tmp_path / "cues.toml")


WORDS = st.lists(st.text("要求主应急a", min_size=1, max_size=3), min_size=1, max_size=5)


@given(WORDS, WORDS, st.text("要求主应急a ", max_size=20))
def test_a_word_is_found_exactly_where_no_longer_one_holds_it(words: list[str], longer: list[str], text: str) -> None:
    """Against a search by hand, for Chinese words: an occurrence counts unless one of the longer words lies over it."""
    chinese = [word for word in words if not word[0].isascii()]
    if not chinese:
        return
    found = {match.start() for match in regex.finditer(f"(?=({alternation(chinese, longer)}))", text)}
    wanted = set()
    for word in set(chinese):
        for at in (i for i in range(len(text)) if text.startswith(word, i)):
            if not any(covers(other, word, text, at) for other in longer):
                wanted.add(at)
    assert found == wanted


@given(st.lists(st.text("aBü.1", min_size=1, max_size=3), min_size=1, max_size=4), st.text("aAbBüÜ.1 要_", max_size=12))
def test_latin_words_are_found_whole_and_in_any_case(words: list[str], text: str) -> None:
    """Against the expression that says no more than that; what begins with no letter is found within words too."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    plain = "|".join(rf"\b{re.escape(w)}\b" if w[0] in "aB" else re.escape(w) for w in ordered)
    expected = [match.span() for match in re.finditer(plain, text, re.IGNORECASE)]
    assert [match.span() for match in re.finditer(alternation(words, ()), text)] == expected


def covers(longer: str, word: str, text: str, at: int) -> bool:
    """Whether a longer word stands in the text around the word at `at`."""
    inside = [i for i in range(len(longer) - len(word) + 1) if longer.startswith(word, i)]
    return longer != word and any(at >= i and text.startswith(longer, at - i) for i in inside)
