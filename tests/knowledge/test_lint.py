"""Every mistake in a copy of ontology/ is told at once, with its file, its place and what would be right."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.knowledge.lint import lint
from kg.paths import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.errors import KnowledgeError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of ontology/ to spoil."""
    return Path(shutil.copytree(ONTOLOGY, tmp_path / "ontology"))


def spoil(folder: Path, name: str, old: str, new: str) -> int:
    """Change what stands once in a file; the number of the line where it stood."""
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text, f"{name} holds no {old!r} to spoil"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def append(folder: Path, name: str, text: str) -> int:
    """Add an entry to a file; the number of its first line."""
    path = folder / name
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{text}\n", "utf-8")
    return before.count("\n") + 2


def test_the_shipped_files_are_right() -> None:
    assert not [str(error) for error in lint()]


def test_everything_is_told_at_once_in_the_order_of_files(folder: Path) -> None:
    spoil(folder, "patterns/issues.toml", "lang = 'zh'", "lang = 'fr'")
    spoil(folder, "patterns/lineage.toml", "say = '", "say = '(")
    spoil(folder, "words/people.toml", "posts = [", "post = [")
    spoil(folder, "words/cues.toml", "[en]", "[fr]")
    spoil(folder, "vocab/status.ttl", "@zh", "@en")
    spoil(folder, "sites/generic.toml", "reach = ", "reach = 'page' #")
    files = [Path(error.path).name for error in lint(folder)]
    assert files == sorted(files, key=lambda name: next(str(path) for path in folder.rglob(name)))
    # no pattern can be tried while the classes of words are wrong
    assert {"people.toml", "cues.toml", "status.ttl", "generic.toml"} <= set(files)
    spoil(folder, "words/cues.toml", "[fr]", "[en]")
    assert {"issues.toml", "lineage.toml"} <= {Path(error.path).name for error in lint(folder)}


def test_a_mark_that_an_editor_put_before_a_file_is_no_mistake(folder: Path) -> None:
    for name in ("vocab/status.ttl", "shapes/issues.ttl", "patterns/speaks.toml", "words/units.toml"):
        path = folder / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert not [str(error) for error in lint(folder)]


def test_a_file_in_another_encoding_is_told_with_its_line(folder: Path) -> None:
    names = ["patterns/speaks.toml", "sites/generic.toml", "vocab/hedge.ttl", "words/people.toml"]
    lines = []
    for name in names:
        text = (folder / name).read_text("utf-8")
        lines.append(next(str(n) for n, line in enumerate(text.splitlines(), 1) if not line.isascii()))
        (folder / name).write_bytes(text.encode("gb18030"))
    found = {str(Path(error.path).relative_to(folder)): error for error in lint(folder)}
    assert [(name, found[name].place, found[name].why) for name in names] == [
        (name, line, "not UTF-8") for name, line in zip(names, lines, strict=True)
    ]


def test_a_file_of_patterns_that_nothing_reads_is_told(folder: Path) -> None:
    append(folder, "patterns/requires.toml", PATTERN)
    (folder / "patterns" / "requires.toml").rename(folder / "patterns" / "demands.toml")
    (error,) = lint(folder)
    assert (Path(error.path).name, error.why) == ("demands.toml", "no document is read with this file")
    assert "requires" in error.remedy


def test_two_mistakes_of_one_pattern_file_are_both_told(folder: Path) -> None:
    spoil(folder, "patterns/measures.toml", "id = 'MEA-01'\nlang = 'zh'", "id = 'MEA-01'\nlang = 'fr'")
    spoil(folder, "patterns/measures.toml", "id = 'MEA-03'\nlang = 'zh'", "id = 'MEA-03'")
    assert [(e.place, e.why) for e in lint(folder) if "MEA" not in e.place] == [
        ("[share_of_facilities]", "lang is 'fr'"),
        ("[share_of_others]", "has no lang"),
    ]


def test_a_turtle_mistake_is_told_with_its_line(folder: Path) -> None:
    line = spoil(folder, "vocab/statistic.ttl", "voc:stat-share a", "voc:stat-share is")
    (error,) = lint(folder)
    assert Path(error.path).name == "statistic.ttl"
    assert error.place == str(line)
    assert "not Turtle" in error.why


