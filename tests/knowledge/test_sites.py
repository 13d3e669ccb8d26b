from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.knowledge.sites import load_sites
from kg.paths import ONTOLOGY

if TYPE_CHECKING:
    from pathlib import Path

CUE = """
[[cue]]
reason = "advertisement"
reach = "line"
say = ['^Buy now']
example = ["Buy now!"]
not = ["Hospitals may buy now what they need."]
"""


def planted(folder: Path, name: str, text: str) -> Path:
    shutil.copytree(ONTOLOGY / "sites", folder / "sites")
    (folder / "sites" / name).write_text(text, "utf-8")
    return folder / "sites"


def test_every_cue_finds_its_examples_and_no_counter_example() -> None:
    sites = load_sites()
    assert len(sites.cues) > 10
    for cue in sites.cues:
        assert cue.examples, cue.place
        assert cue.counter_examples, cue.place
        for text in (*cue.examples, *cue.counter_examples):
            assert cue.finds(text) is (text in cue.examples), (cue.place, text)


def test_no_cue_takes_the_counter_example_of_another() -> None:
    """What one cue names as text that must stay is not to be dropped by the next."""
    sites = load_sites()
    for cue in sites.cues:
        for other in sites.cues:
            assert not [text for text in cue.counter_examples if other.finds(text)], (cue.place, other.place)


def test_frequent_characters_hold_both_scripts() -> None:
    frequent = load_sites().frequent
    assert {"国", "國", "的", "卫", "衛"} <= frequent
    assert "\n" not in frequent


def test_a_site_is_a_file(tmp_path: Path) -> None:
    folder = planted(tmp_path, "some-shop.toml", 'when = "Some Shop"\n' + CUE)
    (cue,) = (cue for cue in load_sites(folder).cues if cue.reason == "advertisement")
    assert cue.when is not None
    assert cue.place == "some-shop.toml [[cue]] 1"


@pytest.mark.parametrize(
    ("change", "why", "place"),
    [
        (("'^Buy now'", "'(unclosed'"), "is wrong", "[[cue]] 1"),
        (('["Buy now!"]', '["Sell!"]'), "does not find its example", "[[cue]] 1"),
        (('"Hospitals may buy now what they need."', '"Buy now a bed."'), "which it must not", "[[cue]] 1"),
        (('reach = "line"', 'reach = "page"'), "reach 'page' is unknown", "[[cue]] 1"),
        (('reason = "advertisement"', 'cause = "x"'), "unknown key cause", "[[cue]] 1"),
        (('reason = "advertisement"', ""), "no string", "[[cue]] 1 reason"),
        (("say = ['^Buy now']", "say = '^Buy now'"), "no list of strings", "[[cue]] 1 say"),
        (("[[cue]]", "[[cue"), "not TOML", ""),
        (("[[cue]]", "longest = 3\n[[cue]]"), "key longest is unknown", "longest"),
    ],
)
def test_a_mistake_is_refused_with_its_place(change: tuple[str, str], why: str, place: str, tmp_path: Path) -> None:
    folder = planted(tmp_path, "shop.toml", CUE.replace(*change))
    with pytest.raises(KnowledgeError, match=why) as caught:
        load_sites(folder)
    assert caught.value.place.startswith(place)
    assert caught.value.path.endswith("shop.toml")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("metadata.toml", "level = 1", "level = 0", "no depth"),
        ("metadata.toml", 'ten = "十"', "ten = 10", "no string"),
        ("characters.toml", "traditional =", "title =", "is missing"),
        ("characters.toml", "traditional =", "other =", "key other is unknown"),
        ("metadata.toml", "[[lead]]", "[[led]]", "key led is unknown"),
        ("metadata.toml", 'example = "新华社', 'example = "旧华', "does not find its example"),
    ],
)
def test_the_other_files_are_checked_too(name: str, old: str, new: str, why: str, tmp_path: Path) -> None:
    text = (ONTOLOGY / "sites" / name).read_text("utf-8")
    assert old in text
    with pytest.raises(KnowledgeError, match=why):
        load_sites(planted(tmp_path, name, text.replace(old, new, 1)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is missing"):
        load_sites(tmp_path)
