"""The commands for a look: targets, lineage, export, one page, a demonstration, completion."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from kg.cli import commands
from kg.commands.completing import SHELLS
from kg.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

PLAN, ACTION = "policy/2022-tcm-plan", "policy/2022-primary-tcm-action-plan"


def kg(*arguments: str | Path, given: str | None = None, **environment: str) -> Result:
    return CliRunner(env={"LC_ALL": "C.UTF-8", **environment}).invoke(
        commands, [str(a) for a in arguments], input=given
    )


# --- targets ---------------------------------------------------------------------------------------------------------


def rows_of(*arguments: str | Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(kg(*arguments, "--format", "csv").stdout)))


def test_targets_stand_as_of_a_day(small_build: Path) -> None:
    rows = rows_of("targets", small_build, "--as-of", "2023-05-31")
    assert {row["asOf"] for row in rows} == {"2023-05-31"}
    states = {(row["target.iri"].rpartition("/")[2], row["facility"]): (row["state"], row["overdue"]) for row in rows}
    assert ("short", "false") in states.values()
    assert ("none", "true") in states.values()
    later = rows_of("targets", small_build, "--as-of", "2030-01-01")
    assert {row["overdue"] for row in later} == {"true"}
    assert json.loads(kg("targets", small_build, "--json").stdout)["rows"]
    shown = kg("targets", small_build, "--lang", "en").stdout.splitlines()
    assert shown[0].startswith("target")
    assert len(shown) == len(rows) + 2


def test_targets_of_one_thing_only(small_build: Path) -> None:
    rows = rows_of("targets", small_build, "--by", "voc:ft-vc")
    assert {row["facility.iri"] for row in rows} == {f"{PREFIXES['voc']}ft-vc"}
    empty = kg("targets", small_build, "--by", "id:agency/nhc", "--fail-empty")
    assert (empty.exit_code, "no target" in empty.stderr) == (1, True)
    assert kg("targets", small_build, "--by", "id:agency/nhc").exit_code == 0
    assert kg("targets", small_build, "--by", "voc:ft-none").exit_code == 1
    assert kg("targets", small_build, "--as-of", "soon").exit_code == 2


# --- lineage ---------------------------------------------------------------------------------------------------------


def test_a_lineage_is_a_tree_with_its_words(small_build: Path) -> None:
    told = kg("lineage", small_build, ACTION, "--lang", "en").stdout.splitlines()
    assert told[0].startswith("2022-03-08  ")
    assert told[0].endswith(f"(id:{ACTION})")
    assert any(line.startswith("-> implements: 2019-10-20") for line in told)
    assert any(line.startswith("-> based on: 2022-03-03") for line in told)
    assert any(line.startswith("   -> based on: 2019-10-20") for line in told)  # two steps up
    assert "   > 依据《“十四五”中医药发展规划》" in told
    down = kg("lineage", small_build, "policy/2019-tcm-inheritance-innovation", "--lang", "en", "--up", "0").stdout
    assert down.count("<- ") == 3
    assert "->" not in down


def test_a_lineage_is_told_to_programs_too(small_build: Path) -> None:
    for more in (["--json"], ["--format", "json"]):
        found = json.loads(kg("lineage", small_build, ACTION, "--up", "1", *more).stdout)
        assert found["focus"] == BASE + ACTION
        assert len(found["policies"]) == 3
        assert all(tie["quotes"] for tie in found["ties"])
    drawn = kg("lineage", small_build, ACTION, "--format", "svg", "--lang", "en").stdout_bytes
    assert ET.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  ours
    assert drawn == kg("get", small_build, f"/lineage/{ACTION.partition('/')[2]}.svg?lang=en").stdout_bytes
    assert drawn == kg("export", small_build, "-f", "svg", "--lineage", ACTION, "--lang", "en").stdout_bytes
    assert kg("lineage", small_build, ACTION, "--format", "png").stdout_bytes.startswith(b"\x89PNG")
    unknown = kg("lineage", small_build, "policy/none")
    assert (unknown.exit_code, unknown.stderr.count("\n")) == (1, 1)


# --- export ----------------------------------------------------------------------------------------------------------


def test_an_export_goes_to_a_file_or_to_stdout(small_build: Path, tmp_path: Path) -> None:
    out = tmp_path / "kg.graphml"
    assert kg("export", small_build, "-f", "graphml", "-o", out).output == ""
    assert out.read_bytes() == kg("export", small_build, "-f", "graphml").stdout_bytes
    assert [file.name for file in tmp_path.iterdir()] == ["kg.graphml"]


def test_a_part_is_named_by_query_question_node_or_lineage(small_build: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?p { ?p a pol:Policy }", "utf-8")
    for more, given in (
        (["--query", file], None),
        (["--query", "-"], "SELECT ?p { ?p a pol:Policy }"),
        (["--name", "requires-of-facility", "-p", "facility=voc:ft-vc"], None),
        (["--node", "voc:ft-vc", "--steps", "2"], None),
        (["--lineage", PLAN], None),
    ):
        told = kg("export", small_build, "-f", "json", *more, given=given)
        assert told.exit_code == 0, told.stderr
        assert 1 < len(json.loads(told.stdout)["nodes"]) < 40


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["-f", "xlsx"], 2, "graphml"),
        ([], 2, "--format"),
        (["-f", "dot", "--node", "voc:ft-vc", "--lineage", PLAN], 2, "one of"),
        (["-f", "dot", "-p", "a=b"], 2, "--name"),
        (["-f", "dot", "--node", "voc:ft-none"], 1, "nothing is known"),
        (["-f", "dot", "--lineage", "a b"], 1, "no policy is called"),
        (["-f", "dot", "--name", "nonsense"], 1, "no such question"),
        (["-f", "dot", "-o", "nowhere/x.dot"], 3, "nowhere/x.dot"),
        (["-f", "dot", "-o", "/dev/full"], 3, "No space left"),
        (["-f", "dot", "--query", "nowhere.rq"], 3, "nowhere.rq"),
    ],
)
def test_an_export_that_cannot_be_says_why(small_build: Path, arguments: list[str], code: int, told: str) -> None:
    found = kg("export", small_build, *arguments)
    assert found.exit_code == code, found.output
    assert told in found.stderr
    assert found.stdout == ""


# --- a page, a demonstration -----------------------------------------------------------------------------------------


def test_one_page_comes_without_a_server(small_build: Path) -> None:
    told = kg("get", small_build, "/policies", "--lang", "zh")
    assert told.exit_code == 0
    assert '<html lang="zh">' in told.stdout
    assert kg("get", small_build, "policies", "--lang", "en").stdout.startswith('<!doctype html>\n<html lang="en">')
    missing = kg("get", small_build, "/nowhere")
    assert (missing.exit_code, missing.stderr) == (1, "kg: /nowhere: 404 Not Found\n")
    assert kg("get", small_build.parent / "none", "/").exit_code == 3


def test_a_demonstration_builds_and_serves(tmp_path: Path) -> None:
    assert kg("demo", "--no-serve").exit_code == 2
    command = [sys.executable, "-m", "kg", "demo", "-o", str(tmp_path / "graph"), "--port", "0"]
    log = tmp_path / "log"
    with log.open("wb") as errors, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors) as running:
        try:
            assert running.stdout
            address = running.stdout.readline().decode().strip()
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(f"{address}policies?lang=en", timeout=30) as page:
                assert b"traditional Chinese medicine" in page.read()
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
    assert "licence: unknown; quoted for research" in log.read_text("utf-8")
    assert (tmp_path / "graph" / "graph.nq").is_file()


# --- completion ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    told = kg("completion", shell)
    assert told.exit_code == 0
    assert f"_KG_COMPLETE={shell}_complete" in told.stdout


def completed(words: str) -> set[str]:
    typed = {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    command = [sys.executable, "-c", "from kg.cli import main; main()"]
    told = subprocess.run(command, env={**os.environ, **typed}, capture_output=True, check=True)
    return {line.partition(",")[2] for line in told.stdout.decode().splitlines()}


def test_questions_formats_and_commands_are_completed() -> None:
    assert completed("kg query DIR --name m") == {"measured-progress", "mentions-of-policy"}
    assert "graphml" in completed("kg export DIR -f g")
    assert completed("kg li") == {"lineage", "lint"}


@pytest.mark.parametrize("shell", ["bash"])
def test_a_shell_takes_the_script(shell: str) -> None:
    script = kg("completion", shell).stdout
    assert subprocess.run([shell, "-n"], input=script.encode(), capture_output=True, check=True).stderr == b""
