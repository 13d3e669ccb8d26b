"""What is exported as RDF is the graph: rdflib reads each form and finds the same triples."""

from __future__ import annotations

import csv
import io
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, SKOS, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import QB

from kg.exports.export import export, format_of
from kg.exports.file import write_whole
from kg.exports.line import line
from kg.exports.part import around, whole
from kg.exports.triples import parted
from kg.store.merge import in_order

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rdflib.graph import _TripleType

    from kg.exports.export import Source
    from kg.exports.network import Network

POL, VOC = Namespace("https://w3id.org/policykg/def#"), Namespace("https://w3id.org/policykg/voc/")
CUBE = Namespace("https://w3id.org/policykg/id/cube/")
MEASURE = Namespace("http://purl.org/linked-data/sdmx/2009/measure#")
UNIT = Namespace("http://purl.org/linked-data/sdmx/2009/attribute#")


def triples(data: bytes, form: str) -> set[_TripleType]:
    return {(s, p, o) for s, p, o in Graph().parse(data=data, format=form)}


def union(data: bytes, form: str) -> tuple[set[_TripleType], dict[str, int]]:
    found = Dataset(default_union=True)
    found.parse(data=data, format=form)
    sizes = {str(graph.identifier): len(graph) for graph in found.graphs() if len(graph)}
    return {(s, p, o) for s, p, o, _ in found.quads()}, sizes


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its parsers use what it deprecates
def test_every_form_holds_the_same_triples(written: Callable[[str], bytes]) -> None:
    plain, graphs = union(written("nq"), "nquads")
    assert len(plain) > 100
    assert triples(written("ttl"), "turtle") == plain
    assert triples(written("nt"), "nt") == plain
    assert triples(written("jsonld"), "json-ld") == plain
    assert union(written("trig"), "trig") == (plain, graphs)


def test_names_keep_their_languages(written: Callable[[str], bytes], network: Network) -> None:
    graph = Graph().parse(data=written("ttl"), format="turtle")
    for node in network.nodes:
        names = [name for name in graph.objects(URIRef(node.iri), SKOS.prefLabel) if isinstance(name, Literal)]
        said = {(name.language, line(str(name))) for name in names}
        for language in ("zh", "en"):
            label = node.text(f"label_{language}")
            assert not label or not said or (language, label) in said, node.iri


def test_quads_are_those_of_the_build(built: Path, sources: dict[str, Source]) -> None:
    found = export(sources["seeds"], format_of("nq"), None, "zh")
    assert found == (built / "graph.nq").read_bytes()


