from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from click.testing import CliRunner

from kg.cli import commands
from kg.commands.building import share
from kg.graph.validate import validate
from kg.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

NOTICE = """关于开展基层中医药工作的通知
2023年4月5日,国家中医药管理局印发了《基层中医药服务能力提升工程行动计划》。
到2025年,基本实现社区卫生服务中心和乡镇卫生院设置中医馆。
截至2022年底,90.6%的社区卫生服务站能够提供中医药服务。
"""


def build(*arguments: str | Path) -> Result:
    runner = CliRunner(env={"LC_ALL": "C.UTF-8"})
    return runner.invoke(commands, ["build", *map(str, arguments)])


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with one document that can be read."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "notice.txt").write_text(NOTICE, "utf-8")
    return folder


def test_a_build_tells_its_stages_and_its_summary(sources: Path, tmp_path: Path) -> None:
    told = build(sources, "-o", tmp_path / "out")
    assert told.exit_code == 0, told.output
    assert told.stderr.count("\n") >= 4  # a line a stage
    names = [line.split("  ")[0] for line in told.stdout.splitlines()[2:]]
    assert {"documents", "policies", "agencies", "facility types", "targets", "observations"} <= set(names)
    assert {"violations", "warnings", "infos", "share explained", "quarantined", "refused"} <= set(names)
    graph = (tmp_path / "out" / "graph.nq").read_text("utf-8")
    assert "90.6" in graph


