from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

GATE = Path(__file__).with_name("gate.py")
FLOORS = {"targets": {"f1": 0.9}, "quotes": {"recall": 1.0}}
GOOD = {"targets": {"f1": 0.93456, "recall": 0.1}, "quotes": {"recall": 1.0}}


def gate(folder: Path, scores: object, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the gate on a corpus of one document with FLOORS, unless the folder holds other floors."""
    seeds, floors = folder / "seeds", folder / "floors.json"
    if not floors.exists():
        seeds.mkdir()
        (seeds / "a.txt").write_bytes(b"one")
        floors.write_text(json.dumps({"corpus": "", "floors": FLOORS}), "utf-8")
        told = run(folder, {"total": {}})
        found = told.stderr.rpartition("these are ")[2].rstrip(")\n")
        assert len(found) == 12, told.stderr
        floors.write_text(json.dumps({"corpus": full_hash(seeds), "floors": FLOORS}), "utf-8")
        assert full_hash(seeds).startswith(found)
    return run(folder, {"total": scores}, *options)


def run(folder: Path, scores: object, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "scores.json").write_text(json.dumps(scores), "utf-8")
    command = [sys.executable, str(GATE), str(folder / "scores.json"), "--floors", str(folder / "floors.json")]
    return subprocess.run(
        [*command, "--seeds", str(folder / "seeds"), *options], check=False, capture_output=True, text=True
    )


def full_hash(seeds: Path) -> str:
    code = (
        f"import runpy; from pathlib import Path; print(runpy.run_path({str(GATE)!r})['corpus'](Path({str(seeds)!r})))"
    )
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def floors_of(folder: Path) -> object:
    return json.loads((folder / "floors.json").read_text("utf-8"))["floors"]


def test_figures_at_their_floors_pass(tmp_path: Path) -> None:
    told = gate(tmp_path, {"targets": {"f1": 0.9}, "quotes": {"recall": 1.0}})
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize(
    ("scores", "line"),
    [
        ({**GOOD, "targets": {"f1": 0.8999}}, "targets f1: 0.8999, the floor is 0.9"),
        ({**GOOD, "targets": {"f1": None}}, "targets f1: not measured, the floor is 0.9"),
        ({"targets": {"f1": 1.0}}, "quotes recall: not measured, the floor is 1.0"),
    ],
)
def test_a_figure_below_its_floor_is_named(tmp_path: Path, scores: object, line: str) -> None:
    told = gate(tmp_path, scores)
    assert told.returncode == 1
    assert told.stderr.strip() == line


def test_other_documents_are_not_compared(tmp_path: Path) -> None:
    gate(tmp_path, GOOD)
    (tmp_path / "seeds" / "b.txt").write_bytes(b"two")
    told = gate(tmp_path, GOOD)
    assert told.returncode == 1
    assert "other documents" in told.stderr


def test_floors_only_rise(tmp_path: Path) -> None:
    assert gate(tmp_path, GOOD, "--raise").returncode == 0
    assert floors_of(tmp_path) == {"targets": {"f1": 0.9345}, "quotes": {"recall": 1.0}}
    assert gate(tmp_path, {**GOOD, "targets": {"f1": 0.92}}, "--raise").returncode == 1
    assert floors_of(tmp_path) == {"targets": {"f1": 0.9345}, "quotes": {"recall": 1.0}}


def test_the_floors_are_those_of_these_seeds() -> None:
    root = GATE.parents[2]
    kept = json.loads(GATE.with_name("floors.json").read_text("utf-8"))
    assert kept["corpus"] == full_hash(root / "seeds")
    assert kept["floors"]