@pytest.mark.parametrize("name", ["nq", "nt", "ttl", "trig"])
def test_a_graph_larger_than_memory_gives_the_same_bytes(
    name: str, built: Path, sources: dict[str, Source], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    expected = export(sources["seeds"], format_of(name), None, "zh")
    for module in ("nquads", "trig", "triples"):
        monkeypatch.setattr(f"kg.exports.{module}.in_order", partial(in_order, run=1 << 16, wide=8))
    write_whole(built / "store", name, "zh", tmp_path / "whole")
    assert (tmp_path / "whole").read_bytes() == expected
    assert [path.name for path in tmp_path.iterdir()] == ["whole"]


@pytest.mark.parametrize(
    ("line", "triple", "graph"),
    [
        (b'<s> <p> "a <b> c" <g> .\n', b'<s> <p> "a <b> c"', b"<g>"),
        (b'<s> <p> "a <b>" .\n', b'<s> <p> "a <b>"', b""),
        (b'<s> <p> "a <b>"^^<d> .\n', b'<s> <p> "a <b>"^^<d>', b""),
        (b'<s> <p> "a \\"<b>"@en <g> .\n', b'<s> <p> "a \\"<b>"@en', b"<g>"),
        (b"<s> <p> <o> .\n", b"<s> <p> <o>", b""),
        (b"_:b <p> <o> <g> .\n", b"_:b <p> <o>", b"<g>"),
    ],
)
def test_a_line_is_parted_from_its_graph(line: bytes, triple: bytes, graph: bytes) -> None:
    assert parted(line) == (triple, graph)


def test_a_part_holds_its_nodes_their_statements_and_their_quotes(sources: dict[str, Source]) -> None:
    source = sources["seeds"]
    part = around(source.engine, str(VOC["ft-vc"]), 1)
    graph = Graph().parse(data=export(source, format_of("ttl"), part, "zh"), format="turtle")
    things = {str(s) for s in graph.subjects(RDF.type, None)}
    assert set(part.nodes) <= things
    every = set(whole(source.engine).nodes)
    assert things & every == set(part.nodes)
    for link in part.links:
        assert (URIRef(link[0]), URIRef(link[1]), URIRef(link[2])) in graph
    for statement in graph.subjects(RDF.type, POL.Statement):
        quotes = list(graph.objects(statement, POL.evidence))
        assert all((quote, RDF.type, POL.Evidence) in graph for quote in quotes)


# --- data cubes ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def cube(written: Callable[[str], bytes]) -> Graph:
    return Graph().parse(data=written("cube"), format="turtle")


def dimensions(cube: Graph, dataset: URIRef) -> dict[URIRef, URIRef | None]:
    """The dimensions of a data set, each with its list of codes."""
    structure = cube.value(dataset, QB.structure)
    specs = cube.objects(structure, QB.component)
    found = [cube.value(spec, QB.dimension) for spec in specs]
    return {d: cube.value(d, QB.codeList) for d in found if isinstance(d, URIRef)}  # type: ignore[misc]  # nodes are IRIs here


def test_a_cube_holds_every_figure(cube: Graph, source: Source) -> None:
    every = whole(source.engine).nodes
    for dataset, kind in (("observations", "obs"), ("targets", "target")):
        figures = {str(row) for row in cube.subjects(QB.dataSet, CUBE[dataset])}
        assert figures == {iri for iri in every if f"/{kind}/" in iri}
        assert figures


def test_a_cube_is_well_formed(cube: Graph) -> None:
    """What the recommendation's integrity constraints ask, by their numbers."""
    for row in cube.subjects(RDF.type, QB.Observation):
        assert len(list(cube.objects(row, QB.dataSet))) == 1  # IC-1
    datasets = list(cube.subjects(RDF.type, QB.DataSet))
    assert len(datasets) == 2
    for dataset in datasets:
        (structure,) = cube.objects(dataset, QB.structure)  # IC-2
        measures = [m for spec in cube.objects(structure, QB.component) for m in cube.objects(spec, QB.measure)]
        assert measures == [MEASURE.obsValue]  # IC-3
        for spec in cube.objects(structure, QB.component):
            assert (spec, RDF.type, QB.ComponentSpecification) in cube
        assert isinstance(dataset, URIRef)
        axes = dimensions(cube, dataset)
        for axis, codes in axes.items():
            assert cube.value(axis, RDFS.range) is not None  # IC-4
            assert (cube.value(axis, RDFS.range) == SKOS.Concept) == (codes is not None)  # IC-5
        keys: Counter[tuple[object, ...]] = Counter()
        for row in cube.subjects(QB.dataSet, dataset):
            values = []
            for axis, codes in axes.items():
                (value,) = cube.objects(row, axis)  # IC-11
                values.append(value)
                if codes is not None:
                    assert (value, RDF.type, SKOS.Concept) in cube  # IC-19
                    assert (value, SKOS.inScheme, codes) in cube
            keys[tuple(values)] += 1
            (value,) = cube.objects(row, MEASURE.obsValue)  # IC-14
            assert value.datatype == URIRef("http://www.w3.org/2001/XMLSchema#decimal")  # type: ignore[attr-defined]  # a literal
            assert len(list(cube.objects(row, UNIT.unitMeasure))) == 1  # IC-13
        assert set(keys.values()) == {1}  # IC-12


def test_figures_that_contradict_each_other_are_numbered(sources: dict[str, Source]) -> None:
    cube = Graph().parse(data=export(sources["hostile"], format_of("cube"), None, "zh"), format="turtle")
    numbers = {
        str(row)[-1]: int(str(cube.value(row, CUBE.alternative)))
        for row in cube.subjects(QB.dataSet, CUBE.observations)
    }
    assert numbers == {"0": 1, "1": 2, "2": 1}


def test_the_tables_hold_every_figure(written: Callable[[str], bytes], cube: Graph) -> None:
    for name in ("observations", "targets"):
        table = list(csv.DictReader(io.StringIO(written(name).decode("utf-8-sig"), newline="")))
        values = {row["iri"]: float(row["value"]) for row in table}
        assert values == {
            str(row): float(str(cube.value(row, MEASURE.obsValue))) for row in cube.subjects(QB.dataSet, CUBE[name])
        }
        facilities = {iri for row in table for iri in row["facility.iri"].split(" | ") if iri}
        assert facilities or name == "targets"
        assert all(row["facility_zh"] or not row["facility.iri"] for row in table)
        assert all(row["quoted_from"] for row in table if row["quote"])