def test_a_file_that_cannot_be_parsed_makes_no_false_alarm_elsewhere(folder: Path) -> None:
    """What others point to in it may well stand there."""
    (folder / "vocab" / "region.ttl").write_text("@prefix", "utf-8")
    (folder / "shapes" / "issues.ttl").write_text("<a> <b", "utf-8")
    assert [Path(error.path).name for error in lint(folder)] == ["issues.ttl", "region.ttl"]


FACILITY = 'voc:ft-x a pol:FacilityType ; skos:prefLabel "x hospital"@en{} ; dcterms:source "test"{} .'
INDICATOR = 'indicator:x a pol:Indicator ; skos:prefLabel "x"@en , "某某数"@zh{} .'
# The file of a wrong entry, the entry, why it is wrong, and what would be right.
ENTRIES = [
    # labels
    ("facility.ttl", FACILITY.format("", ""), "preferred labels in en", "@zh"),
    ("facility.ttl", FACILITY.format(' , "某院"@zh , "某医院"@zh', ""), "in en, zh, zh", "one in each"),
    (
        "facility.ttl",
        FACILITY.format(' , "某某院"@zh', ' ; skos:altLabel "某某院"@zh'),
        "某某院' twice",
        "Keep one",
    ),
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', ' ; skos:altLabel "X Hospital"@en'), "twice", "Keep one"),
    # a name of another entry, however it is cased, widened or scripted
    ("facility.ttl", FACILITY.format(' , "乡镇卫生院"@zh', ""), "so is <", "where it is meant"),
    (
        "facility.ttl",
        FACILITY.format(' , "某某院"@zh', ' ; skos:hiddenLabel "鄉鎮衛生院"@zh'),
        "so is <",
        "where it is meant",
    ),
    # traps
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', ' ; pol:notLabel "中心"@zh'), "none of its names", "Delete"),
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', ' ; pol:notLabel "某某院"@zh'), "as a name and", "Keep one"),
    # references
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', " ; skos:broader voc:ft-y"), "ft-y>, which has no", "add"),
    ("indicator.ttl", INDICATOR.format(""), "has not one pol:statistic", "vocab/statistic.ttl"),
    (
        "indicator.ttl",
        INDICATOR.format(" ; pol:statistic voc:stat-x ; pol:unit unit:NUM"),
        "stat-x>, which has no entry",
        "Correct the name",
    ),
    # slips that would only keep a name from being read
    (
        "facility.ttl",
        FACILITY.format(' , "某某院"@zh', "").replace("FacilityType", "FacilityTyp"),
        "says pol:FacilityTyp, which there is not",
        "pol:FacilityType meant",
    ),
    (
        "facility.ttl",
        FACILITY.format(' , "某某院"@zh', ' ; skos:altLable "某某堂"@zh'),
        "says skos:altLable, which there is not",
        "skos:altLabel meant",
    ),
    (
        "facility.ttl",
        FACILITY.format(' , "某某院"@zh', ' ; pol:notLable "某某院子"@zh'),
        "says pol:notLable, which there is not",
        "pol:notLabel meant",
    ),
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', "").replace("a pol:FacilityType ;", ""), "of no kind", "class"),
    # names that are none
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', ' ; skos:altLabel "某某堂"'), "in no language", "@zh"),
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', ' ; skos:altLabel "某某堂"@cn'), "in 'cn'", "@zh"),
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', ' ; skos:altLabel "某"@zh'), "the name '某'", "two characters"),
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', ' ; skos:altLabel "某某堂 "@zh'), "某某堂 '", "no blank"),
    # where it is from, and what it is a kind of
    (
        "facility.ttl",
        FACILITY.format(' , "某某院"@zh', "").replace(' ; dcterms:source "test"', ""),
        "has no source",
        "dcterms:source",
    ),
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', " ; skos:broader voc:region-CN"), "another class", "its own"),
    ("facility.ttl", FACILITY.format(' , "某某院"@zh', " ; skos:broader voc:ft-x"), "broader than itself", "circle"),
]


