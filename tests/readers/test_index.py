from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.readers.index import read_index

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str) -> Path:
    path = folder / "index.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_entry_is_read(tmp_path: Path) -> None:
    text = '["a/b.txt"]\ntitle = " 通知 "\npublished = 2023-05-31\nlanguage = "zh"\nsource = "https://example.org/a"\n'
    (entry,) = read_index(written(tmp_path, text)).stated.items()
    assert entry[0] == "a/b.txt"
    assert (entry[1].title, entry[1].published, entry[1].language) == ("通知", "2023-05-31", "zh")


@pytest.mark.parametrize("published", ["2023", "2023-05", "2023-05-31", "2024-02-29"])
def test_dates_that_exist(published: str, tmp_path: Path) -> None:
    index = read_index(written(tmp_path, f'["a"]\npublished = "{published}"\n'))
    assert index.stated["a"].published == published


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ('["a"]\nautor = "x"\n', '["a"]', "unknown field autor"),
        ('["a"]\npublished = "31.5.2023"\n', '["a"]', "no date"),
        ('["a"]\npublished = "2023-02-30"\n', '["a"]', "no date"),
        ('["a"]\npublished = "2023-13"\n', '["a"]', "no date"),
        ('["a"]\npublished = 2023-05-31T10:00:00Z\n', '["a"]', "no text"),
        ('["a"]\ntitle = 5\n', '["a"]', "title is no text"),
        ('["a"]\ntitle = ""\n', '["a"]', "title is no text"),
        ('["a"]\nlanguage = "de"\n', '["a"]', "language 'de' is unknown"),
        ('["a"]\nsource = "file:///x"\n', '["a"]', "no web address"),
        ('a = "x"\n', '["a"]', "is no table"),
        ('["a"]\ntitle = "x\n', "2", "no TOML"),
        ('["a"]\ntitle = "x"\n["a"]\n', "", "no TOML"),
    ],
)
def test_a_mistake_is_refused_with_its_place(text: str, place: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=why) as caught:
        read_index(written(tmp_path, text))
    assert caught.value.place.startswith(place)
    assert caught.value.remedy
    assert caught.value.path.endswith("index.toml")


def test_the_mark_that_an_editor_puts_before_it_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "index.toml").write_bytes(b"\xef\xbb\xbf" + b"['a.txt']\r\npublished = '2024'\r\n")
    assert read_index(tmp_path / "index.toml").stated["a.txt"].published == "2024"


def test_an_index_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnowledgeError):
        read_index(path)
