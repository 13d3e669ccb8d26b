"""A build that follows its sources: whenever a file or ontology/ changes, the graph is brought up to date.

This process keeps the data files, what the last look saw of the folders, and what the last version lists. It opens no
store, as the engine does not survive a fork: each version is built by a process of its own, which has all that at once,
and which may be killed like any other build.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.apart import Died, apart
from kg.build import attempt, build_again, load_library
from kg.errors import KgError, StoreError
from kg.fingerprint import fingerprint
from kg.folders import Folders
from kg.paths import ONTOLOGY, PACKAGE, SEEDS
from kg.readers.sources import sources
from kg.store.folder import last_version, new_build
from kg.store.known import known, known_after, planned
from kg.store.writer import RESOLUTION
from kg.survey import Wanted, survey
from kg.tally import by_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.build import Library, Manner
    from kg.errors import ReadError
    from kg.readers.listing import Listing
    from kg.readers.sources import Sources
    from kg.store.catalogue import File
    from kg.store.known import Moved, Plan, Stamp
    from kg.survey import Survey
    from kg.tally import Built

LOOK = 0.1  # seconds between two looks
AGAIN = 3.0  # seconds until what failed is tried again, and between two looks at ontology/


@dataclass(frozen=True, slots=True)
class Update:
    """A version: how many files are new, others and gone since the last, which are refused that were not, its time."""

    built: Built
    new: int
    changed: int
    gone: int
    refused: tuple[ReadError, ...]
    seconds: float

    @property
    def line(self) -> str:
        """What it says of itself."""
        number, seconds = self.built.documents, f"{self.seconds:.1f}"
        return by_number(
            number,
            f"{self.new} new, {self.changed} changed, {self.gone} gone: {number} document, in {seconds} s",
            f"{self.new} new, {self.changed} changed, {self.gone} gone: {number} documents, in {seconds} s",
        )


def follow(paths: Sequence[Path], out: Path, manner: Manner) -> Iterator[Update | KgError]:
    """Build, and again whenever something has changed; what cannot be done is told once, and tried again.

    KgError where it cannot even begin, or kg itself has changed.
    """
    follower = Follower(paths, out.absolute(), manner)
    said = ""
    while True:
        try:
            yield from follower.look()
            said = ""
            time.sleep(LOOK)
        except _Outdated:
            raise
        except KgError as error:
            if str(error) != said:
                yield error
            said = str(error)
            time.sleep(AGAIN)


class _Outdated(KgError):
    """The kg that runs is no longer the one that is installed."""


class Follower:
    """What is kept between two looks."""

    def __init__(self, paths: Sequence[Path], out: Path, manner: Manner) -> None:
        self._out, self._manner = out, manner
        self._program, self._data = _program(), _data()
        self._library = load_library()
        self._ready: Library | None = None  # those data files of which all is in memory
        self.folders = Folders(paths)
        self._look_at_data = 0.0  # when it is time
        self._built_of: Sources | None = None  # what is built
        self._listings: dict[str, Listing] = {}  # by identifier, of what is built
        self._known = known(None)
        self._files: Mapping[str, File] = {}
        self._remembered: dict[str, tuple[File, Wanted]] = {}
        self._unmade: dict[str, tuple[Listing, ReadError]] = {}  # documents that no graph came of, by key
        self._refused: frozenset[str] = frozenset()
        self.is_open = True  # what is built may not be what there is, though no listing says so

    def look(self) -> Iterator[Update | KgError]:
        """Look at what there is, and build where it is something else than is built."""
        self._renew()
        begun, listed = time.monotonic(), self.folders.listed()
        self._know()
        if listed is self._built_of and not self.is_open:
            self._make_ready()
            return
        listings = {one.identifier: one for one in listed.found}
        others = [one for name, one in listings.items() if one != self._listings.get(name)]
        self.is_open |= bool(others) or len(listings) < len(self._listings)
        self.is_open |= not self._refused.issuperset(map(str, listed.refused))
        if not self.is_open:
            self._built_of, self._listings = listed, listings
            return
        if self.folders.are_written_to(others):
            return
        seen = survey(listed.found, self._files, self._settled(), self._library.fingerprint, self._remembered)
        self._unmade = {
            key: (one, why) for key, (one, why) in self._unmade.items() if listings.get(one.identifier) == one
        }
        refused = [*listed.refused, *seen.refused, *(why for _, why in self._unmade.values())]
        plan = planned(self._known, seen.keys, seen.files)
        if self._is_built(plan):
            yield from self._told(refused)
        else:
            built = self._built(seen, plan, refused)
            self._note_unmade(seen, built)
            yield Update(built, *_counted(plan), self._told(built.refused), time.monotonic() - begun)
        self._built_of, self._listings, self._files = listed, listings, seen.files
        self.is_open = not all(file.state for file in seen.files.values())

    def _make_ready(self) -> None:
        """Read a few documents of ours, once: what that leaves in memory the next build need not make anew."""
        if self._library is not self._ready:
            self._ready = self._library
            for listing in sources([SEEDS]).found:
                attempt(Wanted("", listing), self._library)
            gc.freeze()

    def _renew(self) -> None:
        """Read ontology/ again where it has changed."""
        if time.monotonic() < self._look_at_data:
            return
        self._look_at_data = time.monotonic() + AGAIN
        data = _data()
        if data == self._data:
            return
        if _program() != self._program:
            raise _Outdated(f"{PACKAGE}: kg itself has changed; start it again")
        self._data = data
        self._library = load_library()
        self._remembered, self._unmade, self.is_open = {}, {}, True
        self._manner.report("read the data files again: they have changed")

    def _settled(self) -> int:
        """Before when (ns) a file was written that tells by its times whether it was written to since."""
        self._out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self._out.parent) as file:
            return os.fstat(file.fileno()).st_mtime_ns - RESOLUTION

    def _know(self) -> None:
        """Learn what the version lists that is there now, if it is another."""
        found = known(last_version(self._out), self._known)
        if found is not self._known:
            self._known, self._files, self.is_open = found, found.files, True

    def _is_built(self, plan: Plan) -> bool:
        """Whether the version there holds what was seen, but for what no graph can be made of."""
        return bool(self._known.stamp) and not plan.gone and plan.wanted.keys() <= self._unmade.keys()

    def _built(self, seen: Survey, plan: Plan, refused: Sequence[ReadError]) -> Built:
        """Build what was seen, in another process, and know what is there then; KgError where it comes to nothing."""
        try:
            built, stamp, moved = apart(partial(self._build, seen, plan, refused))
        except Died as death:
            raise StoreError(
                f"{self._out}: the process that built it has ended ({death.code}); it will be tried again"
            ) from None
        self._known = known_after(self._known, stamp, moved, seen.files)
        return built

    def _build(self, seen: Survey, plan: Plan, refused: Sequence[ReadError]) -> tuple[Built, Stamp, Moved]:
        """Build what was seen; the first version tells of its stages."""
        manner = replace(self._manner, report=lambda _: None) if self._known.stamp else self._manner
        with new_build(self._out, self._known) as writer:
            built = build_again(seen, plan, refused, writer, self._library, manner)
        return built, writer.stamp, writer.moved

    def _note_unmade(self, seen: Survey, built: Built) -> None:
        """Keep what no graph came of, so that it is not tried again as long as it is the same."""
        if built.refused:
            wanted = {one.listing.identifier: one for one in seen.wanted.values()}
            for error in built.refused:
                if (one := wanted.get(error.path)) is not None:
                    self._unmade[one.key] = one.listing, error

    def _told(self, refused: Sequence[ReadError]) -> tuple[ReadError, ...]:
        """What is refused and was not told of."""
        told = tuple(error for error in refused if str(error) not in self._refused)
        self._refused = frozenset(map(str, refused))
        return told


def _counted(plan: Plan) -> tuple[int, int, int]:
    """How many files are new, others, and gone."""
    before = plan.known.files
    new = sum(name not in before for name in plan.came)
    others = sum(name in before and before[name].id != file.id for name, file in plan.came.items())
    return new, others, len(plan.went)


def _data() -> tuple[tuple[str, int, int], ...]:
    """What the file system says of kg and of ontology/."""
    found = []
    for folder, endings in ((PACKAGE, {".py"}), (ONTOLOGY, {".ttl", ".toml", ".rq"})):
        paths = (path for path in folder.rglob("*") if path.suffix in endings)
        found += [(str(path), status.st_mtime_ns, status.st_size) for path in paths if (status := path.stat())]
    return tuple(sorted(found))


def _program() -> str:
    """What stands for kg and its libraries as they are on the disk."""
    return fingerprint(ontology=Path(os.devnull))
