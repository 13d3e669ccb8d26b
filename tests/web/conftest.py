"""The small graph of tests/small, built once for the tests of this folder."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.web.app import close_app, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from flask import Flask
    from flask.testing import FlaskClient

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


@pytest.fixture(scope="session")
def app(small_build: Path) -> Iterator[Flask]:
    made = create_app(small_build, workers=1)
    yield made
    close_app(made)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A client that asks as browsers do, in Chinese."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh-CN,zh;q=0.9"
    return client


@pytest.fixture
def program(app: Flask) -> FlaskClient:
    """A client that says nothing of what it accepts."""
    return app.test_client()
