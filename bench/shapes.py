"""Prints the time that documents of odd shapes take as they grow: it should grow with their length, no more.

    python -m bench.shapes [NAME...] [--units N]

Each shape of bench/odd.py, or those whose names hold one of the words given, is read in three sizes, each twice the one
before. The columns are seconds of one core, how many times as much each doubling takes (2 is linear), and microseconds
for each byte of the largest.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import pairwise
from pathlib import Path

from bench.odd import SHAPES
from bench.throughput import STAGES, graph
from kg.build import Library, load_library
from kg.errors import ReadError
from kg.readers.sources import sources

DOUBLINGS = 2


def main() -> None:
    """Print a line a shape."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="words of the names of shapes; all of them where none is given")
    parser.add_argument("--units", type=int, default=1_000, help="units of the smallest document")
    options = parser.parse_args()
    library = load_library()
    seconds("paragraphs", 20, library)  # what is compiled at the first use
    print(f"{'':>32}{'seconds':>24}{'growth':>16}{'us/B':>8}")
    for shape in SHAPES:
        if not options.names or any(name in shape for name in options.names):
            told = [seconds(shape, options.units << step, library) for step in range(DOUBLINGS + 1)]
            taken = [second for second, _ in told]
            growth = [after / before if before else 0.0 for before, after in pairwise(taken)]
            cost = taken[-1] / told[-1][1] * 1e6
            columns = [*(f"{second:8.2f}" for second in taken), *(f"{times:8.2f}" for times in growth), f"{cost:8.1f}"]
            print(f"{shape:>32}" + "".join(columns), flush=True)


def seconds(shape: str, units: int, library: Library) -> tuple[float, int]:
    """What a document of this shape and size takes of one core, and its bytes."""
    ending, make = SHAPES[shape]
    data = make(units)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"shape{ending}"
        path.write_bytes(data)
        taken = [0.0] * len(STAGES)
        for listing in sources([path]).found:
            try:
                graph(listing, library, taken)
            except ReadError as error:
                print(error)
        return sum(taken), len(data)


if __name__ == "__main__":
    main()
