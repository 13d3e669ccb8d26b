"""`kg evaluate`: text and JSON, its exit codes, and what a terminal is spared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import commands

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

GOLD = """
document: news/2022.txt
observations:
  - {indicator: 服务站, keys: [社区卫生服务站], applies_to: [社区卫生服务站], value: 90.6, unit: "%", as_of: 2020}
  - {indicator: 卫生室, keys: [村卫生室], value: 74.5, unit: "%", as_of: 2021}
  - {indicator: "医院\\e[2J", value: 12, unit: 家}
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "news.yaml").write_text(GOLD, "utf-8")
    return folder


def told(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, ["evaluate", *map(str, arguments)])


def test_the_text_has_measures_then_rules_then_differences(small_build: Path, gold: Path) -> None:
    found = told(small_build, gold, "--misses")
    assert (found.exit_code, found.stderr) == (0, "")
    measures, rules, *documents = found.stdout.rstrip("\n").split("\n\n")
    (row,) = (line.split() for line in measures.split("\n") if line.startswith("all") and "observations" in line)
    assert row[1:] == ["observations", "3", "3", "1", "0.33", "0.33", "0.33", "2", "0.67", "0"]
    assert rules.split("\n")[0].split() == ["rule", "fired", "right", "partly", "wrong", "open"]
    (news,) = documents
    lines = news.split("\n")
    assert lines[0] == "news/2022.txt"
    assert "  missed observations: 卫生室 74.5% (the number is there, with as_of 2020-12-31)" in lines
    assert "    > 74.5%的村卫生室能够提供中医药服务" in lines
    assert any(line.startswith("  extra observations: ") and line.endswith(" 99%") for line in lines)


def test_differences_are_told_only_when_asked_for(small_build: Path, gold: Path) -> None:
    assert "missed" not in told(small_build, gold).stdout
    assert "differences" not in json.loads(told(small_build, gold, "--json").stdout)


def test_the_json_holds_all_of_it(small_build: Path, gold: Path) -> None:
    plain = json.loads(told(small_build, gold, "--json", "--misses").stdout)
    assert plain["total"] == plain["documents"]["news/2022.txt"]
    row = plain["total"]["observations"]
    assert (row["gold"], row["found"], row["right"], row["value"], row["named"]) == (3, 3, 1, 2, 0)
    assert row["f1"] == pytest.approx(1 / 3)
    assert row["value_f1"] == pytest.approx(2 / 3)
    assert plain["total"]["lineage"] == {
        "gold": 0,
        "found": None,
        "right": 0,
        "precision": None,
        "recall": None,
        "f1": None,
    }
    assert plain["absent"] == []
    (rule,) = plain["patterns"]
    assert rule["rule"] == "hand"
    assert rule["fired"] == rule["open"] == 3
    assert {one["what"] for one in plain["differences"]} == {"missed", "extra"}
    assert {one["document"] for one in plain["differences"]} == {"news/2022.txt"}


def test_one_file_will_do(small_build: Path, gold: Path) -> None:
    assert told(small_build, gold / "news.yaml", "--json").stdout == told(small_build, gold, "--json").stdout


def test_a_terminal_is_not_obeyed(small_build: Path, gold: Path) -> None:
    found = told(small_build, gold, "--misses").stdout
    assert "\x1b" not in found
    assert "\\x1b[2J" in found


def test_gold_of_a_document_that_is_not_built_is_code_1(small_build: Path, gold: Path) -> None:
    (gold / "other.yaml").write_text("document: other.txt\nagencies: [国务院]\n", "utf-8")
    found = told(small_build, gold)
    assert found.exit_code == 1
    assert found.stderr.startswith("kg: other.txt: has gold, but is not in the build")
    assert "observations" in found.stdout
    assert json.loads(told(small_build, gold, "--json").stdout)["absent"] == ["other.txt"]


def test_wrong_gold_and_no_build_are_code_3_and_no_gold_code_2(small_build: Path, gold: Path, tmp_path: Path) -> None:
    (gold / "other.yaml").write_text("document: a\ntarget: []\n", "utf-8")
    found = told(small_build, gold)
    assert (found.exit_code, found.stdout) == (3, "")
    assert "other.yaml:1: unknown field target. Did you mean targets?" in found.stderr
    nothing = tmp_path / "empty"
    nothing.mkdir()
    assert told(nothing, gold).exit_code == 3
    assert told(small_build, nothing).exit_code == 3
    assert told(small_build, tmp_path / "nowhere").exit_code == 2
