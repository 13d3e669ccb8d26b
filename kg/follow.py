"""A build that follows its sources: whenever a file or ontology/ changes, the graph is brought up to date.

This process keeps the data files, what the last look saw of the folders, and what the last version lists. It opens no
store, as the engine does not survive a fork: each version is built by a process of its own, which has all that at once,
and which may be killed like any other build.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.build import attempt, build_again, load_library
from kg.errors import KgError, StoreError
from kg.fingerprint import fingerprint
from kg.paths import ONTOLOGY, PACKAGE, SEEDS
from kg.readers.listing import state_of
from kg.readers.sources import sources
from kg.readers.walk import Memory
from kg.store.folder import last_version, new_build
from kg.store.known import known, known_after, planned
from kg.store.writer import RESOLUTION
from kg.survey import Wanted, survey
from kg.tally import by_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from kg.build import Library, Manner
    from kg.errors import ReadError
    from kg.readers.listing import Listing, State
    from kg.readers.sources import Sources
    from kg.store.catalogue import File
    from kg.store.known import Moved, Plan, Stamp
    from kg.survey import Survey
    from kg.tally import Built

    Answer = tuple[Built, Stamp, Moved]

LOOK = 0.1  # seconds between two looks
MANY = 3000  # files that are asked about beside a look
SHARE = 10  # that takes at most one part in so many of the time
STILL = 0.1  # seconds without a change after which nobody writes to a file
LONGEST = 5.0  # seconds that files which are written to are waited for
AGAIN = 3.0  # seconds until what failed is tried again, and between two looks at ontology/
GRACE = 20.0  # seconds that a build may take to stop
PARENT_DEATH_SIGNAL = 1  # of prctl(2)
FORK = multiprocessing.get_context("fork")


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
        self._paths, self._out, self._manner = paths, out, manner
        self._program, self._data = _program(), _data()
        self._library = load_library()
        self._ready: Library | None = None  # those data files of which all is in memory
        self._memory = Memory()
        self._look_at_data = self.look_at_files = 0.0  # when it is time
        self._stirring = 0.0  # since when files are written to
        self._found: Sources | None = None  # what the last look found, None where it came to no end
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
        begun, listed = time.monotonic(), self._listed()
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
        if self._is_written_to(others):
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

    def _listed(self) -> Sources:
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

    def _is_written_to(self, listings: Sequence[Listing]) -> bool:
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
        ours, theirs = FORK.Pipe()
        process = FORK.Process(target=self._build, args=(theirs, seen, plan, refused))
        gc.freeze()  # what is kept need not be looked through, here and in the processes that come of this one
        process.start()
        theirs.close()
        try:
            answer = ours.recv()
            process.join(GRACE)  # it has said all, and only has to go
        except EOFError:
            process.join()
            code = process.exitcode
            raise StoreError(
                f"{self._out}: the process that built it has ended ({code}); it will be tried again"
            ) from None
        finally:
            _stop(process)
            ours.close()
        if isinstance(answer, KgError):
            raise answer
        built: Built
        built, stamp, moved = answer
        self._known = known_after(self._known, stamp, moved, seen.files)
        return built

    def _build(self, theirs: Connection, seen: Survey, plan: Plan, refused: Sequence[ReadError]) -> None:
        manner = replace(self._manner, report=lambda _: None) if self._known.stamp else self._manner
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts us all interrupts the parent, which ends this
        signal.signal(signal.SIGTERM, _interrupt)
        _end_with_parent()
        answer: Answer | KgError
        try:
            with new_build(self._out, self._known) as writer:
                built = build_again(seen, plan, refused, writer, self._library, manner)
            answer = built, writer.stamp, writer.moved
        except KgError as error:
            answer = error
        except KeyboardInterrupt:
            return
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        theirs.send(answer)

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


def _state(listing: Listing) -> State | None:
    """What the file system says of a file by now."""
    try:
        return state_of(Path(listing.place).stat())
    except OSError:
        return None


def _counted(plan: Plan) -> tuple[int, int, int]:
    """How many files are new, others, and gone."""
    before = plan.known.files
    new = sum(name not in before for name in plan.came)
    others = sum(name in before and before[name].id != file.id for name, file in plan.came.items())
    return new, others, len(plan.went)


def _end_with_parent() -> None:
    """Be told to end when the parent is killed, which can tell nobody itself; where the system is Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _interrupt(*_: object) -> None:
    """End as when interrupted, told once or twice."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _stop(process: BaseProcess) -> None:
    """End a build, or see it end."""
    if process.is_alive():
        process.terminate()
        process.join(GRACE)
    if process.is_alive():
        process.kill()
    process.join()


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
