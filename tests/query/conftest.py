"""An engine in this process for the tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.query.direct import Direct, direct
from kg.store.folder import open_build

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def engine(small_build: Path) -> Direct:
    """The small graph, asked without query processes."""
    return direct(open_build(small_build))
