"""Gold files: what the guide shows is read, and every mistake is told with file, line, reason and remedy."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KnowledgeError
from kg.evaluate import gold as fields
from kg.evaluate.facts import GoldEdge, GoldFigure, GoldPolicy
from kg.evaluate.gold import read_file, read_gold

GUIDE = (Path(__file__).parents[2] / "docs" / "gold.md").read_text("utf-8")


def written(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_example_of_the_guide_is_read_whole(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    found = read_file(written(tmp_path, example))
    assert found.document == "district/plan.html"
    assert not found.in_part
    assert found.banned == ("上一篇", "热门资讯")
    assert found.borderline.facility_types == ("健身步道",)
    facts = found.facts
    assert (facts.agencies, facts.facility_types) == (("国家体育总局",), ("体育馆",))
    assert facts.policies == (GoldPolicy("全民健身计划（2021—2025年）", "2021-07-18", ("国务院",), "国发〔2021〕11号"),)
    assert facts.lineage == (GoldEdge("全民健身实施办法", "implements", "全民健身计划（2021—2025年）"),)
    (target,), (observation,) = facts.targets, facts.observations
    assert target == GoldFigure(
        "targets",
        "经常锻炼的人口比例",
        Decimal("38.5"),
        percent=True,
        unit="%",
        comparator=">=",
        date="2025",
        policy="全民健身实施办法",
        keys=("经常参加体育锻炼",),
    )
    assert (observation.value, observation.date, observation.facilities) == (Decimal(3), "2021-12", ("体育馆",))
    assert facts.requirements == (("公共体育设施", "免费", "开放"),)


def test_the_guide_tells_every_field_and_no_other() -> None:
    told = {
        name for cells in re.findall(r"^\| (`.*?) \|", GUIDE, re.MULTILINE) for name in re.findall(r"`(\w+)`", cells)
    }
    known = {*fields.DOCUMENT, *fields.POLICY, *fields.EDGE, *fields.FIGURE, *fields.SHADES}
    assert told == known - {"subject", "relation", "object"}  # told in the line of lineage
    assert all(f"`{relation}`" in GUIDE for relation in fields.RELATIONS)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("agencies: [x]\n", "1", "document is missing"),
        ("document: ''\n", "1", "document is missing"),
        ("document: [a]\n", "1", "document is no text"),
        ("- a\n- b\n", "1", "no fields"),
        ("", "1", "no fields"),
        ("document: a\nagencies: [x\n", "3", "expected"),
        ("document: a\n\tagencies: x\n", "2", "cannot start"),
        ("document: a\nagencies: [a]\nagencies: [b]\n", "3", "agencies stands twice"),
        ("document: a\ntarget: []\n", "1", "Did you mean targets?"),
        ("document: a\nmust_not_contains: [x]\n", "1", "Did you mean must_not_contain?"),
        ("document: a\nagencies: 国务院\n", "1", "agencies is no list"),
        ("document: a\nagencies: [[国务院]]\n", "1", "agencies holds something that is no text"),
        ("document: a\nagencies: [国务院, ]\ntargets: [x]\n", "1", "which has no fields"),
        ("document: a\npolicies:\n  - {issued: 2021}\n", "3", "title is missing"),
        ("document: a\npolicies:\n  - {title: x, issued: 2021-13}\n", "3", "issued 2021-13 is no date"),
        ("document: a\npolicies:\n  - {title: x, issued: 21-12-01}\n", "3", "is no date"),
        ("document: a\npolicies:\n  - {title: x, issued: 2021-02-30}\n", "3", "is no date"),
        ("document: a\npolicies:\n  - {title: x, issued: ２０２１}\n", "3", "is no date"),
        ("document: a\nlineage:\n  - {subject: x, object: y, relation: cite}\n", "3", "Use one of basedOn"),
        ("document: a\nlineage:\n  - {subject: x, object: y}\n", "3", "relation is missing"),
        ("document: a\ntargets:\n  - {indicator: x}\n", "3", "value is missing"),
        ("document: a\ntargets:\n  - {indicator: x, value: 80%}\n", "3", "value 80% is no number"),
        ("document: a\ntargets:\n  - {indicator: x, value: 3万}\n", "3", "the unit in its field"),
        ("document: a\ntargets:\n  - {indicator: x, value: NaN}\n", "3", "is no number"),
        ("document: a\ntargets:\n  - {indicator: x, value: Infinity}\n", "3", "is no number"),
        ("document: a\ntargets:\n  - {indicator: x, value: [1, 2, 3]}\n", "3", "is no number"),
        ("document: a\ntargets:\n  - {indicator: x, value: []}\n", "3", "is no number"),
        ("document: a\ntargets:\n  - {indicator: x, value: 1, comparator: ≥}\n", "3", "comparator ≥ is unknown"),
        ("document: a\ntargets:\n  - {indicator: x, value: 1, comparator: range}\n", "3", "the range has one end"),
        ("document: a\ntargets:\n  - {indicator: x, value: 1, as_of: 2025}\n", "3", "as_of is a field of observations"),
        ("document: a\nobservations:\n  - {indicator: x, value: 1, deadline: 2025}\n", "3", "Write as_of"),
        ("document: a\ntargets:\n  - {indicator: x, value: 1, apply_to: [y]}\n", "3", "Did you mean applies_to?"),
        ("document: a\ntargets:\n  - value: 1\n    indicator: x\n    keys: y\n", "3", "keys is no list"),
        ("document: a\nrequirements: [[]]\n", "1", "a requirement has no words"),
        ("document: a\nrequirements: [免费开放]\n", "1", "a requirement is no list"),
        ("document: a\nborderline: [x]\n", "1", "borderline has no fields"),
        ("document: a\nborderline:\n  target: []\n", "3", "Did you mean targets?"),
        ("document: a\nannotated_chars: all\n", "1", "annotated_chars all is no count"),
        ("document: a\nannotated_chars: -5\n", "1", "is no count"),
        (f"document: a\nannotated_chars: {'9' * 5000}\n", "1", "is no count"),
        ("document: a\ntargets:\n  - {indicator: x, value: 1e999999999}\n", "3", "is no number"),
        ("document: a\nx: &x [*x]\n", "2", "unconstructable"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_would_be_right(
    tmp_path: Path, text: str, line: str, told: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(KnowledgeError) as caught:
        read_file(path)
    assert (caught.value.path, caught.value.place) == (str(path), line)
    assert told in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe\x00", b"document: a\x00b", "document: 国".encode("gb18030"), b"[" * 20_000, b"x: " + b"{a: " * 20_000],
    ids=["binary", "control", "gb18030", "deep lists", "deep mappings"],
)
def test_what_is_no_yaml_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    with pytest.raises(KnowledgeError):
        read_file(path)


def test_scalars_are_what_was_written(tmp_path: Path) -> None:
    """YAML 1.1 would make false of no, 8 of 010, 90 of 1:30, and stumble over a bare equals sign."""
    text = "document: 010\nagencies: [no, 1:30]\ntargets:\n  - {indicator: yes, value: 010, comparator: =, unit: ~}\n"
    found = read_file(written(tmp_path, text))
    assert (found.document, found.facts.agencies) == ("010", ("no", "1:30"))
    (target,) = found.facts.targets
    assert (target.indicator, target.value, target.comparator, target.unit) == ("yes", Decimal(10), "=", "")


def test_a_note_of_ones_own_is_let_pass(tmp_path: Path) -> None:
    text = "document: a\nreviewed by: Ann\ntargets:\n  - {indicator: x, value: 1, doubt: is it all of them}\n"
    assert read_file(written(tmp_path, text)).facts.targets[0].value == 1


@pytest.mark.parametrize("nothing", ["", "~", "null", "[]"])
def test_nothing_said_is_nothing(tmp_path: Path, nothing: str) -> None:
    found = read_file(
        written(tmp_path, f"document: a\nagencies: {nothing}\nborderline: {nothing}\ntargets: {nothing}\n")
    )
    assert found.facts == found.borderline


def test_a_folder_is_read_in_the_order_of_its_documents(tmp_path: Path) -> None:
    written(tmp_path, "document: b", "1.yaml")
    written(tmp_path, "document: a", "2.yml")
    written(tmp_path, "no gold at all: [", "notes.txt")
    assert [one.document for one in read_gold(tmp_path)] == ["a", "b"]
    written(tmp_path, "document: a", "3.yaml")
    with pytest.raises(KnowledgeError, match="a has gold in another file too"):
        read_gold(tmp_path)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no gold in this folder"):
        read_gold(tmp_path)


@given(st.binary(max_size=60) | st.text("documentargs:[]{}-,\n &*!?|>'\"#%@`~=1.", max_size=60).map(str.encode))
def test_whatever_a_file_holds_it_is_gold_or_a_knowledge_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.yaml"
    path.write_bytes(b"document: a\n" + data)
    with suppress(KnowledgeError):
        assert read_file(path).document
