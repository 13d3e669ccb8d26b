"""`kg build --watch`, as a process: it brings the graph up to date, outlives what is wrong, and ends when told."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from kg import build as building
from kg.cli import commands
from kg.paths import ONTOLOGY
from tests.growth import growing
from tests.web.servers import awaited, kg_serve, stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# With data files of our own, looked at more often; where a file `kill` lies beside them, builds die.
SCRIPT = """import os, sys
from pathlib import Path
import kg.paths
kg.paths.ONTOLOGY = Path(sys.argv.pop(1))
from kg import follow
from kg.cli import main
follow.AGAIN = 0.2
whole = follow.build_again
def fatal(*given):
    if (kg.paths.ONTOLOGY / "kill").exists():
        os.abort()
    return whole(*given)
follow.build_again = fatal
main()
"""
TEXT = "截至2022年底，全国{}%的村卫生室能够提供中医药服务。"


class Following:
    """The process, and what it has said."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path) -> None:
        self.process, self._said = process, said

    @property
    def lines(self) -> list[str]:
        return self._said.read_text("utf-8").splitlines()

    def says(self, words: str, times: int = 1) -> bool:
        """Whether it has said so often, in time."""
        return awaited(lambda: sum(words in line for line in self.lines) >= times)


@contextmanager
def following(ontology: Path, sources: Path, out: Path, said: Path) -> Iterator[Following]:
    command = [sys.executable, "-c", SCRIPT, str(ontology), "build", str(sources), "-o", str(out), "--watch"]
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    with said.open("wb") as file:
        process = subprocess.Popen([*command, "--workers", "1"], stdout=file, stderr=file, env=env)
    try:
        yield Following(process, said)
    finally:
        stop(process)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(TEXT.format(number + 60), "utf-8")
    return folder


def test_what_changes_is_served(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with following(ONTOLOGY, sources, out, tmp_path / "said") as follower:
        assert follower.says("3 new, 0 changed, 0 gone: 3 documents")
        with kg_serve(str(out)) as server:
            (sources / "more.txt").write_text(TEXT.format(91.5), "utf-8")
            assert follower.says("1 new, 0 changed, 0 gone: 4 documents")
            assert awaited(lambda: shows(server.address, "91.5"))
        (sources / "0.txt").write_text(TEXT.format(77.7), "utf-8")
        assert follower.says("0 new, 1 changed, 0 gone: 4 documents")
        (sources / "bad.pdf").write_bytes(b"%PDF-1.4 and no more")
        assert follower.says("kg: bad.pdf: ")
        (sources / "1.txt").unlink()
        assert follower.says("0 new, 0 changed, 1 gone: 3 documents")
        follower.process.send_signal(signal.SIGINT)
        assert follower.process.wait(30) == 0
        assert follower.lines[-1] == "stopped"
        assert sum("bad.pdf" in line for line in follower.lines) == 1
    (sources / "bad.pdf").unlink()
    building.build([sources], tmp_path / "clean", 1, lambda _: None)
    assert growing.plain(out) == growing.plain(tmp_path / "clean")
    assert not list(tmp_path.glob(".out*"))


def shows(address: str, words: str) -> bool:
    asked = quote(f'ASK {{ ?figure ?says ?value FILTER(STR(?value) = "{words}") }}')
    with urllib.request.urlopen(f"{address}sparql?query={asked}") as answer:
        return bool(json.loads(answer.read())["boolean"])


def test_it_outlives_what_goes_wrong(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ontology, out = tmp_path / "ontology", tmp_path / "out"
    shutil.copytree(ONTOLOGY, ontology)
    vocabulary = ontology / "vocab" / "facility.ttl"
    right = vocabulary.read_text("utf-8")
    with following(ontology, sources, out, tmp_path / "said") as follower:
        assert follower.says("3 new, 0 changed, 0 gone: 3 documents")
        (ontology / "kill").touch()
        (sources / "more.txt").write_text("全国有乡村医疗点3.5万个。", "utf-8")
        assert follower.says("the process that built it has ended")
        (ontology / "kill").unlink()
        assert follower.says("1 new, 0 changed, 0 gone: 4 documents")
        vocabulary.write_text(f"{right}\nvoc:ft-vc skos:altLabel", "utf-8")
        assert follower.says("facility.ttl")
        (sources / "more.txt").unlink()
        assert follower.says("0 new, 0 changed, 1 gone: 3 documents")  # by the data files of before
        vocabulary.write_text(f'{right}\nvoc:ft-vc skos:altLabel "乡村医疗点"@zh .\n', "utf-8")
        assert follower.says("read the data files again")
        assert follower.says("0 new, 0 changed, 0 gone: 3 documents")
        (sources / "more.txt").write_text("全国有乡村医疗点3.5万个。", "utf-8")
        assert follower.says("1 new, 0 changed, 0 gone: 4 documents", 2)
        follower.process.terminate()
        assert follower.process.wait(30) == 0
    library = building.load_library(ontology)
    monkeypatch.setattr(building, "load_library", lambda: library)
    building.build([sources], tmp_path / "clean", 1, lambda _: None)
    assert growing.plain(out) == growing.plain(tmp_path / "clean")
    assert sum("facility.ttl" in line for line in follower.lines) == 1


def test_it_follows_folders_of_this_machine(tmp_path: Path) -> None:
    asked = ["build", "http://localhost/all.zip", "-o", str(tmp_path / "out"), "--watch"]
    assert CliRunner().invoke(commands, asked).exit_code == 2
    assert CliRunner().invoke(commands, [*asked, "--dask", "tcp://localhost:1"]).exit_code == 2
