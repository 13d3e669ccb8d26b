"""What the pages of one version share: the build they show, the engine that answers, the texts read last."""

from __future__ import annotations

import shutil
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from flask import current_app, g

from kg.query.index import write_index
from kg.query.lookup import INDEX, index_of
from kg.query.quotes import InSentence, Quote, in_sentence
from kg.store.commit import STORE
from kg.store.folder import open_build
from kg.store.hold import hold
from kg.store.oxigraph import read_only
from kg.store.passing import Passing
from kg.web.wholes import Wholes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.query.pool import Pool
    from kg.query.remote import Elsewhere
    from kg.store.folder import Build
    from kg.store.hold import Held
    from kg.store.records import DocumentEntry, DocumentRecord
    from kg.web.serving import Serving

    Engines = Callable[[Build, Path], Pool | Elsewhere]  # what answers for a build from a store

KEPT = 256  # documents
EXTENSION = "kg"


@dataclass(frozen=True, slots=True)
class Revision:
    """What updates made of a build's store: the folder of the version, and how long their journal was, in bytes.

    A journal only grows, so its length tells versions apart, after a new start of the server too.
    """

    folder: Path
    length: int = 0


class Site:
    """One version, served; it holds the build's folder until it is closed."""

    def __init__(self, held: Held, engines: Engines, revision: Revision | None = None) -> None:
        self.held = held
        self.build: Build = open_build(held.path)
        self.revision = revision
        self._entries = {entry.id: entry for entry in self.build.documents}
        self._store = revision.folder / STORE if revision else self.build.store
        self.engine = engines(self.build, self._store)
        self.wholes = Wholes(self._store)
        self._brought = index_of(self.build)
        self._made: Passing | None = None
        self._read: OrderedDict[str, tuple[str, DocumentRecord]] = OrderedDict()
        self._lock = Lock()

    @property
    def version(self) -> str:
        """What stands for all that this version can answer."""
        return f"{self.build.corpus}.{self.revision.length if self.revision else 0}"

    def document(self, identity: str) -> tuple[str, DocumentRecord]:
        """Text and record of a document; those asked for last are kept in memory."""
        with self._lock:
            if identity in self._read:
                self._read.move_to_end(identity)
                return self._read[identity]
        found = self.build.document(identity)
        with self._lock:
            self._read[identity] = found
            if len(self._read) > KEPT:
                self._read.popitem(last=False)
        return found

    @property
    def index(self) -> Path:
        """The index of the build; one is made now where the build brought none."""
        if self._brought is not None:
            return self._brought
        with self._lock:
            if self._made is None:
                made = Passing("index")
                write_index(read_only(self._store), made.path / INDEX)
                self._made = made
            return self._made.path / INDEX

    def entry(self, identity: str) -> DocumentEntry:
        """The manifest's line of a document."""
        return self._entries[identity]

    def in_sentence(self, quote: Quote) -> InSentence:
        """A quote with the rest of its sentence."""
        return in_sentence(*self.document(quote.document), quote)

    def close(self) -> None:
        """End it once the answers under way are read; nobody asks any more."""
        self.engine.drain()
        self.close_folder()

    def close_folder(self) -> None:
        """Let go of what stands on the disk."""
        self.wholes.close()
        self.held.release()
        if self._made is not None:
            self._made.close()
        if self.revision:
            shutil.rmtree(self.revision.folder, ignore_errors=True)


def open_site(place: Path, engines: Engines) -> Site:
    """The build at `place`, served as it is; StoreError where there is none, or the store elsewhere holds another."""
    open_build(place)  # says what is wrong by the name that the place has
    held = hold(place)
    try:
        return Site(held, engines)
    except BaseException:
        held.release()
        raise


def serving() -> Serving:
    """What this application serves."""
    found: Serving = current_app.extensions[EXTENSION]
    return found


def site() -> Site:
    """The version that answers this request, from its first question to its last."""
    if "site" not in g:
        g.site = serving().take()
    taken: Site = g.site
    return taken
