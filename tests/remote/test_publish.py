"""Whatever a store held before, after publishing it holds the build: each graph, and the union as a set."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.errors import StoreError
from kg.publish import publish
from kg.query.ask import bind_parameters
from kg.query.catalog import EVERYTHING, questions
from kg.query.dataset import records
from kg.query.direct import Direct, direct
from kg.query.evaluate import native
from kg.query.remote import Elsewhere, published
from kg.query.request import Limits, Request
from kg.query.rows import collect, tables
from kg.store.folder import Build, open_build
from kg.store.oxigraph import create, load, read_only
from kg.store.remote import Remote
from kg.terms import DOCUMENT, PREFIXES, RECORDS_GRAPH
from kg.web.app import close_app, create_app

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
PATIENT = Limits(seconds=90)


NAMES = st.sampled_from([DOCUMENT + digits for digits in ("0a", "0b", "0c", "0d")])
VALUES = [
    '"100.0"^^xsd:decimal',
    '"0.5"^^xsd:decimal',
    "true",
    '"2022-03-31"^^xsd:date',
    '"𠮷\\n\\"}"@zh',
    '"a\\\\"',
    "id:x",
]
TRIPLES = [f"id:{s} pol:{p} {o} ." for s in "st" for p in "pq" for o in VALUES]
GRAPHS = st.dictionaries(NAMES, st.sets(st.sampled_from(TRIPLES), min_size=1, max_size=9))


class Broken(Exception):
    """The connection went."""


class Failing(Remote):
    """Carries out so many changes and no more."""

    def __init__(self, remote: Remote, changes: int) -> None:
        super().__init__(remote.where)
        self.left = changes

    def change(self, update: str) -> None:
        if not self.left:
            raise Broken
        self.left -= 1
        super().change(update)


def rows(engine: Elsewhere | Direct, graph: str = "") -> list[tuple[str, ...]]:
    """All triples of a graph, or of the default graph, each as often as it is answered."""
    (found,) = tables(engine, Request(ALL, default_graphs=(graph,) if graph else ()))
    return sorted(tuple(str(native(term)) for term in row if term is not None) for row in found.rows)


def check(remote: Remote, build: Build) -> None:
    here, there = direct(build), published(remote, build, PATIENT)
    names = {name.value for name in read_only(build.store).named_graphs() if isinstance(name, NamedNode)}
    assert records(there).keys() == names | {RECORDS_GRAPH}
    for graph in sorted(names):
        assert rows(there, graph) == rows(here, graph), graph
    assert rows(there) == rows(here)  # the union holds each triple once, whatever graphs it stands in


def quiet(_: str) -> None:
    pass


class Given(Build):
    """A build that has these graphs, whatever its folder holds; each is its lines."""

    given: dict[str, bytes]

    def __init__(self, given: dict[str, list[str]], path: Path, corpus: str) -> None:
        super().__init__(path, "0", corpus, 0)
        self.__dict__["given"] = {
            name: "".join(f"{line}\n" for line in lines).encode() for name, lines in given.items()
        }

    def graphs(self) -> dict[str, str]:
        return {name: sha256(lines).hexdigest() for name, lines in self.given.items() if lines}

    def quads(self, name: str) -> bytes:
        found: bytes = self.given[name]
        return found


def made(place: Path, graphs: dict[str, set[str]]) -> Build:
    """A build of these graphs, each with triples in Turtle."""
    place.mkdir(parents=True)
    prefixes = "".join(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items())
    everything: dict[str, list[str]] = {}
    for name, triples in sorted(graphs.items()):
        turtle = prefixes + "\n".join(sorted(triples))
        everything[name] = sorted(f"{quad.triple} <{name}> ." for quad in parse(turtle, RdfFormat.TURTLE))
    lines = [line for each in everything.values() for line in each]
    store = create(place / "store")
    load(store, (f"{line}\n".encode() for line in lines))
    store.flush()
    return Given(everything, place, sha256("\n".join(lines).encode()).hexdigest())


ONE = {DOCUMENT + "0a": set(TRIPLES[:9]), DOCUMENT + "0b": set(TRIPLES[5:16]), DOCUMENT + "0c": {TRIPLES[-1]}}
TWO = {DOCUMENT + "0a": set(TRIPLES[:9]), DOCUMENT + "0b": set(TRIPLES[12:19]), DOCUMENT + "0d": {TRIPLES[-2]}}


def test_what_changed_is_changed_and_nothing_else(remote: Remote, tmp_path: Path) -> None:
    one, two = made(tmp_path / "one", ONE), made(tmp_path / "two", TWO)
    publish(one, remote, quiet)
    check(remote, one)
    assert publish(one, remote, quiet) == 0
    assert publish(two, remote, quiet) == 3  # one graph is another, one went, one came
    check(remote, two)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(GRAPHS, st.integers(0, 12)), min_size=1, max_size=4))
def test_whatever_was_interrupted_the_next_run_ends_whole(
    oxigraph: Remote, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[dict[str, set[str]], int]]
) -> None:
    for graphs, changes in steps:
        build = made(tmp_path_factory.mktemp("build") / "b", graphs)
        failing = Failing(oxigraph, changes)
        try:
            publish(build, failing, quiet)
        except Broken:
            if changes:  # else the store still holds what it held
                with pytest.raises(StoreError, match="another build, or none that is whole"):
                    published(oxigraph, build)
        else:
            check(oxigraph, build)
    publish(build, oxigraph, quiet)
    check(oxigraph, build)


def test_questions_are_answered_alike(oxigraph: Remote, built: Path) -> None:
    build = open_build(built)
    publish(build, oxigraph, quiet)
    here, there = direct(build), published(oxigraph, build)
    for question in questions():
        values = bind_parameters(here, question, {p.name: p.example for p in question.parameters})
        binding = tuple((p.variable, values[p.name]) for p in question.parameters)
        form = "nt" if question.graph else "tsv"
        request = Request(question.text, form, bindings=(binding,))
        mine, theirs = (collect(engine.answer(request)).splitlines() for engine in (here, there))
        assert sorted(mine) == sorted(theirs), question.name


def test_pages_and_the_endpoint_show_what_is_published(remote: Remote, small_build: Path, built: Path) -> None:
    publish(open_build(small_build), remote, quiet)
    app = create_app(small_build, remote=remote)
    try:
        client = app.test_client()
        whole = "/queries/overdue-targets.csv?as-of=2030-01-01"
        for page in ("/", "/targets", "/policies", "/validation", "/ledger", "/queries", whole):
            assert client.get(page).status_code == 200, page
        asked = {"query": "ASK { ?p a pol:Policy }"}
        assert client.get("/sparql", query_string=asked, headers={"Accept": "text/csv"}).text.strip() == "true"
        asked = {"query": "CONSTRUCT { ?p a pol:Policy } WHERE { ?p a pol:Policy }"}
        assert "a pol:Policy" in client.get("/sparql", query_string=asked, headers={"Accept": "text/turtle"}).text
        asked = {"query": f'SELECT ("LIMIT {EVERYTHING} OFFSET 0" AS ?s) {{}}'}
        assert f"LIMIT {EVERYTHING} OFFSET 0" in client.get("/sparql", query_string=asked).text
        assert client.get("/sparql", query_string={"query": "SELECT * { ?s ?p"}).status_code == 400
    finally:
        close_app(app)
    with pytest.raises(StoreError, match="another build"):
        create_app(built, remote=remote)


def test_a_store_that_keeps_rows_back_is_found_out(virtuoso: Remote, tmp_path: Path) -> None:
    class Short(Remote):
        def ask(self, query: str, accept: str, dataset: Sequence[tuple[str, str]], seconds: float, most: int) -> bytes:
            short = query if "COUNT" in query or "?hash" in query else f"{query} LIMIT 3"
            return super().ask(short, accept, dataset, seconds, most)

    publish(made(tmp_path / "one", ONE), virtuoso, quiet)
    with pytest.raises(StoreError, match=r"gives 3 of \d+ triples; raise the number of rows"):
        publish(made(tmp_path / "two", TWO), Short(virtuoso.where), quiet)
