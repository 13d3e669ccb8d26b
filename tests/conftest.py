"""What many tests share: the seeds, and golden files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.small.small import build as build_small

if TYPE_CHECKING:
    from collections.abc import Callable


ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files with what was found; read the diff")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the seed documents."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of a graph written by hand, for what reads a build; read it, never write to it."""
    return build_small(tmp_path_factory.mktemp("small") / "build")


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
