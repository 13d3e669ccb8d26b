"""What tests of exports share: two graphs to export, the seeds' and one with hostile names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.exports.compose import compose
from kg.exports.export import Source, export, format_of
from kg.exports.part import whole
from kg.exports.triples import each_quad
from kg.query.direct import direct
from kg.store.folder import open_build
from kg.store.oxigraph import read_only
from tests.exports.hostile import source as hostile_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.exports.network import Network


def source_of(folder: Path) -> Source:
    build = open_build(folder)
    return Source(direct(build), lambda: each_quad(read_only(build.store)))


@pytest.fixture(scope="session")
def sources(built: Path) -> dict[str, Source]:
    return {"seeds": source_of(built), "hostile": hostile_source()}


@pytest.fixture(scope="session", params=["seeds", "hostile"])
def source(request: pytest.FixtureRequest, sources: dict[str, Source]) -> Source:
    return sources[request.param]


@pytest.fixture(scope="session")
def network(source: Source) -> Network:
    """What the drawn formats are to hold."""
    return compose(source.engine, whole(source.engine), "zh")


@pytest.fixture(scope="session")
def written(source: Source) -> Callable[[str], bytes]:
    """The whole graph in a format, made once."""
    made: dict[str, bytes] = {}

    def write(name: str) -> bytes:
        if name not in made:
            made[name] = export(source, format_of(name), None, "zh")
        return made[name]

    return write
