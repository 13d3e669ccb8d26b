"""A query file with a mistake is refused with its place and a remedy; the shipped ones have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KnowledgeError, NotFound
from kg.query.catalog import Parameter, mistakes, question, questions, read_question

GOOD = """# title: Which?
# title@zh: 哪些?
# relation: issues
# param as-of: date   example: 2023-05-31   default: today
# param facility: FacilityType   example: 乡镇卫生院
# columns: s asOf
SELECT ?s ?asOf ?facility WHERE { ?s pol:appliesTo ?facility ; pol:deadline ?d FILTER(?d < ?asOf) }
"""


def written(folder: Path, text: str, name: str = "a-question.rq") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_header_is_read(tmp_path: Path) -> None:
    found = read_question(written(tmp_path, GOOD))
    assert found.name == "a-question"
    assert (found.title("zh"), found.title("en"), found.title("fr")) == ("哪些?", "Which?", "Which?")
    assert found.relation == "issues"
    assert found.columns == ("s", "asOf")
    assert found.parameters == (
        Parameter("as-of", "date", "2023-05-31", "today"),
        Parameter("facility", "FacilityType", "乡镇卫生院"),
    )
    assert [p.variable for p in found.parameters] == ["asOf", "facility"]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("# title: Which?", "#", "1", "no title"),
        ("# title@zh: 哪些?", "# title@en: Which?", "2", "no field"),
        ("# columns: s asOf", "# column: s", "6", "no field"),
        ("# columns: s asOf", "# columns: s missing", "", "missing is not in the answer"),
        ("   example: 2023-05-31", "", "4", "no example"),
        (": date ", ": datum ", "4", "unknown type datum"),
        (": FacilityType ", ": Facility ", "5", "unknown type Facility"),
        ("# param as-of: date", "# param AsOf: date", "4", "not readable"),
        ("# param as-of: date", "# param as-of date", "4", "not readable"),
        ("?asOf ?facility WHERE", "?facility WHERE", "", "as-of is not projected"),
        ("?d < ?asOf)", "?d < ?asOf", "8:", "expected"),
        ("pol:appliesTo", "nope:appliesTo", "7:", "Prefix"),
        ("SELECT ?s ?asOf ?facility WHERE", "CONSTRUCT WHERE", "7", ""),
        ("# columns: s asOf", "# columns: s asOf\n# page: 20", "", "20 things"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str, words: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(KnowledgeError) as told:
        read_question(path)
    assert told.value.path == str(path)
    assert told.value.place.startswith(place)
    assert words.lower() in told.value.why.lower()
    assert told.value.remedy
    assert [str(mistake) for mistake in mistakes(tmp_path)] == [str(told.value)]


@pytest.mark.parametrize(
    "written_as", ["LIMIT 50 OFFSET 0", "LIMIT 20 OFFSET 5", "LIMIT 20 OFFSET 0 #LIMIT 20 OFFSET 0"]
)
def test_a_page_is_said_once_in_the_query_from_the_first_thing_on(tmp_path: Path, written_as: str) -> None:
    text = GOOD.replace("columns: s asOf", "columns: s asOf\n# page: 20") + written_as
    with pytest.raises(KnowledgeError, match="20 things"):
        read_question(written(tmp_path, text))


def test_a_question_is_asked_for_any_part_of_its_things(tmp_path: Path) -> None:
    text = GOOD.replace("columns: s asOf", "columns: s asOf\n# page: 20") + "LIMIT 20 OFFSET 0"
    paged = read_question(written(tmp_path, text))
    assert (paged.page, paged.graph) == (20, False)
    assert paged.paged(40, 10).endswith("LIMIT 10 OFFSET 40")
    assert paged.paged() == paged.text.replace("LIMIT 20", "LIMIT 1000000000")
    assert read_question(written(tmp_path, GOOD)).paged(40, 10) == GOOD


def test_a_graph_needs_no_columns_and_uses_its_parameters(tmp_path: Path) -> None:
    header = "".join(line for line in GOOD.splitlines(keepends=True) if line.startswith("#") and "columns" not in line)
    pattern = "{ ?s pol:appliesTo ?facility ; pol:deadline ?asOf }"
    assert read_question(written(tmp_path, f"{header}CONSTRUCT {{ ?s a ?facility }} WHERE {pattern}")).graph
    with pytest.raises(KnowledgeError, match="asOf"):
        read_question(written(tmp_path, f"{header}CONSTRUCT WHERE {{ ?s a ?facility }}"))


def test_an_update_is_no_question(tmp_path: Path) -> None:
    text = GOOD.partition("SELECT")[0] + "DELETE WHERE { ?s ?p ?o }"
    with pytest.raises(KnowledgeError):
        read_question(written(tmp_path, text))


def test_a_name_must_be_kebab_case(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="kebab"):
        read_question(written(tmp_path, GOOD, "A_question.rq"))


def test_queries_of_pages_are_checked_too(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    (tmp_path / "pages").mkdir()
    written(tmp_path / "pages", "ASK {}", "wrong.rq")
    written(tmp_path / "pages", "SELECT ?s { ?s ?p }", "broken.rq")
    assert [Path(mistake.path).name for mistake in mistakes(tmp_path)] == ["broken.rq", "wrong.rq"]


def test_an_unknown_question_names_near_ones() -> None:
    with pytest.raises(NotFound, match="overdue-targets"):
        question("overdue-target")
    with pytest.raises(NotFound, match="no such question"):
        question("../pages/labels")


def test_the_shipped_questions_are_seventeen_without_mistake() -> None:
    assert len(questions()) == 17
    assert not list(mistakes())