def numbered(text: str, number: int) -> str:
    """An entry, or what is told of it, with names of its own."""
    for name in ("ft-x", "indicator:x", '"x', '"X'):
        text = text.replace(name, f"{name}{number}")
    return text.replace("某", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"[number])


@pytest.fixture(scope="module")
def told_of_entries(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[int], Sequence[KnowledgeError]]:
    """The lines of all wrong entries in one copy of ontology/, and what is told of it."""
    folder = Path(shutil.copytree(ONTOLOGY, tmp_path_factory.mktemp("entries") / "ontology"))
    lines = [append(folder, f"vocab/{name}", numbered(entry, n)) for n, (name, entry, _, _) in enumerate(ENTRIES)]
    return lines, lint(folder)


@pytest.mark.parametrize("number", range(len(ENTRIES)), ids=[why for _, _, why, _ in ENTRIES])
def test_a_wrong_entry_is_told_with_its_line(
    told_of_entries: tuple[list[int], Sequence[KnowledgeError]], number: int
) -> None:
    lines, told = told_of_entries
    name, _, why, remedy = ENTRIES[number]
    found = [error for error in told if Path(error.path).name == name and error.place == str(lines[number])]
    assert any(numbered(why, number) in error.why and remedy in error.remedy for error in found), found


def test_one_name_in_two_kinds_is_allowed(folder: Path) -> None:
    """中医馆 may be an indicator's name as well: names are looked up by kind."""
    append(folder, "vocab/indicator.ttl", INDICATOR.format(' , "facility"@en').replace('"x"@en , ', ""))
    assert not any("so is" in error.why for error in lint(folder))


PATTERN = """
[planted]
id = 'REQ-99'
lang = 'zh'
say = '请{facility:who}自便'
[[planted.example]]
text = '请[医院|facility]自便'
"""


# What is changed in the pattern, and why it is wrong then.
SPOILED = [
    ("id = 'REQ-99'", "id = 'REQ-01'", "is that of requires.toml [to_do]"),
    ("自便'\n[[", "自便'\nedges = [['who', 'isues', 'who']]\n[[", "speaks of isues"),
    ("自便'\n[[", "自便'\nattributes = [['who', 'posts', 'who']]\n[[", "speaks of posts"),
    ("自便'\n[[", "自便'\nstatistic = 'stat-part'\n[[", "speaks of stat-part"),
    ("自便'\n[[", "自便'\ncomparator = 'more'\n[[", "speaks of cmp-more"),
    ("text = '请[医院|facility]自便'", "text = '请[医院|facility]入座'", "does not read its example"),
    ("text = '请[医院|facility]自便'", "text = '请[医院|facility]自便'\nwho = '诊所'", "reads {'who': '医院'}"),
    (
        "text = '请[医院|facility]自便'",
        "text = '请[医院|facility]自便'\n[[planted.not]]\ntext = '请[诊所|facility]自便'",
        "reads its counter-example",
    ),
]


@pytest.fixture(scope="module")
def told_of_patterns(tmp_path_factory: pytest.TempPathFactory) -> Sequence[KnowledgeError]:
    """What is told of a copy of ontology/ with all wrong patterns in it."""
    folder = Path(shutil.copytree(ONTOLOGY, tmp_path_factory.mktemp("patterns") / "ontology"))
    for number, (old, new, _) in enumerate(SPOILED):
        assert old in PATTERN
        wrong = PATTERN.replace(old, new).replace("planted", f"planted{number}").replace("REQ-99", f"TST-{number}")
        append(folder, "patterns/requires.toml", wrong)
    return lint(folder)


@pytest.mark.parametrize("number", range(len(SPOILED)), ids=[why for _, _, why in SPOILED])
def test_a_wrong_pattern_is_told(told_of_patterns: Sequence[KnowledgeError], number: int) -> None:
    names = (f"[planted{number}]", f"[TST-{number}]")
    found = [error for error in told_of_patterns if error.place in names]
    assert [error for error in found if SPOILED[number][2] in error.why], [str(error) for error in told_of_patterns]
    assert all(Path(error.path).name == "requires.toml" and error.remedy for error in told_of_patterns)
