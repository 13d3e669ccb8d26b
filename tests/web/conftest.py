"""Applications of the small graph and of an empty one, with clients that ask as browsers and programs do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.query.request import Limits
from kg.store.folder import new_build
from kg.web.app import close_app, create_app
from kg.web.updating import Writing
from tests.small import small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

LIMITS = Limits(seconds=4.0)


@pytest.fixture(scope="session")
def app(small_build: Path) -> Iterator[Flask]:
    made = create_app(small_build, workers=1)
    yield made
    close_app(made)


TOKEN = "open, sesame"  # noqa: S105  of the test server


@pytest.fixture(scope="session")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Updates by anybody on a graph that is empty at first, as `kg serve --empty --update` serves it."""
    folder = tmp_path_factory.mktemp("empty")
    with new_build(folder / "build") as writer:
        writer.finish(())
    made = create_app(folder / "build", 1, LIMITS, Writing(folder / "updates", "", union=False))
    yield made
    close_app(made)


@pytest.fixture
def anybody(empty_app: Flask) -> FlaskClient:
    """A client of a graph that is empty at the start of the test."""
    client = empty_app.test_client()
    assert client.post("/update", data="DROP ALL", content_type="application/sparql-update").status_code == 204
    return client


@pytest.fixture(scope="session")
def noted_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Updates beside a build, by who has the token, as `kg serve DIR --update` serves it."""
    folder = tmp_path_factory.mktemp("noted")
    build = small.build(folder / "build")
    made = create_app(build, 1, LIMITS, Writing(folder / "updates", TOKEN))
    yield made
    close_app(made)


@pytest.fixture
def annotator(noted_app: Flask) -> FlaskClient:
    """A client that has the token."""
    client = noted_app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
    return client


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
