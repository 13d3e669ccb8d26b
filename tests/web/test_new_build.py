"""A new build under a running server: no request is lost, and the old folder goes with its last reader."""

from __future__ import annotations

import json
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store

from kg.query.request import Limits
from kg.store.folder import new_build
from kg.web.app import close_app, create_app
from kg.web.updating import Writing
from tests.small import small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <http://version/> ?o }"
UPDATE = "application/sparql-update"


def rebuild(place: Path, version: int) -> None:
    """A build that says its version that many times."""
    with new_build(place) as writer:
        writer.add_ontology(f"<http://x/{n}> <http://version/> <http://x/> <http://g/> ." for n in range(version))
        writer.finish(())


def count(app: Flask) -> int:
    answer = app.test_client().get("/sparql", query_string={"query": COUNT})
    assert answer.status_code == 200, answer.text
    return int(json.loads(answer.text)["results"]["bindings"][0]["n"]["value"])


def awaited(app: Flask, version: int) -> bool:
    """Whether the version is served before ten seconds are over."""
    for _ in range(100):
        if count(app) == version:
            return True
        time.sleep(0.1)
    return False


def quiet(folder: Path, names: set[str]) -> bool:
    """Whether nothing but these names stands in the folder, in the end."""
    for _ in range(100):
        if {path.name for path in folder.iterdir()} == names:
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(params=[False, True], ids=["read only", "with updates"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Flask, Path]]:
    place = tmp_path / "builds" / "build"
    rebuild(place, 1)
    writing = Writing(tmp_path / "updates", "") if request.param else None
    app = create_app(place, 2, Limits(), writing)
    yield app, place
    close_app(app)
    assert quiet(place.parent, {"build"})


def test_a_new_build_is_served_and_no_request_is_lost(served: tuple[Flask, Path]) -> None:
    app, place = served
    done = threading.Event()

    def ask(_: int) -> list[int]:
        found = []
        while not done.is_set():
            found.append(count(app))
            page = app.test_client().get("/validation")
            assert page.status_code == 200
        return found

    with ThreadPoolExecutor(3) as threads:
        asking = [threads.submit(ask, number) for number in range(3)]
        try:
            for version in (2, 3, 4):
                rebuild(place, version)
                assert awaited(app, version)
        finally:
            done.set()
        for one in asking:
            assert one.result() == sorted(one.result())  # never back to an older one
            assert set(one.result()) <= {1, 2, 3, 4}


def test_who_reads_the_old_build_reads_it_to_its_end(served: tuple[Flask, Path]) -> None:
    app, place = served
    rebuild(place, 3000)
    assert awaited(app, 3000)
    text = "SELECT * { ?s <http://version/> ?o }"
    answer = app.test_client().get("/sparql", query_string={"query": text, "format": "json"}, buffered=False)
    parts = answer.iter_encoded()
    first = next(parts)
    rebuild(place, 2)
    assert awaited(app, 2)
    rows = json.loads(first + b"".join(parts))["results"]["bindings"]
    assert len(rows) == 3000


def test_updates_stand_on_the_new_build(tmp_path: Path) -> None:
    place = tmp_path / "build"
    rebuild(place, 1)
    app = create_app(place, 1, Limits(), Writing(tmp_path / "updates", ""))
    note = "INSERT DATA { <http://note/> <http://version/> <http://x/> }"
    assert app.test_client().post("/update", data=note, content_type=UPDATE).status_code == 204
    assert count(app) == 2
    rebuild(place, 5)
    assert awaited(app, 6)
    close_app(app)


def test_a_build_that_cannot_be_served_leaves_the_old_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    place = tmp_path / "build"
    rebuild(place, 3)
    app = create_app(place, 1)
    place.rename(tmp_path / "away")
    place.mkdir()
    (place / "manifest.json").write_text('{"format": 99, "documents": [], "corpus": "", "version": ""}')
    for _ in range(100):
        if "cannot be served" in caplog.text:
            break
        time.sleep(0.1)
    assert "format 99" in caplog.text
    assert count(app) == 3
    shutil.rmtree(place)
    rebuild(place, 4)
    assert awaited(app, 4)
    close_app(app)


def test_the_documents_of_the_old_build_stay_readable(tmp_path: Path) -> None:
    """Texts are read when they are asked for, long after the build was opened."""
    place = small.build(tmp_path / "build")
    app = create_app(place, 1)
    site = app.extensions["kg"].take()
    rebuild(place, 2)
    assert awaited(app, 2)
    for entry in site.build.documents:
        assert site.document(entry.id)[0]
    app.extensions["kg"].release(site)
    assert quiet(tmp_path, {"build"})
    close_app(app)


def test_the_store_of_a_build_is_left_as_it_was(tmp_path: Path) -> None:
    """Versions are linked to it: what is done to them must not reach it."""
    place = tmp_path / "build"
    rebuild(place, 4)
    before = {path.name: path.read_bytes() for path in (place / "store").iterdir()}
    app = create_app(place, 1, Limits(), Writing(tmp_path / "updates", ""))
    client = app.test_client()
    for number in range(3):
        client.post("/update", data=f"INSERT DATA {{ <x:{number}> <x:p> 1 }}", content_type=UPDATE)
    close_app(app)
    assert {path.name: path.read_bytes() for path in (place / "store").iterdir()} == before
    assert b"http://x/3" in (Store.read_only(str(place / "store")).dump(format=RdfFormat.N_QUADS) or b"")
