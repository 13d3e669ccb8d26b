"""Prints what the steps of a build cost with what one would take instead: rdflib to load and ask, pySHACL to validate.

    python -m bench.peers BUILD [--no-validation]

BUILD is a build with a graph.nq. Each step is told in CPU seconds of this program and of the other, and how many times
as long the other takes. Both have the same triples; what they answer is counted, so that one sees that it is the same.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import RdfFormat, Store
from pyshacl import validate
from rdflib import Dataset, Graph, URIRef

from kg.build import load_library
from kg.graph.warn import warnings
from kg.paths import ONTOLOGY
from kg.terms import SH

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")
QUESTION = "41-measures-facility.rq"  # which facility types each indicator is measured of


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--no-validation", action="store_true", help="leave pySHACL out")
    options = parser.parse_args()
    whole = options.build / "graph.nq"
    print(f"{'step':<24} {'kg CPU s':>9} {'other':>9} {'times':>7}")
    store, ours = timed(lambda: loaded(whole))
    graph, theirs = timed(lambda: union(whole))
    tell("load", ours, theirs)
    query = (ONTOLOGY / "rules" / QUESTION).read_text("utf-8")
    found, ours = timed(lambda: len(list(store.query(query))))  # type: ignore[arg-type]  # a CONSTRUCT
    other, theirs = timed(lambda: len(list(graph.query(query))))
    tell(f"ask ({found}, {other} rows)", ours, theirs)
    if not options.no_validation:
        library = load_library()
        noted, ours = timed(lambda: len(warnings(store, library.shapes)))
        told, theirs = timed(lambda: reported(graph))
        tell(f"check ({noted}, {told})", ours, theirs)


def timed(step: Callable[[], Result]) -> tuple[Result, float]:
    """What a step gives, and the CPU seconds that it takes."""
    start = time.process_time()
    return step(), time.process_time() - start


def tell(name: str, ours: float, theirs: float) -> None:
    """Print a row."""
    print(f"{name:<24} {ours:9.2f} {theirs:9.2f} {theirs / max(ours, 1e-3):7.1f}", flush=True)


def loaded(whole: Path) -> Store:
    """The union of a build's graphs in the engine."""
    store = Store()
    triples = (line.rpartition(" <")[0] + " .\n" for line in whole.open(encoding="utf-8"))
    store.bulk_load("".join(triples).encode(), RdfFormat.N_TRIPLES)
    return store


def union(whole: Path) -> Graph:
    """The same in rdflib."""
    dataset = Dataset(default_union=True)
    dataset.parse(whole, format="nquads")
    graph = Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


def reported(graph: Graph) -> int:
    """How many results of any severity pySHACL reports of the whole graph."""
    shapes = Graph()
    for path in sorted((ONTOLOGY / "shapes").glob("*.ttl")):
        shapes.parse(path)
    _, report, _ = validate(graph, shacl_graph=shapes, advanced=True, inference="none")
    assert isinstance(report, Graph)
    return len(set(report.objects(None, URIRef(SH + "result"))))


if __name__ == "__main__":
    main()
