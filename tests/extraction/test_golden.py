"""Everything that is read from each seed, a line a statement with its quotes and rule: tests/golden/<seed>.txt.

A change of the reading shows here as a diff that a person can review; `pytest --accept` writes what is read now.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.extraction.extract import extract
from kg.readers.read import read
from kg.readers.sources import load, sources
from tests.extraction.written import knowledge, lines, sites

if TYPE_CHECKING:
    from kg.readers.listing import Listing

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
LISTED = sources([ROOT / "seeds"]).found


def told(listing: Listing) -> str:
    """All statements, sorted, then the ledger in reading order."""
    found = extract(read(load(listing), sites()), knowledge())
    written = [str(line).replace("\n", "⏎") for line in lines(found)]
    statements, ledger = written[: len(found.statements)], written[len(found.statements) :]
    return "\n".join([*sorted(statements), "", *ledger, ""])


@pytest.mark.parametrize("listing", LISTED, ids=lambda listing: listing.identifier)
def test_a_seed_reads_as_accepted(listing: Listing, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / listing.identifier
    found = told(listing)
    if request.config.getoption("--accept"):
        path.write_text(found, "utf-8")
    wanted = path.read_text("utf-8") if path.exists() else ""
    diff = "\n".join(difflib.unified_diff(wanted.split("\n"), found.split("\n"), "accepted", "read now", "", "", 0, ""))
    assert not diff, f"tests/golden/{path.name}: if this is better, accept it with pytest --accept\n{diff}"


def test_there_is_a_golden_file_for_each_seed_and_no_other() -> None:
    assert [path.name for path in sorted(GOLDEN.glob("*.txt"))] == [listing.identifier for listing in LISTED]
