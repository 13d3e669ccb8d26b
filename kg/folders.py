"""What files and folders hold, looked at again and again; and whether somebody is writing there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from kg.readers.listing import state_of
from kg.readers.sources import sources
from kg.readers.walk import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.readers.listing import Listing, State
    from kg.readers.sources import Sources

MANY = 3000  # files that are asked about beside a look
SHARE = 10  # that takes at most one part in so many of the time
STILL = 0.1  # seconds without a change after which nobody writes to a file
LONGEST = 5.0  # seconds that files which are written to are waited for


class Folders:
    """What is kept between two looks at files and folders."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._memory = Memory()
        self.look_at_files = 0.0  # when it is time
        self._stirring = 0.0  # since when files are written to
        self._found: Sources | None = None  # what the last look found, None where it came to no end

    def listed(self) -> Sources:
        """What the folders hold; ReadError where none of them is there."""
        begun = time.monotonic()
        if begun >= self.look_at_files:
            self._memory.ask(MANY)
            self.look_at_files = begun + SHARE * (time.monotonic() - begun)
        if self._found is not None and self._memory.is_still(self._paths):
            return self._found
        self._found = None
        self._memory.begin()
        listed = sources(self._paths, self._memory)
        if listed.refused and not listed.found:
            raise listed.refused[0]
        self._found = listed
        return listed

    def are_written_to(self, listings: Sequence[Listing]) -> bool:
        """Whether somebody is writing to files, as far as they can be waited for."""
        if not listings:
            return False
        self._stirring = self._stirring or time.monotonic()
        time.sleep(STILL)
        written = any(_state(one) != one.state for one in listings)
        if written and time.monotonic() < self._stirring + LONGEST:
            return True
        self._stirring = 0.0
        return False


def _state(listing: Listing) -> State | None:
    """What the file system says of a file by now."""
    try:
        return state_of(Path(listing.place).stat())
    except OSError:
        return None
