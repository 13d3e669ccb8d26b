"""Prints how fast documents become graphs: MB of plain text a second and core, stage by stage, and with what memory.

    python bench/throughput.py [FOLDER] [--runs N] [--largest KB]

The first table reads the documents of FOLDER (the seeds where none is given). The second reads documents made of their
paragraphs, again and again with other figures, of 10 kB, 100 kB, 1 MB and 10 MB: time should grow with length, no more.
Seconds are of the processor, so that what else runs matters little; pin it (`taskset -c 0`) for figures that compare.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import sys
import tempfile
import time
from itertools import count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from kg.build import Library, load_library
from kg.errors import ReadError
from kg.extraction.extract import extract
from kg.graph.assemble import assemble
from kg.graph.nquads import lines
from kg.graph.validate import validate
from kg.readers.read import read
from kg.readers.sources import load, sources
from kg.terms import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Document
    from kg.readers.listing import Listing

STAGES = ("read", "extract", "assemble", "validate", "write")
SIZES = (10, 100, 1_000, 10_000)  # kB of plain text
NUMBER = re.compile(r"(?<![0-9.])[0-9]{1,2}(?![0-9.])")  # years and decimals stay as they are


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1] / "seeds")
    parser.add_argument("--runs", type=int, default=5, help="runs of each, of which the median is told")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="kB of the largest document made")
    options = parser.parse_args()
    library = load_library()
    listed = sources([options.folder]).found
    print(
        f"Python {sys.version.split()[0]}, median seconds of one core of {options.runs} runs; MB of plain text in UTF-8"
    )
    print(
        f"{'':>12} {'documents':>9} {'MB':>7} {'quads':>8}"
        + "".join(f"{name:>9}" for name in STAGES)
        + "     all    MB/s"
    )
    told("as given", listed, library, options.runs)
    paragraphs = [paragraph for listing in listed for paragraph in paragraphs_of(listing, library)]
    with tempfile.TemporaryDirectory() as folder:
        for size in (size for size in SIZES if size <= options.largest):
            path = Path(folder) / f"{size}.txt"
            path.write_text(text_of(size * 1_000, paragraphs), "utf-8")
            told(f"{size} kB", sources([path]).found, library, options.runs if size <= SIZES[-2] else 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB
    print(f"largest memory {peak:.0f} MiB")


def told(name: str, listings: Sequence[Listing], library: Library, runs: int) -> None:
    """One line of a table: the documents of `listings`, one after the other."""
    taken: list[list[float]] = []
    for _ in range(runs):
        taken.append([0.0] * len(STAGES))
        documents, size, quads = 0, 0, 0
        for listing in listings:
            try:
                document, written = graph(listing, library, taken[-1])
            except ReadError:
                continue
            documents, size, quads = documents + 1, size + len(document.text.encode()), quads + written
    seconds = [statistics.median(column) for column in zip(*taken, strict=True)]
    whole, megabytes = statistics.median(map(sum, taken)), size / 1e6
    figures = "".join(f"{second:9.3f}" for second in seconds)
    print(
        f"{name:>12} {documents:9} {megabytes:7.3f} {quads:8}{figures}{whole:8.3f}{megabytes / whole:8.3f}", flush=True
    )


def graph(listing: Listing, library: Library, taken: list[float]) -> tuple[Document, int]:
    """The way of one document as `kg.build.document_graph` goes it; adds to `taken` what each stage took."""
    marks = [time.process_time()]
    document = read(load(listing), library.sites)
    marks.append(time.process_time())
    extraction = extract(document, library.knowledge)
    marks.append(time.process_time())
    facts = assemble(extraction)
    marks.append(time.process_time())
    checked = validate(facts, document, library.shapes)
    marks.append(time.process_time())
    written = lines(checked.graph, DOCUMENT + document.id)
    marks.append(time.process_time())
    for stage, (start, end) in enumerate(pairwise(marks)):
        taken[stage] += end - start
    return document, len(written)


def paragraphs_of(listing: Listing, library: Library) -> Iterator[str]:
    """The body of a document, a paragraph at a time."""
    try:
        document = read(load(listing), library.sites)
    except ReadError:
        return
    for block in document.blocks:
        if block.role in {"paragraph", "item"}:
            yield document.text[block.span.start : block.span.end]


def text_of(size: int, paragraphs: Sequence[str]) -> str:
    """At least `size` bytes of paragraphs, from the first again when they end, each round with other figures."""
    written: list[str] = []
    for turn in count():
        for paragraph in paragraphs:
            written.append(NUMBER.sub(lambda number: str((int(number[0]) + turn) % 100), paragraph))  # noqa: B023 - used at once
            size -= len(written[-1].encode()) + 1
            if size <= 0:
                return "\n".join(written)
    raise AssertionError("count() has no end")


if __name__ == "__main__":
    main()
