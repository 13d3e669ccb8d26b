"""Read this first: the whole way of documents to a checked graph, top to bottom.

bytes -> Document -> sentences -> mentions -> statements -> named graph + quarantine      one document
named graphs -> union -> derived graph -> findings -> published graph                     the corpus
"""

from __future__ import annotations

import gc
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.extraction.extract import extract
from kg.graph.assemble import assemble
from kg.graph.derive import derive
from kg.graph.nquads import lines, quad_lines
from kg.graph.schema import Schema, schema
from kg.graph.shapes import Shapes, prepare
from kg.graph.validate import validate, warnings
from kg.knowledge.load import load as load_knowledge
from kg.knowledge.sites import Sites, load_sites
from kg.query.index import INDEX, write_index
from kg.readers.read import read
from kg.readers.sources import load as load_source
from kg.readers.sources import sources
from kg.store.folder import new_build
from kg.tally import Built, tally
from kg.terms import BASE, DERIVED_GRAPH, ONTOLOGY_GRAPH, QUARANTINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.knowledge.types import Knowledge
    from kg.model import Extraction, Finding
    from kg.readers.listing import Listing


@dataclass(frozen=True, eq=False, slots=True)
class Library:
    """Everything of ontology/ that a build uses."""

    knowledge: Knowledge
    sites: Sites
    schema: Schema
    shapes: Shapes


@dataclass(frozen=True, slots=True)
class Read:
    """What one document came to: its ledger and text, the lines of its graph, what was refused, and why."""

    extraction: Extraction
    graph: tuple[str, ...]
    quarantine: tuple[str, ...]
    findings: tuple[Finding, ...]


def build(paths: Sequence[Path], out: Path, workers: int = 1, report: Callable[[str], None] = print) -> Built:
    """Build the graph of files and folders into the folder `out`; it takes the place of the old one when all is done.

    `report` is given a line a stage. Files that cannot be read are left out and told of in the result.
    """
    library = load_library()
    listed = sources(paths)
    report(f"found {len(listed.found)} files")
    refused = list(listed.refused)
    findings: list[Finding] = []
    with new_build(out) as writer:
        writer.add_ontology(quad_lines(library.schema.ontology, ONTOLOGY_GRAPH))
        with document_graphs(listed.found, library, workers) as results:
            for result in distinct(results, refused):
                writer.add_document(result.extraction, result.graph, result.quarantine)
                findings += result.findings
        report(f"read {len(writer.entries)} documents")
        store = writer.union()
        writer.add_derived(quad_lines(derive(store, library.schema.rules), DERIVED_GRAPH))
        report("derived what follows from all of them")
        findings += warnings(store, library.shapes)
        report("checked the whole")
        write_index(store, writer.path / INDEX)
        built = tally(store, writer, findings, refused)
        writer.finish(findings)
    report(f"published in {out}")
    return built


def document_graph(listing: Listing, library: Library) -> Read:
    """Read one document and part its graph into what the shapes accept and what they refuse."""
    document = read(load_source(listing), library.sites)
    extraction = extract(document, library.knowledge)
    checked = validate(assemble(extraction), document, library.shapes)
    return Read(
        replace(extraction, statements=()),
        lines(checked.graph, BASE + "doc/" + document.id),
        lines(checked.quarantine, QUARANTINE + document.id),
        checked.findings,
    )


def load_library() -> Library:
    """All of ontology/; KnowledgeError where a file of it is wrong."""
    whole = schema()
    return Library(load_knowledge(), load_sites(), whole, prepare(whole))


@contextmanager
def document_graphs(
    listings: Sequence[Listing], library: Library, workers: int
) -> Iterator[Iterable[Read | ReadError]]:
    """Each document's graph in the order of the listings, from as many processes as are worth starting."""
    number = min(workers, len(listings) // FEWEST_A_PROCESS)
    if number <= 1:
        yield (_attempt(listing, library) for listing in listings)
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(number, context, _adopt, (library,)) as pool:
        yield pool.map(_work, listings, chunksize=max(1, min(CHUNK, len(listings) // (4 * number))))


def distinct(results: Iterable[Read | ReadError], refused: list[ReadError]) -> Iterator[Read]:
    """Each document once, equal bytes at two paths as one of the first path; unread files go to `refused`."""
    seen: set[str] = set()
    for result in results:
        if isinstance(result, ReadError):
            refused.append(result)
        elif result.extraction.document.id not in seen:
            seen.add(result.extraction.document.id)
            yield result


FEWEST_A_PROCESS = 2  # a process costs about as much to start as a document to read
CHUNK = 32  # documents handed to a process at a time
_LIBRARY: list[Library] = []  # in a worker process: what it reads with, handed over when it starts


def _adopt(library: Library) -> None:
    _LIBRARY[:] = [library]
    gc.freeze()  # the library stays: no collection looks through it again, and its pages stay shared with the parent


def _work(listing: Listing) -> Read | ReadError:
    return _attempt(listing, _LIBRARY[0])


def _attempt(listing: Listing, library: Library) -> Read | ReadError:
    try:
        return document_graph(listing, library)
    except ReadError as error:
        return error