def test_a_build_that_is_interrupted_says_how_it_goes_on(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.build.join_documents", interrupted)
    told = build(sources, "-o", tmp_path / "out")
    assert told.stderr.splitlines()[-1] == "stopped; the same command goes on where it was"
    monkeypatch.undo()
    assert build(sources, "-o", tmp_path / "out").stderr.splitlines()[1] == "read 0 documents"


def test_one_of_them_is_told_in_the_singular(sources: Path, tmp_path: Path) -> None:
    said = build(sources, "-o", tmp_path / "out").stderr.splitlines()
    assert said[:2] == ["found 1 file", "read 1 document"]
    (sources / "other.txt").write_text("关于其他工作的通知", "utf-8")
    assert build(sources, "-o", tmp_path / "out").stderr.splitlines()[:2] == ["found 2 files", "read 1 document"]


def test_a_folder_without_documents_is_named_and_what_is_left_out_told(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "README.md").write_text("Of this folder.", "utf-8")
    told = build(tmp_path / "kept", "-o", tmp_path / "out")
    assert told.exit_code == 3
    assert f"kg: {tmp_path / 'kept'}: no document there, so the graph is empty; hidden files, index.toml" in told.stderr
    secret = build("memory://user:word@host/none", tmp_path / "kept", "-o", tmp_path / "out")
    assert "word" not in secret.stderr


def test_what_is_built_within_the_sources_is_no_source(sources: Path, tmp_path: Path) -> None:
    for _ in range(2):
        told = build(sources, "-o", sources / "graph", "--json", "-q")
        assert told.exit_code == 0, told.output
        assert json.loads(told.stdout)["documents"] == 1
    told = build(sources / "graph", "-o", tmp_path / "other")
    assert told.exit_code == 3
    assert f"{sources / 'graph'}: is a build of kg, no folder of documents; give the folder" in told.stderr


def test_where_nothing_can_be_written_is_named(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    for out, why in (("file", "is a file; a build is a folder"), ("file/out", "nothing can be written there")):
        told = build(sources, "-o", tmp_path / out)
        assert told.exit_code == 3
        assert f"kg: {tmp_path / out}: {why}" in told.stderr
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_json_is_the_same_in_numbers(sources: Path, tmp_path: Path) -> None:
    told = build(sources, "-o", tmp_path / "out", "--json", "--quiet")
    assert told.exit_code == 0, told.output
    counts = json.loads(told.stdout)
    assert (counts["documents"], counts["refused"]) == (1, 0)
    assert counts["observations"] >= 1
    assert 0 <= counts["numbers_explained"] <= counts["numbers_total"]
    assert told.stderr == ""


def test_quiet_says_nothing_where_nothing_is_wrong(sources: Path, tmp_path: Path) -> None:
    told = build(sources, "-o", tmp_path / "out", "-q")
    assert (told.exit_code, told.output) == (0, "")


def test_verbose_names_the_findings(sources: Path, tmp_path: Path) -> None:
    (sources / "unissued.txt").write_text("会议消息\n2023年5月6日，《健康乡村建设规划》提出了新的任务。\n", "utf-8")
    told = build(sources, "-o", tmp_path / "out", "-v", "--quiet")
    findings = json.loads((tmp_path / "out" / "findings.json").read_text("utf-8"))
    assert findings
    assert all(finding["messages"]["en"] in told.stderr for finding in findings)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def binary(path: Path) -> None:
    path.write_bytes(b"\x7fELF" + bytes(range(256)) * 8)


def undecodable(path: Path) -> None:
    path.write_bytes(NOTICE.encode() + b"\xff\xfe\xfd\x81\x20\x90\xff" * 400)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def to_nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_file_that_cannot_be_read_is_named_and_the_rest_built(sources: Path, tmp_path: Path, workers: str) -> None:
    for number in range(4):  # as many as make a second process worth starting
        (sources / f"more{number}.txt").write_text(f"{NOTICE}第{number}页", "utf-8")
    for spoil in (empty, binary, undecodable, pipe, to_nowhere):
        spoil(sources / f"{spoil.__name__}.txt")
    told = build(sources, "-o", tmp_path / "out", "--workers", workers)
    assert told.exit_code == 1, told.output
    refused = {
        line.removeprefix("kg: ").partition(".txt: ")[0] for line in told.stderr.splitlines() if ".txt: " in line
    }
    assert refused == {"empty", "binary", "undecodable", "pipe", "to_nowhere"}
    assert "Traceback" not in told.stderr
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert len(manifest["documents"]) == 5


def test_a_folder_that_leads_back_to_itself_ends(sources: Path, tmp_path: Path) -> None:
    (sources / "again").symlink_to(sources, target_is_directory=True)
    told = build(sources, "-o", tmp_path / "out")
    assert told.exit_code in {0, 1}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert [document["identifier"] for document in manifest["documents"]] == ["notice.txt"]


def test_no_source_at_all_is_code_3(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    empty(tmp_path / "sources" / "a.txt")
    for source in (tmp_path / "sources", tmp_path / "nowhere"):
        told = build(source, "-o", tmp_path / "out")
        assert told.exit_code == 3, told.output
        assert "Traceback" not in told.stderr


def test_a_slip_in_a_path_leaves_what_was_built(sources: Path, tmp_path: Path) -> None:
    assert build(sources, "-o", tmp_path / "out").exit_code == 0
    before = (tmp_path / "out" / "graph.nq").read_bytes()
    told = build(tmp_path / "surces", "-o", tmp_path / "out")
    assert told.exit_code == 3
    assert f"{tmp_path / 'surces'}: no such file or folder" in told.stderr
    assert (tmp_path / "out" / "graph.nq").read_bytes() == before


def test_a_folder_that_is_no_build_is_not_touched(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "thesis"
    out.mkdir()
    (out / "chapter.txt").write_text("years of work", "utf-8")
    told = build(sources, "-o", out)
    assert told.exit_code == 3
    assert "no build of kg" in told.stderr
    assert [file.name for file in out.iterdir()] == ["chapter.txt"]


def test_a_full_disk_leaves_the_old_build(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    assert build(sources, "-o", out).exit_code == 0
    before = (out / "graph.nq").read_bytes()
    opened = Path.open

    def full(path: Path, mode: str = "r", **how: str | None) -> object:
        if path.name == "graph.nq":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return opened(path, mode, **how)  # type: ignore[call-overload]  # handed on as it came

    monkeypatch.setattr(Path, "open", full)
    (sources / "more.txt").write_text(NOTICE * 2, "utf-8")
    told = build(sources, "-o", out)
    assert told.exit_code == 3, told.output
    assert "no room" in told.stderr
    monkeypatch.undo()
    assert (out / "graph.nq").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".out")] == []


def test_strict_minds_the_quarantine(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build whose document graphs all lose one statement to a Violation."""
    finding = Finding("Violation", "S14", "https://example.org/lost", (("en", "S14 lost"), ("zh", "S14 失")))

    def losing(graph: object, document: object, shapes: object) -> object:
        checked = validate(graph, document, shapes)  # type: ignore[arg-type]  # handed on as it came
        return type(checked)(checked.graph, checked.quarantine, (*checked.findings, finding))

    monkeypatch.setattr("kg.build.validate", losing)
    assert build(sources, "-o", tmp_path / "out", "--workers", "1").exit_code == 0
    assert build(sources, "-o", tmp_path / "out", "--workers", "1", "--strict").exit_code == 1


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house, in which one file may be wrong."""
    folder = tmp_path_factory.mktemp("house")
    for name in ("kg", "ontology", "queries"):
        shutil.copytree(Path(__file__).parents[1] / name, folder / name)
    return folder


# A file of the house, what is wrong in it, and how the place is told.
MISTAKES = [
    ("ontology/patterns/broken.toml", "[a]\nid = 'X-1'\nlang = 'zh'\n", "broken.toml:[a]"),
    ("ontology/vocab/broken.ttl", "@prefix voc: <https://example.org/> .\nvoc:x a\n", "broken.ttl:"),
    ("ontology/words/units.toml", "[[[", "units.toml"),
    ("ontology/sites/broken.toml", "[[cue]]\nreason = 'x'\nreach = 'upwards'\n", "broken.toml:[[cue]] 1"),
    ("ontology/shapes/wrong.ttl", "nonsense", "wrong.ttl:1"),
    ("ontology/rules/99-broken.rq", "CONSTRUCT { ?a ?b ?c } WHERE {", "99-broken.rq:1"),
    ("ontology/rules/98-encoded.rq", "CONSTRUCT { ?a ?b ?c }\n# \udcff", "98-encoded.rq:2"),
]
# What no build stops at: each finds nothing, or is never asked.
SLIPS = [
    ("ontology/patterns/speaks.toml", "\n[a]\nid = 'X-1'\nlang = 'fr'\nsay = 'x'\nexample = [1]\n", "[a] (line 2)"),
    ("ontology/sites/slip.toml", "\n[[cue]]\nreason = 'x'\nreach = 'upwards'\n", "slip.toml:[[cue]] 1 (line 2)"),
    ("queries/encoded.rq", "# title: Which?\n# title@zh: \udcc4\udcc4", "encoded.rq:2: not UTF-8"),
    (
        "queries/slip.rq",
        "\ufeff# title: Which?\n# title@zh: 哪些？\n# columns: thing\nSELECT ?thing { ?thing a pol:FacilityTyp }",
        "slip.rq:4: says pol:FacilityTyp, which there is not. Is pol:FacilityType meant?",
    ),
    (
        "queries/field.rq",
        "# title: Which?\n# title@zh: 哪些？\n# colums: thing\n# columns: thing\nSELECT ?thing { ?thing a pol:Policy }",
        "field.rq:3: colums is no field of a header. Write # columns: …",
    ),
    (
        "ontology/rules/97-slip.rq",
        "# owner: ?a\nCONSTRUCT { ?a pol:isues ?b } WHERE { ?a pol:issues ?b }",
        "97-slip.rq:2: says pol:isues",
    ),
]


@contextmanager
def mistaken(house: Path, *mistakes: tuple[str, str, str]) -> Iterator[None]:
    """Some files of the house are wrong for a while."""
    files = [house / file for file, _, _ in mistakes]
    right = [file.read_bytes() if file.exists() else None for file in files]
    for file, (_, text, _) in zip(files, mistakes, strict=True):
        file.write_text(text, "utf-8", errors="surrogateescape")
    yield
    for file, before in zip(files, right, strict=True):
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


def refused(house: Path, folder: Path, *arguments: str | Path) -> str:
    """What a command says that does nothing, as a data file of its house is wrong."""
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kg.cli import main; main()"
    command = [sys.executable, "-c", code, house, *arguments]
    found = subprocess.run([*map(str, command)], check=False, capture_output=True, cwd=folder, text=True)
    assert found.returncode == 3, found.stderr
    assert "Traceback" not in found.stderr
    return found.stderr


@pytest.mark.parametrize("mistake", MISTAKES, ids=[file for file, _, _ in MISTAKES])
def test_a_data_file_with_a_mistake_is_code_3_with_its_place(
    sources: Path, house: Path, tmp_path: Path, mistake: tuple[str, str, str]
) -> None:
    """The build says where the mistake is, and nothing is written."""
    with mistaken(house, mistake):
        assert mistake[2] in refused(house, tmp_path, "build", sources, "-o", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_lint_tells_all_mistakes_with_their_places(house: Path, tmp_path: Path) -> None:
    with mistaken(house, *MISTAKES):
        told = refused(house, tmp_path, "lint")
    assert [place for _, _, place in MISTAKES if place not in told] == []


def test_lint_tells_the_line_of_a_word_in_a_long_table(house: Path, tmp_path: Path) -> None:
    wrong = ("ontology/words/cues.toml", "[zh]\nissue = ['x']\naim = 'x'\n", "cues.toml:[zh] aim (line 3)")
    with mistaken(house, wrong):
        assert wrong[2] in refused(house, tmp_path, "lint")


def test_lint_tells_slips_that_would_only_find_nothing(house: Path, tmp_path: Path) -> None:
    with mistaken(house, *SLIPS):
        told = refused(house, tmp_path, "lint")
    assert [place for _, _, place in SLIPS if place not in told] == []


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(0, 0, "-"), (999, 1000, "99.9 %"), (9999, 10000, "99.9 %"), (7, 7, "100.0 %")]
)
def test_a_share_is_never_rounded_up_to_all(part: int, whole: int, told: str) -> None:
    assert share(part, whole) == told
