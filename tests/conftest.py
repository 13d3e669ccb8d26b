"""What many tests share: the seeds, the graph built of them once, a client of its pages, and golden files."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from kg.build import build
from kg.web.app import close_app, create_app
from tests.small import small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient

ROOT = Path(__file__).parents[1]

PLAN = "江苏省卫生健康委关于印发《村医培养规划》的通知\n2022年3月1日\n到2024年，80%以上的村卫生室能够提供中医药服务。"
NATIONAL = "国家卫生健康委关于印发《村医提升计划》的通知\n2022年4月1日\n到2024年，80%以上的村卫生室能够提供中医药服务。"
SHARE = "截至2022年底，全国{}%的村卫生室能够提供中医药服务。"
LATER = "江苏省卫生健康委关于印发《村医培训办法》的通知\n2023年5月1日\n到2025年，90%以上的乡镇卫生院设置中医馆。"

# No test asserts time: bench/ measures it, and a loaded machine is no fault of the code. The same code passes or fails
# whenever it is run; `HYPOTHESIS_PROFILE=search` looks at other examples each time.
settings.register_profile("kg", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "kg"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files with what was found; read the diff")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the seed documents."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def built(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the seeds, made once by the real build; read it, never write to it."""
    out = tmp_path_factory.mktemp("built") / "build"
    build([seeds], out, 2, lambda _: None)
    return out


@pytest.fixture(scope="session")
def client(built: Path) -> Iterator[FlaskClient]:
    """A client of the pages that show the seeds."""
    app = create_app(built)
    yield app.test_client()
    close_app(app)


@pytest.fixture(scope="session")
def small_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of a graph written by hand, for what reads a build; read it, never write to it."""
    return small.build(tmp_path_factory.mktemp("small") / "build")


@pytest.fixture(scope="session")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A build, and the next of the same folder after documents came, changed and went; read them only."""
    folder = tmp_path_factory.mktemp("diff")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "plan.txt").write_text(PLAN, "utf-8")
    (sources / "national.txt").write_text(NATIONAL, "utf-8")
    (sources / "share.txt").write_text(SHARE.format("74.5"), "utf-8")
    (sources / "other.txt").write_text("截至2021年底，全国乡镇卫生院有3.5万个。", "utf-8")
    build([sources], folder / "old", 1, lambda _: None)
    (sources / "share.txt").write_text(SHARE.format("76.1"), "utf-8")
    (sources / "other.txt").unlink()
    (sources / "later.txt").write_text(LATER, "utf-8")
    for number in (61, 62):
        (sources / f"{number}.txt").write_text(f"截至2022年底，全国{number}%的乡镇卫生院设置了中医馆。", "utf-8")
    copytree(folder / "old", folder / "new")
    build([sources], folder / "new", 1, lambda _: None)
    return folder / "old", folder / "new"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that says what it should be; with --accept write the file."""

    def compare(path: Path, found: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found, "utf-8")
        wanted = path.read_text("utf-8") if path.exists() else ""
        name = path.relative_to(ROOT)
        assert found.split("\n") == wanted.split("\n"), f"{name} differs; pytest --accept rewrites it, read the diff"

    return compare
