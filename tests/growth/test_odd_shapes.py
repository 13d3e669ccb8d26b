"""Documents of odd shapes cost as much more as they are longer: the steps are counted, no time is taken."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest

from bench.odd import SHAPES
from kg.extraction.extract import extract
from kg.graph.assemble import assemble
from kg.knowledge.load import load
from kg.knowledge.sites import load_sites
from kg.model import Source, Stated
from kg.readers.read import read

if TYPE_CHECKING:
    from types import FrameType

    from kg.knowledge.sites import Sites
    from kg.knowledge.types import Knowledge

UNITS = 800  # of the smaller document: more than one of the longest sentences that are read whole
MOST = 2.4  # times the steps of a document of half its length
SMALL = 20_000  # steps of a document that is read at once

# What once cost the square of its length, or more.
HARD = (
    "no full stop",
    "numbers and blanks",
    "rows in one line",
    "rows in one line, units",
    "policies",
    "headings and sentences",
    "English, one sentence",
    "English, semicolons",
    "deadlines",
    "square table, HTML",
    "wide table, HTML",
    "wide table, Word",
    "wide table, tabs",
    "tables within tables",
    "runs of a paragraph",
    "blanks between words and figures",
)


@cache
def library() -> tuple[Knowledge, Sites]:
    return load(), load_sites()


def steps(shape: str, units: int) -> int:
    """How many functions are called to read a document, those of C among them."""
    ending, make = SHAPES[shape]
    knowledge, sites = library()
    source = Source(f"shape{ending}", make(units), Stated())
    count = 0

    def counting(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001  as the interpreter calls it
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counting)
    try:
        assemble(extract(read(source, sites), knowledge))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", HARD)
def test_twice_the_length_is_twice_the_steps(shape: str) -> None:
    steps(shape, 20)  # what is compiled at the first use
    once, twice = steps(shape, UNITS), steps(shape, 2 * UNITS)
    assert twice < max(MOST * once, SMALL)
