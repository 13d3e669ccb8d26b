"""The formats, and the export of a part of the graph, or of all of it, in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import NotFound
from kg.exports.compose import compose
from kg.exports.cube import cube
from kg.exports.cytoscape import cytoscape
from kg.exports.d3 import d3
from kg.exports.dot import dot
from kg.exports.edge_list import edge_list
from kg.exports.gephi import gephi
from kg.exports.gexf import gexf
from kg.exports.graphml import graphml
from kg.exports.jsonld import jsonld
from kg.exports.mermaid import mermaid
from kg.exports.neo4j import neo4j
from kg.exports.nquads import nquads
from kg.exports.ntriples import ntriples
from kg.exports.page import page
from kg.exports.part import whole
from kg.exports.png import png
from kg.exports.readings import readings
from kg.exports.reified import reified
from kg.exports.svg import svg
from kg.exports.tidy import tidy
from kg.exports.trig import trig
from kg.exports.triples import of_part
from kg.exports.turtle import turtle

if TYPE_CHECKING:
    from kg.exports.network import Network
    from kg.exports.part import Part
    from kg.exports.readings import FigureKind
    from kg.query.request import Engine

Lines = tuple[str, ...]
Pour = Callable[[Iterable[bytes], BinaryIO, Path], None]


@dataclass(frozen=True, slots=True)
class Format:
    """`name` is what it is asked for by, `suffix` ends the name of a file; `title` says what it is for."""

    name: str
    suffix: str
    media: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawn(Format):
    """A format of nodes and edges."""

    write: Callable[[Network], bytes]


@dataclass(frozen=True, slots=True)
class Stated(Format):
    """A format of RDF, from lines of N-Quads."""

    write: Callable[[Lines], bytes]


@dataclass(frozen=True, slots=True)
class Poured(Format):
    """A format of RDF that takes lines of N-Quads, in any order, and writes them in memory that does not grow."""

    pour: Pour


@dataclass(frozen=True, slots=True)
class Counted(Format):
    """A format of figures: of the kinds named, in that order."""

    kinds: tuple[FigureKind, ...]
    write: Callable[..., bytes]


AnyFormat = Drawn | Stated | Poured | Counted

EXPORTS: tuple[AnyFormat, ...] = (
    Drawn("graphml", ".graphml", "application/graphml+xml", "GraphML: yEd, Cytoscape, Gephi, igraph", graphml),
    Drawn("gexf", ".gexf", "application/gexf+xml", "GEXF: Gephi", gexf),
    Drawn("dot", ".dot", "text/vnd.graphviz", "DOT: Graphviz", dot),
    Drawn("cyjs", ".cyjs", "application/json", "JSON: Cytoscape and Cytoscape.js", cytoscape),
    Drawn("json", ".json", "application/json", "node-link JSON: D3", d3),
    Drawn("mmd", ".mmd", "text/vnd.mermaid", "Mermaid: Markdown pages", mermaid),
    Drawn("csv", ".csv", "text/csv", "CSV: edges with both ends named", edge_list),
    Drawn("gephi", ".gephi.zip", "application/zip", "CSV pair of nodes and edges: Gephi, Kumu", gephi),
    Drawn("neo4j", ".neo4j.zip", "application/zip", "CSV pair of nodes and edges: Neo4j", neo4j),
    Drawn("svg", ".svg", "image/svg+xml", "SVG: a picture", svg),
    Drawn("png", ".png", "image/png", "PNG: a picture, with the extra [png]", lambda network: png(svg(network))),
    Drawn("html", ".html", "text/html", "HTML: one file with picture and tables", page),
    Poured("ttl", ".ttl", "text/turtle", "Turtle: the union of all graphs", turtle),
    Poured("trig", ".trig", "application/trig", "TriG: a graph a document", trig),
    Poured("nq", ".nq", "application/n-quads", "N-Quads: a graph a document, sorted", nquads),
    Poured("nt", ".nt", "application/n-triples", "N-Triples: the union of all graphs, sorted", ntriples),
    Stated("jsonld", ".jsonld", "application/ld+json", "JSON-LD", jsonld),
    Stated("ttl12", ".12.ttl", "text/turtle;version=1.2", "Turtle 1.2: statements reify their triples", reified),
    Counted("observations", ".observations.csv", "text/csv", "CSV: a figure a row", ("obs",), tidy),
    Counted("targets", ".targets.csv", "text/csv", "CSV: a target a row", ("target",), tidy),
    Counted("cube", ".cube.ttl", "text/turtle", "RDF Data Cube of figures and targets", ("obs", "target"), cube),
)


@dataclass(frozen=True, slots=True)
class Source:
    """What is exported from: an engine, and the lines of all graphs, in no order, where all of it may be asked for."""

    engine: Engine
    whole: Callable[[], Iterable[bytes]]


def format_of(name: str) -> AnyFormat:
    """The format of that name; NotFound with all there are."""
    for one in EXPORTS:
        if one.name == name:
            return one
    raise NotFound(f"{name}: no such format; there is {', '.join(one.name for one in EXPORTS)}")


def export(source: Source, format_: AnyFormat, part: Part | None, language: str) -> bytes:
    """The bytes of a part, or of all without one; names in `language` where a format holds one name only."""
    file = BytesIO()
    write(source, format_, part, language, file)
    return file.getvalue()


def write(  # noqa: PLR0913, PLR0917  what, as what, and where to
    source: Source, format_: AnyFormat, part: Part | None, language: str, file: BinaryIO, scratch: Path | None = None
) -> None:
    """Write the same to a file; where that takes more than memory should hold, the rest lies in a folder meanwhile."""
    if isinstance(format_, Poured):
        lines = source.whole() if part is None else (f"{line}\n".encode() for line in of_part(source.engine, part))
        format_.pour(lines, file, scratch or Path(gettempdir()))
    else:
        file.write(_bytes(source, format_, part, language))


def _bytes(source: Source, format_: Drawn | Stated | Counted, part: Part | None, language: str) -> bytes:
    if isinstance(format_, Drawn):
        drawn = whole(source.engine) if part is None else part
        return format_.write(compose(source.engine, drawn, language))
    if isinstance(format_, Stated):
        every = (line[:-1].decode() for line in source.whole()) if part is None else of_part(source.engine, part)
        return format_.write(tuple(sorted(every)))
    nodes = None if part is None else part.nodes
    return format_.write(*(readings(source.engine, kind, nodes) for kind in format_.kinds))
