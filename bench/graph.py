"""Writes a build folder of made-up documents, of any size and the same bytes every time, for programs that measure.

    python -m bench.graph TRIPLES FOLDER [--unchecked]

Documents are made until their graphs hold TRIPLES triples. The ontology comes on top, and so does what the rules derive
from them: the folder is what `kg build` would have left if it had read these documents, with texts, ledger, findings
and store, so `kg serve FOLDER` shows it. `--unchecked` leaves out the warnings, which take a third of the time.
"""

from __future__ import annotations

import argparse
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from bench.documents import extraction
from bench.world import World
from kg.graph.assemble import assemble
from kg.graph.derive import derive, derived
from kg.graph.nquads import lines, quad_lines
from kg.graph.owners import owned
from kg.graph.schema import schema
from kg.graph.shapes import prepare
from kg.graph.warn import warnings
from kg.query.index import write_index
from kg.query.lookup import INDEX
from kg.store.folder import new_build
from kg.terms import DOCUMENT, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Extraction


def main() -> None:
    """Write the folder and print what is in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("triples", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--unchecked", action="store_true", help="do not look for warnings")
    options = parser.parse_args()
    start = time.perf_counter()
    made, derived = write(options.triples, options.folder, checked=not options.unchecked)
    seconds = time.perf_counter() - start
    print(f"{made} documents and {derived} derived triples in {options.folder}, {seconds:.1f} s")


def write(triples: int, folder: Path, *, checked: bool = True) -> tuple[int, int]:
    """How many documents it took, and how many triples follow from them."""
    known = schema()
    with new_build(folder) as writer:
        writer.add_ontology(quad_lines(known.ontology, ONTOLOGY_GRAPH))
        for extraction, graph in documents(triples):
            writer.add_document(extraction, graph)
        store = writer.union()
        derive(store, map(owned, known.rules))
        follows = len(derived(store))
        write_index(store, writer.path / INDEX)
        writer.finish(warnings(store, prepare(known)) if checked else ())
        made = writer.built().documents
    return made, follows


def documents(triples: int) -> Iterator[tuple[Extraction, tuple[str, ...]]]:
    """Documents and the lines of their graphs, until these are as many as asked for."""
    world, held = World(), 0
    for number in count():
        made = extraction(number, world)
        graph = lines(assemble(made), DOCUMENT + made.document.id)
        yield made, graph
        held += len(graph)
        if held >= triples:
            return


if __name__ == "__main__":
    main()
