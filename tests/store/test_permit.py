"""A change is judged by what it brings about, at the nodes that it touches, with the ontology at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kg.graph.schema import schema
from kg.store.journal import Change, apply
from kg.store.permit import violations

if TYPE_CHECKING:
    from pathlib import Path

VOC, POL = "https://w3id.org/policykg/voc/", "https://w3id.org/policykg/def#"
LABEL, ALSO = (f"<http://www.w3.org/2004/02/skos/core#{name}>" for name in ("prefLabel", "altLabel"))
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
GRAPH = "<http://notes.example/>"


@pytest.fixture(scope="module", params=[True, False], ids=["with the ontology", "empty"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("before") / "store"
    store = Store(str(folder))
    if request.param:
        graph = NamedNode("http://ontology.example/")
        store.extend(Quad(t.subject, t.predicate, t.object, graph) for t in schema().ontology)
    store.flush()
    return folder


def judged(place: Path, change: Change) -> set[str]:
    after = Store()
    after.extend(Store.read_only(str(place)))
    apply(change, after)
    return {finding.shape for finding in violations(after, place, change)}


@pytest.mark.parametrize(
    ("lines", "shape"),
    [
        ([f"<{VOC}ft-vc> {LABEL} '又名'@zh"], "S38"),
        ([f"<http://x/agency> {TYPE} <{POL}Agency>"], "S12"),
        ([f"_:b {TYPE} <{POL}Policy>"], "S02"),
        ([f"<http://x/a> <{POL}issues> <http://x/p>"], "S04"),
        ([f"<http://x/t> {TYPE} <{POL}Target>", f"<http://x/t> <{POL}appliesTo> <{VOC}region-CN>"], "S40"),
    ],
)
def test_what_the_shapes_refuse(place: Path, lines: list[str], shape: str) -> None:
    assert shape in judged(place, Change(added=tuple(f"{line} {GRAPH} .".replace("'", '"') for line in lines)))


@pytest.mark.parametrize(
    "line",
    [
        f"<{VOC}ft-vc> {ALSO} '又名'@zh",
        f"<{VOC}ft-vc> <http://notes.example/see> <http://elsewhere/>",
        f"<http://x/a> {TYPE} <http://xmlns.com/foaf/0.1/Person>",
        "_:b <http://notes.example/see> _:c",
        "<http://x/a> <http://notes.example/quotes> <<( <http://x/a> <http://x/b> 'c' )>>",
    ],
)
def test_what_they_let_pass(place: Path, line: str) -> None:
    assert judged(place, Change(added=(f"{line} {GRAPH} .".replace("'", '"'),))) == set()


def test_what_was_wrong_before_refuses_nothing(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    wrong = Change(added=(f"<http://x/t> {TYPE} <{POL}Target> {GRAPH} .",))
    apply(wrong, store)
    store.flush()
    del store
    note = f"<http://x/t> <http://notes.example/see> <http://elsewhere/> {GRAPH} ."
    assert judged(tmp_path / "store", Change(added=(note,))) == set()
    assert "S07" in judged(tmp_path / "store", Change(added=(f"<http://x/u> {TYPE} <{POL}Target> {GRAPH} .",)))
