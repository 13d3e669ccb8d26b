"""The small graph of tests/small, built once for the tests of this folder."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

SMALL = Path(__file__).parents[1] / "small" / "small.py"


def load() -> ModuleType:
    """Test folders are no packages, so the builder is loaded by its path, once."""
    if "small_graph" not in sys.modules:
        spec = importlib.util.spec_from_file_location("small_graph", SMALL)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["small_graph"] = module
        spec.loader.exec_module(module)
    return sys.modules["small_graph"]


@pytest.fixture(scope="session")
def small() -> ModuleType:
    return load()


@pytest.fixture(scope="session")
def small_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built: Path = load().build(tmp_path_factory.mktemp("small") / "build")
    return built
