"""The installed package works alone: built as a wheel, put into a folder of its own, run away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package and nothing of the checkout."""
    made, site = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("site")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
        check=True,
        capture_output=True,
    )
    (wheel,) = made.glob("policykg-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)  # what an installer does with a wheel of pure Python
    return site


def run(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(site), "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)


def test_the_wheel_holds_all_that_it_needs_and_no_more(site: Path) -> None:
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for folder in ("ontology", "queries", "seeds"):
        wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert {f"kg/_data/{name}" for name in wanted} <= names
    for folder in ("templates", "static", "translations"):
        wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kg" / "web" / folder).rglob("*.*")}
        assert {name for name in wanted if not name.endswith(".pyc")} <= names
    assert {name.split("/")[0] for name in names if not name.startswith("policykg-")} == {"kg"}


def test_a_first_look_needs_no_checkout(site: Path, tmp_path: Path) -> None:
    where = "import kg.paths as p; print(p.__file__, p.SEEDS, p.ONTOLOGY, p.QUERIES)"
    environment = {**os.environ, "PYTHONPATH": str(site)}
    told = subprocess.run(
        [sys.executable, "-c", where], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    assert all(path.startswith(str(site)) for path in told.stdout.split())
    made = run(site, tmp_path, "demo", "-o", "graph", "--no-serve")
    assert made.returncode == 0, made.stderr
    for arguments, said in (
        (("get", "graph", "/", "--lang", "en"), "Policy knowledge graph"),
        (("query", "graph", "--name", "measured-progress", "--lang", "en"), "village clinic"),
        (("export", "graph", "-f", "html", "--node", "voc:ft-vc"), "<svg"),
        (("lint",), ""),
    ):
        found = run(site, tmp_path, *arguments)
        assert found.returncode == 0, found.stderr
        assert said in found.stdout
